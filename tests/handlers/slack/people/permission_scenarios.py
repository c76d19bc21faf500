"""What the scenarios of permissions share: outsiders, a policy with its table, commands and their private answers."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

from demo.stage import on_stage
from sandbox import Profile
from templates.people import wording
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene

GUEST, STRANGER = "Gil Guest", "Sam Stranger"
OUTSIDERS = (
    Profile(GUEST, "gil", email="gil@example.com", is_restricted=True),
    Profile(STRANGER, "sam", email="sam@example.org", team_id="T0OTHER"),
)


def only_members(verb: str) -> str:
    return f"Guests can't {wording.use_command(verb)}. Ask a member of this workspace."


@asynccontextmanager
async def ruled(may: Mapping[str, tuple[str, ...]]) -> AsyncIterator[Scene]:
    async with on_stage([*PEOPLE, *OUTSIDERS], START, replace(POLICY, permissions=may)) as stage:
        yield Scene(stage.box, stage.bot, stage.clock, stage.place)


async def incident(scene: Scene, text: str, by: str) -> str:
    answered = await scene.run(by, f"/incident {text}", scene.channel.name)
    await scene.deliver()
    return answered


def private(scene: Scene, name: str) -> list[str]:
    person = scene.person(name)
    return [message.text for message in person.sees(scene.channel) if message.to == person.id]
