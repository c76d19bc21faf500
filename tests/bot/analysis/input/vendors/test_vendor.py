"""Tickets of all trackers by their tables: the ticket's own course, and what its body says of the incident."""

import json
from typing import Any

import pytest

from bot.analysis.input.reading import Input, read_input
from bot.analysis.input.vendors.rich_text import text_of
from bot.analysis.model import Case, Participant


def read(value: Any) -> Input:
    return read_input(json.dumps(value), "x.json")


def one(value: Any) -> Case:
    return read(value).cases[0]


def told(case: Case) -> list[tuple[str, str, str]]:
    return sorted((f"{event.at:%H:%M}", event.actor, event.text) for event in case.events)


def paragraph(*texts: str) -> dict[str, Any]:
    return {"type": "paragraph", "content": [{"type": "text", "text": text} for text in texts]}


def document(*content: Any) -> dict[str, Any]:
    return {"type": "doc", "version": 1, "content": [*content]}


# GitHub

BODY = """Search is empty for everybody.

## Timeline
- 09:50 reindex job deployed
- 11:40 old index restored

## Root cause
The alias was dropped.

## Action items
- [ ] Swap aliases atomically
"""
ISSUE: dict[str, Any] = {
    "number": 88,
    "title": "[SEV2] Search returns no results",
    "state": "closed",
    "user": {"login": "octo"},
    "assignees": [{"login": "hubot"}],
    "labels": [{"name": "severity/2"}, {"name": "service: search"}, {"name": "incident"}],
    "created_at": "2024-05-03T10:00:00Z",
    "closed_at": "2024-05-03T13:30:00Z",
    "body": BODY,
    "comments": 2,
}


def test_the_body_of_an_issue_is_read_like_a_report_on_the_day_of_the_issue() -> None:
    case = one(ISSUE)
    assert (case.title, case.id, case.description) == (
        "Search returns no results",
        "GitHub #88",
        "Search is empty for everybody.",
    )
    assert told(case) == [
        ("09:50", "", "reindex job deployed"),
        ("10:00", "octo", "Issue opened: Search returns no results"),
        ("11:40", "", "old index restored"),
        ("13:30", "", "Issue closed"),
    ]
    assert {event.at.date().isoformat() for event in case.events if event.at} == {"2024-05-03"}
    assert [claim.text for claim in case.causes] == ["The alias was dropped."]
    assert [todo.title for todo in case.actions] == ["Swap aliases atomically"]
    assert case.participants == (Participant("hubot", "Assignee"), Participant("octo", "Reporter"))
    assert (case.services, case.facts) == (("search",), {"labels": ["incident"]})
    assert (case.severity, case.moment_places) == ("SEV2", {"declared_at": "created_at", "resolved_at": "closed_at"})
    assert case.complaints == ("No time zone is given, so times are read as UTC.",)


def test_the_command_line_of_github_writes_the_same_in_camel_case_with_comments() -> None:
    comment = {"author": {"login": "hubot"}, "body": "Restoring the old index", "createdAt": "2024-05-03T11:30:00Z"}
    case = one(
        {
            "number": 88,
            "title": "Search is empty",
            "body": "",
            "state": "CLOSED",
            "stateReason": "NOT_PLANNED",
            "author": {"login": "octo"},
            "labels": [],
            "assignees": [],
            "comments": [comment],
            "createdAt": "2024-05-03T10:00:00Z",
            "closedAt": "2024-05-03T13:30:00Z",
        }
    )
    assert told(case) == [
        ("10:00", "octo", "Issue opened: Search is empty"),
        ("11:30", "hubot", "Restoring the old index"),
        ("13:30", "", "Issue closed: not planned"),
    ]


def test_the_few_fields_that_somebody_chose_to_export_are_enough() -> None:
    comment = {"author": {"login": "hubot"}, "body": "Restoring", "createdAt": "2024-05-03T11:30:00Z"}
    case = one({"title": "Search is empty", "body": BODY, "comments": [comment]})
    assert [event.actor for event in case.events] == ["", "", "hubot"]
    assert [claim.text for claim in case.causes] == ["The alias was dropped."]


def test_a_report_that_has_its_own_day_was_not_declared_when_its_issue_was_opened() -> None:
    case = one({**ISSUE, "body": f"Date: 2024-05-01\n\n{BODY}", "closed_at": None, "state": "open"})
    assert {event.at.date().isoformat() for event in case.events if event.at} == {"2024-05-01"}
    assert not case.moments


def test_lists_and_webhooks_of_issues_are_read() -> None:
    assert len(read([ISSUE, ISSUE]).cases) == 2
    assert len(read({"total_count": 1, "items": [ISSUE]}).cases) == 1
    assert one({"action": "closed", "issue": ISSUE, "repository": {}}).title == "Search returns no results"


# Jira

TICKET: dict[str, Any] = {
    "key": "OPS-12",
    "fields": {
        "summary": "Login fails",
        "priority": {"name": "Highest"},
        "status": {"name": "Done"},
        "created": "2024-02-01T08:00:00.000+0100",
        "resolutiondate": "2024-02-01T09:30:00.000+0100",
        "assignee": {"displayName": "Ann Lee"},
        "reporter": {"displayName": "Bob Ray"},
        "components": [{"name": "sso"}],
        "comment": {
            "comments": [
                {
                    "author": {"displayName": "Ann Lee"},
                    "created": "2024-02-01T09:10:00.000+0100",
                    "body": document(paragraph("Uploaded the new ", "certificate")),
                }
            ]
        },
    },
}


def ticket(**fields: Any) -> dict[str, Any]:
    return {**TICKET, "fields": {**TICKET["fields"], **fields}}


def test_a_ticket_is_told_from_its_opening_to_its_end() -> None:
    case = one(TICKET)
    assert (case.id, case.title, case.status, case.services) == ("OPS-12", "Login fails", "Done", ("sso",))
    assert told(case) == [
        ("07:00", "Bob Ray", "Ticket opened: Login fails"),
        ("08:10", "Ann Lee", "Uploaded the new certificate"),
        ("08:30", "", "Ticket resolved: Done"),
    ]
    assert case.participants == (Participant("Ann Lee", "Assignee"), Participant("Bob Ray", "Reporter"))


def test_changes_of_status_are_events_and_the_last_one_is_not_told_twice() -> None:
    item = {"field": "status", "fromString": "Open", "toString": "Done"}
    history = {"created": "2024-02-01T09:30:00.000+0100", "author": {"displayName": "Ann Lee"}, "items": [item]}
    case = one({**TICKET, "changelog": {"histories": [history]}})
    assert told(case)[-1] == ("08:30", "Ann Lee", "Status: Open → Done")
    assert len(case.events) == 3


@pytest.mark.parametrize(
    "body",
    [
        "All logins fail.\n\n## Root cause\nThe certificate was rotated.",
        "All logins fail.\n\nh2. Root cause\nThe certificate was rotated.",
        document(
            paragraph("All logins fail."),
            {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Root cause"}]},
            paragraph("The certificate was rotated."),
        ),
    ],
)
def test_the_description_is_a_report_as_text_or_as_a_document(body: Any) -> None:
    case = one(ticket(description=body))
    assert (case.description, [claim.text for claim in case.causes]) == (
        "All logins fail.",
        ["The certificate was rotated."],
    )


def test_links_and_subtasks_are_related_incidents_and_action_items() -> None:
    link = {"type": {"outward": "is caused by"}, "outwardIssue": {"key": "OPS-1", "fields": {"summary": "Rotate"}}}
    task = {"key": "OPS-13", "fields": {"summary": "Alert on expiry", "status": {"name": "To Do"}}}
    case = one(ticket(issuelinks=[link], subtasks=[task]))
    assert [claim.text for claim in case.related] == ["is caused by OPS-1: Rotate"]
    assert [(todo.title, todo.status) for todo in case.actions] == [("Alert on expiry", "To Do")]


def test_a_search_and_a_webhook_of_jira_are_read() -> None:
    assert len(read({"issues": [TICKET, TICKET], "total": 2}).cases) == 2
    assert one({"webhookEvent": "jira:issue_updated", "issue": TICKET}).id == "OPS-12"


def test_a_document_becomes_text_with_headings_lists_and_tables() -> None:
    cells = [{"type": "tableCell", "content": [paragraph(text)]} for text in ("14:05", "paged")]
    item = {"type": "listItem", "content": [paragraph("one")]}
    task = {"type": "taskItem", "attrs": {"state": "DONE"}, "content": [{"type": "text", "text": "two"}]}
    rich = document(
        paragraph("a"),
        {"type": "bulletList", "content": [item]},
        {"type": "taskList", "content": [task]},
        {"type": "table", "content": [{"type": "tableRow", "content": cells}]},
        {"type": "panel", "content": [paragraph("b")]},
        {"type": "unheard_of", "content": 7},
    )
    assert text_of(rich) == "a\n\n- one\n\n- [x] two\n\n| 14:05 | paged |\n|---|---|\n\nb"
    assert (text_of("plain"), text_of(None), text_of(7)) == ("plain", "", "7")


@pytest.mark.parametrize(
    ("fields", "severity", "facts"),
    [
        ({"customfield_1": {"value": "Severity 2"}, "customfield_2": "0|i00007:"}, "SEV2", {}),
        (
            {"customfield_1": {"value": "2 - major"}, "customfield_2": {"value": "all wards"}},
            "SEV2",
            {"reach": "all wards"},
        ),
    ],
)
def test_a_field_of_an_organizations_own_in_jira_is_read_by_its_name_or_its_value(
    fields: Any, severity: str, facts: Any
) -> None:
    names = {"customfield_1": "Severity", "customfield_2": "Reach"} if facts else {}
    case = one({**ticket(**fields), "names": names})
    assert (case.severity, case.facts) == (severity, facts)


def test_tags_of_gitlabs_timeline_events_state_key_times() -> None:
    events = [
        {"note": said, "occurredAt": f"2024-03-11T0{at}:00:00Z", "timelineEventTags": {"nodes": [{"name": tag}]}}
        for at, said, tag in ((9, "Limit raised", "Impact mitigated"), (7, "Proxy upgraded", "Start time"))
    ]
    case = one({"data": {"project": {"incidentManagementTimelineEvents": {"nodes": events}}}})
    assert [event.text for event in case.events] == ["Proxy upgraded", "Limit raised"]
    assert {key: at.hour for key, at in case.moments.items()} == {"started_at": 7, "mitigated_at": 9}


def test_a_webhook_of_gitlab_holds_the_issue_in_its_attributes() -> None:
    issue = {"iid": 3, "title": "[P2] Uploads fail", "created_at": "2024-03-11 08:20:00 UTC", "severity": "unknown"}
    case = one({"object_kind": "issue", "user": {"name": "Mira"}, "object_attributes": issue})
    assert (case.id, case.title, case.priority) == ("GitLab #3", "Uploads fail", "P2")


def test_the_audits_of_a_zendesk_ticket_tell_its_comments_and_when_it_was_solved() -> None:
    audits = [
        {"created_at": "2024-06-03T07:00:00Z", "author_id": 1, "events": [{"type": "Comment", "body": "Login fails"}]},
        {"created_at": "2024-06-03T09:00:00Z", "author_id": 2, "events": [
            {"type": "Change", "field_name": "status", "value": "solved", "previous_value": "open"}]},
    ]  # fmt: skip
    ticket = {"id": 5, "subject": "Login", "requester_id": 1, "created_at": "2024-06-03T07:00:00Z"}
    case = one({"ticket": ticket, "audits": audits, "users": [{"id": 1, "name": "Petra"}, {"id": 2, "name": "Sam"}]})
    assert [(event.text, event.actor) for event in case.events][1:] == [
        ("Login fails", "Petra"),
        ("Status: solved", "Sam"),
    ]


def test_a_zendesk_ticket_and_its_comments_in_one_file_are_one_incident() -> None:
    said = {"author": {"name": "Ben"}, "created_at": "2024-06-03T08:45:00Z", "body": "Licence renewed"}
    ticket = {
        "subject": "Login",
        "priority": "high",
        "created_at": "2024-06-03T05:40:00Z",
        "requester": {"name": "Ann"},
    }
    case = one({"ticket": ticket, "comments": [said]})
    assert (case.title, case.priority) == ("Login", "high")
    assert told(case) == [("05:40", "Ann", "Ticket opened: Login"), ("08:45", "Ben", "Licence renewed")]


def test_the_change_that_a_webhook_of_jira_tells_of_is_an_event() -> None:
    issue = {"key": "A-1", "fields": {"summary": "Login fails", "created": "2024-01-01T09:00:00.000+0000"}}
    change = {"items": [{"field": "status", "fromString": "Open", "toString": "Done"}]}
    hook = {"issue": issue, "timestamp": 1704103200000, "user": {"displayName": "Ann"}, "changelog": change}
    assert told(one(hook))[-1] == ("10:00", "Ann", "Status: Open → Done")


def test_servicenows_fields_are_read_as_shown_and_its_notes_one_by_one() -> None:
    notes = (
        "2024-01-15 10:52:00 - Jo Park (Work notes)\nRestarted it\n\n2024-01-15 10:45:00 - Ann (Work notes)\nLooking\n"
    )
    record = {
        "number": "INC7", "short_description": "Login fails", "state": "6", "sys_id": "a" * 32, "caller_id": "b" * 32,
        "opened_at": "2024-01-15 10:42:00", "resolved_at": "2024-01-15 11:00:00", "work_notes": notes,
        "assigned_to": {"display_value": "Jo Park", "link": "x"},
    }  # fmt: skip
    case = one({"result": [record]})
    assert (case.id, case.title, case.status, case.complaints) == ("INC7", "Login fails", "resolved", ())
    assert told(case)[1:3] == [("10:45", "Ann", "Looking"), ("10:52", "Jo Park", "Restarted it")]
    assert [person.name for person in case.participants] == ["Jo Park", "Ann"]


@pytest.mark.parametrize(
    "value",
    [
        [{"body": "rolled back", "user": {"login": "jo"}, "created_at": "2024-01-01T10:00:00Z", "id": 1}],
        [{"body": "rolled back", "author": {"name": "jo"}, "created_at": "2024-01-01T10:00:00Z", "system": False},
         {"body": "assigned to @jo", "author": {"name": "ann"}, "created_at": "2024-01-01T09:00:00Z", "system": True}],
        {"comments": [{"body": document(paragraph("rolled back")), "author": {"displayName": "jo"},
                       "created": "2024-01-01T10:00:00.000+0000"}], "total": 1},
        {"comments": [{"body": "rolled back", "author_id": 7, "created_at": "2024-01-01T10:00:00Z"}],
         "users": [{"id": 7, "name": "jo"}]},
    ],
    ids=["GitHub", "GitLab", "Jira", "Zendesk"],
)  # fmt: skip
def test_comments_alone_are_one_timeline_and_no_incidents(value: Any) -> None:
    assert told(one(value)) == [("10:00", "jo", "rolled back")]
    assert not read(value).many


def test_lists_of_graphql_are_read_in_githubs_answer_too() -> None:
    comment = {"author": {"login": "b"}, "body": "restarted", "createdAt": "2024-01-01T10:30:00Z"}
    issue = {"number": 5, "title": "API is down", "state": "OPEN", "labels": {"nodes": [{"name": "sev1"}]},
             "author": {"login": "a"}, "comments": {"nodes": [comment]}}  # fmt: skip
    case = one({"data": {"repository": {"issue": issue}}})
    assert (case.priority, [event.text for event in case.events]) == ("sev1", ["restarted"])
