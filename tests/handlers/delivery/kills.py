"""A bot that is killed at each of its calls in turn, and started again on the same record.

Nothing more is stored once it is killed, and nothing more reaches Slack. Each call is killed twice: before Slack has
done it, and when Slack has, before the answer arrives. The third time it may pass.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any, Final

import yaml

from bot.config.policy import Policy
from bot.timeline.model import HOUSEKEEPING
from demo.stage import MANIFEST, StagePlace
from handlers.bot import Access, Bot
from sandbox import Message, Sandbox, SettableClock
from sandbox.socket.faults import Fault
from storage import SqliteStore, open_database
from storage.sqlite.database import Database
from tests.handlers.conftest import PEOPLE, START, Scene, text_of

DELIVERS: Final = ("chat.", "conversations.", "pins.", "reactions.", "files.", "bookmarks.")  # methods; not the start
TOLD_APART_BY: Final = ("ts", "timestamp", "users", "topic", "name", "channel")
UNACKNOWLEDGED: Final = timedelta(seconds=4)  # then Slack delivers it again
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT[^/]*")
_WHEN: Final = re.compile(r"<!date[^>]*>|\nPosted late.*|/p\d{16}")  # kills take time


class MortalStore(SqliteStore):
    """A killed process stores nothing more."""

    dead = False

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._live()
        with super().transaction():
            yield
            self._live()

    def _live(self) -> None:
        if self.dead:
            raise sqlite3.OperationalError("killed")


class Mortal:
    """A workspace with a bot that dies. `kills` counts how often it did; it is immortal until `armed`."""

    def __init__(self, box: Sandbox, clock: SettableClock, policy: Policy, record: Database) -> None:
        self._box, self._clock, self._policy, self._record = box, clock, policy, record
        self._seen: Counter[tuple[str, str]] = Counter()
        self.armed, self.killed, self.kills = False, False, 0
        box.faults.decide_by(self._decide)

    async def start(self) -> None:
        self._store = MortalStore(self._record, self._box.state.team_id)
        access = Access(self._box.api_url, self._box.bot_token, self._box.app_token)
        self._bot = Bot(access, self._policy, lambda _team: self._store, self._clock.now, real_time=False)
        await self._bot.start()
        self.scene = Scene(self._box, self._bot, self._clock, StagePlace())

    async def stop(self) -> None:
        with suppress(sqlite3.Error):
            await self._bot.stop()

    async def after(self, minutes: float) -> None:
        """Lets time pass and delivers what is due, however often the bot is killed on the way."""
        until = self._clock.now() + timedelta(minutes=minutes)
        await self._living(until, lambda: self._bot.next_due)
        self._clock.set(max(until, self._clock.now()))
        self._bot.tick()
        await self.deliver()

    async def deliver(self) -> None:
        await self._living(datetime.max.replace(tzinfo=START.tzinfo), lambda: self._bot.delivery.next_due)

    async def _living(self, until: datetime, next_due: Callable[[], datetime | None]) -> None:
        while True:
            await self._calm()
            if self.killed:
                await self._start_again()
            elif (due := next_due()) and due < until:
                self._clock.set(max(due, self._clock.now()))
                self._bot.tick()
            else:
                return

    async def _calm(self) -> None:
        """What is sent to a bot that was killed is never acknowledged."""
        while not self.killed:
            await self._box.changed(lambda: self.killed or not self._box.wire.in_flight)
            await self._bot.idle()
            if not self._box.wire.in_flight and not self._bot.busy:
                return

    async def _start_again(self) -> None:
        await self.stop()
        self.killed = False
        await self.start()
        self._clock.set(self._clock.now() + UNACKNOWLEDGED)

    def _decide(self, method: str) -> Fault | None:
        if self.killed:
            return Fault(500)  # it calls nothing any more
        if not self.armed or not method.startswith(DELIVERS):
            return None
        call = method, told_apart(self._box.wire[-1].sent)
        self._seen[call] += 1
        if self._seen[call] > 2:
            return None
        self.killed = self._store.dead = True
        self.kills += 1
        return Fault(500) if self._seen[call] == 1 else Fault(lost=True)


def told_apart(sent: dict[str, Any]) -> str:
    return str(sent.get("metadata") or [sent.get(each) for each in TOLD_APART_BY])


Act = Callable[[Mortal], Awaitable[None]]


@asynccontextmanager
async def mortal(policy: Policy) -> AsyncIterator[Mortal]:
    clock = SettableClock(START)
    async with Sandbox(yaml.safe_load(MANIFEST.read_text()), PEOPLE, clock=clock) as box:
        with open_database(":memory:") as record:
            world = Mortal(box, clock, policy, record)
            await world.start()
            try:
                await world.scene.calm()
                yield world
            finally:
                await world.stop()


async def what_stands(policy: Policy, before: Act, act: Act, *, killing: bool) -> tuple[Counter[str], int]:
    """What is in Slack and in the record after `act`, and how often the bot was killed on the way."""
    async with mortal(policy) as world:
        await before(world)
        await world.deliver()
        world.armed = killing
        await act(world)
        await world.deliver()
        assert not world.scene.bot.services.outbox.waiting_incidents()
        return _seen_in(world.scene), world.kills


def _seen_in(scene: Scene) -> Counter[str]:
    found: Counter[str] = Counter()
    for channel in scene.box.state.channels:
        posts = [each for each in channel.messages if each.metadata]
        found.update(f"{channel.name or channel.id}: {_key(each)}: {_text(each)}" for each in posts)
        found.update(f"{channel.name} pin {_key(each)}" for each in posts for pin in channel.pins if pin.ts == each.ts)
        found.update(f"{channel.name} member {each}" for each in channel.members)
        found.update([f"{channel.name} topic {channel.topic}"])
    for number in range(1, scene.newest.number + 1):
        entries = scene.bot.services.timeline.entries(number)
        found.update(f"{number} {each.kind.value}: {each.text}" for each in entries if each.kind not in HOUSEKEEPING)
    return found


def _key(message: Message) -> str:
    key = str((message.metadata or {})["event_payload"]["key"])
    return _MOMENT.sub("at", key)


def _text(message: Message) -> str:
    return _WHEN.sub("", text_of(message))
