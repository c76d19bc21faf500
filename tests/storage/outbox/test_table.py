"""The outbox: what is wanted, what is done, and what became of the attempts."""

import sqlite3
from collections.abc import Iterator

import pytest

from bot.outbox.channels import Card, PinCard
from bot.outbox.home import PublishHome
from bot.outbox.incidents import Resolved
from bot.outbox.model import OutboxMessage, OutboxRow, UnreadableMessage
from bot.outbox.nudges import Nudge
from bot.outbox.review import ReviewPosted
from bot.retention.retention import RetentionLimits
from storage import Database, SqliteStore
from tests.storage.storage_examples import AT, CARD, JANE, TEAM, declared, disorderly, minutes, save, want

POST = ReviewPosted("1/post")


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with disorderly() as database:
        store = SqliteStore(database, TEAM)
        declared(store)
        yield store


def card(store: SqliteStore) -> OutboxRow:
    row = store.outbox.row(CARD.key)
    assert row
    return row


def tried(store: SqliteStore, *keys: str) -> None:
    with store.transaction():
        store.outbox.mark_tried(keys or (CARD.key,))


def done(store: SqliteStore, version: int, key: str = CARD.key, **result: str) -> None:
    with store.transaction():
        store.outbox.mark_done(key, version, result)


def postpone(store: SqliteStore, to: int, *, outcome_unknown: bool) -> None:
    with store.transaction():
        store.outbox.postpone(CARD.key, AT + minutes(to), outcome_unknown=outcome_unknown)


def failed(store: SqliteStore, error: str, key: str = CARD.key) -> None:
    with store.transaction():
        store.outbox.mark_failed(key, error)


def retry(store: SqliteStore, number: int = 1, at: int = 0) -> int:
    with store.transaction():
        return store.outbox.retry_failed(number, AT + minutes(at))


def waiting(store: SqliteStore, number: int = 1) -> list[str]:
    return [row.key for row in store.outbox.deliverable(number)]


def test_a_wanted_effect_waits_as_it_was_asked_for(store: SqliteStore) -> None:
    effect = Card("1/card", "posts", ("1/channel",), posted_in="C1")
    want(store, effect)
    row = OutboxRow(
        team=TEAM,
        incident=1,
        message=effect,
        wanted=1,
        done=0,
        tried=False,
        attempts=0,
        not_before=AT,
        result={},
        error="",
    )
    assert store.outbox.deliverable(1) == [row]
    assert store.outbox.row("1/card") == row
    assert store.outbox.row("1/pin") is None


def test_saving_a_change_wants_its_effects(store: SqliteStore) -> None:
    incident = store.incidents.get(1)
    assert incident
    save(store, incident, AT + minutes(1), effects=(CARD, POST))
    assert waiting(store) == ["1/card", "1/post"]
    assert card(store).not_before == AT + minutes(1)


def test_ten_quick_changes_are_one_row_to_redraw_once(store: SqliteStore) -> None:
    for _ in range(10):
        want(store, CARD)
    assert waiting(store) == ["1/card"]
    done(store, card(store).wanted)
    assert waiting(store) == []
    assert (card(store).wanted, card(store).done) == (10, 10)


def test_an_effect_twice_in_one_change_is_one_row(store: SqliteStore) -> None:
    want(store, CARD, CARD)
    assert card(store).wanted == 2


def test_asking_again_merges_what_the_kind_says_and_replaces_how_it_goes_out(store: SqliteStore) -> None:
    want(store, Card("1/card", "posts", ("1/channel",), posted_in="C1"))
    want(store, Card("1/card", "", ("1/pin",)), at=AT + minutes(3))
    row = card(store)
    assert row.message == Card("1/card", "", ("1/pin",), posted_in="C1")
    assert row.not_before == AT + minutes(3)


@pytest.mark.parametrize("count", [1, 40])
def test_a_new_message_is_one_statement_and_one_more_where_people_may_answer_it(count: int) -> None:
    plain = [ReviewPosted(f"1/post/{place}") for place in range(count)]
    asked = [Nudge(f"1/nudge/{place}", at=AT) for place in range(count)]
    with disorderly() as database:
        store = SqliteStore(database, TEAM)
        declared(store)
        assert (statements(database, store, *plain), statements(database, store, *asked)) == (count, 2 * count)


def statements(database: Database, store: SqliteStore, *effects: OutboxMessage) -> int:
    """How many it takes to enqueue these."""
    seen: list[str] = []
    with store.transaction():
        database.tables.conn.set_trace_callback(seen.append)
        store.outbox.enqueue(1, effects, AT)
        database.tables.conn.set_trace_callback(None)
    return len(seen)


def test_what_was_delivered_and_pruned_is_drawn_anew_in_its_place(store: SqliteStore) -> None:
    want(store, CARD)
    done(store, 1, ts="1.2")
    with store.transaction():
        store.retention.prune(RetentionLimits(None, AT + minutes(1), None), 10)
    assert store.outbox.row(CARD.key) is None
    want(store, CARD)
    assert (card(store).wanted, card(store).done, card(store).result) == (2, 1, {"ts": "1.2"})


def test_rows_keep_the_order_in_which_they_were_first_wanted(store: SqliteStore) -> None:
    want(store, POST, CARD)
    done(store, 1, POST.key)
    want(store, POST)
    assert waiting(store) == ["1/post", "1/card"]


def test_a_row_waits_whatever_its_not_before(store: SqliteStore) -> None:
    want(store, CARD)
    postpone(store, 60, outcome_unknown=False)
    assert waiting(store) == ["1/card"]
    assert card(store).not_before == AT + minutes(60)


def test_what_is_done_keeps_slacks_answer_for_the_next_redraw(store: SqliteStore) -> None:
    want(store, CARD)
    done(store, 1, ts="1.1")
    want(store, CARD)
    assert (card(store).result, card(store).done, card(store).wanted) == ({"ts": "1.1"}, 1, 2)
    done(store, 2, ts="2.2")
    assert card(store).result == {"ts": "2.2"}


def test_a_version_wanted_during_the_call_stays_to_be_done(store: SqliteStore) -> None:
    want(store, CARD)
    tried(store)
    want(store, CARD)
    done(store, 1)
    assert waiting(store) == ["1/card"]
    assert (card(store).tried, card(store).attempts) == (False, 0)


def test_no_version_is_done_that_was_never_wanted(store: SqliteStore) -> None:
    want(store, CARD)
    with pytest.raises(sqlite3.IntegrityError):
        done(store, 2)
    assert waiting(store) == ["1/card"]


def test_an_attempt_is_counted_and_unknown_until_its_outcome_is_noted(store: SqliteStore) -> None:
    want(store, CARD, POST)
    tried(store, "1/card", "1/post")
    tried(store)
    assert [(row.key, row.tried, row.attempts) for row in store.outbox.deliverable(1)] == [
        ("1/card", True, 2),
        ("1/post", True, 1),
    ]


@pytest.mark.parametrize("unknown", [True, False])
def test_a_postponed_row_says_whether_its_outcome_is_known(store: SqliteStore, unknown: bool) -> None:
    want(store, CARD)
    tried(store)
    postpone(store, 1, outcome_unknown=unknown)
    assert (card(store).tried, card(store).attempts) == (unknown, 1)


def test_an_unknown_outcome_stays_unknown_when_it_is_asked_for_again(store: SqliteStore) -> None:
    want(store, CARD)
    tried(store)
    want(store, CARD)
    assert (card(store).tried, card(store).attempts) == (True, 0)


def test_a_failed_row_waits_no_more_and_says_why(store: SqliteStore) -> None:
    want(store, CARD, POST)
    tried(store)
    failed(store, "missing_scope")
    assert waiting(store) == ["1/post"]
    assert [(row.key, row.error, row.tried) for row in store.outbox.failed(1)] == [("1/card", "missing_scope", False)]


@pytest.mark.parametrize("damage", ["kind = 'teleport'", "facts = '{\"person'", "facts = '{}'", "depends_on = '7'"])
def test_a_row_that_can_not_be_read_stands_among_those_that_can(damage: str) -> None:
    with disorderly() as database:
        store = SqliteStore(database, TEAM)
        declared(store)
        want(store, CARD, PublishHome("1/it", person="U1"), POST)
        damaged(database, damage)
        read = [isinstance(row.message, UnreadableMessage) for row in store.outbox.deliverable(1)]
        assert (waiting(store), read) == ([CARD.key, "1/it", POST.key], [False, True, False])
        failed(store, "can't be read", "1/it")
        assert [(row.key, row.error) for row in store.outbox.failed(1)] == [("1/it", "can't be read")]


def test_a_row_that_can_not_be_read_is_replaced_when_it_is_wanted_again() -> None:
    with disorderly() as database:
        store = SqliteStore(database, TEAM)
        declared(store)
        home = PublishHome("1/it", person="U1")
        want(store, home)
        damaged(database, "kind = 'teleport'")
        want(store, home)
        row = store.outbox.row("1/it")
        assert row
        assert (row.message, row.wanted) == (home, 2)


def test_what_people_answer_is_asked_anew_where_it_can_not_be_read() -> None:
    with disorderly() as database:
        store = SqliteStore(database, TEAM)
        declared(store)
        asked = Nudge("1/it", at=AT)
        want(store, asked)
        damaged(database, "kind = 'teleport'", "answerable")
        assert store.outbox.answerable("1/it") is None
        want(store, asked)
        assert store.outbox.answerable("1/it") == asked


def damaged(database: Database, damage: str, table: str = "outbox") -> None:
    """As by a version to come, or by a disk."""
    database.rows("PRAGMA ignore_check_constraints = ON")
    with database.transaction():
        database.write(f"UPDATE {table} SET {damage} WHERE key = '1/it'")


def test_a_failure_without_a_reason_is_refused(store: SqliteStore) -> None:
    want(store, CARD)
    with pytest.raises(ValueError, match="1/card"):
        failed(store, "")


def test_a_failed_row_is_tried_anew_when_it_is_wanted_again(store: SqliteStore) -> None:
    want(store, CARD)
    tried(store)
    failed(store, "missing_scope")
    want(store, CARD)
    assert (waiting(store), store.outbox.failed(1)) == (["1/card"], [])
    assert card(store).attempts == 0


def test_retry_makes_failed_rows_wait_again_from_then_on(store: SqliteStore) -> None:
    want(store, CARD, POST, PinCard("1/pin"))
    tried(store)
    failed(store, "is_archived")
    failed(store, "is_archived", POST.key)
    assert retry(store, at=7) == 2
    assert waiting(store) == ["1/card", "1/post", "1/pin"]
    assert (card(store).attempts, card(store).not_before) == (0, AT + minutes(7))
    assert retry(store) == 0


def test_each_incident_has_rows_of_its_own(store: SqliteStore) -> None:
    declared(store)
    declared(store)
    want(store, CARD)
    want(store, Card("3/card"), number=3)
    assert store.outbox.waiting_incidents() == [1, 3]
    failed(store, "is_archived", "3/card")
    assert store.outbox.waiting_incidents() == [1]
    assert (store.outbox.failed(1), retry(store, 1), retry(store, 3)) == ([], 0, 1)


def test_rows_of_the_workspace_itself_are_those_of_incident_0(store: SqliteStore) -> None:
    want(store, PublishHome("home/U1", person="U1"), number=0)
    assert store.outbox.waiting_incidents() == [0]
    assert [(row.key, row.incident) for row in store.outbox.deliverable(0)] == [("home/U1", 0)]
    assert waiting(store, 1) == []
    failed(store, "missing_scope", "home/U1")
    assert [row.key for row in store.outbox.failed(0)] == ["home/U1"]
    assert retry(store, 0) == 1


def test_nothing_is_wanted_for_an_incident_that_does_not_exist(store: SqliteStore) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        want(store, CARD, number=2)


def test_a_mark_on_a_row_that_was_never_wanted_is_an_error(store: SqliteStore) -> None:
    for mark in (tried, lambda store: done(store, 1), lambda store: failed(store, "x")):
        with pytest.raises(KeyError, match="1/card"):
            mark(store)


def line(number: int, thing: str, incident: int = 1) -> OutboxMessage:
    return Resolved(f"{incident}/line/{number}", by=JANE, at=AT, thing=thing)


def test_the_newest_line_of_a_thing_is_that_of_its_own_incident(store: SqliteStore) -> None:
    declared(store)
    for _ in range(11):
        declared(store)
    want(store, line(9, "status"), line(10, "status"), line(11, "severity"))
    want(store, line(12, "status", incident=11), number=11)
    want(store, line(9, "status"))
    newest = store.outbox.newest_change(1, "status")
    assert newest is not None
    assert newest.key == "1/line/10"
    assert store.outbox.newest_change(1, "rename") is None
    assert store.outbox.newest_change(2, "status") is None


def test_what_is_not_done_waits_for_the_new_channel_and_what_is_done_stays(store: SqliteStore) -> None:
    declared(store)
    declared(store)
    needs = ("1/channel",)
    want(
        store,
        Card("1/card", depends_on=needs),
        ReviewPosted("1/update/1", depends_on=needs),
    )
    want(store, PinCard("1/pin", depends_on=("1/card",)))
    want(store, Card("2/card", depends_on=("2/channel",)), number=2)
    with store.transaction():
        store.outbox.mark_tried(["1/card"])
        store.outbox.mark_done("1/card", 1, {"ts": "1.2"})
        store.outbox.move_waiting(1, "1/channel", "1/channel/2")
    rows = {key: store.outbox.row(key) for key in ("1/card", "1/update/1", "1/pin", "2/card")}
    found = {key: row.message.depends_on for key, row in rows.items() if row}
    assert found == {
        "1/card": ("1/channel",),
        "1/update/1": ("1/channel/2",),
        "1/pin": ("1/card",),
        "2/card": ("2/channel",),
    }
