"""Updates: what is promised with them, what else they change, and who else gets them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.config.policy import Policy
from bot.errors import Refused
from bot.incidents import severity_change
from bot.incidents.declaring.model import Declaration
from bot.incidents.declaring.opening import new_incident
from bot.incidents.model import Incident, Status
from bot.nudges import update_schedule
from bot.nudges.model import Reminder, ReminderKind
from bot.outbox.incidents import StatusChanged
from bot.outbox.updates import UpdateBelowAnnouncement, UpdateToSubscriber
from bot.people.model import Person
from bot.time_format import duration
from bot.timeline.model import EntryKind
from bot.updates import updates
from bot.updates.model import Update
from bot.updates.verbs import PostUpdate
from tests.bot.incidents.incident_examples import keys

DECLARED = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
NOW = DECLARED + timedelta(minutes=10)
JANE, BOB = Person("U1", "Jane Smith"), Person("U2", "Bob Kim")
POLICY = Policy()
INCIDENT = replace(new_incident(Declaration("Payments fail", "sev1", JANE), "T1", DECLARED), number=42, channel="C1")


def posted(incident: Incident, told: PostUpdate, members: frozenset[str] = frozenset()) -> tuple[Incident, Update]:
    change = updates.post(incident, 3, told, BOB, NOW, POLICY, members)
    return change.incident, change.updates[0]


def shown(incident: Incident, members: frozenset[str] = frozenset()) -> list[str]:
    change = updates.post(incident, 3, PostUpdate("Fix is near"), BOB, NOW, POLICY, members)
    elsewhere = (UpdateBelowAnnouncement, UpdateToSubscriber)
    return [effect.key for effect in change.effects if isinstance(effect, elsewhere)]


def test_without_a_named_time_the_cadence_promises_one() -> None:
    after, update = posted(INCIDENT, PostUpdate("Fix is near"))
    assert after.promised_at is None
    assert update.next_by == NOW + timedelta(minutes=15) == update_schedule.promised_update(after, POLICY)


def test_a_named_time_is_what_people_are_promised_and_when_they_are_asked() -> None:
    at = NOW + timedelta(minutes=40)
    after, update = posted(INCIDENT, PostUpdate("Fix is near", next_by=at))
    assert (after.promised_at, update.next_by) == (at, at)
    assert update_schedule.promised_update(after, POLICY) == at
    assert update_schedule.plan(after, POLICY)[Reminder(ReminderKind.UPDATE)] == at
    asked = replace(after, nudged_at=at)
    assert update_schedule.plan(asked, POLICY)[Reminder(ReminderKind.UPDATE)] == at + timedelta(minutes=15)


def test_a_time_that_is_over_can_not_be_promised() -> None:
    with pytest.raises(Refused, match="Choose a time in the future"):
        posted(INCIDENT, PostUpdate("Fix is near", next_by=NOW))


def test_where_there_is_no_cadence_a_named_time_is_asked_for_all_the_same() -> None:
    low = replace(INCIDENT, severity="sev4")
    assert posted(low, PostUpdate("Looking"))[1].next_by is None
    at = NOW + timedelta(hours=1)
    after, _ = posted(low, PostUpdate("Looking", next_by=at))
    assert update_schedule.plan(after, POLICY)[Reminder(ReminderKind.UPDATE)] == at


def test_a_raised_severity_keeps_a_promise_only_where_its_cadence_does_not_come_first() -> None:
    low = replace(INCIDENT, severity="sev3")
    late, _ = posted(low, PostUpdate("Looking", next_by=NOW + timedelta(hours=2)))
    soon, _ = posted(low, PostUpdate("Looking", next_by=NOW + timedelta(minutes=5)))
    for before, promised in ((late, 15), (soon, 5)):
        raised = severity_change.change_severity(before, "sev1", BOB, NOW, POLICY).incident
        assert update_schedule.promised_update(raised, POLICY) == NOW + timedelta(minutes=promised)
    lowered = severity_change.change_severity(late, "sev4", BOB, NOW, POLICY).incident
    assert update_schedule.promised_update(lowered, POLICY) == NOW + timedelta(hours=2)


def test_what_is_felt_and_done_is_kept_with_what_is_known() -> None:
    change = updates.post(INCIDENT, 1, PostUpdate("Pool full", "45 % can't pay", "Rolling back"), BOB, NOW, POLICY)
    (entry,) = change.entries
    assert (entry.kind, entry.text) == (
        EntryKind.COMMUNICATION,
        "Pool full\nImpact: 45 % can't pay\nWhat we're doing: Rolling back",
    )
    assert (change.updates[0].impact, change.updates[0].doing) == ("45 % can't pay", "Rolling back")


def test_a_status_that_goes_with_it_has_an_entry_and_a_line_of_its_own() -> None:
    change = updates.post(INCIDENT, 1, PostUpdate("Fix is in", status=Status.MONITORING), BOB, NOW, POLICY)
    assert [entry.kind for entry in change.entries] == [EntryKind.MONITORING, EntryKind.COMMUNICATION]
    assert change.incident.mitigated_at == NOW
    [line] = [effect for effect in change.effects if isinstance(effect, StatusChanged)]
    assert line.undo


def test_an_update_that_resolves_promises_nothing() -> None:
    told = PostUpdate("All good", status=Status.RESOLVED, next_by=NOW + timedelta(minutes=15))
    after, update = posted(INCIDENT, told)
    assert (after.status, after.resolved_at) == (Status.RESOLVED, NOW)
    assert (after.promised_at, update.next_by) == (None, None)


def test_the_status_that_it_has_already_is_no_change() -> None:
    change = updates.post(INCIDENT, 1, PostUpdate("Looking", status=Status.INVESTIGATING), BOB, NOW, POLICY)
    assert [entry.kind for entry in change.entries] == [EntryKind.COMMUNICATION]


@pytest.mark.parametrize("status", [Status.CLOSED, Status.CANCELLED, Status.MERGED])
def test_an_end_is_no_status_for_an_update(status: Status) -> None:
    with pytest.raises(Refused):
        posted(INCIDENT, PostUpdate("Over", status=status))


def test_an_update_goes_below_the_announcement_and_to_each_subscriber() -> None:
    incident = replace(INCIDENT, subscribers=("U7", "C9"))
    assert shown(incident) == ["42/update/3/thread", "42/update/3/to/U7", "42/update/3/to/C9"]


@pytest.mark.parametrize("kept_in", [{"private": True}, {"drill": True}])
def test_of_a_private_incident_and_of_a_drill_only_members_hear(kept_in: dict[str, bool]) -> None:
    incident = replace(INCIDENT, subscribers=("U7", "U8", "C9"), **kept_in)  # type: ignore[arg-type]
    assert shown(incident, frozenset({"U8"})) == ["42/update/3/to/U8"]


def test_an_update_is_told_logged_and_answers_nudge_and_snooze() -> None:
    waiting = replace(INCIDENT, nudged_at=DECLARED, snoozed_until=NOW)
    change = updates.post(waiting, 3, PostUpdate("Fix is near"), BOB, NOW, POLICY)
    assert (change.incident.updated_at, change.incident.nudged_at, change.incident.snoozed_until) == (NOW, None, None)
    assert [(told.number, told.text, told.by, told.at) for told in change.updates] == [(3, "Fix is near", BOB, NOW)]
    assert [(entry.kind, entry.text) for entry in change.entries] == [
        (EntryKind.COMMUNICATION, "Fix is near"),
        (EntryKind.NUDGE, f"Update nudge answered after {duration(NOW - DECLARED)}"),
    ]
    assert keys(change) == ["42/card", "42/update/3", "42/update/3/thread", f"42/nudge/{DECLARED.isoformat()}"]


def test_an_update_that_nobody_asked_for_answers_no_nudge() -> None:
    change = updates.post(INCIDENT, 3, PostUpdate("Fix is near"), BOB, NOW, POLICY)
    assert [entry.kind for entry in change.entries] == [EntryKind.COMMUNICATION]
    assert keys(change) == ["42/card", "42/update/3", "42/update/3/thread"]
