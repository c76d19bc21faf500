"""Incidents with their channels, as a store keeps them."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.incidents.declaring.model import title_key
from bot.incidents.model import Incident, Status
from bot.people.model import Person
from storage import SqliteStore
from tests.storage.storage_examples import (
    AT,
    BOB,
    INCIDENT,
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


def test_incidents_are_numbered_from_one_in_the_order_of_their_declaration(store: SqliteStore) -> None:
    assert [declared(store).number for _ in range(3)] == [1, 2, 3]


def test_a_declared_incident_is_found_by_the_number_it_got(store: SqliteStore) -> None:
    incident = declared(store, number=99)
    assert incident == replace(INCIDENT, number=1)
    assert store.incidents.get(1) == incident
    assert store.incidents.get(99) is None


def test_an_incident_of_another_workspace_is_refused(store: SqliteStore) -> None:
    with pytest.raises(ValueError, match="T2"):
        declared(store, team="T2")
    incident = declared(store)
    with pytest.raises(ValueError, match="T2"):
        save(store, replace(incident, team="T2"))


def test_an_incident_is_found_by_its_channel(store: SqliteStore) -> None:
    declared(store)
    second = declared(store)
    with store.transaction():
        store.incidents.set_channel(2, "C2", "inc-second")
    assert store.incidents.in_channel("C2") == replace(second, channel="C2", channel_name="inc-second")
    assert store.incidents.in_channel("C1") is None


def test_incidents_without_a_channel_yet_are_not_found_by_no_channel(store: SqliteStore) -> None:
    declared(store)
    assert store.incidents.in_channel("") is None


def test_two_incidents_never_share_a_channel(store: SqliteStore) -> None:
    declared(store, channel="C1")
    with pytest.raises(sqlite3.IntegrityError):
        declared(store, channel="C1")


def test_resolved_incidents_are_not_among_the_open_ones(store: SqliteStore) -> None:
    first, second = declared(store), declared(store)
    save(store, replace(first, status=Status.RESOLVED, resolved_at=AT))
    assert store.incidents.open() == [second]


def test_open_incidents_come_in_the_order_of_their_numbers(store: SqliteStore) -> None:
    first = declared(store, declared_at=AT + minutes(1))
    second = declared(store, declared_at=AT)
    assert store.incidents.open() == [first, second]


def test_saving_replaces_the_incident_by_what_it_is_now(store: SqliteStore) -> None:
    incident = declared(store)
    now = replace(incident, title="Worse", severity="sev2", commander=BOB, commander_at=AT, version=4)
    save(store, now)
    assert store.incidents.get(1) == now


def test_saving_an_incident_that_was_never_declared_is_an_error(store: SqliteStore) -> None:
    with pytest.raises(KeyError):
        save(store, replace(INCIDENT, number=7))


def since(store: SqliteStore, title: str, person: Person = JANE, back: int = 2) -> Incident | None:
    return store.incidents.declared_since(person.id, title_key(title), AT - minutes(back))


def test_the_same_declare_is_found_however_its_title_is_written(store: SqliteStore) -> None:
    incident = declared(store, title="Payment  SERVICE degradation ")
    assert since(store, "payment service degradation") == incident


def test_a_title_that_was_changed_is_found_under_the_new_one(store: SqliteStore) -> None:
    incident = replace(declared(store), title="Checkout down")
    save(store, incident)
    assert since(store, "Checkout down") == incident
    assert since(store, INCIDENT.title) is None


def test_another_persons_or_another_titled_declare_is_not_the_same(store: SqliteStore) -> None:
    declared(store)
    assert since(store, INCIDENT.title, BOB) is None
    assert since(store, "Something else") is None


def test_the_declare_counts_from_the_moment_asked_for_and_the_newest_wins(store: SqliteStore) -> None:
    declared(store, declared_at=AT - minutes(3))
    assert since(store, INCIDENT.title) is None
    just_in_time = declared(store, declared_at=AT - minutes(2))
    assert since(store, INCIDENT.title) == just_in_time
    declared(store, declared_at=AT - minutes(1))
    newest = declared(store, declared_at=AT - minutes(1))
    declared(store, declared_at=AT - minutes(2))
    assert since(store, INCIDENT.title) == newest


def set_channel(store: SqliteStore, incident: Incident, channel: str) -> None:
    with store.transaction():
        store.incidents.set_channel(incident.number, channel, f"inc-{channel}")


def test_an_incident_is_found_by_each_channel_that_it_had(store: SqliteStore) -> None:
    incident = declared(store)
    set_channel(store, incident, "C1")
    save(store, replace(incident, channel_generation=2))
    assert store.incidents.in_channel("C1") is None
    set_channel(store, incident, "C2")
    assert store.incidents.channels(1) == ["C1", "C2"]
    for channel in ("C1", "C2"):
        found = store.incidents.once_in_channel(channel)
        assert found is not None
        assert (found.number, found.channel) == (1, "C2")
    assert store.incidents.once_in_channel("C3") is None


def test_the_same_channel_noted_twice_is_one(store: SqliteStore) -> None:
    incident = declared(store)
    set_channel(store, incident, "C1")
    set_channel(store, incident, "C1")
    assert store.incidents.channels(1) == ["C1"]


def test_what_was_merged_into_an_incident_is_known_by_it(store: SqliteStore) -> None:
    first, second, third = declared(store), declared(store, title="Other"), declared(store, title="Third")
    for each in (third, second):
        save(store, replace(each, status=Status.MERGED, merged_into=first.number))
    assert [each.number for each in store.incidents.merged_into(1)] == [2, 3]
    assert store.incidents.merged_into(2) == []
    assert store.incidents.merged_into(0) == []
