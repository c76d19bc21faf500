"""The channels that an incident has had, its lines that can be taken back, and what was merged into it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.incidents.model import Incident, Status
from bot.outbox.channels import Card, PinCard
from bot.outbox.incidents import Resolved
from bot.outbox.model import OutboxMessage
from bot.outbox.review import ReviewPosted
from storage import SqliteStore
from tests.storage.storage_examples import AT, JANE, TEAM, declared, disorderly, save, want


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with disorderly() as database:
        yield SqliteStore(database, TEAM)


def set_channel(store: SqliteStore, incident: Incident, channel: str) -> None:
    with store.transaction():
        store.incidents.set_channel(incident.number, channel, f"inc-{channel}")


def line(number: int, thing: str, incident: int = 1) -> OutboxMessage:
    return Resolved(f"{incident}/line/{number}", by=JANE, at=AT, thing=thing)


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
