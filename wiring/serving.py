"""The bot as a process: it runs until a signal stops it, and delivers only while it holds the lock of its database."""

import asyncio
import logging
import os
import sqlite3
from collections.abc import Coroutine, Mapping
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.config.environment import bot_settings_from
from bot.config.policy import Policy
from bot.errors import ConfigurationError
from handlers.bot import Access, Bot
from handlers.slack.api_errors import reason_of
from storage import DeliveryLock, SqliteStore, open_database
from templates.cli import wording
from wiring.policy import read_policy
from wiring.signals import stop_at_signals

logger = logging.getLogger("muster")

LOCK_EVERY = 1.0  # seconds between two attempts to take the delivery lock


def serve_until_stopped() -> None:
    """Raises ConfigurationError if the settings are wrong, or if Slack refuses them."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it logs every wake-up
    try:
        asyncio.run(_serve_until_signaled())
    except SlackApiError as error:
        raise ConfigurationError(wording.refused_by_slack(reason_of(error))) from None
    except sqlite3.OperationalError as error:
        raise ConfigurationError(wording.database_busy(error)) from None


async def _serve_until_signaled() -> None:
    await serve(os.environ, stop_at_signals())


async def serve(environ: Mapping[str, str], stop: asyncio.Event) -> None:
    """Runs the bot until `stop` is set, even while it is still waiting for the lock or for Slack."""
    settings = bot_settings_from(environ)
    policy = read_policy(settings.config) if settings.config else Policy()
    access = Access(settings.api_url, settings.bot_token, settings.app_token)
    lock = DeliveryLock(settings.database)
    async with AsyncExitStack() as stack:
        database = stack.enter_context(open_database(settings.database))
        stack.callback(lock.release)
        bot = Bot(access, policy, lambda team: SqliteStore(database, team), lambda: datetime.now(UTC))
        if not await _before(stop, _hold(lock, settings.database)) or not await _before(stop, bot.start()):
            return
        stack.push_async_callback(bot.stop)
        logger.info("Muster is connected.")
        await stop.wait()
        logger.info("Muster is stopping.")


async def _hold(lock: DeliveryLock, database: str) -> None:
    """Takes the delivery lock. Only one bot delivers from a database; a second one waits until the first stops."""
    if not lock.acquire():
        logger.warning("Another Muster process is using %s. Waiting for it to stop.", database)
        while not lock.acquire():  # noqa: ASYNC110 - another process can't notify us when it releases the lock
            await asyncio.sleep(LOCK_EVERY)


async def _before(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Returns whether `work` finished before `stop` was set; otherwise cancels it."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
    if not working.done():
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        return False
    stopping.cancel()
    working.result()  # raises if `work` failed
    return True
