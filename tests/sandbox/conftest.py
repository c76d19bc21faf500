"""A workspace with people, its clock at 14:23, and apps that talk to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Actor, Sandbox, SettableClock
from sandbox.page.page import Page
from tests.sandbox.sandbox_examples import MANIFEST, PEOPLE, START, ListeningApp


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(START)


@pytest.fixture
async def box(clock: SettableClock) -> AsyncIterator[Sandbox]:
    groups = {"sre": ["Jane Smith", "Bob Kim"]}
    async with Sandbox(MANIFEST, PEOPLE, clock=clock, usergroups=groups, page=Page()) as made:
        yield made


@pytest.fixture
def web(box: Sandbox) -> AsyncWebClient:
    return AsyncWebClient(token=box.bot_token, base_url=box.api_url)


@pytest.fixture
async def listener(box: Sandbox) -> AsyncIterator[ListeningApp]:
    async with ListeningApp(box) as app:
        yield app


@pytest.fixture
def jane(box: Sandbox) -> Actor:
    return box.person("Jane Smith")


@pytest.fixture
def bob(box: Sandbox) -> Actor:
    return box.person("Bob Kim")


@pytest.fixture
async def channel(web: AsyncWebClient) -> str:
    """The id of a public channel made by the bot."""
    return str((await web.conversations_create(name="inc-1"))["channel"]["id"])
