"""Handing command over as decisions: what the brief holds, and what becomes of an offer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.config.policy import Policy
from bot.errors import IllegalTransition, Refused
from bot.incidents import severity_change, transitions
from bot.incidents.change import IncidentDetails
from bot.incidents.model import Incident, Status
from bot.nudges import update_schedule
from bot.nudges.model import Reminder, ReminderKind
from bot.outbox.roles import HandoverOffer, HandoverUnanswered
from bot.people.model import Person
from bot.roles import handover
from bot.roles.commander import take_command
from bot.roles.handover import Brief, brief
from bot.tasks.model import Task
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.updates.model import Update

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
LATER = AT + timedelta(minutes=5)
JANE, BOB, ANN = Person("U1", "Jane"), Person("U2", "Bob"), Person("U3", "Ann")
POLICY = Policy()
INCIDENT = Incident(
    "T1", 42, "Payments fail", "sev1", Status.INVESTIGATING, JANE, AT, AT, channel="C42", commander=JANE
)
EMPTY = Brief("", "", "", (), (), (), (), None)
UNANSWERED = Reminder(ReminderKind.HANDOVER)


def said(text: str, kind: EntryKind = EntryKind.NOTE, source: EntrySource = EntrySource.COMMAND) -> Entry:
    return Entry(AT, AT, kind, text, ANN, source)


def told(*entries: Entry, tasks: tuple[Task, ...] = (), updates: tuple[Update, ...] = ()) -> Brief:
    return brief(IncidentDetails(INCIDENT, entries, updates, (), (), tasks), POLICY)


def offered(incident: Incident = INCIDENT, to: Person = BOB) -> Incident:
    return handover.offer(incident, to, JANE, "", EMPTY, AT).incident


def key(incident: Incident) -> str:
    assert incident.handover is not None
    return handover.key_of(incident, incident.handover)


@pytest.mark.parametrize(
    ("text", "is_ruled_out"),
    [
        ("We ruled out the database", True),
        ("Ruled the cache out", True),
        ("That rules DNS out", True),
        ("The release is not the cause", True),
        ("Not the root cause: the certificate", True),
        ("The latency is unrelated", True),
        ("It isn't it", True),
        ("The rule set was rolled out", False),
        ("We have not ruled out the database", False),
        ("DNS isn't ruled out yet", False),
        ("We can't say it is unrelated", False),
        ("Is the cache ruled out?", False),
        ("The cause is not known", False),
        ("Rolled out 3.2.1", False),
    ],
)
def test_ruled_out_is_what_an_entry_calls_so(text: str, is_ruled_out: bool) -> None:
    assert [entry.text for entry in told(said(text)).ruled_out] == ([text] if is_ruled_out else [])


def test_the_brief_holds_what_people_put_on_the_record_and_nothing_of_the_bots() -> None:
    tasks = (
        Task(1, "Look", JANE, AT, assignee=BOB),
        Task(2, "Rest", JANE, AT),
        Task(3, "Done", JANE, AT, done_at=AT, done_by=JANE),
        Task(4, "Suggested", JANE, AT, suggested=True),
    )
    found = told(
        said("Rolled back", EntryKind.MITIGATION),
        said("Restarted, not the cause", EntryKind.MITIGATION),
        said("Who deployed?"),
        said("Did the bot ask?", source=EntrySource.SYSTEM),
        replace(said("", EntryKind.MITIGATION), pending=True),
        tasks=tasks,
        updates=(Update(1, "Old", JANE, AT, "45 % can't pay", "Rolling back"), Update(2, "Pool exhausted", JANE, AT)),
    )
    assert [entry.text for entry in found.tried] == ["Rolled back"]
    assert [entry.text for entry in found.ruled_out] == ["Restarted, not the cause"]
    assert [entry.text for entry in found.asked] == ["Who deployed?"]
    assert found.tasks == ("Look (Bob)", "Rest (unassigned)", "Suggested (unassigned)")
    assert (found.known, found.impact, found.doing) == ("Pool exhausted", "45 % can't pay", "Rolling back")
    assert found.next_update == AT + timedelta(minutes=15)


def test_of_each_part_the_newest_are_told() -> None:
    found = told(*(said(f"Step {step}", EntryKind.MITIGATION) for step in range(9)))
    assert [entry.text for entry in found.tried] == [f"Step {step}" for step in range(4, 9)]


def test_an_offer_leaves_command_where_it_is_until_it_is_accepted() -> None:
    offer = offered()
    assert offer.commander == JANE
    accepted = handover.accept(offer, key(offer), BOB, LATER)
    assert (accepted.incident.commander, accepted.incident.handover) == (BOB, None)


def test_an_offer_is_answered_once() -> None:
    offer = offered()
    taken = handover.accept(offer, key(offer), BOB, LATER).incident
    for answer in (handover.accept, handover.withdraw):
        with pytest.raises(Refused, match="That handover was already answered"):
            answer(taken, key(offer), BOB, LATER)


def test_the_buttons_of_an_earlier_offer_do_nothing_for_a_later_one() -> None:
    first = offered()
    second = handover.offer(first, BOB, JANE, "", EMPTY, LATER).incident
    with pytest.raises(Refused, match="That handover was already answered"):
        handover.accept(second, key(first), BOB, LATER)


def test_what_is_over_is_not_handed_over() -> None:
    offer = offered()
    resolved = transitions.resolve(offer, JANE, LATER).incident
    with pytest.raises(IllegalTransition):
        handover.accept(resolved, key(offer), BOB, LATER)
    assert UNANSWERED not in update_schedule.plan(resolved, POLICY)


def test_silence_is_told_once_after_the_policys_minutes() -> None:
    offer = offered()
    assert update_schedule.plan(offer, POLICY)[UNANSWERED] == AT + timedelta(minutes=5)
    assert update_schedule.plan(offer, replace(POLICY, handover_timeout_minutes=9))[UNANSWERED] == AT + timedelta(
        minutes=9
    )
    announced = handover.unanswered(offer, LATER).incident
    assert UNANSWERED not in update_schedule.plan(announced, POLICY)
    assert announced.commander == JANE


def test_however_an_offer_ends_every_message_of_it_loses_its_buttons() -> None:
    announced = handover.unanswered(offered(), LATER).incident
    ends = (
        handover.accept(announced, key(announced), BOB, LATER),
        handover.withdraw(announced, key(announced), JANE, LATER),
        handover.settled(announced, take_command(announced, ANN, ANN, LATER), "overtaken", ANN, LATER),
    )
    for change in ends:
        assert change.incident.handover is None
        offers = [each for each in change.effects if isinstance(each, HandoverOffer | HandoverUnanswered)]
        ended = {each.key for each in offers if each.end}
        assert ended == {key(announced), f"{key(announced)}/unanswered"}


def test_a_change_that_leaves_command_alone_leaves_the_offer_standing() -> None:
    offer = offered()
    moved = severity_change.change_severity(offer, "sev2", JANE, LATER, POLICY)
    assert handover.settled(offer, moved, "overtaken", JANE, LATER).incident.handover == offer.handover


@pytest.mark.parametrize(
    ("title", "suggested", "is_open"),
    [
        ("Assign an incident commander", True, False),
        ("Assign an incident commander and a communications lead", True, True),
        ("Assign a scribe", True, True),
        ("Assign an incident commander", False, True),
        ("Tell the incident commander of the vendor", True, True),
    ],
)
def test_the_brief_leaves_out_a_suggested_task_to_assign_a_role_that_is_held(
    title: str, suggested: bool, is_open: bool
) -> None:
    """Jane commands; the other roles are nobody's."""
    task = Task(1, title, JANE, AT, suggested=suggested)
    assert told(tasks=(task,)).tasks == ((f"{title} (unassigned)",) if is_open else ())
