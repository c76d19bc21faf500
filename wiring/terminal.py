"""What the commands of the terminal work with: the services on the bot's database, and the person at the terminal."""

import getpass
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.config.environment import CommandSettings, command_settings_from
from bot.config.policy import Policy
from bot.errors import ConfigurationError
from bot.people.model import Person
from bot.services import Services
from storage import SqliteStore, open_database, workspaces
from templates.cli import wording
from templates.config import wording as config_wording
from wiring.policy import read_policy


@contextmanager
def open_services(environ: Mapping[str, str]) -> Iterator[Services]:
    """Opens the database for one command. Raises ConfigurationError if the workspace is unknown."""
    settings = command_settings_from(environ)
    policy = read_policy(settings.config) if settings.config else Policy()
    try:
        with open_database(settings.database) as database:
            database.be_patient()
            team = team_of(settings, workspaces(database))
            yield Services(SqliteStore(database, team), policy, team, lambda: datetime.now(UTC))
    except sqlite3.OperationalError as error:
        raise ConfigurationError(wording.database_busy(error)) from None


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
