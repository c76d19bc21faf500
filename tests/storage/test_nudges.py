"""What is due for which incident, as a store keeps it."""

import sqlite3
from collections.abc import Iterator

import pytest

from bot.nudges.model import ReminderFailure
from storage import SqliteStore
from tests.storage.storage_examples import (
    AT,
    TEAM,
    declared,
    disorderly,
    minutes,
    schedule,
    write_and_fail,
)


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with disorderly() as database:
        yield SqliteStore(database, TEAM)


def claim(store: SqliteStore, at: int) -> list[tuple[int, str]]:
    """So many minutes after AT: of one incident after another."""
    with store.transaction():
        due = store.nudges.due_incidents(AT + minutes(at))
        return [(number, each.kind.value) for number in due for each in store.nudges.claim(number, AT + minutes(at))]


def test_what_is_due_is_taken_once_and_earliest_first(store: SqliteStore) -> None:
    declared(store)
    declared(store)
    schedule(store, 1, update=AT + minutes(10), review=AT + minutes(16))
    schedule(store, 2, update=AT + minutes(15), commander=AT + minutes(5))
    assert store.nudges.next_due() == AT + minutes(5)
    assert claim(store, 4) == []
    assert claim(store, 15) == [(2, "commander"), (2, "update"), (1, "update")]
    assert claim(store, 15) == []
    assert store.nudges.next_due() == AT + minutes(16)


def test_a_claim_that_is_rolled_back_is_due_again(store: SqliteStore) -> None:
    declared(store)
    schedule(store, 1, update=AT)
    with pytest.raises(ZeroDivisionError):
        write_and_fail(store.transaction(), lambda: store.nudges.claim(1, AT))
    assert claim(store, 0) == [(1, "update")]


def test_what_could_not_be_decided_is_due_again_after_its_rest(store: SqliteStore) -> None:
    declared(store)
    declared(store)
    schedule(store, 1, update=AT, review=AT + minutes(1))
    schedule(store, 2, update=AT)
    failure = ReminderFailure(1, 3, AT + minutes(4), "ValueError")
    with store.transaction():
        store.nudges.put_off(failure)
    assert (store.nudges.failure(1), store.nudges.failure(2)) == (failure, None)
    assert store.nudges.failures() == [failure]
    assert claim(store, 3) == [(2, "update")]
    assert claim(store, 4) == [(1, "review"), (1, "update")]
    with store.transaction():
        store.nudges.forget_failure(1)
    assert store.nudges.failures() == []


def test_a_new_schedule_replaces_the_incidents_old_one(store: SqliteStore) -> None:
    declared(store)
    declared(store)
    schedule(store, 1, update=AT + minutes(15), commander=AT + minutes(5))
    schedule(store, 2, update=AT + minutes(10))
    schedule(store, 1, update=AT + minutes(30))
    assert claim(store, 29) == [(2, "update")]
    assert claim(store, 30) == [(1, "update")]


def test_an_empty_schedule_leaves_nothing_due(store: SqliteStore) -> None:
    declared(store)
    schedule(store, 1, update=AT)
    schedule(store, 1)
    assert store.nudges.next_due() is None


def test_nothing_is_scheduled_for_an_incident_that_does_not_exist(store: SqliteStore) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        schedule(store, 1, update=AT)
