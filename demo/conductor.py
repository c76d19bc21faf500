"""The controls of the workspace page: play, pause, skip, replay, and the list of the outbox."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

from bot.errors import MusterError
from bot.outbox.model import OutboxRow
from demo.incident_file import read_incident_file, shifted
from demo.replay import played_from
from demo.stage import FRAME, Stage, perform, profiles, progress_line, script_of
from sandbox import SandboxError
from sandbox.errors import NotAcknowledged
from sandbox.playback.player import ScriptError, Step
from sandbox.workspace.state import Json
from templates.demo import wording

SHOWN_ROWS = 200
SAVE_EVERY = 2.0  # seconds of real time
LONGEST_CALM = 5.0  # seconds of real time; an intentionally broken connection must not stop the clock


class Conductor:
    """Advances the clock of a stage in real time, and handles the page's controls."""

    def __init__(self, sample: Path) -> None:
        self._sample = sample
        self._playing = True
        self._replay: asyncio.Task[None] | None = None
        self._done, self._all, self._what, self._failure = 0, 0, "", ""
        self._turn = asyncio.Lock()
        self._over = asyncio.Event()
        self._wants_fresh = False

    async def run(self, stage: Stage, stop: asyncio.Event) -> bool:
        """Runs until `stop` is set. Returns True if the page asked for an empty workspace."""
        self._stage = stage
        ticking = asyncio.create_task(self._tick())
        saving = asyncio.create_task(self._save())
        ends = [asyncio.create_task(stop.wait()), asyncio.create_task(self._over.wait())]
        await asyncio.wait([*ends, ticking, saving], return_when=asyncio.FIRST_COMPLETED)
        for task in (*ends, ticking, saving, *filter(None, [self._replay])):
            task.cancel()
        await asyncio.gather(*ends, ticking, saving, return_exceptions=True)
        return self._wants_fresh

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(FRAME.total_seconds())
            if self._playing and not self._running:
                self._move(self._stage.clock.now() + FRAME)

    def _move(self, moment: datetime) -> None:
        self._stage.clock.set(moment)
        due = self._stage.bot.next_due
        if due and due <= moment:
            self._stage.bot.tick()

    async def _save(self) -> None:
        seen = -1
        while True:
            await asyncio.sleep(SAVE_EVERY)
            if seen != (seen := len(self._stage.box.wire)):
                self._stage.save()

    # Controls

    async def skip(self, minutes: int) -> None:
        if self._running:
            raise SandboxError(wording.CLOCK_MOVED)
        async with self._turn:
            until = self._stage.clock.now() + timedelta(minutes=minutes)
            while (due := self._stage.bot.next_due) and due <= until:
                self._move(max(due, self._stage.clock.now()))
                await self._calm()
            self._stage.clock.set(max(until, self._stage.clock.now()))

    async def _calm(self) -> None:
        try:
            await asyncio.wait_for(self._stage.calm(), LONGEST_CALM)
        except TimeoutError:
            return  # something was broken on purpose; time goes on anyway

    async def play(self) -> None:
        self._playing = True

    async def pause(self) -> None:
        self._playing = False

    async def replay(self, text: str | None, name: str, speed: float) -> None:
        if self._running:
            raise SandboxError(wording.REPLAY_RUNS)
        try:
            script = self._cast_and_script(text, name)
        except (MusterError, ScriptError) as error:
            raise SandboxError(str(error)) from None
        self._done, self._all, self._what, self._failure = 0, len(script), name, ""
        self._replay = asyncio.create_task(self._perform(script, speed))

    def _cast_and_script(self, text: str | None, name: str) -> list[Step]:
        """Shifts the file by whole days, because time can't go back, and adds its people to the workspace."""
        source = self._sample.read_text(encoding="utf-8") if text is None else text
        file = read_incident_file(source, name or self._sample.name)
        behind = self._stage.clock.now() - played_from(file)
        file = shifted(file, max(0, -(-behind // timedelta(days=1))))
        script = script_of(file, self._stage.bot.services.policy)
        known = {person.name for person in self._stage.box.people()}
        for profile in profiles(file):
            if profile.name not in known:
                self._stage.box.welcome(profile)
        return script

    async def _perform(self, script: list[Step], speed: float) -> None:
        def say(step: Step) -> None:
            self._done, self._what = step.number, progress_line(step)

        try:
            self._move(max(script[0].at, self._stage.clock.now()))  # skip to the day of the file
            await perform(self._stage, script, speed, say)
        except (ScriptError, NotAcknowledged, TimeoutError) as error:
            self._failure = wording.replay_stopped(self._done, self._all, error)

    async def stop(self) -> None:
        if self._replay:
            self._replay.cancel()

    async def fresh(self) -> None:
        self._wants_fresh = True
        self._over.set()

    @property
    def _running(self) -> bool:
        return self._replay is not None and not self._replay.done()

    def progress(self) -> Json:
        return {
            "running": self._running,
            "playing": self._playing,
            "done": self._done,
            "all": self._all,
            "what": self._what,
            "failure": self._failure,
        }

    def status(self) -> Json:
        rows = self._stage.bot.services.outbox.newest(SHOWN_ROWS)
        return {
            "title": wording.OUTBOX,
            "columns": [*wording.OUTBOX_COLUMNS],
            "rows": [[row.key, type(row.message).__name__, _state(row), _attempts(row), row.error] for row in rows],
            "note": wording.OUTBOX_NOTE,
        }


def _attempts(row: OutboxRow) -> str:
    """Returns the number of attempts of a pending row."""
    return str(row.attempts) if row.done < row.wanted else ""


def _state(row: OutboxRow) -> str:
    if row.error:
        return wording.FAILED
    if row.done < row.wanted:
        return wording.UNDER_WAY if row.tried else wording.WAITING
    return wording.done(row.done)
