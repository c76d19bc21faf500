"""Searching: every word that people wrote is found, what was taken back is not, and nobody sees what is private."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.incidents.change import Change
from bot.incidents.model import Incident, Status
from bot.people.model import Person
from bot.review.facts import FactKind, RecordedFact
from bot.timeline.model import Entry, EntryChange, EntryKind, EntrySource
from bot.updates.model import Update
from storage import SqliteStore, open_database
from tests.storage.storage_examples import members_are_known

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
JANE = Person("U1", "Jane")


def incident(title: str, *, private: bool = False, status: Status = Status.INVESTIGATING) -> Incident:
    return Incident("T1", 0, title, "sev1", status, JANE, AT, AT, private=private)


def entry(text: str, kind: EntryKind = EntryKind.NOTE) -> Entry:
    return Entry(AT, AT, kind, text, JANE, EntrySource.COMMAND, captured_by=(JANE,))


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with open_database(":memory:") as database:
        yield SqliteStore(database, "T1")


def opened(store: SqliteStore, title: str, *entries: Entry, private: bool = False, channel: str = "") -> Incident:
    with store.transaction():
        made = store.incidents.add(replace(incident(title, private=private), channel=channel))
        store.save(Change(made, entries=entries), AT)
    return made


def found(store: SqliteStore, text: str, person: str = "U1") -> list[int]:
    return [hit.incident for hit in store.search.find(text, person, 10).found]


def test_titles_entries_updates_and_records_are_found_by_the_beginning_of_words_in_any_case(store: SqliteStore) -> None:
    made = opened(store, "Payments fail", entry("Rolled back the café release"))
    with store.transaction():
        told = Update(1, "Errors are falling", JANE, AT, impact="12 % of requests", doing="watching the pool")
        store.save(Change(made, updates=(told,), records=(RecordedFact(FactKind.CAUSE, "ORM upgrade", JANE, AT),)), AT)
    for text in ("pay", "ROLLED cafe", "falling", "watching requests", "orm"):
        assert found(store, text) == [1], text
    assert found(store, "payments absent") == []


def test_a_removed_entry_is_no_longer_found_and_a_restored_or_edited_one_is_as_it_reads_now(store: SqliteStore) -> None:
    made = opened(store, "Search", entry("the primary is down"))
    first = store.timeline.entries(1)[0]
    gone = replace(first, version=2, removed=True, change=EntryChange.REMOVED)
    with store.transaction():
        store.save(Change(made, entries=(gone,)), AT)
    assert found(store, "primary") == []
    back = replace(gone, version=3, removed=False, text="the replica is down", change=EntryChange.RESTORED)
    with store.transaction():
        store.save(Change(made, entries=(back,)), AT)
    assert found(store, "primary") == []
    assert found(store, "replica") == [1]


def test_a_title_comes_before_a_text_and_a_renamed_incident_goes_by_its_new_name_alone(store: SqliteStore) -> None:
    opened(store, "Search slow", entry("gateway gateway gateway"))
    second = opened(store, "Gateway down")
    assert found(store, "gateway") == [2, 1]
    with store.transaction():
        store.save(Change(replace(second, title="Checkout down")), AT)
    assert found(store, "gateway") == [1]
    assert found(store, "checkout") == [2]


def test_what_the_bot_notes_of_the_channel_is_no_text_of_an_incident(store: SqliteStore) -> None:
    opened(
        store,
        "Search",
        entry("Update nudge ignored", EntryKind.NUDGE),
        entry("Bob joined the channel", EntryKind.MEMBER),
    )
    assert found(store, "nudge") == found(store, "joined") == []


def test_a_private_incident_is_found_and_listed_by_those_in_its_channel_alone(store: SqliteStore) -> None:
    opened(store, "Breach of tokens", private=True, channel="C1")
    with store.transaction():
        store.people.set_member(1, JANE, present=True)
        members_are_known(store, 1)
    assert found(store, "breach") == [1]
    assert [each.number for each in store.incidents.visible("U1", tuple(Status), 10)] == [1]
    assert found(store, "breach", "U2") == []
    assert store.incidents.visible("U2", tuple(Status), 10) == []
    with store.transaction():
        store.people.set_member(1, JANE, present=False)
    assert found(store, "breach") == []


@pytest.mark.parametrize("text", ['"', "* OR", "NEAR(", "a:b", "-", "", "title:x", "(", "🔥"])
def test_what_people_type_is_never_read_as_the_language_of_the_index(store: SqliteStore, text: str) -> None:
    opened(store, "Nothing of it")
    assert found(store, text) == []


def test_another_workspaces_texts_are_not_found() -> None:
    with open_database(":memory:") as database:
        opened(SqliteStore(database, "T1"), "Payments fail")
        assert found(SqliteStore(database, "T2"), "payments") == []
