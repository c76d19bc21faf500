"""Two workspaces in one file: neither sees, counts or changes what belongs to the other."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.incidents.change import Change
from bot.incidents.declaring.model import title_key
from bot.nudges.model import Reminder, ReminderFailure, ReminderKind
from bot.people.model import Person
from bot.tasks.model import ActionItem
from bot.updates.model import Update
from storage import SqliteStore, open_database
from tests.storage.storage_examples import AT, BOB, CARD, ENTRY, INCIDENT, JANE, minutes

MARK = replace(ENTRY, channel="C1", message_ts="1705328580.000100")
UPDATE = Update(1, "Better", JANE, AT)
ACTION = ActionItem(1, "Alert", "Bob", "P1", None, JANE, AT)


@pytest.fixture
def stores() -> Iterator[tuple[SqliteStore, SqliteStore]]:
    with open_database(":memory:") as database:
        yield SqliteStore(database, "T1"), SqliteStore(database, "T2")


def fill(store: SqliteStore, team: str, person: Person) -> None:
    """The same incident, channel, message and keys in each workspace: only the team tells them apart."""
    with store.transaction():
        incident = store.incidents.add(replace(INCIDENT, team=team, channel="C1", declared_by=person))
        parts = Change(incident, (MARK,), (UPDATE,), (), (ACTION,), (CARD, replace(CARD, key="1/failed")))
        store.save(parts, AT)
        store.outbox.mark_failed("1/failed", "is_archived")
        store.nudges.schedule(1, {Reminder(ReminderKind.UPDATE): AT})
        store.people.save([replace(person, id="U1")])
        assert store.requests.remember("Ev1", AT)


def everything(store: SqliteStore) -> list[object]:
    """All that a store can be asked for."""
    return [
        store.incidents.get(1),
        store.incidents.in_channel("C1"),
        store.incidents.open(),
        store.incidents.declared_since(JANE.id, title_key(INCIDENT.title), AT),
        store.incidents.declared_since(BOB.id, title_key(INCIDENT.title), AT),
        store.details(1),
        len(store.timeline.entries(1)),
        store.updates.next_number(1),
        store.action_items.next_number(1),
        store.timeline.entry_of("C1", MARK.message_ts),
        store.people.person("U1"),
        store.nudges.next_due(),
        store.nudges.due_incidents(AT),
        store.nudges.failures(),
        store.outbox.deliverable(1),
        store.outbox.row("1/card"),
        store.outbox.waiting_incidents(),
        store.outbox.failed(1),
    ]


def test_an_empty_workspace_sees_nothing_of_a_full_one(stores: tuple[SqliteStore, SqliteStore]) -> None:
    full, empty = stores
    before = everything(empty)
    fill(full, "T1", JANE)
    assert everything(empty) == before
    assert before == [None, None, [], None, None, None, 0, 1, 1, None, None, None, [], [], [], None, [], []]


def test_the_same_numbers_keys_and_messages_exist_in_both(stores: tuple[SqliteStore, SqliteStore]) -> None:
    first, second = stores
    fill(first, "T1", JANE)
    before = everything(first)
    fill(second, "T2", BOB)
    assert everything(first) == before
    incident = second.incidents.get(1)
    assert incident
    assert incident.declared_by == BOB


def test_no_write_reaches_the_other_workspace(stores: tuple[SqliteStore, SqliteStore]) -> None:
    first, second = stores
    fill(first, "T1", JANE)
    fill(second, "T2", BOB)
    before = everything(first)
    with second.transaction():
        second.save(Change(replace(INCIDENT, team="T2", number=1, title="Other")), AT)
        second.incidents.set_channel(1, "C2", "other")
        second.people.save([Person("U1", "Other")])
        second.outbox.enqueue(1, [CARD], AT + minutes(1))
        second.outbox.mark_tried(["1/card"])
        second.outbox.postpone("1/card", AT + minutes(2), outcome_unknown=True)
        second.outbox.mark_done("1/card", 1, {"ts": "1.1"})
        assert second.outbox.retry_failed(1, AT) == 1
        assert second.nudges.claim(1, AT) == [Reminder(ReminderKind.UPDATE)]
        second.nudges.schedule(1, {Reminder(ReminderKind.REVIEW): AT - minutes(1)})
        second.nudges.put_off(ReminderFailure(1, 1, AT + minutes(1), "ValueError"))
        second.outbox.mark_failed("1/card", "is_archived")
    assert everything(first) == before


def test_an_entry_of_the_other_workspace_cannot_be_filled(stores: tuple[SqliteStore, SqliteStore]) -> None:
    first, second = stores
    fill(first, "T1", JANE)
    entry = first.timeline.entry_of("C1", MARK.message_ts)
    assert entry
    with pytest.raises(KeyError), second.transaction():
        second.timeline.fill(replace(entry, text="Other"))
    assert first.timeline.entry_of("C1", MARK.message_ts) == entry
