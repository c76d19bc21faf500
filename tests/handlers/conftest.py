"""The whole bot against the sandbox over loopback, on one settable clock: what a scenario needs."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.config.policy import ALL_DAY, SEVERITIES, WEEKDAYS, Policy, PostInChannel, ReminderSettings, Service
from bot.errors import NotFound
from bot.incidents.model import Incident
from bot.timeline.model import HOUSEKEEPING, Entry
from demo.stage import Stage, on_stage
from sandbox import Actor, Channel, Message, Profile

START = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
PEOPLE = (
    Profile("Jane Smith", "jane", tz="UTC", email="jane@example.com"),
    Profile("Alice Chen", "alice", tz="Europe/Berlin", email="alice@example.com"),
    Profile("Bob Kim", "bob", tz="America/New_York", email="bob@example.com"),
    Profile("Gone Person", "gone", tz="UTC", email="gone@example.com", deleted=True),
)
# What is said where nothing happens for long has its own scenarios: in the others it would only be in the way.
QUIET = ReminderSettings(ask_for_commander=False, ask_to_recheck_severity=False, inactive_after_hours=0)
# Nights, weekends and the end of nudges have their own scenarios, too.
ROUND_THE_CLOCK = tuple(replace(level, nudge_hours=ALL_DAY, nudge_days=WEEKDAYS, max_nudges=0) for level in SEVERITIES)
# What is posted about logged entries has its own scenarios, too.
LINES = PostInChannel(log=False, tasks=True)
POLICY = Policy(
    post_in_channel=LINES,
    severities=ROUND_THE_CLOCK,
    reminders=QUIET,
    services=(
        Service("payment-gateway", aliases=("payments",), responders=("alice@example.com",)),
        Service("search", responders=("gone@example.com", "bob@example.com")),
    ),
)


class Scene(Stage):
    """A stage with a few words for what scenarios do most."""

    def person(self, name: str) -> Actor:
        return self.box.person(name)

    async def run(self, name: str, text: str, channel: str = "general") -> str:
        """Runs a command and returns what only that person was answered."""
        person = self.person(name)
        before = len(person.sees(channel))
        await person.command(text, channel)
        await self.calm()
        answers = [message.text for message in person.sees(channel)[before:] if message.to == person.id]
        return "\n".join(answers)

    async def declare(self, text: str = "sev1 Payment service degradation", by: str = "Jane Smith") -> Incident:
        await self.run(by, f"/incident declare {text}")
        await self.deliver()
        return self.newest

    async def deliver(self) -> None:
        """Lets what waits for its pace go out, without a nudge in between."""
        await self.calm()
        await self.finish()

    async def after(self, minutes: float) -> None:
        """Lets time pass; what is due at its very end comes too."""
        until = self.clock.now() + timedelta(minutes=minutes)
        await self.pass_time(until)
        self.bot.tick()
        await self.deliver()

    @property
    def newest(self) -> Incident:
        number = 1
        while True:
            try:
                self.bot.services.incidents.get(number + 1)
            except NotFound:
                return self.bot.services.incidents.get(number)
            number += 1

    @property
    def channel(self) -> Channel:
        return self.box.channel(self.newest.channel)

    def posts(self, channel: str | None = None) -> list[Message]:
        """What the bot posted for everyone, oldest first."""
        where = self.box.channel(channel) if channel else self.channel
        return [message for message in where.messages if message.bot_id and not message.subtype]

    @property
    def card(self) -> Message:
        return self.posts()[0]

    @property
    def entries(self) -> list[Entry]:
        """In the order in which they were written down, without what the bot notes of the channel."""
        found = self.bot.services.incidents.details(self.newest.number).entries
        return sorted((entry for entry in found if entry.kind not in HOUSEKEEPING), key=lambda entry: entry.id)


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with on_stage(list(PEOPLE), START, POLICY) as stage:
        yield Scene(stage.box, stage.bot, stage.clock, stage.place)


def text_of(message: Message) -> str:
    """All the words of a message's blocks, or its text where it has none."""
    return "\n".join(_words(message.blocks)) if message.blocks else message.text


def _words(node: object) -> list[str]:
    if isinstance(node, list):
        return [word for each in node for word in _words(each)]
    if isinstance(node, dict):
        own = [node["text"]] if isinstance(node.get("text"), str) else []
        return own + [word for value in node.values() if not isinstance(value, str) for word in _words(value)]
    return []


def menus(message: Message) -> list[str]:
    """The menus of a message, by what they say before something is chosen."""
    return [
        each["placeholder"]["text"]
        for block in message.blocks
        if block["type"] == "actions"
        for each in block["elements"]
        if each["type"] == "static_select"
    ]


def nudged_at(scene: Scene) -> list[int]:
    """After how many minutes each update nudge of the newest incident was sent, as its timeline says."""
    entries = scene.bot.services.incidents.details(scene.newest.number).entries
    sent = [entry for entry in entries if entry.text.startswith(("Update nudge sent", "Update nudge unanswered"))]
    return [round((entry.occurred_at - START).total_seconds() / 60) for entry in sent]


async def snooze(scene: Scene, who: str, nudge: Message, minutes: int = 10, reason: str = "Waiting for Bob") -> None:
    person = scene.person(who)
    await person.choose(nudge, "snooze", f"{minutes} min")
    await person.submit({"Reason": reason})
    await scene.calm()


def buttons(message: Message) -> list[str]:
    return [
        each["text"]["text"]
        for block in message.blocks
        if block["type"] == "actions"
        for each in block["elements"]
        if each["type"] == "button"
    ]
