"""The bot as one thing that starts, ticks and stops: its parts joined, whatever clock and store it is given."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiohttp import ClientSession, ClientTimeout
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.ports import Store
from bot.practice import Practice
from bot.service import Service
from handlers.alarm import AlarmClock
from handlers.calls import reason_of
from handlers.connection import Connection
from handlers.delivery import Delivery
from handlers.desk import Desk
from handlers.people import Directory
from handlers.slack import build_app
from handlers.steps import Steps

logger = logging.getLogger(__name__)

LONGEST_CALL = ClientTimeout(total=30)  # seconds


@dataclass(frozen=True)
class Access:
    """Where Slack is and the two tokens: the bot's (xoxb-) and the app's for Socket Mode (xapp-)."""

    api_url: str
    bot_token: str
    app_token: str


class Bot:
    """`open_store` is called with the workspace's team id once Slack has told it.

    With `real_time` an alarm clock ticks by itself; otherwise whoever moves the clock calls `tick`.
    """

    def __init__(
        self,
        access: Access,
        practice: Practice,
        open_store: Callable[[str], Store],
        now: Callable[[], datetime],
        *,
        real_time: bool = True,
    ) -> None:
        self._access = access
        self._practice = practice
        self._open_store = open_store
        self._now = now
        self._real_time = real_time

    async def start(self) -> None:
        """Connects and takes up what was left undone; raises SlackApiError where a token is refused."""
        self._session = ClientSession(timeout=LONGEST_CALL)
        client = AsyncWebClient(
            token=self._access.bot_token, base_url=self._access.api_url, session=self._session, retry_handlers=[]
        )
        try:
            await self._assemble(client, await _who_am_i(client))
        except BaseException:
            await self._session.close()
            raise

    async def _assemble(self, client: AsyncWebClient, who: AuthorizeResult) -> None:
        store = self._open_store(str(who.team_id))
        self.service = Service(store, self._practice, str(who.team_id), self._now)
        self._directory = Directory(client, self.service, str(who.bot_user_id))
        self._desk = Desk(self.service, self._directory, client, self._session)
        steps = Steps(client, self._session, self.service, self._directory)
        self._alarm = AlarmClock(self.tick, lambda: self.next_due)
        arm = self._alarm.arm if self._real_time else lambda: None
        self.delivery = Delivery(self.service, steps.performers(), arm)
        self.service.on_commit(self.delivery.wake)
        # bolt takes its token from `authorize`, and warns about a client that has one of its own
        bare = AsyncWebClient(base_url=self._access.api_url, session=self._session, retry_handlers=[])
        self._connection = Connection(build_app(bare, self._desk, who), self._access.app_token)
        await self._connection.open()
        self._loading = asyncio.get_running_loop().create_task(self._load_people())
        if self._real_time:
            self._alarm.start()
        self.tick()

    async def _load_people(self) -> None:
        """Everybody's name and zone; where Slack refuses, people go by their handles and UTC until next time."""
        try:
            await self._directory.load()
        except SlackApiError as error:
            logger.warning("The people of the workspace could not be loaded: %s", reason_of(error))

    def tick(self) -> None:
        """What time has brought: due nudges, and rows that waited."""
        self.service.tick()
        self.delivery.wake()

    @property
    def next_due(self) -> datetime | None:
        due = [moment for moment in (self.service.next_due(), self.delivery.next_due) if moment]
        return min(due, default=None)

    @property
    def busy(self) -> bool:
        """Whether anything is under way; what waits for its time is not."""
        return not self._loading.done() or self.delivery.busy or self._desk.busy

    async def idle(self) -> None:
        await asyncio.wait([self._loading])
        while self.busy:
            await self.delivery.idle()
            await self._desk.idle()

    async def stop(self) -> None:
        if self._real_time:
            self._alarm.stop()
        await self._connection.close()
        self._loading.cancel()
        await asyncio.gather(self._loading, return_exceptions=True)
        await self._desk.idle()
        await self.delivery.close()
        await self._session.close()


async def _who_am_i(client: AsyncWebClient) -> AuthorizeResult:
    answer = await client.auth_test()
    return AuthorizeResult.from_auth_test_response(bot_token=client.token, auth_test_response=answer)
