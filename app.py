"""The entry point: reads the environment, wires the objects together, and runs the bot or a command.

python app.py                  run the bot in the workspace that the environment names
python app.py demo             play the sample incident in the sandbox
python app.py replay FILE      play an incident file in the sandbox, on its own clock
python app.py classify FILE    suggest a severity; also timeline and review, for any file or text
python app.py declare …        work on incidents while Slack is down; also log, update, status, list, find and stats
python app.py export           export incidents as JSON Lines or CSV; also prune and forget
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets an error message, not a traceback
    sys.exit("Muster needs Python 3.11 or newer. Run `make run` once, then use .venv/bin/python app.py.")

import asyncio
import getpass
import logging
import os
import signal
import sqlite3
import tomllib
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

OURS = ("bot", "demo", "handlers", "sandbox", "storage", "templates")

try:
    import click
    from slack_sdk.errors import SlackApiError

    from bot.config.environment import CommandSettings, bot_settings_from, command_settings_from
    from bot.config.policy import Policy
    from bot.config.policy_file import policy_from
    from bot.config.renamed_keys import with_current_names
    from bot.errors import ConfigurationError, MusterError
    from bot.people.model import Person
    from bot.services import Services
    from demo.cli import demo_command, replay
    from handlers.bot import Access, Bot
    from handlers.cli import analysis, export, incidents, retention
    from handlers.slack.api_errors import reason_of
    from sandbox.errors import NotAcknowledged, SandboxError
    from sandbox.playback.player import ScriptError
    from storage import DeliveryLock, SqliteStore, open_database, workspaces
    from templates.cli import wording
    from templates.config import wording as config_wording
except ModuleNotFoundError as missing:
    if (missing.name or "").partition(".")[0] in OURS:
        raise
    sys.exit(
        f"Muster's dependencies are not installed for this Python ({missing.name} is missing). "
        "Run `make run` once, then use .venv/bin/python app.py."
    )

logger = logging.getLogger("muster")

USAGE_ERROR = 2  # exit code for errors that the operator can fix
LOCK_EVERY = 1.0  # seconds between two attempts to take the delivery lock


def read_policy(path: str) -> Policy:
    """Reads the policy from a TOML file; the defaults for an empty path. Raises ConfigurationError."""
    if not path:
        return Policy()
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(config_wording.unreadable_file(path, _reason(error))) from None
    except UnicodeDecodeError:
        raise ConfigurationError(config_wording.not_utf8(path)) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(config_wording.not_toml(path, error)) from None
    try:
        policy = policy_from(table)
    except ConfigurationError as error:
        raise ConfigurationError(f"{path}: {error}") from None
    for key in with_current_names(table)[1]:
        logger.warning("%s: %s", path, config_wording.renamed_key(key.old, key.new))
    return policy


# The bot


async def serve(environ: Mapping[str, str], stop: asyncio.Event) -> None:
    """Runs the bot until `stop` is set, even while it is still waiting for the lock or for Slack."""
    settings = bot_settings_from(environ)
    policy = read_policy(settings.config)
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


# Services for the terminal commands


@contextmanager
def open_services(environ: Mapping[str, str]) -> Iterator[Services]:
    """Opens the database for one command. Raises ConfigurationError if the workspace is unknown."""
    settings = command_settings_from(environ)
    policy = read_policy(settings.config)
    with open_database(settings.database) as database:
        database.be_patient()
        team = team_of(settings, workspaces(database))
        yield Services(SqliteStore(database, team), policy, team, lambda: datetime.now(UTC))


def team_of(settings: CommandSettings, known: Sequence[str]) -> str:
    """Returns the database's only workspace, or else the configured one."""
    if len(known) == 1:
        return known[0]
    if settings.team:
        return settings.team
    raise ConfigurationError(config_wording.workspace_unknown(settings.database, len(known)))


def operator(environ: Mapping[str, str]) -> Person:
    """Returns the person at the terminal: the account's name, and the machine's time zone."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # an account without a name, such as in a container
        name = wording.NAMELESS
    return Person("", name, zone_of(environ))


def zone_of(environ: Mapping[str, str], link: Path = Path("/etc/localtime")) -> str:
    """Returns the name of the machine's time zone, UTC if it is unknown."""
    named = environ.get("TZ", "").removeprefix(":") or str(link.resolve()).partition("zoneinfo/")[2]
    try:
        return ZoneInfo(named).key
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return "UTC"


# The command line


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Muster is an incident bot for Slack. Run it without a command to start the bot.

    The other commands work on incidents from the terminal, analyze incident files, and run the sandbox.
    """
    if context.invoked_subcommand is None:
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
        logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it logs every wake-up
        asyncio.run(_serve_until_stopped())


async def _serve_until_stopped() -> None:
    await serve(os.environ, stop_at_signals())


def stop_at_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


for command in incidents.commands(lambda: open_services(os.environ), lambda: operator(os.environ)):
    main.add_command(command)
for command in analysis.commands(lambda: read_policy(os.environ.get("MUSTER_CONFIG", "")), lambda: datetime.now(UTC)):
    main.add_command(command)
for command in retention.commands(lambda: open_services(os.environ)):
    main.add_command(command)
main.add_command(export.command(lambda: open_services(os.environ), lambda: zone_of(os.environ)))
main.add_command(replay)
main.add_command(demo_command(stop_at_signals))


def run() -> None:
    """Runs the command line. Errors that the operator can fix end in one sentence and exit code 2."""
    try:
        main(standalone_mode=True)
    except SlackApiError as error:
        sentence = wording.refused_by_slack(reason_of(error))
    except (MusterError, ScriptError, SandboxError, NotAcknowledged) as error:
        sentence = str(error)
    except sqlite3.OperationalError as error:
        sentence = wording.database_busy(error)
    except OSError as error:
        sentence = wording.system_error(error.filename or wording.SYSTEM, _reason(error))
    click.echo(sentence, err=True)
    sys.exit(USAGE_ERROR)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


if __name__ == "__main__":
    run()
