"""Saved stakeholder updates: each save is kept, in its incident and its workspace alone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.announcements.saved_updates import SavedUpdate
from bot.announcements.stakeholder_facts import Audience, PublicStatus
from storage import Database, SqliteStore, open_database
from tests.storage.storage_examples import AT, BOB, JANE, TEAM, declared, disorderly

SAVED = SavedUpdate(0, Audience.STATUS_PAGE, "We are on it.", JANE, AT, 0, PublicStatus.INVESTIGATING)


@pytest.fixture
def database() -> Iterator[Database]:
    with disorderly() as opened:
        yield opened


@pytest.fixture
def store(database: Database) -> SqliteStore:
    return SqliteStore(database, TEAM)


def save(store: SqliteStore, number: int, *saved: SavedUpdate) -> None:
    with store.transaction():
        store.stakeholder_updates.add(number, saved)


def test_each_save_is_kept_under_the_next_number_of_its_incident(store: SqliteStore) -> None:
    first, second = declared(store).number, declared(store).number
    save(store, first, SAVED, replace(SAVED, audience=Audience.CUSTOMER))
    save(store, first, replace(SAVED, text="It is fixed.", by=BOB, based_on=2))
    save(store, second, SAVED)
    found = store.stakeholder_updates.of_incident(first)
    assert [(each.number, each.audience, each.text, each.by, each.based_on) for each in found] == [
        (1, Audience.STATUS_PAGE, "We are on it.", JANE, 0),
        (2, Audience.CUSTOMER, "We are on it.", JANE, 0),
        (3, Audience.STATUS_PAGE, "It is fixed.", BOB, 2),
    ]
    assert [each.number for each in store.stakeholder_updates.of_incident(second)] == [1]


def test_another_workspace_sees_none_of_it(store: SqliteStore, database: Database) -> None:
    save(store, declared(store).number, SAVED)
    assert SqliteStore(database, "T2").stakeholder_updates.of_incident(1) == ()


@settings(deadline=None)
@given(st.text() | st.sampled_from(["'; DROP TABLE updates; --", "a\x00b", "<!channel> & <b>", "🔥é"]))
def test_any_text_comes_back_as_it_was_typed(text: str) -> None:
    with open_database(":memory:") as database:
        store = SqliteStore(database, TEAM)
        save(store, declared(store).number, replace(SAVED, text=text))
        assert [each.text for each in store.stakeholder_updates.of_incident(1)] == [text]
