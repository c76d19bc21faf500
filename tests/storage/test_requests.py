"""Which requests were seen before."""

from collections.abc import Iterator

import pytest

from storage import SqliteStore
from tests.storage.storage_examples import (
    AT,
    TEAM,
    disorderly,
    write_and_fail,
)


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with disorderly() as database:
        yield SqliteStore(database, TEAM)


def remember(store: SqliteStore, request: str) -> bool:
    with store.transaction():
        return store.requests.remember(request, AT)


def test_a_request_is_new_once(store: SqliteStore) -> None:
    assert remember(store, "Ev1")
    assert not remember(store, "Ev1")
    assert remember(store, "Ev2")


def test_a_request_whose_transaction_failed_is_new_again(store: SqliteStore) -> None:
    with pytest.raises(ZeroDivisionError):
        write_and_fail(store.transaction(), lambda: store.requests.remember("Ev1", AT))
    assert remember(store, "Ev1")
