"""A channel with a new id: no column names the old one, except for keys, which only name messages."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from bot.outbox.channels import Card
from bot.outbox.timeline import TickMessage
from bot.people.model import Person
from bot.timeline.model import Reaction
from storage import SqliteStore, open_database
from tests.storage.storage_examples import AT, ENTRY, INCIDENT, TEAM

OLD, NEW = "C0LDCHANNEL", "C0NEWCHANNEL"
TICK = TickMessage("1/tick", channel=OLD, ts="1.2", emoji="eyes")
KEYS = frozenset({"key", "ordering_key", "depends_on"})


def test_everything_that_names_a_channel_names_its_new_id() -> None:
    with open_database(":memory:") as database:
        store = SqliteStore(database, TEAM)
        with store.transaction():
            _fill(store)
        with store.transaction():
            store.channel_ids.change(OLD, NEW)
        assert store.incidents.in_channel(NEW) == store.incidents.get(1)
        assert store.outbox.result("1/card") == {"channel": NEW, "ts": "1.1"}
        assert [row.message for row in store.outbox.deliverable(1)] == [replace(TICK, channel=NEW)]
        assert store.timeline.entry_of(NEW, "1.2") is not None
        assert store.timeline.reactions(NEW)
        tables = [row["name"] for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in (each for each in tables if not each.startswith(("texts", "sqlite", "changed_channel_ids"))):
            for row in database.rows(f"SELECT * FROM {table}"):
                assert OLD not in str([value for column, value in dict(row).items() if column not in KEYS]), table


@pytest.mark.parametrize("order", list(permutations([("C1", "C2"), ("C2", "C3"), ("C3", "C4")])))
def test_changes_of_an_id_that_are_told_in_any_order_end_at_the_newest(order: Sequence[tuple[str, str]]) -> None:
    with open_database(":memory:") as database:
        store = SqliteStore(database, TEAM)
        with store.transaction():
            store.incidents.add(INCIDENT)
            store.incidents.set_channel(1, "C1", "inc-1")
            for before, now in order:
                store.channel_ids.change(before, now)
        assert store.incidents.in_channel("C4") == store.incidents.get(1)


def test_a_channel_that_gets_an_earlier_id_back_has_it() -> None:
    with open_database(":memory:") as database:
        store = SqliteStore(database, TEAM)
        with store.transaction():
            store.incidents.add(INCIDENT)
            store.incidents.set_channel(1, "C1", "inc-1")
            assert [store.channel_ids.change(*each) for each in (("C1", "C2"), ("C2", "C1"))] == ["C2", "C1"]
        assert store.incidents.in_channel("C1") == store.incidents.get(1)


def _fill(store: SqliteStore) -> None:
    store.incidents.add(INCIDENT)
    store.incidents.save(replace(INCIDENT, number=1, subscribers=(OLD, "U7")))
    store.incidents.set_channel(1, OLD, "inc-1")
    store.timeline.save(1, replace(ENTRY, channel=OLD, message_ts="1.2"))
    store.timeline.set_reaction(Reaction(OLD, "1.2", "wrench", Person("U2", "Bob Kim"), True, AT))
    store.outbox.enqueue(1, [Card("1/card", posted_in=OLD), TICK], AT)
    store.outbox.mark_done("1/card", 1, {"channel": OLD, "ts": "1.1"})
