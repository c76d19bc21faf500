"""What is handed over in place of an incident is called what it is."""

import json
from typing import Any

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.input.vendors.not_incidents import not_an_incident
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
