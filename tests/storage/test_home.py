"""What Homes are made of: who looked, what is theirs to do, and which reviews nobody has approved yet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.incidents.change import Change
from bot.incidents.model import Incident, Status
from bot.people.model import Person
from bot.review.edit_log import EditLogEntry, EditLogKind
from bot.tasks.model import ActionItem, Task
from storage import SqliteStore, open_database
from tests.storage.storage_examples import members_are_known

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
DAY = timedelta(days=1)
JANE, BOB = Person("U1", "Jane"), Person("U2", "Bob")


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with open_database(":memory:") as database:
        opened = SqliteStore(database, "T1")
        with opened.transaction():
            opened.people.save([JANE])
        yield opened


def over(store: SqliteStore, private: bool = False, drill: bool = False, status: Status = Status.RESOLVED) -> Incident:
    made = Incident("T1", 0, "Payments fail", "sev2", status, BOB, AT, AT, private=private, drill=drill)
    with store.transaction():
        return store.incidents.add(replace(made, resolved_at=AT if status is not Status.CANCELLED else None))


def due(store: SqliteStore, since: datetime = AT - DAY, person: str = "U1") -> list[int]:
    return [each.number for each in store.review.unreviewed(person, since)]


def test_viewers_are_those_who_looked_since_then_the_last_one_first(store: SqliteStore) -> None:
    with store.transaction():
        store.home.opened("U1", AT)
        store.home.opened("U2", AT + DAY)
        store.home.opened("U1", AT - DAY)
    assert store.home.viewers(AT) == ["U2", "U1"]
    assert store.home.viewers(AT + DAY) == ["U2"]
    assert store.home.has_viewers(AT + DAY)
    assert not store.home.has_viewers(AT + 2 * DAY)


def test_tasks_and_items_are_those_that_are_theirs_and_not_done(store: SqliteStore) -> None:
    incident = over(store)
    items = [ActionItem(number, "Alert", "Jane", "", None, BOB, AT, "U1") for number in (1, 2, 3)]
    changed = Change(
        incident,
        actions=(items[0], replace(items[1], done_at=AT, done_by=BOB), replace(items[2], owner_id="U2")),
        tasks=(Task(1, "Look", BOB, AT, JANE), Task(2, "Look", BOB, AT, JANE), Task(3, "Look", BOB, AT, JANE, AT, BOB)),
    )
    with store.transaction():
        store.save(changed, AT)
    assert [(each.number, item.number) for each, item in store.action_items.owned_by("U1")] == [(1, 1)]
    assert store.tasks.count_assigned_to("U1") == {1: 2}
    assert store.tasks.count_assigned_to("U3") == {}


def test_an_item_that_another_incident_took_over_is_neither_owned_nor_found(store: SqliteStore) -> None:
    incident = over(store)
    items = tuple(ActionItem(number, f"Alert {number}", "Jane", "", None, BOB, AT, "U1") for number in (1, 2))
    with store.transaction():
        store.save(Change(incident, actions=items), AT)
        store.action_items.remove(1, items[:1])
    assert store.action_items.of_incident(1) == items[1:]
    assert [item.number for _, item in store.action_items.owned_by("U1")] == [2]


def test_the_items_and_reviews_of_a_private_incident_are_its_members_alone(store: SqliteStore) -> None:
    incident = over(store, private=True)
    with store.transaction():
        store.save(Change(incident, actions=(ActionItem(1, "Alert", "Jane", "", None, BOB, AT, "U1"),)), AT)
    assert store.action_items.owned_by("U1") == []
    assert due(store) == []
    with store.transaction():
        store.people.set_member(1, JANE, present=True)
        members_are_known(store, 1)
    assert len(store.action_items.owned_by("U1")) == 1
    assert due(store) == [1]


def test_a_review_is_due_of_what_was_resolved_since_then_and_is_no_drill(store: SqliteStore) -> None:
    for made in ({}, {"drill": True}, {"status": Status.CANCELLED}, {"status": Status.CLOSED}):
        over(store, **made)
    assert due(store) == [1, 4]
    assert due(store, since=AT + DAY) == []


def test_a_review_is_due_until_it_is_approved_and_says_how_far_it_is(store: SqliteStore) -> None:
    for _ in range(4):
        over(store)
    with store.transaction():
        store.review.add(2, [EditLogEntry(EditLogKind.EDIT, JANE, AT), EditLogEntry(EditLogKind.PUBLISH, JANE, AT)])
        store.review.add(3, [EditLogEntry(EditLogKind.STATE, JANE, AT, "in review")])
        store.review.add(
            4,
            [
                EditLogEntry(EditLogKind.STATE, JANE, AT, "in review"),
                EditLogEntry(EditLogKind.STATE, JANE, AT, "approved"),
            ],
        )
    found = [(each.number, each.state, each.published) for each in store.review.unreviewed("U1", AT - DAY)]
    assert found == [(1, "", False), (2, "draft", True), (3, "in review", False)]


def test_an_incident_has_a_review_once_one_was_posted_or_published(store: SqliteStore) -> None:
    for _ in range(12):
        over(store)
    with store.transaction():
        store.review.add(1, [EditLogEntry(EditLogKind.OPEN, JANE, AT)])
        store.review.add(3, [EditLogEntry(EditLogKind.PUBLISH, JANE, AT)])
        store.review.add(4, [EditLogEntry(EditLogKind.EDIT, JANE, AT)])
    assert [number for number in range(1, 13) if store.review.has_review(number)] == [1, 3]
