"""Tasks: what a severity suggests, and what becomes of one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.config.policy import Policy
from bot.errors import IllegalTransition, NotFound
from bot.incidents import severity_change
from bot.incidents.declaring.model import Declaration
from bot.incidents.declaring.opening import new_incident, opening_change
from bot.incidents.model import Status
from bot.outbox.tasks import TaskAdded
from bot.people.model import Person
from bot.tasks import tasks
from bot.tasks.model import Task
from bot.timeline.model import EntryKind, EntrySource

DECLARED = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
NOW = DECLARED + timedelta(minutes=10)
JANE, BOB = Person("U1", "Jane Smith"), Person("U2", "Bob Kim")
POLICY = Policy()
ASKED = Declaration("Payments fail", "sev1", JANE)
INCIDENT = replace(new_incident(ASKED, "T1", DECLARED), number=42, channel="C1", version=4)
TASK = Task(3, "Roll user-api back", JANE, DECLARED)


def test_the_first_actions_of_the_severity_are_suggested_at_the_declaration() -> None:
    change = opening_change(INCIDENT, ASKED, POLICY)
    assert [task.title for task in change.tasks] == list(POLICY.severity("sev1").first_tasks)
    assert [task.number for task in change.tasks] == [1, 2, 3, 4, 5, 6]
    assert {(task.suggested, task.by, task.at) for task in change.tasks} == {(True, JANE, DECLARED)}


def test_a_raised_severity_adds_what_is_missing_and_a_lowered_one_nothing() -> None:
    minor = replace(INCIDENT, severity="sev2")
    known = opening_change(minor, ASKED, POLICY).tasks
    raised = severity_change.change_severity(minor, "sev1", BOB, NOW, POLICY)
    more = tasks.suggest_more(raised, minor, POLICY, known).tasks
    titles = [task.title for task in (*known, *more)]
    assert len(titles) == len(set(titles))
    assert set(POLICY.severity("sev1").first_tasks) <= set(titles)
    assert more[0].number == len(known) + 1
    lowered = severity_change.change_severity(minor, "sev4", BOB, NOW, POLICY)
    assert tasks.suggest_more(lowered, minor, POLICY, known).tasks == ()


def test_a_new_task_is_an_entry_a_line_and_a_count_on_the_card() -> None:
    change = tasks.add(INCIDENT, replace(TASK, assignee=BOB))
    (entry,) = change.entries
    assert (entry.kind, entry.source, entry.text) == (
        EntryKind.NOTE,
        EntrySource.SYSTEM,
        "Task 3 added: Roll user-api back",
    )
    assert [effect.key for effect in change.effects] == ["42/card", "42/line/5", "42/invite/task/5"]
    assert isinstance(change.effects[1], TaskAdded)
    assert change.effects[1].assignee == BOB


def test_who_is_in_the_channel_already_is_not_brought_in() -> None:
    inside = frozenset({"U2"})
    for change in (
        tasks.add(INCIDENT, replace(TASK, assignee=BOB), inside),
        tasks.assign(INCIDENT, TASK, BOB, JANE, NOW, inside),
    ):
        assert [effect.key for effect in change.effects] == ["42/card", "42/line/5"]


def test_ticking_notes_who_did_it_and_ticking_again_changes_nothing() -> None:
    change = tasks.tick(INCIDENT, TASK, True, BOB, NOW)
    (done,) = change.tasks
    assert (done.done_at, done.done_by) == (NOW, BOB)
    assert tasks.tick(INCIDENT, done, True, JANE, NOW + timedelta(minutes=1)).tasks == ()
    (opened,) = tasks.tick(INCIDENT, done, False, JANE, NOW).tasks
    assert opened == TASK


def test_a_task_goes_from_hand_to_hand_and_back() -> None:
    (given,) = tasks.assign(INCIDENT, TASK, BOB, JANE, NOW).tasks
    assert given.assignee == BOB
    assert tasks.assign(INCIDENT, given, BOB, JANE, NOW).incident == INCIDENT
    (free,) = tasks.assign(INCIDENT, given, None, JANE, NOW).tasks
    assert free.assignee is None


def test_what_is_still_to_do_comes_first() -> None:
    done = replace(TASK, number=1, done_at=NOW, done_by=BOB)
    assert [task.number for task in tasks.in_order([done, replace(TASK, number=9), TASK])] == [3, 9, 1]


def test_an_unknown_task_says_what_to_type() -> None:
    with pytest.raises(NotFound, match=r"#42 has no task 9\."):
        tasks.find(INCIDENT, [TASK], 9)


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.CLOSED, Status.CANCELLED, Status.MERGED])
def test_once_it_is_over_nothing_is_to_be_done_any_more(status: Status) -> None:
    over = replace(INCIDENT, status=status)
    for decision in (
        partial(tasks.add, over, TASK),
        partial(tasks.tick, over, TASK, True, BOB, NOW),
        partial(tasks.assign, over, TASK, BOB, JANE, NOW),
    ):
        with pytest.raises(IllegalTransition):
            decision()
