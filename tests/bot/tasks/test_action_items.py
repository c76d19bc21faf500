"""Action items: their order, and changes by several people."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.errors import NotFound
from bot.incidents.declaring.model import Declaration
from bot.incidents.declaring.opening import new_incident
from bot.incidents.model import Status
from bot.people.model import Person
from bot.tasks import action_items
from bot.tasks.action_items import asked
from bot.tasks.model import ActionItem

DECLARED = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
NOW = DECLARED + timedelta(days=1)
JANE, BOB = Person("U1", "Jane Smith"), Person("U2", "Bob Kim")
INCIDENT = replace(new_incident(Declaration("Payments fail", "sev1", JANE), "T1", DECLARED), number=42)
ITEM = ActionItem(1, "Alert at 70 %", "Database team", "P1", date(2024, 1, 22), JANE, DECLARED, kind="detection")


def test_the_most_urgent_comes_first_and_what_is_done_last() -> None:
    done = replace(ITEM, number=1, priority="P0", done_at=NOW, done_by=BOB)
    plain = replace(ITEM, number=2, priority="", due=None)
    later, sooner = replace(ITEM, number=3, due=date(2024, 2, 1)), replace(ITEM, number=4)
    assert [item.number for item in action_items.in_order([done, plain, later, sooner])] == [4, 3, 2, 1]


def test_two_people_who_change_different_things_both_succeed() -> None:
    seen = asked(ITEM)
    (first,) = action_items.edit(INCIDENT, ITEM, seen, replace(seen, priority="P0")).actions
    (second,) = action_items.edit(INCIDENT, first, seen, replace(seen, owner="Bob Kim", owner_id="U2")).actions
    assert (second.priority, second.owner, second.owner_id, second.title) == ("P0", "Bob Kim", "U2", "Alert at 70 %")


def test_what_somebody_emptied_is_empty_and_what_nobody_changed_is_no_change() -> None:
    seen = asked(ITEM)
    (emptied,) = action_items.edit(INCIDENT, ITEM, seen, replace(seen, due=None, kind="", owner="")).actions
    assert (emptied.due, emptied.kind, emptied.owner) == (None, "", "")
    assert action_items.edit(INCIDENT, ITEM, seen, seen).actions == ()


def test_done_notes_by_whom_and_can_be_taken_back() -> None:
    (done,) = action_items.tick(INCIDENT, ITEM, True, BOB, NOW).actions
    assert (done.done_at, done.done_by) == (NOW, BOB)
    assert action_items.tick(INCIDENT, done, True, JANE, NOW).actions == ()
    assert action_items.tick(INCIDENT, done, False, JANE, NOW).actions == (ITEM,)


@pytest.mark.parametrize("status", list(Status))
def test_work_for_afterwards_is_never_refused(status: Status) -> None:
    over = replace(INCIDENT, status=status)
    assert action_items.add(over, ITEM).actions == (ITEM,)
    assert action_items.tick(over, ITEM, True, BOB, NOW).actions


def test_an_unknown_item_says_what_to_type() -> None:
    with pytest.raises(NotFound, match=r"#42 has no action item 9\."):
        action_items.find(INCIDENT, [ITEM], 9)
