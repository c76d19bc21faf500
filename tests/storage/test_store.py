"""All that is known of an incident, as one change stores it and one moment shows it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.incidents.change import Change, IncidentDetails
from bot.review.facts import FactKind, RecordedFact
from bot.tasks.model import ActionItem
from bot.updates.model import Update
from storage import SqliteStore, open_database
from tests.storage.storage_examples import (
    AT,
    BOB,
    ENTRY,
    JANE,
    TEAM,
    declared,
    disorderly,
    minutes,
    save,
)


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with disorderly() as database:
        yield SqliteStore(database, TEAM)


def test_incident_details_is_sorted_by_when_things_happened(store: SqliteStore) -> None:
    incident = declared(store)
    late, early, same = (replace(ENTRY, text=text) for text in ("late", "early", "same moment"))
    save(store, incident, entries=(replace(late, occurred_at=AT + minutes(5)), early))
    save(store, incident, entries=(same,))
    details = store.details(1)
    assert details
    assert [entry.text for entry in details.entries] == ["early", "same moment", "late"]
    assert [entry.id for entry in details.entries] == [2, 3, 1]


def test_incident_details_holds_its_own_incident_only(store: SqliteStore) -> None:
    first, second = declared(store), declared(store)
    told, cause = Update(1, "Better", JANE, AT), RecordedFact(FactKind.CAUSE, "Pool", BOB, AT)
    action = ActionItem(1, "Alert", "the platform team", "P1", None, JANE, AT)
    save(store, first, entries=(ENTRY,), updates=(told,), records=(cause,), actions=(action,))
    details, empty = store.details(1), store.details(second.number)
    assert details
    assert empty
    assert (details.updates, details.records, details.actions) == ((told,), (cause,), (action,))
    assert (empty.entries, empty.updates, empty.records, empty.actions) == ((), (), (), ())
    assert store.details(3) is None


def test_updates_and_actions_are_numbered_for_each_incident(store: SqliteStore) -> None:
    first, second = declared(store), declared(store)
    action = ActionItem(1, "Alert", "Bob", "P1", None, JANE, AT)
    save(store, first, updates=(Update(1, "a", JANE, AT), Update(2, "b", JANE, AT)), actions=(action,))
    assert (store.updates.next_number(1), store.action_items.next_number(1)) == (3, 2)
    assert (store.updates.next_number(second.number), store.action_items.next_number(second.number)) == (1, 1)


def test_entries_are_counted_for_each_incident(store: SqliteStore) -> None:
    first, second = declared(store), declared(store)
    save(store, first, entries=(ENTRY, ENTRY))
    assert (len(store.timeline.entries(1)), len(store.timeline.entries(second.number))) == (2, 0)


def test_when_one_part_of_a_change_is_refused_nothing_of_it_is_kept(store: SqliteStore) -> None:
    incident = declared(store)
    twice = Update(1, "Better", JANE, AT)
    with pytest.raises(sqlite3.IntegrityError):
        save(store, replace(incident, title="New"), entries=(ENTRY,), updates=(twice, twice))
    assert store.incidents.get(1) == incident
    assert len(store.timeline.entries(1)) == 0


def test_an_entry_that_is_stored_already_is_not_stored_again(store: SqliteStore) -> None:
    incident = declared(store)
    with pytest.raises(ValueError, match="Version 1 of entry 5"):
        save(store, incident, entries=(replace(ENTRY, id=5),))


def test_incident_details_is_of_one_moment_while_another_connection_writes(tmp_path: Path) -> None:
    path = tmp_path / "muster.db"
    with open_database(path) as here, open_database(path) as there:
        store, other = SqliteStore(here, TEAM), SqliteStore(there, TEAM)
        incident = declared(other)

        def write_before_updates_are_read(sql: str) -> None:
            if "FROM updates" in sql:
                number = other.updates.next_number(1)
                save(other, incident, entries=(ENTRY,), updates=(Update(number, "Better", JANE, AT),))

        here.tables.conn.set_trace_callback(write_before_updates_are_read)
        assert store.details(1) == IncidentDetails(incident, (), (), (), ())
        later = store.details(1)
        assert later
        assert (len(later.entries), len(later.updates)) == (1, 1)


def test_a_change_without_its_transaction_is_refused(store: SqliteStore) -> None:
    incident = declared(store)
    with pytest.raises(RuntimeError):
        store.save(Change(incident), AT)
