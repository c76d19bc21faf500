"""When channels were last read, and the last sign of life."""

from collections.abc import Iterator

import pytest

from storage import Database, SqliteStore
from tests.storage.storage_examples import (
    AT,
    TEAM,
    declared,
    disorderly,
    minutes,
)


@pytest.fixture
def database() -> Iterator[Database]:
    with disorderly() as database:
        yield database


@pytest.fixture
def store(database: Database) -> SqliteStore:
    store = SqliteStore(database, TEAM)
    declared(store, channel="C1")
    return store


def test_the_last_reading_of_each_channel_is_known(store: SqliteStore) -> None:
    declared(store)
    assert store.catch_up.scanned(1) is None
    with store.transaction():
        store.catch_up.set_scanned(1, AT)
        store.catch_up.set_scanned(1, AT + minutes(5))
    assert (store.catch_up.scanned(1), store.catch_up.scanned(2)) == (AT + minutes(5), None)


def test_the_last_sign_of_life_is_known(store: SqliteStore) -> None:
    assert store.catch_up.last_heard() is None
    with store.transaction():
        store.catch_up.set_last_heard(AT)
        store.catch_up.set_last_heard(AT + minutes(5))
    assert store.catch_up.last_heard() == AT + minutes(5)
