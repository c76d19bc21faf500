"""What is handed over in place of an incident is called what it is."""

import json
from typing import Any

import pytest

from bot.analysis.input.not_incidents import not_an_incident
from bot.analysis.input.reading import read_input
from bot.errors import InputError

ERRORS: list[tuple[Any, str]] = [
    ({"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"}, "Not Found"),
    ({"message": "Not Found"}, "Not Found"),
    ({"message": "404 Project Not Found"}, "404 Project Not Found"),
    ({"ok": False, "error": "channel_not_found"}, "channel_not_found"),
    ({"error": {"message": "Not Found", "code": 2100}}, "Not Found"),
    ({"error": "Not found"}, "Not found"),
    ({"errorMessages": ["Issue does not exist."], "errors": {}}, "Issue does not exist"),
    ({"errors": ["Forbidden"]}, "Forbidden"),
    ({"errors": [{"title": "Not found", "status": "404"}]}, "Not found"),
    (
        {"type": "validation_error", "status": 422, "errors": [{"message": "A value is required"}]},
        "A value is required",
    ),
    ({"message": "Api Key is not valid", "took": 0.0, "requestId": "a"}, "Api Key is not valid"),
    ({"error": "invalid_token", "error_description": "Token is expired."}, "Token is expired"),
    ({"error": "RecordNotFound", "description": "Not found"}, "RecordNotFound"),
    ({"status": "error", "errorType": "bad_data", "error": "parse error"}, "parse error"),
    ({"message": "Unauthorized", "statusCode": 401, "traceID": ""}, "Unauthorized"),
]


@pytest.mark.parametrize(("value", "said"), ERRORS)
def test_the_error_of_an_api_is_refused_with_what_it_says(value: Any, said: str) -> None:
    with pytest.raises(InputError) as refused:
        read_input(json.dumps(value), "x.json")
    assert str(refused.value).startswith(f'x.json is an error of an API, no incident: "{said}". ')


@pytest.mark.parametrize(
    "value",
    [
        {"message": "checkout is down"},
        {"title": "Service unavailable", "status": "open"},
        {"title": "Checkout is down", "error": "502 from the gateway"},
        {"title": "Checkout is slow", "errors": 1200, "timestamp": "2024-01-01T10:00:00Z"},
        {"description": "Not found is shown on every page", "error": "404 on all of them"},
        {"message": "500 errors on checkout"},
        {},
        [],
        None,
    ],
)
def test_what_only_sounds_like_an_error_is_none(value: Any) -> None:
    assert not not_an_incident(value)


def test_the_status_file_of_upptime_names_where_its_incidents_are() -> None:
    page = "url: https://x.io\nstatus: down\ncode: 0\nlastUpdated: 2024-01-01T10:00:00Z\n"
    generator = "generator: Upptime <https://github.com/upptime/upptime>"
    value = dict(line.split(": ", 1) for line in f"{page}{generator}".splitlines())
    assert "Upptime" in not_an_incident(value)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!DOCTYPE html>\n<html><head><title>Sign in</title>", "an HTML page"),
        ("<html lang='en'><body>Down</body>", "an HTML page"),
        ('<?xml version="1.0"?><rss version="0.92"><channel/></rss>', "XML"),
    ],
)
def test_a_page_that_a_browser_saved_is_refused(text: str, kind: str) -> None:
    with pytest.raises(InputError, match=f"^x is {kind}, which Muster doesn't read"):
        read_input(text, "x")


def test_markdown_that_begins_with_a_tag_is_read() -> None:
    assert read_input("<h1>Checkout is down</h1>\n\nfor everyone", "x").cases[0].is_described


@pytest.mark.parametrize(
    ("page", "sign"),
    [
        ({"has_more": True, "response_metadata": {"next_cursor": "bmV4dA=="}}, "has_more"),
        ({"has_more": False, "response_metadata": {"next_cursor": ""}}, ""),
        ({"more": True, "limit": 25}, "more"),
        ({"@odata.nextLink": "https://graph"}, "@odata.nextLink"),
        ({"next_page": None, "count": 1}, ""),
        ({"pagination_meta": {"after": "01H", "page_size": 25}}, "pagination_meta"),
    ],
)
def test_a_page_of_which_more_follows_says_so_once(page: dict[str, Any], sign: str) -> None:
    said = {"type": "message", "user": "U1", "text": "checkout is down", "ts": "1705315320.000100"}
    (case,) = read_input(json.dumps({"messages": [said], **page}), "x.json").cases
    told = (f"The file is one page of a list, and more follows (`{sign}`).",) if sign else ()
    assert case.complaints == told


def test_json_within_a_json_text_is_read() -> None:
    inner = json.dumps({"title": "Checkout is down", "status": "open"})
    assert read_input(json.dumps(inner), "x").cases[0].title == "Checkout is down"


PACKAGE = {"name": "shop", "version": "3.1.0", "description": "Shop", "scripts": {"a": "b"}, "dependencies": {"c": "1"}}
DASHBOARD = {"title": "API", "panels": [{"title": "Errors", "type": "graph"}], "time": {"from": "now-6h", "to": "now"}}
REPOSITORY = {"id": 1, "name": "x", "description": "A tool", "fork": False, "stars": 3, "created_at": "2020-01-01"}
WORKFLOW = "name: CI\non: [push]\njobs:\n  test:\n    steps:\n      - run: make\n"


@pytest.mark.parametrize(
    "given",
    [
        PACKAGE,
        DASHBOARD,
        REPOSITORY,
        [{"name": "Ann", "email": "a@example.com", "start_date": "2024-01-02"}],
        [{"name": "Mug", "description": "Blue", "price": 3, "sku": "x"}, {"name": "Cup", "price": 4, "sku": "y"}],
        WORKFLOW,
        "name,email,start_date\nAnn,ann@example.com,2024-01-02\nBob,bob@example.com,2024-03-04\n",
        "id,name,email,start_date,end_date,status\n1,Ann,a@example.com,2024-01-02,2024-05-01,left\n2,Bo,b@x.com,,,in\n",
        "id,name,status,created_at\n1,ACME,active,2024-01-02 10:00\n2,Foo,active,2024-01-03 11:00\n",
        "date,description,amount\n2024-01-02,Rent,-800\n2024-01-03,Salary,3000\n",
        "order_id,created_at,product,amount\n1,2024-01-02 10:00,Mug,3\n2,2024-01-03 11:00,Cup,4\n",
    ],
)
def test_what_has_a_name_and_nothing_of_an_incident_is_refused(given: Any) -> None:
    with pytest.raises(InputError, match="doesn't describe an incident"):
        read_input(given if isinstance(given, str) else json.dumps(given), "x")


@pytest.mark.parametrize(
    "given",
    [
        {"title": "DB down"},
        {"name": "DB down", "severity": "SEV1"},
        {"name": "DB down", "description": "All logins fail"},
        {"title": "DB down", "url": "https://x.io", "id": 3, "status": "open", "assigned": "Ann"},
        {"title": "DB down", "created_at": "2024-01-01T10:00:00Z", "foo": {"a": 1}, "bar": {"b": 2}},
        {"description": "Checkout fails", "reporter": "Ann", "channel": "C1"},
        {"incidents": [{"name": "DB down", "state": "open"}]},
        {"name": "DB down", "description": "All logins fail", "owner": "Ann", "team": "db", "link": "https://x.io"},
        {"name": "check-disk", "state": "CRITICAL", "output": "disk full", "timestamp": "2024-01-01T10:00:00Z"},
        {"incident": {"title": "DB down", "mood": "tense"}, "weather": {"wind": {"north": 3}}},
        "date,event\n2024-01-02,fraud began\n2024-01-09,detected\n",
        "Name,Severity,Reported at\nDB down,SEV1,2024-01-02 10:00\nQueue slow,SEV3,2024-01-03 10:00\n",
    ],
)
def test_little_that_is_of_an_incident_is_enough(given: Any) -> None:
    read = read_input(given if isinstance(given, str) else json.dumps(given), "x")
    assert all(case.is_described for case in read.cases)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("%PDF-1.4\n1 0 obj\n", "a PDF"),
        ("{\\rtf1\\ansi Incident: DB down\\par}", "an RTF document"),
        ("PK\x03\x04[Content_Types].xml", "an Office document or a ZIP archive"),
        ('<svg xmlns="x"><path d="M0"/></svg>', "XML"),
    ],
)
def test_a_file_of_another_kind_is_called_what_it_is(text: str, kind: str) -> None:
    with pytest.raises(InputError, match=f"^x is {kind}, which Muster doesn't read"):
        read_input(text, "x")


@pytest.mark.parametrize("text", ["// exported\n{}", "/* by\n x */ [1]", '{"title": "x", // of it\n "status": "open"}'])
def test_comments_in_json_are_called_so(text: str) -> None:
    with pytest.raises(InputError, match=r"invalid JSON \(comments aren't allowed\)"):
        read_input(text, "x")
