"""Searching: every word that people wrote is found, what was taken back is not, and nobody sees what is private."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.incidents.change import Change
from bot.incidents.model import Incident, Status
from bot.people.model import Person
from bot.review.edit_log import EditLogEntry, EditLogKind
from bot.review.facts import FactKind, RecordedFact
from bot.search.model import SearchHit
from bot.search.terms import wanted
from bot.tasks.model import ActionItem, Task
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


def test_every_kind_of_text_that_people_write_is_found_with_the_words_around_it(store: SqliteStore) -> None:
    made = opened(store, "Payments fail", entry("host 10.0.3.7 is down"))
    with store.transaction():
        change = Change(
            replace(made, summary="決済が失敗している"),
            updates=(Update(1, "Errors at api.example.com/v1/pay", JANE, AT, impact="결제 실패"),),
            records=(RecordedFact(FactKind.CAUSE, "NullPointerException", JANE, AT),),
            tasks=(Task(1, "Read /var/log/app.log", JANE, AT),),
            actions=(ActionItem(1, "Write a payment-gateway runbook", "", "P1", None, JANE, AT),),
        )
        store.save(change, AT)
        store.review.add(1, [EditLogEntry(EditLogKind.PUBLISH, JANE, AT, "", "A naïve retry made it worse", {})])
    hits = {
        "10.0.3.7": ("entry", "host 10.0.3.7 is down"),
        "失敗": ("summary", "決済が失敗している"),
        "example.com/v1": ("update", "Errors at api.example.com/v1/pay 결제 실패"),
        "결제": ("update", "Errors at api.example.com/v1/pay 결제 실패"),
        "pointer": ("record", "NullPointerException"),
        "log/app": ("task", "Read /var/log/app.log"),
        "gateway runbook": ("action", "Write a payment-gateway runbook"),
        "NAIVE": ("review", "A naïve retry made it worse"),
    }
    for asked, (what, words) in hits.items():
        assert store.search.find(asked, "U1", 10).found == (SearchHit(1, what, words),), asked


def test_a_text_that_changes_is_found_as_it_is_now_alone(store: SqliteStore) -> None:
    made = opened(store, "Payments fail")
    task, item = Task(1, "Ask the bank", JANE, AT), ActionItem(1, "Alert earlier", "", "P1", None, JANE, AT)
    with store.transaction():
        store.save(Change(replace(made, summary="first"), tasks=(task,), actions=(item,)), AT)
        store.review.add(1, [EditLogEntry(EditLogKind.PUBLISH, JANE, AT, "", "Draft of it", {})])
    with store.transaction():
        changed = replace(task, title="Call them"), replace(item, title="Warn sooner")
        store.save(Change(replace(made, summary=""), tasks=changed[:1], actions=changed[1:]), AT)
        store.review.add(1, [EditLogEntry(EditLogKind.PUBLISH, JANE, AT, "", "Whole review", {})])
    assert [found(store, asked) for asked in ("first", "bank", "earlier", "draft")] == [[], [], [], []]
    assert [found(store, asked) for asked in ("call them", "sooner", "whole")] == [[1], [1], [1]]


@given(st.text(min_size=1, max_size=60), st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_people_write_its_words_are_found_and_nothing_they_type_is_an_error(
    store: SqliteStore, text: str, data: st.DataObject
) -> None:
    made = opened(store, "Title", entry(text))
    store.search.find(text, "U1", 10)
    words = [word for word in text.split() if wanted(word)]
    if words:
        word = data.draw(st.sampled_from(words))
        assert store.search.find(word, "U1", 1000).count >= 1
        assert made.number in [hit.incident for hit in store.search.find(word, "U1", 1000).found]


def test_a_question_of_thousands_of_words_is_only_long(store: SqliteStore) -> None:
    opened(store, "Payments fail")
    assert found(store, " ".join(f"w{number}" for number in range(5000))) == []
    assert found(store, "決済" * 3000) == []
    assert found(store, ".".join(f"w{number}" for number in range(5000))) == []


@pytest.mark.parametrize("text", ['"', "* OR", "NEAR(", "a:b", "-", "", "title:x", "(", "🔥"])
def test_what_people_type_is_never_read_as_the_language_of_the_index(store: SqliteStore, text: str) -> None:
    opened(store, "Nothing of it")
    assert found(store, text) == []


def test_another_workspaces_texts_are_not_found() -> None:
    with open_database(":memory:") as database:
        opened(SqliteStore(database, "T1"), "Payments fail")
        assert found(SqliteStore(database, "T2"), "payments") == []
