"""Retention: what is too old goes in small batches, and what a reopened incident needs stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.incidents.model import Incident, Status
from bot.outbox.channels import Announcement, ArchiveChannel, Card, CreateChannel, Pin, Topic
from bot.outbox.home import PublishHome
from bot.outbox.model import OutboxMessage
from bot.outbox.review import ReviewPosted
from bot.retention.retention import Pruned, RetentionLimits
from storage import Database, SqliteStore, open_database
from storage.retention.pruning import REMOVED_TEXT, Pruning
from storage.sqlite.database import Value
from tests.storage.storage_examples import AT, ENTRY, TEAM, declared, disorderly, save, want

NOW = AT + timedelta(days=365)
BEFORE = NOW - timedelta(days=90)
OVER = {"status": Status.CLOSED, "ended_at": AT, "archived": True, "channel": "C1", "channel_name": "inc-1"}
NONE = RetentionLimits(None, None, None)


@pytest.fixture
def database() -> Iterator[Database]:
    with disorderly() as opened:
        yield opened


@pytest.fixture
def store(database: Database) -> SqliteStore:
    return SqliteStore(database, TEAM)


def prune(store: SqliteStore, most: int = 100, **limits: datetime) -> Pruned:
    with store.transaction():
        return store.retention.prune(replace(NONE, **limits), most)


def shown(store: SqliteStore, *effects: OutboxMessage) -> None:
    want(store, *effects)
    with store.transaction():
        for effect in effects:
            store.outbox.mark_done(effect.key, 1, {})


def keys(store: SqliteStore) -> set[str]:
    return {row.key for row in store.outbox.newest(99)}


def over(store: SqliteStore, **facts: object) -> Incident:
    return declared(store, **{**OVER, **facts})


def test_old_request_ids_go_and_new_ones_stay(store: SqliteStore) -> None:
    with store.transaction():
        store.requests.remember("old", BEFORE - timedelta(seconds=1))
        store.requests.remember("new", BEFORE)
    assert prune(store, requests=BEFORE) == Pruned(requests=1)
    with store.transaction():
        assert store.requests.remember("old", NOW)
        assert not store.requests.remember("new", NOW)


def test_no_more_goes_at_once_than_a_batch_and_the_oldest_first(store: SqliteStore) -> None:
    with store.transaction():
        for day in range(5):
            store.requests.remember(str(day), AT + timedelta(days=day))
    assert [prune(store, 2, requests=BEFORE).requests for _ in range(4)] == [2, 2, 1, 0]


def test_what_was_posted_for_an_archived_incident_goes_but_for_what_a_reopened_one_needs(store: SqliteStore) -> None:
    over(store)
    stay = [
        CreateChannel("1/channel"),
        Card("1/card"),
        Pin("1/pin"),
        Announcement("1/announcement"),
        ReviewPosted("1/review"),
        ArchiveChannel("1/archive", posted_in="C1"),
    ]
    shown(store, Topic("1/line/1"), Topic("1/update/1"), *stay)
    assert prune(store, outbox=BEFORE).outbox == 2
    assert keys(store) == {effect.key for effect in stay}


@pytest.mark.parametrize(
    "facts",
    [{"archived": False}, {"status": Status.RESOLVED}, {"ended_at": BEFORE}, {"status": Status.INVESTIGATING}],
    ids=["not archived", "resolved only", "over lately", "open"],
)
def test_the_keys_of_all_other_incidents_stay(store: SqliteStore, facts: dict[str, object]) -> None:
    over(store, **facts)
    shown(store, Topic("1/line/1"))
    assert not prune(store, outbox=BEFORE)


def test_what_is_still_to_be_shown_or_has_failed_stays(store: SqliteStore) -> None:
    over(store)
    want(store, Topic("1/line/1"), Topic("1/line/2"))
    with store.transaction():
        store.outbox.mark_failed("1/line/2", "is_archived")
    assert not prune(store, outbox=BEFORE)


def test_what_was_wanted_again_lately_stays(store: SqliteStore) -> None:
    over(store)
    want(store, Topic("1/line/1"), at=NOW)
    with store.transaction():
        store.outbox.mark_done("1/line/1", 1, {})
    assert not prune(store, outbox=BEFORE)


def test_rows_of_the_workspace_itself_stay(store: SqliteStore) -> None:
    want(store, PublishHome("home/U1", person="U1"), number=0)
    with store.transaction():
        store.outbox.mark_done("home/U1", 1, {})
    assert not prune(store, outbox=BEFORE)


def test_a_message_keeps_type_time_and_author_and_loses_its_text_in_every_version(store: SqliteStore) -> None:
    incident = over(store)
    message = replace(ENTRY, channel="C1", message_ts="1.1", text="the password is hunter2")
    save(store, incident, entries=(message, replace(ENTRY, text="typed for the timeline")))
    stored = store.timeline.entry_of("C1", "1.1")
    assert stored is not None
    save(store, incident, entries=(replace(stored, version=2, text="the password was hunter2"),))
    assert prune(store, texts=BEFORE).texts == 2
    kept = store.timeline.entry_of("C1", "1.1")
    assert kept is not None
    assert [each.text for each in store.timeline.history(kept.id)] == [REMOVED_TEXT] * 2
    assert (kept.kind, kept.occurred_at, kept.author) == (ENTRY.kind, ENTRY.occurred_at, ENTRY.author)
    assert "typed for the timeline" in [each.text for each in store.timeline.entries(1)]
    assert store.search.find("hunter2", None, 9).count == 0
    assert not prune(store, texts=BEFORE)


def test_texts_of_an_incident_that_is_not_over_stay(store: SqliteStore) -> None:
    incident = over(store, status=Status.RESOLVED, ended_at=None)
    save(store, incident, entries=(replace(ENTRY, channel="C1", message_ts="1.1"),))
    assert not prune(store, texts=BEFORE)


def test_nothing_goes_where_all_is_kept_for_ever(store: SqliteStore) -> None:
    incident = over(store)
    with store.transaction():
        store.requests.remember("old", AT)
    save(store, incident, entries=(replace(ENTRY, channel="C1", message_ts="1.1"),))
    shown(store, Topic("1/line/1"))
    assert not prune(store)


def test_when_it_was_through_is_known_the_next_day(store: SqliteStore) -> None:
    assert store.retention.pruned_at() is None
    with store.transaction():
        store.retention.set_pruned(AT)
        store.retention.set_pruned(NOW)
    assert store.retention.pruned_at() == NOW


class Watched(Database):
    """Writes nothing and notes how SQLite would look for what is to be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.plans: list[str] = []

    def write(self, sql: str, *values: Value) -> int:
        self.plans += [str(row["detail"]) for row in self.rows(f"EXPLAIN QUERY PLAN {sql}", *values)]
        return 0


@pytest.mark.parametrize(
    ("limits", "index"),
    [
        (replace(NONE, requests=BEFORE), "requests_at"),
        (replace(NONE, outbox=BEFORE), "outbox_done"),
        (replace(NONE, texts=BEFORE), "entries_with_text"),
    ],
)
def test_what_is_too_old_is_found_by_an_index(tmp_path: Path, limits: RetentionLimits, index: str) -> None:
    """Else each batch would read the whole table, and acknowledgements would wait for it."""
    open_database(tmp_path / "muster.db").close()
    with Watched(tmp_path / "muster.db") as database:
        Pruning(database, TEAM).prune(limits, 100)
        assert index in " ".join(database.plans)
