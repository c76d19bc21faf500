"""Socket Mode: one connection to Slack that comes back by itself, with a fresh ticket each time.

slack_sdk's client reconnects, but keeps a ticket that was refused for ever and logs a traceback for each attempt;
both are put right here.
"""

import asyncio
import logging
import random
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

logger = logging.getLogger(__name__)

PING_EVERY = 2.0  # seconds: a dead connection is noticed after four of them
LONGEST_BACKOFF = 30.0  # seconds


class Connection:
    def __init__(self, app: AsyncApp, app_token: str) -> None:
        quiet = logging.getLogger(f"{__name__}.slack_sdk")
        quiet.setLevel(logging.CRITICAL)
        self._handler = AsyncSocketModeHandler(app, app_token, logger=quiet, ping_interval=PING_EVERY)
        self._client = self._handler.client

    async def open(self) -> None:
        """Connects; raises SlackApiError where Slack refuses the app-level token."""
        self._client.wss_uri = await self._client.issue_new_wss_url()
        tickets: Any = _FreshTickets(self._client, self._client.aiohttp_client_session)
        self._client.aiohttp_client_session = tickets
        await self._client.connect()  # type: ignore[no-untyped-call]  # slack_sdk leaves it so

    async def close(self) -> None:
        await self._client.close()  # type: ignore[no-untyped-call]


class _FreshTickets:
    """Stands where the client keeps its session: after a refused connect the ticket is thrown away."""

    def __init__(self, client: Any, session: ClientSession) -> None:
        self._client = client
        self._session = session
        self._failures = 0

    @property
    def closed(self) -> bool:
        return self._session.closed

    async def close(self) -> None:
        await self._session.close()

    async def ws_connect(self, *where: Any, **options: Any) -> ClientWebSocketResponse:
        try:
            connected = await self._session.ws_connect(*where, **options)
        except Exception as error:
            self._client.wss_uri = None
            self._failures += 1
            logger.warning("Slack can't be reached (%s), attempt %d", type(error).__name__, self._failures)
            await asyncio.sleep(min(LONGEST_BACKOFF, 2.0**self._failures) * random.uniform(0.5, 1))
            raise
        self._failures = 0
        return connected
