"""Incidents and what hangs on them, requests, people and reminders, as a store keeps them."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.incidents.change import Change, IncidentDetails
from bot.incidents.declaring.model import title_key
from bot.incidents.model import Incident, Status
from bot.nudges.model import ReminderFailure
from bot.people.model import Person
from bot.review.facts import FactKind, RecordedFact
from bot.tasks.model import ActionItem
from bot.timeline.model import EntrySource
from bot.updates.model import Update
from storage import SqliteStore, open_database
from tests.storage.storage_examples import (
    AT,
    BOB,
    ENTRY,
    INCIDENT,
    JANE,
    TEAM,
    declared,
    disorderly,
    minutes,
    save,
    schedule,
    write_and_fail,
)

MARK = replace(ENTRY, source=EntrySource.REACTION, channel="C1", message_ts="1705328580.000100", pending=True)


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with disorderly() as database:
        yield SqliteStore(database, TEAM)


def remember(store: SqliteStore, request: str) -> bool:
    with store.transaction():
        return store.requests.remember(request, AT)


def fill(store: SqliteStore, **facts: object) -> None:
    with store.transaction():
        store.timeline.fill(replace(MARK, **facts))  # type: ignore[arg-type]  # facts are fields of an entry


# Requests


def test_a_request_is_new_once(store: SqliteStore) -> None:
    assert remember(store, "Ev1")
    assert not remember(store, "Ev1")
    assert remember(store, "Ev2")


def test_a_request_whose_transaction_failed_is_new_again(store: SqliteStore) -> None:
    with pytest.raises(ZeroDivisionError):
        write_and_fail(store.transaction(), lambda: store.requests.remember("Ev1", AT))
    assert remember(store, "Ev1")


# Incidents


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


# What hangs on an incident


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
    with pytest.raises(ValueError, match="Entry 5 in version 1"):
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


# Marks


def test_a_marked_message_has_one_entry(store: SqliteStore) -> None:
    incident = declared(store)
    save(store, incident, entries=(MARK,))
    assert store.timeline.entry_of("C1", MARK.message_ts) == replace(MARK, id=1)
    with pytest.raises(sqlite3.IntegrityError):
        save(store, incident, entries=(MARK,))
    assert len(store.timeline.entries(1)) == 1


def test_the_same_ts_in_another_channel_is_another_message(store: SqliteStore) -> None:
    save(store, declared(store), entries=(MARK, replace(MARK, channel="C2")))
    assert store.timeline.entry_of("C2", MARK.message_ts) == replace(MARK, channel="C2", id=2)
    assert store.timeline.entry_of("C3", MARK.message_ts) is None


def test_entries_that_stand_for_no_message_are_as_many_as_there_are(store: SqliteStore) -> None:
    save(store, declared(store), entries=(replace(ENTRY, channel="C1"), replace(ENTRY, channel="C1")))
    assert len(store.timeline.entries(1)) == 2
    assert store.timeline.entry_of("C1", "") is None


def test_a_look_up_fills_in_what_slack_knew_and_nothing_else(store: SqliteStore) -> None:
    save(store, declared(store), entries=(MARK,))
    known = {"text": "It's down", "author": BOB, "permalink": "https://example.com/p1", "pending": False}
    fill(store, id=1, **known, occurred_at=AT + minutes(9), channel="C9")
    assert store.timeline.entry_of("C1", MARK.message_ts) == replace(MARK, id=1, **known)  # type: ignore[arg-type]


def test_filling_an_entry_that_does_not_exist_is_an_error(store: SqliteStore) -> None:
    with pytest.raises(KeyError):
        fill(store, id=1)


# People


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


def test_a_new_name_rewrites_no_record(store: SqliteStore) -> None:
    incident = declared(store)
    with store.transaction():
        store.people.save([Person("U1", "Jane Miller")])
    assert store.incidents.get(1) == incident


# The schedule


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


def test_a_change_without_its_transaction_is_refused(store: SqliteStore) -> None:
    incident = declared(store)
    with pytest.raises(RuntimeError):
        store.save(Change(incident), AT)
