"""Socket Mode: one connection to Slack that reconnects with a fresh ticket each time.

slack_sdk's client reconnects too, but it never drops a refused ticket, requests the next one without a pause, connects
twice when Slack closes a connection, and logs a traceback for each attempt. This module fixes that.
"""

import asyncio
import itertools
import logging
import random
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, cast

import aiohttp
from aiohttp import ClientSession, ClientWebSocketResponse
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.timeline.reactions import moment
from handlers.slack.api_errors import is_rate_limit, is_transient, reason_of, retry_after
from handlers.slack.commands.refusals import in_message
from handlers.slack.requests.payloads import received
from handlers.slack.requests.shapes import Incomplete

logger = logging.getLogger(__name__)

T = TypeVar("T")
PING_EVERY = 2.0  # seconds; a dead connection is noticed after four pings
LONGEST_BACKOFF = 30.0  # seconds
LONGEST_FAREWELL = 3.0  # seconds
COMMAND = "slash_commands"  # the type of an envelope
DROPPED = "app_rate_limited"  # the type of the payload in which Slack says that it drops events for a minute
NOT_TAKEN = 404  # bolt's status of a request without a listener


async def reached(call: Callable[[], Awaitable[T]]) -> T:
    """Repeats a call until Slack answers. Raises SlackApiError if Slack refuses it."""
    for attempt in itertools.count(1):
        wait = backoff(attempt)
        try:
            return await call()
        except SlackApiError as error:
            if is_rate_limit(error):
                wait = retry_after(error)
            elif not is_transient(error):
                raise
            why = reason_of(error)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            why = type(error).__name__
        logger.warning("Slack can't be reached (%s), attempt %d; trying again in %.1f s.", why, attempt, wait)
        await asyncio.sleep(wait)
    raise AssertionError("unreachable: the count of attempts has no end")


def backoff(attempt: int) -> float:
    """Seconds to wait after an attempt, longer each time, with jitter so that bots don't reconnect in step."""
    return min(LONGEST_BACKOFF, 2.0 ** min(attempt - 1, 10)) * random.uniform(0.5, 1)


class Connection:
    """`on_loss` is called when a connection is lost or replaced, `on_return` when the next one is there.

    `on_return` gets the time of the loss. Neither is called for the first connection. `on_dropped` is called when Slack
    drops events because there are too many, with the minute from which on it does.
    """

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        on_return: Callable[[datetime], None] = lambda _since: None,
        on_loss: Callable[[], None] = lambda: None,
        on_dropped: Callable[[datetime], None] = lambda _since: None,
    ) -> None:
        self._on_loss = on_loss
        self._now = now
        self._on_return = on_return
        quiet = logging.getLogger(f"{__name__}.slack_sdk")
        quiet.setLevel(logging.CRITICAL)
        # Any: the library's types are partial, and the attributes replaced below are not public
        handler = _Entrance(app, app_token, logger=quiet, ping_interval=PING_EVERY)
        handler.now = now
        handler.on_dropped = on_dropped
        self._handler = cast(Any, handler)
        self._client = self._handler.client
        self._renew = self._client.connect_to_new_endpoint
        self._turn = asyncio.Lock()
        self._refused = False
        self._client.connect_to_new_endpoint = self._renew_once
        self._client.issue_new_wss_url = self._next_ticket
        self._client.aiohttp_client_session = _FreshTickets(self._client, self._client.aiohttp_client_session)

    async def open(self) -> None:
        """Connects, however long that takes. Raises SlackApiError if Slack refuses the app-level token."""
        self._client.wss_uri = await self._ticket()
        await self._handler.connect_async()

    async def close(self) -> None:
        try:
            async with asyncio.timeout(LONGEST_FAREWELL):
                await self._handler.close_async()
        except TimeoutError:
            logger.info("Slack did not say goodbye.")
        finally:
            await self._client.aiohttp_client_session.close()

    async def _renew_once(self, force: bool = False) -> None:
        """Slack's disconnect message, the closed socket and the monitor each request a reconnect; one is enough."""
        leaving, since = self._client.current_session, self._now()
        async with self._turn:
            if self._client.current_session is leaving:
                self._on_loss()
                await self._renew(force)
                if self._client.current_session is not leaving and not self._client.closed:
                    self._on_return(since)

    @property
    def is_up(self) -> bool:
        """Whether the connection is up, as far as is known: a dead one is noticed after some pings."""
        session = self._client.current_session
        return session is not None and not session.closed and not self._turn.locked()

    async def _ticket(self) -> str:
        async def ask() -> str:
            answer = await self._client.web_client.apps_connections_open(app_token=self._client.app_token)
            return str(answer["url"])

        return await reached(ask)

    async def _next_ticket(self) -> str:
        """For every connection but the first. A refusal of the first ends the start; a later one is logged once."""
        try:
            ticket = await self._ticket()
        except SlackApiError as error:
            if not self._refused:
                logger.error("Slack refuses a new connection (%s). Check SLACK_APP_TOKEN.", reason_of(error))
            self._refused = True
            await asyncio.sleep(LONGEST_BACKOFF)
            raise
        if self._refused:
            logger.warning("Slack accepts connections again.")
        self._refused = False
        return ticket


class _Entrance(AsyncSocketModeHandler):
    """Hands the app each payload as its listeners read it, and acknowledges what no listener takes.

    Slack delivers again what is not acknowledged, and in the end disables the subscription.
    """

    now: Callable[[], datetime]
    on_dropped: Callable[[datetime], None]

    async def handle(  # type: ignore[override]  # as in slack_bolt
        self, client: SocketModeClient, req: SocketModeRequest
    ) -> None:
        req.payload = received(req.payload, self.now())
        if req.type == COMMAND:
            req.payload.setdefault("command", "")
        await send_async_response(client, req, await self._answer(req), time.time())

    async def _answer(self, req: SocketModeRequest) -> BoltResponse:
        if req.payload.get("type") == DROPPED:
            minute, now = req.payload.get("minute_rate_limited"), self.now()
            self.on_dropped(min(moment(minute), now) if minute else now - timedelta(minutes=1))
        try:
            answer: BoltResponse = await run_async_bolt_app(self.app, req)
        except Incomplete as error:  # bolt itself needs the missing field
            logger.warning("A payload was not used: %s", error)
            return BoltResponse(status=200, body=in_message(error) if req.type == COMMAND else "")
        return answer if answer.status != NOT_TAKEN else BoltResponse(status=200, body="")


class _FreshTickets:
    """Replaces the client's session, and drops the ticket after a refused connection."""

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
            connected: ClientWebSocketResponse = await self._session.ws_connect(*where, **options)
        except Exception as error:
            self._client.wss_uri = None
            self._failures += 1
            logger.warning("Slack can't be reached (%s), attempt %d", type(error).__name__, self._failures)
            await asyncio.sleep(backoff(self._failures))
            raise
        self._failures = 0
        return connected
