"""People and user groups in the record: kept as they are now, each workspace's for itself."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.people.model import Group, Person
from storage import SqliteStore, open_database
from tests.storage.storage_examples import (
    BOB,
    JANE,
    TEAM,
    declared,
    disorderly,
    members_are_known,
)


def test_a_group_is_kept_as_it_was_told_last() -> None:
    with open_database(":memory:") as database:
        store = SqliteStore(database, "T1")
        for group in (Group("S1", "leads", frozenset({"U1", "U2"})), Group("S1", "on-call", frozenset({"U2", "U3"}))):
            with store.transaction():
                store.people.save_group(group)
            assert store.people.group("S1") == group
        assert store.people.groups_of("U1") == frozenset()
        assert store.people.groups_of("U2") == {"S1"}


def test_somebody_is_in_every_group_that_has_them() -> None:
    with open_database(":memory:") as database:
        store = SqliteStore(database, "T1")
        with store.transaction():
            store.people.save_group(Group("S1", "leads", frozenset({"U1"})))
            store.people.save_group(Group("S2", "'; --", frozenset({"U1"})))
            store.people.save_group(Group("S3", "empty", frozenset()))
        assert store.people.groups_of("U1") == {"S1", "S2"}
        assert store.people.group("S3") == Group("S3", "empty", frozenset())


def test_the_groups_of_another_workspace_are_not_seen() -> None:
    with open_database(":memory:") as database:
        ours, theirs = SqliteStore(database, "T1"), SqliteStore(database, "T2")
        with theirs.transaction():
            theirs.people.save_group(Group("S1", "leads", frozenset({"U1"})))
        assert ours.people.group("S1") is None
        assert ours.people.groups_of("U1") == frozenset()


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with disorderly() as database:
        yield SqliteStore(database, TEAM)


def test_people_are_inserted_and_renamed(store: SqliteStore) -> None:
    with store.transaction():
        store.people.save([JANE, BOB])
        store.people.save([Person("U1", "Jane Miller", "America/Lima")])
    assert store.people.person("U1") == Person("U1", "Jane Miller", "America/Lima")
    assert store.people.person("U2") == BOB
    assert store.people.person("U3") is None


def test_somebody_known_by_name_only_is_not_kept(store: SqliteStore) -> None:
    with store.transaction():
        store.people.save([Person("", "The vendor")])
    assert store.people.person("") is None


def test_a_new_name_is_written_where_the_person_is_stored_and_nowhere_else(store: SqliteStore) -> None:
    incident = declared(store)
    with store.transaction():
        assert not store.people.save([incident.declared_by])
        assert not store.people.save([replace(BOB, name="Robert Kim")])
        assert store.people.save([replace(incident.declared_by, name="Jane Miller")])
    now = store.incidents.get(1)
    assert now == replace(incident, declared_by=replace(incident.declared_by, name="Jane Miller"))
    assert set(store.retention.trace(incident.declared_by.id).names) == {incident.declared_by.name, "Jane Miller"}


# Who sees a private incident


def seers(store: SqliteStore) -> list[str]:
    return [who for who in ("U1", "U2", "U3") if store.people.sees(1, who)]


def test_a_private_incident_is_seen_by_those_in_its_channel_while_they_are_known(store: SqliteStore) -> None:
    declared(store, private=True, channel="C1")
    with store.transaction():
        store.people.set_member(1, BOB, True)
    assert seers(store) == []
    with store.transaction():
        members_are_known(store, 1)
    assert seers(store) == ["U2"]
    with store.transaction():
        store.people.set_connected(False)
    assert seers(store) == []
    assert store.people.members(1) == {"U2"}
    with store.transaction():
        store.people.set_connected(True)
    assert seers(store) == []


def test_until_its_channel_exists_a_private_incident_is_its_declarers(store: SqliteStore) -> None:
    declared(store, private=True)
    assert seers(store) == ["U1"]


def test_a_public_incident_is_seen_by_members_of_the_workspace_and_by_those_in_its_channel(store: SqliteStore) -> None:
    declared(store, channel="C1")
    with store.transaction():
        store.people.save(
            [Person("U1", "Jane"), Person("U2", "Gil", guest=True), Person("U3", "Gone", deactivated=True)]
        )
    assert seers(store) == ["U1"]
    with store.transaction():
        store.people.set_member(1, BOB, True)
    assert seers(store) == ["U1", "U2"]


def test_who_is_only_invited_reads_a_private_incident_that_nobody_has_entered_but_no_drill(store: SqliteStore) -> None:
    private, drill = declared(store, private=True), declared(store, drill=True)
    with store.transaction():
        for incident in (private, drill):
            store.people.expect(incident.number, ["U2"])
    assert store.people.readers(private) == {"U2"}
    assert store.people.readers(drill) == frozenset()
