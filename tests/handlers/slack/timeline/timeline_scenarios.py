"""What the scenarios of the timeline share: saying and marking, the entry of a message, and a bot that goes away."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.timeline.model import Entry, EntryKind
from sandbox import Message
from tests.handlers.conftest import Scene

ALICE, BOB, JANE = "Alice Chen", "Bob Kim", "Jane Smith"


async def posted(scene: Scene, by: str, text: str, thread: Message | None = None) -> Message:
    message = await scene.person(by).post(scene.channel, text, thread)
    await scene.deliver()
    return message


async def marked(scene: Scene, said: Message, by: str, emoji: str = "wrench") -> None:
    await scene.person(by).react(said, emoji)
    await scene.deliver()


async def unmarked(scene: Scene, said: Message, by: str, emoji: str = "wrench") -> None:
    await scene.person(by).unreact(said, emoji)
    await scene.deliver()


def entry_of(scene: Scene, said: Message) -> Entry:
    """The newest version of the message's entry, on the timeline or off it."""
    entry = scene.bot.services.timeline.entry_of(said.channel, said.ts)
    assert entry is not None
    return entry


def stands(scene: Scene, said: Message) -> bool:
    """Whether the message is on the timeline."""
    return any(entry.message_ts == said.ts for entry in scene.entries)


def changes(scene: Scene, said: Message) -> list[str]:
    """Why there is a version each, oldest first."""
    return [entry.change.value for entry in scene.bot.services.timeline.history(entry_of(scene, said).id)]


def capturers(entry: Entry) -> list[str]:
    return [person.name for person in entry.captured_by]


def is_ticked(scene: Scene, said: Message) -> bool:
    return any(each.name == scene.bot.services.policy.logged_emoji for each in said.reactions)


def noted(scene: Scene, kind: EntryKind) -> list[str]:
    """What the bot wrote by itself of the channel."""
    entries = scene.bot.services.timeline.entries(scene.newest.number)
    return [entry.text for entry in sorted(entries, key=lambda entry: entry.id) if entry.kind is kind]


def said_of_absence(scene: Scene) -> Sequence[str]:
    return [each.text for each in scene.posts() if each.text.startswith(("Muster was offline", "Muster has caught up"))]


async def slack_alone(scene: Scene, minutes: int) -> None:
    """Time passes while the bot is away; what Slack tells meanwhile nobody hears."""
    for _ in range(minutes):
        scene.clock.set(scene.clock.now() + timedelta(minutes=1))
        for _ in range(5):  # turns of the loop in which Slack tries again
            await asyncio.sleep(0)
        await scene.box.settled()


@asynccontextmanager
async def away(scene: Scene) -> AsyncIterator[None]:
    """The bot stops, and starts again afterwards."""
    await scene.bot.stop()
    yield
    await scene.bot.start()
    await scene.deliver()
