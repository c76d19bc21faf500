"""Entries with their versions and the reactions that they rest on, as a store keeps them."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.timeline.kinds import PIN
from bot.timeline.model import EntryChange, EntrySource, Reaction
from storage import Database, SqliteStore
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

OF_MESSAGE = replace(
    ENTRY, source=EntrySource.REACTION, captured_by=(BOB,), channel="C1", message_ts="1705328580.000100"
)
REACTION = Reaction("C1", OF_MESSAGE.message_ts, "wrench", BOB, True, AT)
BIG = ("entries", "marks", "outbox", "requests", "people")


@pytest.fixture
def database() -> Iterator[Database]:
    with disorderly() as database:
        yield database


@pytest.fixture
def store(database: Database) -> SqliteStore:
    store = SqliteStore(database, TEAM)
    declared(store, channel="C1")
    return store


def add(store: SqliteStore, *entries: object) -> None:
    incident = store.incidents.get(1)
    assert incident
    save(store, incident, entries=entries)


def put(store: SqliteStore, **facts: object) -> bool:
    with store.transaction():
        return store.timeline.set_reaction(replace(REACTION, **facts))  # type: ignore[arg-type]  # facts are fields of a reaction


# Versions


def test_a_further_version_takes_the_place_of_the_one_before_and_leaves_it_be(store: SqliteStore) -> None:
    add(store, OF_MESSAGE, ENTRY)
    first = replace(OF_MESSAGE, id=1)
    second = replace(first, version=2, text="Worse", change=EntryChange.EDITED, changed_by=JANE, changed_at=AT)
    add(store, second)
    assert store.timeline.entry(1) == second
    assert store.timeline.entry_of("C1", OF_MESSAGE.message_ts) == second
    assert store.timeline.entries(1) == [second, replace(ENTRY, id=2)]
    assert store.timeline.history(1) == [first, second]


def test_a_removed_entry_is_shown_only_where_it_is_asked_for(store: SqliteStore) -> None:
    add(store, OF_MESSAGE)
    gone = replace(OF_MESSAGE, id=1, version=2, removed=True, change=EntryChange.REMOVED)
    add(store, gone)
    assert store.timeline.entries(1) == []
    assert store.timeline.entries(1, removed=True) == [gone]
    details = store.details(1)
    assert details
    assert details.entries == ()


def test_a_removed_entry_that_came_back_is_there_once(store: SqliteStore) -> None:
    add(store, OF_MESSAGE)
    add(store, replace(OF_MESSAGE, id=1, version=2, removed=True))
    add(store, replace(OF_MESSAGE, id=1, version=3))
    assert [entry.version for entry in store.timeline.entries(1)] == [3]
    assert [entry.removed for entry in store.timeline.history(1)] == [False, True, False]


@pytest.mark.parametrize(("entry_id", "version"), [(0, 2), (1, 1), (1, 3), (9, 2)])
def test_a_version_that_does_not_follow_the_newest_is_refused(store: SqliteStore, entry_id: int, version: int) -> None:
    add(store, OF_MESSAGE)
    with pytest.raises(ValueError, match=f"Version {version} of entry {entry_id} does not follow"):
        add(store, replace(ENTRY, id=entry_id, version=version))
    assert len(store.timeline.history(1)) == 1


def test_a_message_has_one_entry_however_many_versions_that_has(store: SqliteStore) -> None:
    add(store, OF_MESSAGE)
    add(store, replace(OF_MESSAGE, id=1, version=2))
    with pytest.raises(sqlite3.IntegrityError):
        add(store, OF_MESSAGE)


def test_an_entry_belongs_to_its_incident_and_what_is_not_there_is_none(store: SqliteStore) -> None:
    other = declared(store)
    save(store, other, entries=(ENTRY,))
    assert store.timeline.incident_of(1) == other.number
    assert (store.timeline.entry(2), store.timeline.incident_of(2), list(store.timeline.history(2))) == (None, None, [])


def test_a_look_up_fills_in_just_the_version_that_it_is_told(store: SqliteStore) -> None:
    add(store, replace(OF_MESSAGE, text="", pending=True))
    waiting = replace(OF_MESSAGE, id=1, version=2, text="", pending=True, change=EntryChange.REACTED)
    add(store, waiting)
    with store.transaction():
        store.timeline.fill(replace(waiting, text="It's down", pending=False))
    assert [(entry.text, entry.pending) for entry in store.timeline.history(1)] == [("", True), ("It's down", False)]


def test_what_was_filled_once_is_never_rewritten(store: SqliteStore) -> None:
    add(store, OF_MESSAGE)
    with pytest.raises(KeyError), store.transaction():
        store.timeline.fill(replace(OF_MESSAGE, id=1, text="Something else"))


# Reactions


def test_the_newest_event_of_a_reaction_wins_whatever_comes_first(store: SqliteStore) -> None:
    assert put(store, is_on=False, at=AT + minutes(2))
    assert not put(store, at=AT + minutes(1))
    assert [reaction.is_on for reaction in store.timeline.reactions("C1")] == [False]
    assert put(store, at=AT + minutes(3))
    assert store.timeline.reactions("C1", REACTION.message_ts) == [replace(REACTION, at=AT + minutes(3))]


def test_of_two_events_of_the_same_moment_the_one_that_comes_last_wins(store: SqliteStore) -> None:
    assert put(store)
    assert put(store, is_on=False)
    assert [reaction.is_on for reaction in store.timeline.reactions("C1")] == [False]


def test_each_person_emoji_and_message_has_a_reaction_of_its_own(store: SqliteStore) -> None:
    different: tuple[dict[str, object], ...] = (
        {},
        {"by": JANE},
        {"emoji": "mag"},
        {"message_ts": "2.1"},
        {"channel": "C2"},
    )
    for place, facts in enumerate(different):
        assert put(store, at=AT + minutes(place), **facts)
    assert [(reaction.by, reaction.emoji) for reaction in store.timeline.reactions("C1", REACTION.message_ts)] == [
        (BOB, "wrench"),
        (JANE, "wrench"),
        (BOB, "mag"),
    ]
    assert len(store.timeline.reactions("C1")) == 4


def test_a_pin_is_one_reaction_whoever_sets_or_takes_it(store: SqliteStore) -> None:
    assert put(store, emoji=PIN)
    assert put(store, emoji=PIN, by=JANE, is_on=False, at=AT + minutes(1))
    assert store.timeline.reactions("C1") == [replace(REACTION, emoji=PIN, by=JANE, is_on=False, at=AT + minutes(1))]


# Large timelines


def test_nothing_that_is_asked_of_a_timeline_reads_a_table_from_end_to_end(
    store: SqliteStore, database: Database
) -> None:
    add(store, OF_MESSAGE)
    said: list[str] = []
    database.tables.conn.set_trace_callback(said.append)
    add(store, replace(OF_MESSAGE, id=1, version=2))
    put(store)
    store.details(1)
    store.timeline.entries(1, removed=True)
    store.timeline.entry_of("C1", OF_MESSAGE.message_ts)
    store.timeline.history(1)
    store.timeline.incident_of(1)
    store.timeline.reactions("C1")
    store.timeline.reactions("C1", OF_MESSAGE.message_ts)
    database.tables.conn.set_trace_callback(None)
    asked = [sql for sql in said if sql.startswith(("SELECT", "UPDATE", "DELETE"))]
    assert len(asked) > 10
    for sql in asked:
        steps = [str(step["detail"]) for step in database.rows(f"EXPLAIN QUERY PLAN {sql}")]
        assert not [step for step in steps if step.startswith(tuple(f"SCAN {table}" for table in BIG))], (sql, steps)


# The message that an entry stands for

WAITING = replace(ENTRY, source=EntrySource.REACTION, channel="C1", message_ts="1705328580.000100", pending=True)


@pytest.fixture
def empty() -> Iterator[SqliteStore]:
    with disorderly() as database:
        yield SqliteStore(database, TEAM)


def fill(store: SqliteStore, **facts: object) -> None:
    with store.transaction():
        store.timeline.fill(replace(WAITING, **facts))  # type: ignore[arg-type]  # facts are fields of an entry


def test_a_marked_message_has_one_entry(empty: SqliteStore) -> None:
    incident = declared(empty)
    save(empty, incident, entries=(WAITING,))
    assert empty.timeline.entry_of("C1", WAITING.message_ts) == replace(WAITING, id=1)
    with pytest.raises(sqlite3.IntegrityError):
        save(empty, incident, entries=(WAITING,))
    assert len(empty.timeline.entries(1)) == 1


def test_the_same_ts_in_another_channel_is_another_message(empty: SqliteStore) -> None:
    save(empty, declared(empty), entries=(WAITING, replace(WAITING, channel="C2")))
    assert empty.timeline.entry_of("C2", WAITING.message_ts) == replace(WAITING, channel="C2", id=2)
    assert empty.timeline.entry_of("C3", WAITING.message_ts) is None


def test_entries_that_stand_for_no_message_are_as_many_as_there_are(empty: SqliteStore) -> None:
    save(empty, declared(empty), entries=(replace(ENTRY, channel="C1"), replace(ENTRY, channel="C1")))
    assert len(empty.timeline.entries(1)) == 2
    assert empty.timeline.entry_of("C1", "") is None


def test_a_look_up_fills_in_what_slack_knew_and_nothing_else(empty: SqliteStore) -> None:
    save(empty, declared(empty), entries=(WAITING,))
    known = {"text": "It's down", "author": BOB, "permalink": "https://example.com/p1", "pending": False}
    fill(empty, id=1, **known, occurred_at=AT + minutes(9), channel="C9")
    assert empty.timeline.entry_of("C1", WAITING.message_ts) == replace(WAITING, id=1, **known)  # type: ignore[arg-type]


def test_filling_an_entry_that_does_not_exist_is_an_error(empty: SqliteStore) -> None:
    with pytest.raises(KeyError):
        fill(empty, id=1)
