"""One message, two people, two emojis, and whatever may come between: the timeline is what a plain model says.

The model keeps what was told, newest by newest, and nothing else. Events arrive late, twice, in any order or never;
the bot restarts, the channel is read back, the message is edited and deleted, someone removes and restores by hand.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config.policy import Policy
from bot.incidents.declaring.model import Declaration
from bot.outbox.timeline import ScanChannel
from bot.people.model import Person
from bot.services import Services
from bot.timeline.catch_up import ChannelScan, ScannedMessage
from bot.timeline.entries import MessageText
from bot.timeline.model import Entry, EntryChange, EntryKind, Reaction
from storage import Database, SqliteStore, open_database

START = datetime(2024, 1, 15, 14, 0, tzinfo=UTC)
STEP = timedelta(seconds=10)
CHANNEL, TS = "C1", "1705327200.000000"  # the message is as old as the incident
ANN, BEN, CAT = Person("U1", "Ann"), Person("U2", "Ben"), Person("U3", "Cat")
PEOPLE = {person.id: person for person in (ANN, BEN)}
EMOJI = {"wrench": EntryKind.MITIGATION, "mag": EntryKind.INVESTIGATION}

Place: TypeAlias = tuple[str, str]
Act: TypeAlias = tuple[str, int, Place]


@dataclass(frozen=True)
class Event:
    """Something that happened in Slack and is told at some time, or never, or twice."""

    id: str
    at: datetime
    place: Place | None = None
    is_on: bool = False
    words: MessageText | None = None
    deletes: bool = False


@dataclass
class Slack:
    """The message as it really is."""

    reactions: dict[Place, bool] = field(default_factory=dict)
    words: MessageText = field(default_factory=lambda: MessageText("first"))
    deleted: bool = False
    events: list[Event] = field(default_factory=list)

    def toggle(self, place: Place, at: datetime) -> None:
        if not self.deleted:
            self.reactions.pop(place) if place in self.reactions else self.reactions.setdefault(place, True)
            self._tell(at, place=place, is_on=place in self.reactions)

    def edit(self, at: datetime) -> None:
        if not self.deleted:
            self.words = MessageText(f"edited at {at}", edited_at=at)
            self._tell(at, words=self.words)

    def delete(self, at: datetime) -> None:
        if not self.deleted:
            self.deleted = True
            self._tell(at, words=self.words, deletes=True)

    def _tell(self, at: datetime, **what: object) -> None:
        self.events.append(Event(f"Ev{len(self.events)}", at, **what))  # type: ignore[arg-type]


@dataclass
class Model:
    """What was told of the message, and what the timeline must therefore say."""

    reactions: dict[Place, tuple[datetime, bool]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    scanned: datetime = START
    removed_at: datetime | None = None
    restored: bool = False
    exists: bool = False
    words: MessageText | None = None
    deleted: bool = False

    def hear(self, event: Event) -> None:
        if event.id in self.told:
            return
        if event.place:
            self.told.add(event.id)
            if event.at > self.scanned:
                self._react(event.place, event.at, event.is_on)
        elif self.exists:
            self.told.add(event.id)
            self.deleted = self.deleted or event.deletes
            self._read(event.words)

    def scan(self, slack: Slack, at: datetime) -> None:
        if slack.deleted:
            self.deleted = self.exists
        else:
            for number, place in enumerate(slack.reactions):
                if not self.reactions.get(place, (at, False))[1]:
                    self._react(place, at + timedelta(microseconds=number), True)
            for place in self.reactions.keys() - slack.reactions.keys():
                self._react(place, at, False)
            self._read(slack.words)
        self.scanned = at

    def _react(self, place: Place, at: datetime, is_on: bool) -> None:
        if place not in self.reactions or at > self.reactions[place][0]:
            self.reactions[place] = at, is_on
        self.exists = self.exists or bool(self.counting)

    def _read(self, words: MessageText | None) -> None:
        known = self.words.edited_at if self.words else None
        if self.exists and words and words.edited_at and (known is None or words.edited_at > known):
            self.words = words

    @property
    def counting(self) -> list[tuple[datetime, Place]]:
        since = self.removed_at or datetime.min.replace(tzinfo=UTC)
        return sorted((at, place) for place, (at, is_on) in self.reactions.items() if is_on and at > since)

    @property
    def present(self) -> bool:
        return self.exists and (self.restored or bool(self.counting))


class World:
    """Slack, the bot's record, and the model beside it."""

    def __init__(self, database: Database, team: str) -> None:
        self.slack, self.model, self.now = Slack(), Model(), START
        self._team, self._store = team, SqliteStore(database, team)
        self.restart()
        self.services.people.save([ANN, BEN, CAT])
        self.services.declaring.declare(Declaration("Payments down", "sev1", ANN))
        with self._store.transaction():
            self._store.incidents.set_channel(1, CHANNEL, "inc")

    def restart(self) -> None:
        self.services = Services(self._store, Policy(), self._team, lambda: self.now)

    def hear(self, number: int) -> None:
        if not self.slack.events:
            return
        event = self.slack.events[number % len(self.slack.events)]
        timeline = self.services.timeline
        if event.place:
            by, emoji = PEOPLE[event.place[0]], event.place[1]
            timeline.react(Reaction(CHANNEL, TS, emoji, by, event.is_on, event.at), event.id, CAT)
        elif event.deletes:
            timeline.message_deleted(event.id, CHANNEL, TS, event.words)
        elif event.words:
            timeline.message_edited(event.id, CHANNEL, TS, event.words, CAT)
        self.model.hear(event)

    def live(self, place: Place) -> None:
        """Reacted to, and told at once."""
        self.slack.toggle(place, self.now)
        self.hear(-1)

    def scan(self) -> None:
        self._take_in(self._read(self.now))

    def overlap(self, place: Place, read_first: bool) -> None:
        """A live reaction comes in between the first request of a reading and its end."""
        began = self.now
        early = self._read(began)
        self.now += timedelta(seconds=1)
        self.live(place)
        self._take_in(early if read_first else self._read(began))

    def _read(self, at: datetime) -> tuple[Slack, ChannelScan]:
        reactions = tuple((emoji, PEOPLE[who]) for who, emoji in self.slack.reactions)
        seen = () if self.slack.deleted else (ScannedMessage(TS, CAT, self.slack.words, reactions),)
        return deepcopy(self.slack), ChannelScan(at, seen, frozenset(each.ts for each in seen))

    def _take_in(self, read: tuple[Slack, ChannelScan]) -> None:
        slack, scan = read
        self.services.catch_up.reconcile(1, scan, ScanChannel("1/scan", since=None, until=self.now))
        self.model.scan(slack, scan.at)

    def look_up(self) -> None:
        """As the delivery does, at once or some time later."""
        entry = self.entry
        if entry is None or not entry.pending:
            return
        if self.slack.deleted:
            self.services.timeline.vanished(CHANNEL, TS)
            self.model.deleted = True
        else:
            self.services.timeline.fill(CHANNEL, TS, self.slack.words, CAT, "https://example.com/p1")
            self.model.words = self.slack.words

    def remove(self) -> None:
        if self.entry and not self.entry.removed:
            self.services.timeline.remove(1, self.entry.id, CAT)
            self.model.removed_at, self.model.restored = self.now, False

    def restore(self) -> None:
        if self.entry and self.entry.removed:
            self.services.timeline.restore(1, self.entry.id, CAT)
            self.model.removed_at, self.model.restored = None, True

    @property
    def entry(self) -> Entry | None:
        return self.services.timeline.entry_of(CHANNEL, TS)

    def act(self, act: Act) -> None:
        self.now += STEP
        what, number, place = act
        match what:
            case "toggle":
                self.slack.toggle(place, self.now)
            case "live":
                self.live(place)
            case "overlap":
                self.overlap(place, read_first=bool(number % 2))
            case "edit" | "delete":
                getattr(self.slack, what)(self.now)
            case "hear":
                self.hear(number)
            case _:
                getattr(self, what)()

    def hear_all(self, random: Random) -> None:
        """Each event twice, in any order."""
        arrivals = [*range(len(self.slack.events))] * 2
        random.shuffle(arrivals)
        for number in arrivals:
            self.hear(number)

    def check_against_slack(self) -> None:
        shown = [each for each in self.services.incidents.details(1).entries if each.message_ts]
        reacted = {who for who, _ in self.slack.reactions}
        assert [{person.id for person in each.captured_by} for each in shown] == ([reacted] if reacted else [])
        assert all(each.text == self.slack.words.text for each in shown)
        assert all(each.kind in {EMOJI[emoji] for _, emoji in self.slack.reactions} for each in shown)

    def check(self) -> None:
        entry, model = self.entry, self.model
        shown = [each for each in self.services.incidents.details(1).entries if each.message_ts]
        assert (entry is not None) == model.exists
        assert shown == ([entry] if model.present else [])
        if entry is None:
            return
        assert (entry.deleted, entry.removed) == (model.deleted, not model.present)
        if model.words and not entry.pending:
            assert entry.text == model.words.text
        if model.present and model.counting:
            assert entry.kind is EMOJI[model.counting[-1][1][1]]
        if model.present:
            reacted = {who for _, (who, _) in model.counting} | ({CAT.id} if model.restored else set())
            assert {person.id for person in entry.captured_by} == reacted
        self._check_history(entry)

    def _check_history(self, entry: Entry) -> None:
        versions = self.services.timeline.history(entry.id)
        assert versions[-1] == entry
        assert [each.version for each in versions] == list(range(1, len(versions) + 1))
        assert {each.recorded_at for each in versions} == {versions[0].recorded_at}
        assert [each.change for each in versions].count(EntryChange.MESSAGE_DELETED) == entry.deleted


Worlds: TypeAlias = Callable[[], World]


@pytest.fixture
def worlds() -> Iterator[Worlds]:
    """A workspace of its own for each, all in one file, for opening one takes longer than what is tried."""
    teams = count(1)
    with open_database(":memory:") as database:
        yield lambda: World(database, f"T{next(teams)}")


acts = st.tuples(
    st.sampled_from(
        ["live"] * 6
        + ["toggle", "hear", "hear", "look_up", "remove"] * 2
        + ["edit", "delete", "scan", "overlap", "restart", "restore"]
    ),
    st.integers(0, 30),
    st.tuples(st.sampled_from(sorted(PEOPLE)), st.sampled_from(sorted(EMOJI))),
)


def test_whatever_comes_between_the_timeline_is_what_a_plain_model_says(worlds: Worlds) -> None:
    @settings(deadline=None, max_examples=400)
    @given(st.lists(acts, min_size=1, max_size=40))
    def holds(course: list[Act]) -> None:
        world = worlds()
        for act in course:
            world.act(act)
            world.check()

    holds()


def test_once_everything_has_arrived_or_was_read_back_the_timeline_is_as_slack_is(worlds: Worlds) -> None:
    untouched = st.lists(acts.filter(lambda act: act[0] not in ("remove", "restore", "delete")), min_size=1)

    @settings(deadline=None, max_examples=200)
    @given(untouched, st.randoms(use_true_random=False), st.booleans())
    def holds(course: list[Act], random: Random, by_scan: bool) -> None:
        world = worlds()
        for act in course:
            world.act(act)
        world.scan() if by_scan else world.hear_all(random)
        world.look_up()
        world.check_against_slack()

    holds()
