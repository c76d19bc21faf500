"""The whole bot: puts its parts together over a given clock and store, and starts, ticks and stops them."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import ClientSession, ClientTimeout
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.config.policy import Policy
from bot.nudges.model import ReminderFailure
from bot.ports.store import Store
from bot.services import Services
from handlers.alarm_clock import AlarmClock
from handlers.delivery.access import ServiceAccess
from handlers.delivery.worker import REST, DeliveryWorker
from handlers.slack.api_errors import reason_of
from handlers.slack.app import build_app
from handlers.slack.connection import Connection, reached
from handlers.slack.outbox.senders import SlackSenders
from handlers.slack.people.directory import Directory
from handlers.slack.requests.listener_context import ListenerContext
from handlers.slack.web_client import SlackClient

logger = logging.getLogger(__name__)

LONG_REST = timedelta(seconds=30)  # don't retry a database that can't be read every second
DROPPED_FOR = timedelta(minutes=2)  # Slack drops events for a minute, and its clock may differ
LONGEST_CALL = ClientTimeout(total=30)  # seconds


@dataclass(frozen=True)
class Access:
    """Slack's address and the two tokens: the bot token (xoxb-) and the app-level token for Socket Mode (xapp-)."""

    api_url: str
    bot_token: str
    app_token: str


class Bot:
    """`open_store` is called with the workspace's team ID as soon as Slack has returned it.

    With `real_time`, an alarm clock ticks; otherwise the code that moves the clock calls `tick`.
    """

    def __init__(
        self,
        access: Access,
        policy: Policy,
        open_store: Callable[[str], Store],
        now: Callable[[], datetime],
        *,
        real_time: bool = True,
    ) -> None:
        self._access = access
        self._policy = policy
        self._open_store = open_store
        self._now = now
        self._real_time = real_time
        self._rests_until = datetime.min.replace(tzinfo=UTC)
        self._unheard_since: datetime | None = None

    async def start(self) -> None:
        """Connects, however long that takes, and resumes unfinished work.

        Raises SlackApiError if a token is refused; nothing stays open then.
        """
        async with AsyncExitStack() as ending:
            session = await ending.enter_async_context(ClientSession(timeout=LONGEST_CALL))
            options: dict[str, Any] = {
                "token": self._access.bot_token,
                "base_url": self._access.api_url,
                "session": session,
                "retry_handlers": [],
            }
            # a token that is refused now ends the start instead of being waited for
            who = await reached(lambda: _who_am_i(AsyncWebClient(**options)))
            access = ServiceAccess(self._now)
            self._assemble(SlackClient(access, **options), session, who, access)
            ending.push_async_callback(self.delivery.close)
            ending.push_async_callback(self._listener.idle)
            await self._connect(ending, session, who)
            self._ending = ending.pop_all()

    def _assemble(
        self, client: SlackClient, session: ClientSession, who: AuthorizeResult, access: ServiceAccess
    ) -> None:
        store = self._open_store(str(who.team_id))
        self.services = Services(store, self._policy, str(who.team_id), self._now)
        self._directory = Directory(client, self.services, str(who.bot_user_id))
        self._listener = ListenerContext(self.services, self._directory, client, session, access)
        steps = SlackSenders(client, session, self.services, self._directory)
        self._alarm = AlarmClock(self.tick, lambda: self.next_due, self.look)
        arm = self._alarm.arm if self._real_time else lambda: None
        self.delivery = DeliveryWorker(self.services.outbox, steps.senders(), arm, access)
        self.services.unit.on_commit(self.delivery.wake)
        access.on_change(returned=self.delivery.wake)

    async def _connect(self, ending: AsyncExitStack, session: ClientSession, who: AuthorizeResult) -> None:
        # bolt takes its token from `authorize`, and warns about a client that has one of its own
        bare = AsyncWebClient(base_url=self._access.api_url, session=session, retry_handlers=[])
        app = build_app(bare, self._listener, who)
        self._connection = Connection(app, self._access.app_token, self._now, self._returned, self._lost, self._dropped)
        ending.push_async_callback(self._connection.close)
        since = self.services.catch_up.last_sign
        self.services.membership.lost()
        await self._connection.open()
        self._back(since)
        ending.callback(self._farewell)
        self._loading = asyncio.get_running_loop().create_task(self._load_people())
        ending.push_async_callback(_cancelled, self._loading)
        if self._real_time:
            self._alarm.start()
            ending.callback(self._alarm.stop)
        self.tick()

    def _returned(self, since: datetime) -> None:
        """Called on reconnect: Slack may have closed the connection because it no longer accepts Muster."""
        self._back(since)
        self._listener.later("The check of the token", self._listener.check_token())

    def _back(self, since: datetime | None) -> None:
        """Called on reconnect. An error in the database must not cost the connection that just came back."""
        try:
            for number, error in self.services.catch_up.back(since):
                logger.error("The channel of #%s can't be read back", number, exc_info=error)
        except Exception:
            logger.exception("What was missed could not be asked for; it is asked for after the next absence")

    def _dropped(self, since: datetime) -> None:
        """Called when Slack drops events. What they said is read back once the minute is over."""
        if self._unheard_since is None:
            logger.warning("Slack sends more events than it delivers. What is missing is read back.")
            self._unheard_since = since

    def _lost(self) -> None:
        """Called when the connection is lost: who joins and leaves channels from now on has to be read."""
        try:
            self.services.membership.lost()
        except Exception:
            logger.exception("The loss of the connection could not be noted")

    def _farewell(self) -> None:
        """Called on disconnect: what happens in Slack from now on has to be read back."""
        try:
            self.services.catch_up.sign_of_life(at_once=True)
        except Exception:
            logger.exception("The last sign of life could not be noted")

    async def _load_people(self) -> None:
        """Loads names, time zones and user groups. If that fails, handles and UTC are used until the next time."""
        try:
            self.services.absences.look(await self._directory.load())
            await self._directory.load_groups()
        except SlackApiError as error:
            logger.warning("Not all people and user groups could be loaded: %s", reason_of(error))
        except Exception:
            logger.exception("Not all people and user groups could be loaded")

    def tick(self) -> None:
        """Handles what has become due: nudges, reminders, and outbox rows that were waiting."""
        try:
            if self._connection.is_up:
                self.services.catch_up.sign_of_life()
                if not self.services.membership.is_connected:
                    self._back(self.services.catch_up.last_sign)
            if self._unheard_since and self._now() >= self._unheard_since + DROPPED_FOR:
                since, self._unheard_since = self._unheard_since, None
                self._back(since)
            for failure in self.services.nudges.tick():
                _log(failure)
            self.services.retention.prune_some()
            for group in self._directory.due_groups():
                self._listener.later("A user group", self._directory.complete_group(group))
        except Exception:
            logger.exception("What is due could not be asked for; it is tried again after a rest")
            self._rests_until = self._now() + REST
        self.delivery.wake()

    def look(self) -> None:
        """Picks up what another process wrote to the database."""
        if self._now() < self._rests_until:
            return
        try:
            changed = self.services.outbox.written_elsewhere()
        except Exception:
            logger.exception("The record could not be looked at; it is tried again after a rest")
            self._rests_until = self._now() + LONG_REST
            return
        if changed:
            self.tick()

    @property
    def next_due(self) -> datetime | None:
        unheard = self._unheard_since and self._unheard_since + DROPPED_FOR
        asked = (self.services.nudges.next_due(), self._directory.next_due, unheard)
        times = (*(at and max(at, self._rests_until) for at in asked), self.delivery.next_due)
        return min(filter(None, times), default=None)

    @property
    def busy(self) -> bool:
        """Whether any work is in progress. What waits for a later time doesn't count."""
        return not self._loading.done() or self.delivery.busy or self._listener.busy

    async def idle(self) -> None:
        await asyncio.wait([self._loading])
        while self.busy:
            await self.delivery.idle()
            await self._listener.idle()

    async def stop(self) -> None:
        """Takes no new requests, lets running work finish, and closes everything. The rest stays in the outbox."""
        await self._ending.aclose()


def _log(failure: ReminderFailure) -> None:
    logger.error(
        "What is due for #%s can't be decided (attempt %s); it is tried again at %s",
        failure.incident,
        failure.attempts,
        failure.retry_at.isoformat(),
        exc_info=failure.cause,
    )


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _who_am_i(client: AsyncWebClient) -> AuthorizeResult:
    answer = await client.auth_test()
    return AuthorizeResult.from_auth_test_response(bot_token=client.token, auth_test_response=answer)
