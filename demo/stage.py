"""Runs the bot and the sandbox in one process on one settable clock, for `make run`, replay and the tests.

It is the same bot as in a real workspace, talking to the sandbox over loopback. Only the clock is different.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.config.policy import Policy
from demo.incident_file import IncidentFile
from demo.replay import steps
from demo.replay_people import replay_people
from handlers.bot import Access, Bot
from sandbox import Profile, Sandbox, SettableClock, State
from sandbox.page.controls import Controls
from sandbox.page.page import Page
from sandbox.playback.player import Player, Step, parse_script
from storage import SqliteStore, open_database

MANIFEST = Path(__file__).parents[1] / "manifest.yml"
WORKSPACE, DATABASE = "workspace.json", "muster.db"


@dataclass(frozen=True)
class StagePlace:
    """Where a stage is stored and served: a folder (None: in memory), and a port (0: any free one).

    `patience` is how many seconds of real time people wait for the bot while the clock is stopped.
    """

    folder: Path | None = None
    port: int = 0
    controls: Controls | None = None
    patience: float = 30.0

    @property
    def is_new(self) -> bool:
        return self.folder is None or not (self.folder / WORKSPACE).exists()


class Stage:
    """A workspace with the bot. The clock only moves when it is set here."""

    def __init__(self, box: Sandbox, bot: Bot, clock: SettableClock, place: StagePlace) -> None:
        self.box = box
        self.bot = bot
        self.clock = clock
        self.place = place

    async def calm(self) -> None:
        """Returns once neither the bot nor the sandbox is busy."""
        while True:
            await self.box.settled()
            await self.bot.idle()
            if not self.box.wire.in_flight and not self.bot.busy:
                return

    async def pass_time(self, until: datetime) -> None:
        """Advances the clock, stopping at each nudge and delivery that is due before `until`.

        What is due at `until` itself waits: a person's action at that time comes first.
        """
        while (due := self.bot.next_due) and due < until:
            await self._ring(due)
        self.clock.set(until)

    async def finish(self) -> None:
        """Delivers everything that is pending, without new nudges."""
        while due := self.bot.delivery.next_due:
            await self._ring(due)

    async def _ring(self, due: datetime) -> None:
        self.clock.set(max(due, self.clock.now()))
        self.bot.tick()
        await self.calm()

    def save(self) -> None:
        """Saves the workspace next to the bot's database, if the stage has a folder."""
        if self.place.folder is None:
            return
        kept = {"clock": self.clock.time(), "state": self.box.state.dump()}
        half_written = self.place.folder / f"{WORKSPACE}.new"
        half_written.write_text(json.dumps(kept), encoding="utf-8")
        half_written.replace(self.place.folder / WORKSPACE)


@asynccontextmanager
async def on_stage(
    people: Sequence[Profile], start: datetime, policy: Policy, place: StagePlace | None = None
) -> AsyncIterator[Stage]:
    """Opens the workspace and the bot, restoring a saved one, and closes them at the end."""
    where = place or StagePlace()
    clock, state = _left(where, start)
    page = Page(where.controls)
    box = Sandbox(_manifest(), people, clock=clock, port=where.port, state=state, page=page, patience=where.patience)
    database = where.folder / DATABASE if where.folder else ":memory:"
    async with box:
        with open_database(database) as record:
            access = Access(box.api_url, box.bot_token, box.app_token)
            bot = Bot(access, policy, lambda team: SqliteStore(record, team), clock.now, real_time=False)
            await bot.start()
            stage = Stage(box, bot, clock, where)
            try:
                await stage.calm()
                yield stage
            finally:
                await bot.stop()
                stage.save()


@cache
def _manifest() -> Mapping[str, Any]:
    """Reads the manifest once, because parsing it is slow."""
    return yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _left(place: StagePlace, start: datetime) -> tuple[SettableClock, State | None]:
    if place.folder is None or place.is_new:
        return SettableClock(start), None
    kept = json.loads((place.folder / WORKSPACE).read_text(encoding="utf-8"))
    return SettableClock(float(kept["clock"])), State.load(kept["state"])


# Replay


def profiles(file: IncidentFile) -> list[Profile]:
    return [Profile(one.name, one.handle, one.tz, one.email, one.title) for one in replay_people(file)]


def script_of(file: IncidentFile, policy: Policy) -> list[Step]:
    return parse_script(steps(file, policy))


async def perform(stage: Stage, script: Sequence[Step], speed: float, say: Callable[[Step], None]) -> None:
    """Plays a script at `speed` times real time, 0 for as fast as possible."""
    player = Player(stage.box, script)
    for step in player.steps:
        await _live(stage, step.at, speed)
        await stage.pass_time(step.at)
        say(step)
        await player.perform(step)
        await stage.calm()
    await stage.finish()


FRAME = timedelta(seconds=0.25)  # of real time between two steps of the clock


async def _live(stage: Stage, until: datetime, speed: float) -> None:
    """Advances to `until` in small steps of real time, so that nudges arrive on time."""
    while speed and (left := until - stage.clock.now()) > timedelta(0):
        piece = min(left, FRAME * speed)
        await asyncio.sleep(piece.total_seconds() / speed)
        await stage.pass_time(stage.clock.now() + piece)


def progress_line(step: Step) -> str:
    """Returns a line of progress for a step."""
    words = step.details.get("text") or step.details.get("emoji") or step.details.get("button") or ""
    line = f"{step.at:%H:%M} {step.who or step.details.get('app', '')}: {step.verb} {words}"
    return line.strip().replace("\n", " ")[:100]
