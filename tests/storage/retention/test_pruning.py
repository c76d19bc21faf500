"""Retention: what is too old goes in small batches, and what is needed later stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from sqlite3 import Row

import pytest

from bot.incidents.model import Incident, Status
from bot.outbox.channels import Card, Topic
from bot.outbox.home import PublishHome
from bot.outbox.incidents import Resolved
from bot.outbox.model import OutboxMessage
from bot.outbox.nudges import Nudge, SilenceExplained, UnexplainedSilence
from bot.outbox.review import ReviewPosted
from bot.retention.retention import Pruned, RetentionLimits
from storage import Database, SqliteStore, open_database
from storage.retention.pruning import REMOVED_TEXT, Pruning
from storage.sqlite.database import Value
from tests.storage.storage_examples import AT, ENTRY, JANE, TEAM, declared, disorderly, save, want

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


@pytest.mark.parametrize("facts", [{"archived": False}, {"status": Status.INVESTIGATING, "ended_at": None}])
def test_what_was_delivered_goes_whatever_became_of_its_incident(store: SqliteStore, facts: dict[str, object]) -> None:
    over(store, **facts)
    shown(store, Topic("1/topic"), Card("1/card"), ReviewPosted("1/review"))
    assert prune(store, outbox=BEFORE).outbox == 3
    assert keys(store) == set()


def test_what_went_is_drawn_anew_in_its_place_when_it_is_wanted_again(store: SqliteStore) -> None:
    over(store)
    want(store, Card("1/card"))
    with store.transaction():
        store.outbox.mark_done("1/card", 1, {"channel": "C1", "ts": "1.1"})
    prune(store, outbox=BEFORE)
    assert store.outbox.result("1/card") == {"channel": "C1", "ts": "1.1"}
    want(store, Card("1/card"))
    row = store.outbox.row("1/card")
    assert row is not None
    assert (row.done, row.wanted, row.result) == (1, 2, {"channel": "C1", "ts": "1.1"})


def test_what_people_may_answer_is_known_after_its_row_went(store: SqliteStore) -> None:
    over(store)
    asked = Nudge("1/nudge/1", at=AT, questions=(UnexplainedSilence(AT),))
    line = Resolved("1/line/1", by=JANE, at=AT)
    shown(store, asked, replace(line, thing="status"))
    prune(store, outbox=BEFORE)
    assert store.outbox.answerable("1/nudge/1") == asked
    assert store.outbox.newest_change(1, "status") == replace(line, thing="status")
    want(store, Nudge("1/nudge/1", answers=(SilenceExplained(JANE),)))
    again = store.outbox.row("1/nudge/1")
    assert again is not None
    assert again.message == replace(asked, answers=(SilenceExplained(JANE),))


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


def test_rows_of_the_workspace_itself_go_too(store: SqliteStore) -> None:
    want(store, PublishHome("home/U1", person="U1"), number=0)
    with store.transaction():
        store.outbox.mark_done("home/U1", 1, {"look": "a"})
    assert prune(store, outbox=BEFORE).outbox == 1
    assert store.outbox.result("home/U1") == {"look": "a"}


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

    def take(self, sql: str, *values: Value) -> list[Row]:
        self.write(sql, *values)
        return []


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
