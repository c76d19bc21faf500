"""The record of an incident in Slack as a case: every thing with where it stands."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.analysis.input.record import case_of
from bot.analysis.model import Case, Evidence, Participant
from bot.analysis.phases.chronicle import read_timeline
from bot.analysis.severity.classify import classify
from bot.config.policy import Policy
from bot.incidents.change import IncidentDetails, status_entry
from bot.incidents.model import Incident, Status
from bot.metrics.key_moments import MomentKey
from bot.people.model import Person
from bot.review.facts import FactKind, RecordedFact
from bot.roles.model import RoleHolder
from bot.tasks.model import ActionItem
from bot.timeline.model import Attachment, Entry, EntryKind, EntrySource
from bot.timeline.phases import lines_of
from bot.updates.model import Update

NOON = datetime(2024, 1, 15, 12, 0, tzinfo=UTC)
JANE, ALICE, BOB = (Person(f"U{name}", name) for name in ("Jane", "Alice", "Bob"))
APP = Person("B1", "Datadog")
INCIDENT = Incident(
    team="T1",
    number=7,
    title="Payments fail",
    severity="sev1",
    status=Status.RESOLVED,
    declared_by=JANE,
    declared_at=NOON,
    updated_at=NOON,
    services=("payments",),
    summary="Cards are refused",
    commander=JANE,
    mitigated_at=NOON + timedelta(minutes=50),
    resolved_at=NOON + timedelta(minutes=60),
    channel_name="inc-7-payments",
)


def entry(minute: int, kind: EntryKind, text: str, author: Person = ALICE, **fields: object) -> Entry:
    at = NOON + timedelta(minutes=minute)
    made = Entry(at, at, kind, text, author, EntrySource.REACTION, captured_by=(author,), id=minute + 100)
    return replace(made, **fields)  # type: ignore[arg-type]


def read(
    *entries: Entry,
    incident: Incident = INCIDENT,
    updates: tuple[Update, ...] = (),
    records: tuple[RecordedFact, ...] = (),
    actions: tuple[ActionItem, ...] = (),
) -> Case:
    return case_of(IncidentDetails(incident, entries, updates, records, actions), Policy())


def test_the_incidents_own_facts_are_the_cases() -> None:
    case = read()
    assert (case.name, case.number, case.title, case.description) == ("#7", 7, "Payments fail", "Cards are refused")
    assert (case.severity, case.status, case.services, case.commander) == ("SEV1", "resolved", ("payments",), "Jane")
    assert case.moments == {
        "acknowledged_at": NOON,
        "declared_at": NOON,
        "mitigated_at": NOON + timedelta(minutes=50),
        "resolved_at": NOON + timedelta(minutes=60),
    }


RUNNING = replace(INCIDENT, status=Status.INVESTIGATING, mitigated_at=None, resolved_at=None)


def test_an_open_incident_has_no_moment_that_is_yet_to_come() -> None:
    assert read(incident=RUNNING).moments == {"acknowledged_at": NOON, "declared_at": NOON}


def test_events_have_the_numbers_of_their_lines_and_leave_housekeeping_out() -> None:
    entries = (
        entry(5, EntryKind.INVESTIGATION, "pool is empty"),
        entry(1, EntryKind.DETECTION, "errors", APP),
        entry(3, EntryKind.MEMBER, "Bob joined", BOB),
        entry(4, EntryKind.NUDGE, "asked for an update", BOB),
    )
    found = read(*entries).events
    assert [(each.number, each.text, each.kind, each.actor) for each in found] == [
        (1, "errors", EntryKind.DETECTION, "Datadog"),
        (2, "pool is empty", EntryKind.INVESTIGATION, "Alice"),
    ]
    told = [each for each in entries if each.kind not in (EntryKind.MEMBER, EntryKind.NUDGE)]
    assert [line.number for line in lines_of(told)] == [each.number for each in found]


def test_a_type_that_is_no_phase_is_kept_as_a_word() -> None:
    found = read(entry(1, EntryKind.NOTE, "hm")).events[0]
    assert (found.type, found.kind) == ("note", None)


def test_an_entry_that_moved_the_incident_has_its_status_and_one_with_the_same_words_has_none() -> None:
    text = "Status changed from Investigating to Identified"
    moved = status_entry(NOON + timedelta(minutes=1), Status.IDENTIFIED, text, BOB)
    assert [each.status for each in read(moved, entry(2, EntryKind.NOTE, text)).events] == ["identified", ""]


def test_what_muster_writes_about_roles_tasks_and_merges_is_no_evidence() -> None:
    said = "All checkouts fail for every customer"
    people = read(entry(1, EntryKind.NOTE, said))
    muster = read(entry(1, EntryKind.NOTE, said, source=EntrySource.SYSTEM))
    assert "event 1" in {reason.evidence.place for reason in classify(people, Policy()).reasons}
    assert "event 1" not in {reason.evidence.place for reason in classify(muster, Policy()).reasons}


def test_no_key_time_is_estimated_from_what_muster_wrote() -> None:
    given = [
        entry(5, EntryKind.ROLE, "Alice Chen is now scribe", source=EntrySource.SYSTEM),
        entry(6, EntryKind.NOTE, "Task 1 added: Roll back", source=EntrySource.SYSTEM),
    ]
    told = read_timeline(read(*given, incident=RUNNING), Policy(), "SEV1")
    assert told.moments[MomentKey.MITIGATED].at is None
    assert told.moments[MomentKey.RESOLVED].at is None
    assert {each.phase for each in told.events} == {EntryKind.TRIAGE}


def test_what_else_is_known_of_an_entry_comes_along() -> None:
    file = Attachment("graph.png", "image/png", "https://example.com/f")
    found = read(
        entry(1, EntryKind.NOTE, "see", files=(file,), deleted=True, permalink="https://example.com/p")
    ).events[0]
    assert found.link == "https://example.com/p"
    assert "https://example.com/f" in str(found.extra)
    assert "deleted" in str(found.extra)


def test_the_impact_that_an_update_stated_is_recorded_under_its_author_and_time_once() -> None:
    later = NOON + timedelta(minutes=30)
    stated = (
        Update(1, "We look", BOB, NOON, impact="45 % can't pay"),
        Update(2, "Rolling back", BOB, NOON, impact="45 % can't pay"),
        Update(3, "Half done", BOB, later),
        Update(4, "Better", BOB, later, impact="5 % can't pay"),
    )
    recorded = RecordedFact(FactKind.IMPACT, "120 orders lost", BOB, NOON)
    found = [
        (claim.text, claim.by, claim.at, claim.evidence.place)
        for claim in read(updates=stated, records=(recorded,)).impact
    ]
    assert found == [
        ("120 orders lost", "Bob", NOON, "impact 1"),
        ("45 % can't pay", "Bob", NOON, "update 1"),
        ("5 % can't pay", "Bob", later, "update 4"),
    ]


def test_updates_are_what_people_were_told() -> None:
    told = read(updates=(Update(1, "We look", BOB, NOON, impact="cards", doing="rollback"),)).told[0]
    assert (told.text, told.at, told.channel, told.by) == ("We look\ncards\nrollback", NOON, "#inc-7-payments", "Bob")
    assert told.evidence.place == "update 1"


def test_records_are_counted_by_their_kind() -> None:
    kinds = (FactKind.CAUSE, FactKind.FACTOR, FactKind.CAUSE, FactKind.LESSON)
    case = read(records=tuple(RecordedFact(kind, f"{kind} {number}", BOB, NOON) for number, kind in enumerate(kinds)))
    assert [claim.evidence for claim in case.causes] == [Evidence("cause 1", "cause 0"), Evidence("cause 2", "cause 2")]
    assert (case.causes[0].by, case.causes[0].at) == ("Bob", NOON)
    assert [len(claims) for claims in (case.factors, case.lessons, case.fixes, case.helped)] == [1, 1, 0, 0]


def test_an_action_that_was_added_again_with_its_owner_counts_once() -> None:
    bare = ActionItem(1, "Add an alert", "", "", None, BOB, NOON)
    whole = replace(
        bare, number=2, owner="Alice", owner_id="UAlice", priority="P1", due=date(2024, 1, 22), kind="detection"
    )
    case = read(actions=(bare, replace(whole, done_at=NOON)))
    assert [(todo.number, todo.owner, todo.due, todo.status) for todo in case.actions] == [
        (2, "Alice", date(2024, 1, 22), "done")
    ]
    assert case.actions[0].evidence == Evidence("action 2", "Add an alert")


def test_participants_are_who_has_a_role_then_who_else_is_on_the_record_and_no_program() -> None:
    incident = replace(INCIDENT, roles=(RoleHolder("communications", BOB, NOON),))
    people = read(
        entry(1, EntryKind.DETECTION, "errors", APP), entry(2, EntryKind.NOTE, "hm"), incident=incident
    ).participants
    assert people == (
        Participant("Jane", "Incident commander", "UJane"),
        Participant("Bob", "Communications lead", "UBob"),
        Participant("Alice", "", "UAlice"),
    )


def test_two_people_of_one_name_are_two_and_one_who_was_renamed_is_one() -> None:
    other = Person("UOther", "Jane")
    case = read(entry(1, EntryKind.NOTE, "Looking", other), entry(2, EntryKind.NOTE, "Rolled back", JANE))
    assert [(one.name, one.id) for one in case.participants] == [("Jane", "UJane"), ("Jane (2)", "UOther")]
    assert [each.actor for each in case.events] == ["Jane (2)", "Jane"]


def test_people_whom_slack_does_not_name_are_counted_each() -> None:
    hidden = [Person(f"UX{number}", "unknown user") for number in range(2)]
    case = read(*(entry(number, EntryKind.NOTE, "Looking", each) for number, each in enumerate(hidden)))
    assert [one.name for one in case.participants] == ["Jane", "unknown user", "unknown user (2)"]
