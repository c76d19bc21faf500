"""What the tests of the delivery share: things to ask for, what then stands in Slack, and a record that can fail."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import yaml

from bot.json_types import Json
from bot.people.model import Person
from demo.stage import MANIFEST, StagePlace, on_stage
from handlers.bot import Access, Bot
from sandbox import Message, Sandbox, SettableClock
from sandbox.socket.wire_log import WireEntry as Wired
from storage import SqliteStore, open_database
from storage.outbox.table import OutboxTable
from storage.people import PeopleTable
from storage.sqlite.database import Database
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene

Act = Callable[[Scene], Awaitable[None]]
JANE = "Jane Smith"


async def told(scene: Scene, text: str, by: str = JANE) -> str:
    return await scene.run(by, f"/incident {text}", scene.channel.name)


async def mark_a_message(scene: Scene) -> None:
    said = await scene.person("Alice Chen").post(scene.channel, "Rolling back")
    await scene.person("Bob Kim").react(said, "wrench")


async def let_a_nudge_come(scene: Scene) -> None:
    await scene.after(minutes=15)


async def post_update(scene: Scene) -> None:
    await told(scene, "update Rollback is running")


async def change_status(scene: Scene) -> None:
    await told(scene, "status identified")


async def change_severity(scene: Scene) -> None:
    await told(scene, "severity sev2")


async def ask_for_review(scene: Scene) -> None:
    await scene.run(JANE, "/pir", scene.channel.name)


def what_stands(scene: Scene) -> Counter[str]:
    """Everything that the bot has put into Slack, by what it is, so that a thing shown twice counts as two."""
    (channel,) = (each for each in scene.box.channels() if each.name.startswith("inc-"))
    found = Counter(f"post {kind(each)}" for each in scene.posts(channel.id))
    found.update(f"announcement {each.text}" for each in scene.posts("incidents"))
    found.update(f"told {each.text}" for each in tells(scene))
    found.update(f"file {name}" for each in channel.messages for name in (file["name"] for file in each.files))
    found.update(f"pinned {kind(each)}" for pin in channel.pins for each in channel.messages if each.ts == pin.ts)
    found.update(f"mark {each.text}" for each in channel.messages for mark in each.reactions if mark.name != "wrench")
    found.update(f"member {each}" for each in channel.members)
    found.update([f"topic {channel.topic}", f"purpose {channel.purpose}", f"channel {channel.name}"])
    found.update(f"entry {each.text} {each.pending}" for each in scene.entries)
    return found


def kind(message: Message) -> str:
    return str((message.metadata or {})["event_payload"]["key"])


def tells(scene: Scene) -> list[Message]:
    jane = scene.person(JANE)
    seen = [*jane.sees("general"), *jane.sees(jane.direct("Muster"))]
    return [each for each in seen if each.text.startswith("Declared ") and "<#" in each.text]


async def outcome(act: Act | None, arm: Callable[[Scene], None]) -> Counter[str]:
    """What stands in Slack after a declare (and then `act`), with something going wrong from `arm` on."""
    async with on_stage(list(PEOPLE), START, POLICY) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        if act is None:
            arm(scene)
            await scene.declare("sev1 Payments down")
        else:
            await scene.declare("sev1 Payments down")
            arm(scene)
            await act(scene)
            await scene.deliver()
        assert not scene.bot.services.outbox.waiting_incidents()
        assert scene.box.faults.armed() == []
        return what_stands(scene)


def nothing(_scene: Scene) -> None:
    """Everything goes well."""


def reactor(scene: Scene, event: Wired) -> str:
    return scene.box.name_of("user", event.sent["payload"]["event"]["user"])


class Trouble:
    """What is to fail: each name in `failing` that many times. `failed` is set once something did."""

    def __init__(self) -> None:
        self.failing: Counter[str] = Counter()
        self.failed = asyncio.Event()

    def may_come(self, name: str) -> None:
        if self.failing[name] > 0:
            self.failing[name] -= 1
            raise sqlite3.OperationalError("database is locked")


class RiggedPeople(PeopleTable):
    def __init__(self, database: Database, team: str, trouble: Trouble) -> None:
        super().__init__(database, team)
        self._trouble = trouble

    def person(self, person_id: str) -> Person | None:
        try:
            return super().person(person_id)
        except sqlite3.Error:
            self._trouble.failed.set()
            raise


class RiggedOutbox(OutboxTable):
    def __init__(self, database: Database, team: str, trouble: Trouble) -> None:
        super().__init__(database, team)
        self._trouble = trouble

    def waiting_incidents(self) -> Sequence[int]:
        self._trouble.may_come("waiting_incidents")
        return super().waiting_incidents()

    def mark_tried(self, keys: Sequence[str]) -> None:
        self._trouble.may_come("mark_tried")
        super().mark_tried(keys)

    def mark_done(self, key: str, version: int, result: Mapping[str, Json]) -> None:
        self._trouble.may_come(f"mark_done {key}")
        super().mark_done(key, version, result)


class RiggedStore(SqliteStore):
    """A store that fails as its trouble says."""

    def __init__(self, database: Database, team: str) -> None:
        super().__init__(database, team)
        self.trouble = Trouble()
        self.people = RiggedPeople(database, team, self.trouble)
        self.outbox = RiggedOutbox(database, team, self.trouble)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        try:
            self.trouble.may_come("begin")
            with super().transaction():
                yield
                self.trouble.may_come("commit")
        except sqlite3.Error:
            self.trouble.failed.set()
            raise


class RiggedScene(Scene):
    store: RiggedStore
    record: Database


@asynccontextmanager
async def rigged(folder: Path, ahead: timedelta = timedelta(0)) -> AsyncIterator[RiggedScene]:
    """A scene whose record can fail, and whose bot's clock is ahead of Slack's."""
    clock = SettableClock(START)

    def now() -> datetime:
        return clock.now() + ahead

    async with Sandbox(yaml.safe_load(MANIFEST.read_text()), PEOPLE, clock=clock) as box:
        with open_database(folder / "muster.db") as record:
            store = RiggedStore(record, box.state.team_id)
            bot = Bot(Access(box.api_url, box.bot_token, box.app_token), POLICY, lambda _: store, now, real_time=False)
            await bot.start()
            try:
                scene = RiggedScene(box, bot, clock, StagePlace())
                scene.store, scene.record = store, record
                await scene.calm()
                yield scene
            finally:
                await bot.stop()
