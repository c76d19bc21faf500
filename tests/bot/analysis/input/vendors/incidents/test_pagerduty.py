"""PagerDuty: incidents, log entries and webhooks say the same of one incident."""

import json
from typing import Any

import pytest

from bot.analysis.input.reading import Input, read_input
from bot.analysis.model import Case, Participant

AMARA = {"id": "U1", "type": "user_reference", "summary": "Amara Okoye"}
SERVICE = {"id": "S1", "type": "service_reference", "summary": "orders"}
REFERENCE = {"id": "Q1", "type": "incident_reference", "summary": "[#5127] Queue grows"}
INCIDENT: dict[str, Any] = {
    "id": "Q1",
    "type": "incident",
    "summary": "[#5127] Queue grows",
    "incident_number": 5127,
    "title": "Queue grows",
    "created_at": "2024-08-20T18:02:00Z",
    "status": "triggered",
    "service": SERVICE,
    "priority": {"summary": "P2"},
}


def read(value: Any) -> Input:
    return read_input(json.dumps(value), "x.json")


def one(value: Any) -> Case:
    found = read(value)
    assert not found.many
    return found.cases[0]


def told(case: Case) -> list[tuple[str, str, str]]:
    return [(f"{event.at:%H:%M}", event.actor, event.text) for event in case.events]


def times(case: Case) -> list[str]:
    return [f"{key} {at:%H:%M}" for key, at in case.moments.items()]


# Incidents


def test_an_incident_tells_when_it_was_triggered_acknowledged_and_resolved_and_by_whom() -> None:
    done = {"status": "resolved", "resolved_at": "2024-08-20T18:49:00Z", "last_status_change_by": AMARA}
    people = {
        "assignments": [{"at": "2024-08-20T18:02:00Z", "assignee": AMARA}],
        "acknowledgements": [{"at": "2024-08-20T18:05:00Z", "acknowledger": AMARA}],
    }
    case = one(
        {"incident": {**INCIDENT, **done, **people, "body": {"type": "incident_body", "details": "41,000 wait"}}}
    )
    assert (case.title, case.id, case.number) == ("Queue grows", "PagerDuty #5127", 0)
    assert (case.description, case.services, case.participants) == (
        "41,000 wait",
        ("orders",),
        (Participant("Amara Okoye", "Assignee"),),
    )
    assert told(case) == [
        ("18:02", "PagerDuty", "Triggered: Queue grows"),
        ("18:02", "PagerDuty", "Assigned to Amara Okoye"),
        ("18:05", "Amara Okoye", "Acknowledged"),
        ("18:49", "Amara Okoye", "Resolved"),
    ]
    assert times(case) == ["detected_at 18:02", "acknowledged_at 18:05", "resolved_at 18:49"]


def test_an_open_incident_has_no_end_and_the_title_may_stand_in_the_summary_alone() -> None:
    case = one({key: value for key, value in INCIDENT.items() if key not in ("title", "incident_number")})
    assert (case.title, case.id, times(case)) == ("Queue grows", "PagerDuty #5127", ["detected_at 18:02"])
    assert read({"incidents": [INCIDENT, INCIDENT]}).many


def test_the_place_of_a_key_time_is_the_field_of_the_tool() -> None:
    assert one({"incident": INCIDENT}).moment_places == {"detected_at": "created_at"}
    assert read({"incidents": [INCIDENT]}).cases[0].moment_places == {"detected_at": "[0].created_at"}
    assert one({"log_entries": LOG}).moment_places["acknowledged_at"] == "acknowledge_log_entry"


# Log entries


def entry(kind: str, clock: str, agent: Any, summary: str, **fields: Any) -> dict[str, Any]:
    at = f"2024-08-20T{clock}:00Z"
    return {
        "type": f"{kind}_log_entry",
        "created_at": at,
        "agent": agent,
        "summary": summary,
        "incident": REFERENCE,
        **fields,
    }


LOG = [
    entry("resolve", "18:49", AMARA, "Resolved by Amara Okoye."),
    entry("annotate", "18:31", AMARA, "Note added.", channel={"type": "note", "summary": "Restarted the consumers"}),
    entry("acknowledge", "18:12", AMARA, "Acknowledged by Amara Okoye."),
    entry(
        "trigger", "18:02", SERVICE, "Triggered through the API.", channel={"summary": "Queue grows"}, service=SERVICE
    ),
]


def test_log_entries_are_one_incident_oldest_first_and_a_note_is_its_text() -> None:
    case = one({"log_entries": LOG, "more": False})
    assert (case.title, case.id, case.services, case.status) == (
        "Queue grows",
        "PagerDuty #5127",
        ("orders",),
        "resolved",
    )
    assert told(case) == [
        ("18:02", "PagerDuty", "Triggered through the API: Queue grows"),
        ("18:12", "Amara Okoye", "Acknowledged by Amara Okoye."),
        ("18:31", "Amara Okoye", "Restarted the consumers"),
        ("18:49", "Amara Okoye", "Resolved by Amara Okoye."),
    ]
    assert times(case) == ["detected_at 18:02", "acknowledged_at 18:12", "resolved_at 18:49"]
    assert case.participants == (Participant("Amara Okoye"),)


@pytest.mark.parametrize(
    ("kind", "phase"),
    [
        ("assign", "triage"),
        ("escalate", "escalation"),
        ("notify", "escalation"),
        ("exhaust_escalation_path", "escalation"),
        ("snooze", "triage"),
        ("unacknowledge", ""),
        ("reach_trigger_limit", ""),
        ("some_new_kind", ""),
    ],
)
def test_a_kind_of_entry_has_its_phase_or_none(kind: str, phase: str) -> None:
    read_event = one({"log_entries": [entry(kind, "18:12", SERVICE, "What happened.")]}).events[0]
    assert (read_event.type, read_event.text, read_event.actor) == (phase, "What happened.", "PagerDuty")


def test_entries_of_several_incidents_are_as_many_and_a_bare_list_is_read_as_well() -> None:
    other = {**LOG[3], "incident": {**REFERENCE, "id": "Q2", "summary": "[#5128] Other"}}
    assert [case.title for case in read({"log_entries": [*LOG, other]}).cases] == ["Queue grows", "Other"]
    assert len(one(LOG).events) == 4
    old_webhook = {"messages": [{"event": "incident.trigger", "log_entries": [LOG[3]], "incident": INCIDENT}]}
    assert one(old_webhook).title == "Queue grows"


def test_entries_without_a_time_are_counted() -> None:
    timeless = [{key: value for key, value in each.items() if key != "created_at"} for each in LOG]
    assert one({"log_entries": timeless}).complaints == ("read 0 of 4 `log_entries`: no time found.",)


def test_what_a_script_saved_of_an_incident_is_read_together_and_without_types_by_who_did_it() -> None:
    note = {"content": "skipped the record", "created_at": "2024-08-20T18:20:00Z", "user": {"summary": "Amara Okoye"}}
    entries = [{**each, "agent": {"summary": "Amara Okoye"}, "incident": {}} for each in LOG]
    case = one({"incident": INCIDENT, "log_entries": entries, "notes": [note]})
    assert (case.title, case.id, case.priority) == ("Queue grows", "PagerDuty #5127", "P2")
    assert ("18:20", "Amara Okoye", "skipped the record") in told(case)
    assert {actor for _, actor, _ in told(case)} == {"Amara Okoye"}


def test_a_priority_that_is_called_like_a_severity_is_the_recorded_severity() -> None:
    case = one({"incident": {**INCIDENT, "priority": {"summary": "SEV1"}}})
    assert (case.severity, case.priority) == ("SEV1", "")


# Webhooks


def webhook(kind: str, clock: str, data: Any, agent: Any = None) -> dict[str, Any]:
    at = f"2024-08-20T{clock}:00Z"
    return {"event": {"event_type": f"incident.{kind}", "occurred_at": at, "agent": agent, "data": data}}


def test_webhooks_of_an_incident_are_its_timeline() -> None:
    note = {"type": "incident_note", "incident": REFERENCE, "content": "Restarted the consumers"}
    update = {"type": "incident_status_update", "incident": REFERENCE, "message": "Orders are late"}
    case = one(
        [
            webhook("resolved", "18:49", {**INCIDENT, "status": "resolved"}, AMARA),
            webhook("triggered", "18:02", INCIDENT, SERVICE),
            webhook("acknowledged", "18:12", {**INCIDENT, "status": "acknowledged"}, AMARA),
            webhook("annotated", "18:31", note, AMARA),
            webhook("status_update_published", "18:40", update, AMARA),
        ]
    )
    assert told(case) == [
        ("18:02", "PagerDuty", "Triggered: Queue grows"),
        ("18:12", "Amara Okoye", "Acknowledged"),
        ("18:31", "Amara Okoye", "Restarted the consumers"),
        ("18:40", "Amara Okoye", "Orders are late"),
        ("18:49", "Amara Okoye", "Resolved"),
    ]
    assert (case.status, times(case)[-1]) == ("resolved", "resolved_at 18:49")
    assert [(each.text, each.by) for each in case.told] == [("Orders are late", "Amara Okoye")]


@pytest.mark.parametrize(
    ("kind", "data", "text"),
    [
        ("priority_updated", INCIDENT, "Priority changed to P2"),
        ("reassigned", {**INCIDENT, "assignees": [AMARA]}, "Reassigned to Amara Okoye"),
        (
            "responder.added",
            {"incident": REFERENCE, "user": AMARA, "message": "Help"},
            "Asked Amara Okoye to respond: Help",
        ),
        ("responder.replied", {"incident": REFERENCE, "user": AMARA, "state": "accepted"}, "Amara Okoye accepted"),
        (
            "role.assigned",
            {"incident_role_assignments": [{"incident": REFERENCE, "role": {"summary": "Lead"}, "assignee": AMARA}]},
            "Lead: Amara Okoye",
        ),
        ("task.created", {"summary": "Call the vendor", "incident": REFERENCE}, "Task created: Call the vendor"),
        ("workflow.started", {"summary": "Page all", "incident": REFERENCE}, "Workflow started: Page all"),
        ("some.new_event", INCIDENT, "Some new event: [#5127] Queue grows"),
    ],
)
def test_each_kind_of_event_is_told_in_words(kind: str, data: Any, text: str) -> None:
    assert one(webhook(kind, "18:30", data, AMARA)).events[-1].text == text


def test_an_event_of_a_later_day_leaves_the_trigger_on_its_own() -> None:
    assert told(one(webhook("priority_updated", "19:30", INCIDENT, AMARA)))[0] == (
        "18:02",
        "PagerDuty",
        "Triggered: Queue grows",
    )


def test_the_alerts_of_an_incident_alone_are_its_timeline() -> None:
    incident = {"id": "I", "summary": "[#12] Checkout fails", "type": "incident_reference"}
    alert = {"id": "P", "type": "alert", "alert_key": "k", "summary": "5xx is high", "incident": incident}
    page = {"alerts": [{**alert, "created_at": "2024-01-01T10:00:00Z"}], "limit": 25, "more": False}
    case = read_input(json.dumps(page), "x.json").cases[0]
    assert (case.title, case.id) == ("Checkout fails", "PagerDuty #12")
    assert [event.text for event in case.events] == ["5xx is high"]


def test_notes_alone_are_a_timeline_by_who_wrote_them() -> None:
    note = {"id": "N", "user": {"summary": "Dana", "type": "user_reference"}, "content": "restarted"}
    case = read_input(json.dumps({"notes": [{**note, "created_at": "2024-01-01T10:00:00Z"}]}), "x.json").cases[0]
    assert [(event.actor, event.text) for event in case.events] == [("Dana", "restarted")]
