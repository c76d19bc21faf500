"""A workspace with the bot and the page on loopback, in the caller's event loop, for browser tests and pictures."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from playwright.async_api import ViewportSize

from bot.config.policy import Policy
from demo.conductor import Conductor
from demo.incident_file import IncidentFile, read_incident_file
from demo.replay import played_from
from demo.stage import Stage, StagePlace, on_stage, perform, profiles, script_of
from sandbox import Channel

SAMPLE = Path(__file__).parents[2] / "samples" / "payment-outage.json"
WIDE = ViewportSize(width=1280, height=800)
TALL = ViewportSize(width=1280, height=860)
PHONE = ViewportSize(width=380, height=740)


def sample_incident() -> IncidentFile:
    return read_incident_file(SAMPLE.read_text(encoding="utf-8"), SAMPLE.name)


@dataclass
class World:
    """A stage with the page's controls. The clock is paused unless the page, or `deliver`, moves it."""

    stage: Stage
    conductor: Conductor

    @property
    def address(self) -> str:
        return self.stage.box.page_url

    async def declare(self, text: str = "sev1 Payment service degradation", by: str = "Jane Smith") -> Channel:
        """Declares an incident by command and delivers everything that belongs to it."""
        await self.stage.box.person(by).command(f"/incident declare {text}")
        await self.deliver()
        return self.stage.box.channels()[-1]

    async def deliver(self) -> None:
        await self.stage.calm()
        await self.stage.finish()

    async def play(self, until: datetime | None = None) -> None:
        """The sample incident, up to a moment or to its end."""
        script = script_of(sample_incident(), Policy())
        await perform(self.stage, [step for step in script if until is None or step.at <= until], 0, lambda _step: None)


@asynccontextmanager
async def on_world() -> AsyncIterator[World]:
    """A world with the people of the sample incident, a minute before it is declared."""
    conductor, stop, file = Conductor(SAMPLE), asyncio.Event(), sample_incident()
    await conductor.pause()
    async with on_stage(profiles(file), played_from(file), Policy(), StagePlace(controls=conductor)) as stage:
        running = asyncio.create_task(conductor.run(stage, stop))
        try:
            yield World(stage, conductor)
        finally:
            stop.set()
            await running
