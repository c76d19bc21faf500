"""What the bot missed: since when it was away, and how a reading of the channel is taken in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.config.policy import Policy
from bot.incidents.declaring.model import Declaration
from bot.incidents.transitions import Verb
from bot.incidents.verbs import ChangeStatus
from bot.outbox.timeline import ChannelScanned, ScanChannel
from bot.people.model import Person
from bot.services import Services
from bot.timeline.catch_up import CatchUpResult, ChannelScan, ScannedMessage, missed_reactions
from bot.timeline.entries import MessageText
from bot.timeline.kinds import PIN
from bot.timeline.model import Reaction
from storage import SqliteStore, open_database

START = datetime(2024, 1, 15, 14, 0, tzinfo=UTC)
ANN, BEN = Person("U1", "Ann"), Person("U2", "Ben")
TS, OTHER = "1705327260.000100", "1705327320.000200"  # one and two minutes after the start


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def reaction(ts: str = TS, emoji: str = "wrench", by: Person = ANN, is_on: bool = True, minutes: float = 2) -> Reaction:
    return Reaction("C1", ts, emoji, by, is_on, after(minutes))


def seen(ts: str = TS, *reactions: tuple[str, Person], words: MessageText | None = None) -> ScannedMessage:
    return ScannedMessage(ts, BEN, words or MessageText("Rolling back"), reactions)


def scan(*messages: ScannedMessage, minutes: float = 10, **facts: object) -> ChannelScan:
    found = ChannelScan(after(minutes), messages, frozenset(each.ts for each in messages))
    return replace(found, **facts)  # type: ignore[arg-type]  # facts are fields of a scan


class Desk:
    """A service on a clock that the test sets, with one open incident in C1."""

    def __init__(self, store: SqliteStore) -> None:
        self.now, self.store = START, store
        self.services = Services(store, Policy(), "T1", lambda: self.now)
        self.services.people.save([ANN, BEN])
        self.services.declaring.declare(Declaration("Payments down", "sev1", ANN))
        with store.transaction():
            store.incidents.set_channel(1, "C1", "inc-payments")

    def react(self, made: Reaction) -> None:
        self.now = made.at
        self.services.timeline.react(made, f"Ev{made.at}{made.message_ts}", BEN)

    def reconcile(self, found: ChannelScan) -> CatchUpResult:
        self.now = found.at + timedelta(seconds=5)
        absence = ScanChannel("1/scan", since=START, until=self.now)
        return self.services.catch_up.reconcile(1, found, absence)

    def said(self) -> list[ChannelScanned]:
        found = (row.message for row in self.store.outbox.newest(100))
        return [message for message in found if isinstance(message, ChannelScanned)]


@pytest.fixture
def desk() -> Iterator[Desk]:
    with open_database(":memory:") as database:
        yield Desk(SqliteStore(database, "T1"))


def test_where_record_and_slack_agree_nothing_is_missed() -> None:
    known = [reaction(), reaction(OTHER, is_on=False)]
    assert list(missed_reactions("C1", known, scan(seen(TS, ("wrench", ANN)), seen(OTHER)))) == []


def test_reactions_found_one_after_another_are_dated_so_that_the_last_is_the_newest() -> None:
    found = list(missed_reactions("C1", [], scan(seen(TS, ("mag", BEN), ("wrench", ANN)))))
    assert found == [
        reaction(emoji="mag", by=BEN, minutes=10),
        replace(reaction(minutes=10), at=after(10) + timedelta(microseconds=1)),
    ]


def test_a_reaction_that_is_gone_is_off_since_the_reading() -> None:
    assert list(missed_reactions("C1", [reaction()], scan(seen()))) == [reaction(is_on=False, minutes=10)]


def test_what_was_not_read_is_not_taken_away() -> None:
    known = [reaction(), reaction(OTHER, PIN)]
    assert list(missed_reactions("C1", known, scan(seen(OTHER), pins=False))) == []
    assert list(missed_reactions("C1", known, scan(seen(OTHER)))) == [reaction(OTHER, PIN, is_on=False, minutes=10)]


def test_a_reading_says_how_many_came_went_and_changed(desk: Desk) -> None:
    desk.react(reaction())
    edited = MessageText("Rolled back", edited_at=after(5))
    found = desk.reconcile(scan(seen(TS, ("wrench", ANN), words=edited), seen(OTHER, ("mag", BEN))))
    assert found == CatchUpResult(picked_up=1, edited=1)
    assert desk.reconcile(scan(seen(TS), minutes=20)) == CatchUpResult(taken_back=1, deleted=1)
    assert [found.picked_up for found in desk.said()] == [0, 1]


def test_a_reading_taken_in_twice_changes_nothing_the_second_time(desk: Desk) -> None:
    found = scan(seen(TS, ("wrench", ANN)))
    assert desk.reconcile(found) == CatchUpResult(picked_up=1)
    assert desk.reconcile(found) == CatchUpResult()
    assert len(desk.said()) == 1


def test_a_reading_that_is_not_whole_concludes_no_deletion_and_lets_late_events_count(desk: Desk) -> None:
    desk.react(reaction())
    unreachable = ("thread (internal)",)
    assert not desk.reconcile(scan(whole=False, unreachable=unreachable))
    assert [found.unreachable for found in desk.said()] == [unreachable]
    desk.react(reaction(OTHER, minutes=3))
    assert desk.services.timeline.entry_of("C1", OTHER)


def test_a_message_newer_than_the_reading_is_not_taken_for_deleted(desk: Desk) -> None:
    desk.react(reaction(OTHER))
    assert not desk.reconcile(scan(minutes=1.5))


def test_the_bots_sign_of_life_is_noted_every_half_minute_at_most(desk: Desk) -> None:
    noted = []
    for seconds in (0, 29, 30, 59, 61):
        desk.now = START + timedelta(seconds=seconds)
        desk.services.catch_up.sign_of_life()
        noted.append(desk.services.catch_up.last_sign)
    assert noted == [START + timedelta(seconds=seconds) for seconds in (0, 0, 30, 30, 61)]
    desk.services.catch_up.sign_of_life(at_once=True)
    desk.now = after(3)
    desk.services.catch_up.sign_of_life(at_once=True)
    assert desk.services.catch_up.last_sign == after(3)


def test_an_absence_that_was_not_made_up_for_yet_keeps_its_beginning(desk: Desk) -> None:
    desk.now = after(5)
    desk.services.catch_up.back(after(1))
    desk.now = after(9)
    desk.services.catch_up.back(after(8))
    row = desk.store.outbox.row("1/scan")
    assert row
    assert isinstance(row.message, ScanChannel)
    assert (row.message.since, row.message.until) == (after(1), after(9))
    desk.services.outbox.delivered(row, {})
    desk.now = after(20)
    desk.services.catch_up.back(after(19))
    again = desk.store.outbox.row("1/scan")
    assert again
    assert isinstance(again.message, ScanChannel)
    assert again.message.since == after(19)


def test_an_incident_without_a_channel_or_resolved_is_not_read_back(desk: Desk) -> None:
    desk.services.declaring.declare(Declaration("No channel yet", "sev1", BEN))
    desk.services.incidents.move(1, ChangeStatus(Verb.RESOLVE), ANN)
    desk.services.catch_up.back(None)
    assert [desk.store.outbox.row(key) for key in ("1/scan", "2/scan")] == [None, None]
