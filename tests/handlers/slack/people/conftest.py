"""An incident with outsiders in its channel."""

from collections.abc import AsyncIterator

import pytest

from tests.handlers.conftest import Scene
from tests.handlers.slack.people.permission_scenarios import GUEST, STRANGER, ruled
from tests.handlers.slack.timeline.timeline_scenarios import JANE


@pytest.fixture
async def open_house() -> AsyncIterator[Scene]:
    async with ruled({}) as scene:
        await scene.declare()
        await scene.person(JANE).invite(scene.channel, GUEST, STRANGER)
        await scene.calm()
        yield scene
