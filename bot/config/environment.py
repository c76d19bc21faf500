"""Environment variables: secrets and addresses, read and validated once.

Everything else is in the TOML file that MUSTER_CONFIG names; see bot/config/policy.py.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from bot.errors import ConfigurationError
from templates.config import wording

SLACK: Final = "https://slack.com/api/"


@dataclass(frozen=True)
class Variable:
    """A row of the table in docs/configuration.md. `default` is None if the variable is required."""

    name: str
    meaning: str
    default: str | None
    accepts: Callable[[str], bool] = lambda _value: True
    allowed: str = ""


def _is_url(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _is_team(value: str) -> bool:
    return not value or bool(re.fullmatch(r"[TE][A-Z0-9]+", value))


def _starts(prefix: str) -> Callable[[str], bool]:
    return lambda value: value.startswith(prefix)


VARIABLES: Final = (
    Variable("SLACK_BOT_TOKEN", wording.BOT_TOKEN, None, _starts("xoxb-"), wording.BOT_TOKEN_ALLOWED),
    Variable("SLACK_APP_TOKEN", wording.APP_TOKEN, None, _starts("xapp-"), wording.APP_TOKEN_ALLOWED),
    Variable("SLACK_API_URL", wording.API_URL, SLACK, _is_url, wording.api_url_allowed(SLACK)),
    Variable("MUSTER_DATABASE", wording.DATABASE, "muster.db"),
    Variable("MUSTER_CONFIG", wording.CONFIG, ""),
    Variable("MUSTER_TEAM", wording.TEAM, "", _is_team, wording.TEAM_ALLOWED),
)


@dataclass(frozen=True)
class BotSettings:
    """The settings of the bot."""

    bot_token: str
    app_token: str
    api_url: str
    database: str
    config: str


@dataclass(frozen=True)
class CommandSettings:
    """The settings of a terminal command. It needs no token, because it doesn't talk to Slack."""

    database: str
    config: str
    team: str


def command_settings_from(environ: Mapping[str, str]) -> CommandSettings:
    """Reads the settings of a command. Raises ConfigurationError for the first invalid variable."""
    read = {variable.name: _read(variable, environ) for variable in VARIABLES if variable.default is not None}
    return CommandSettings(read["MUSTER_DATABASE"], read["MUSTER_CONFIG"], read["MUSTER_TEAM"])


def bot_settings_from(environ: Mapping[str, str]) -> BotSettings:
    """Reads the settings of the bot. Raises ConfigurationError for the first missing or invalid variable."""
    bot_token, app_token, api_url, database, config, _team = (_read(variable, environ) for variable in VARIABLES)
    return BotSettings(bot_token, app_token, f"{api_url.rstrip('/')}/", database, config)


def _read(variable: Variable, environ: Mapping[str, str]) -> str:
    value = environ.get(variable.name, "").strip() or variable.default
    if value is None:
        raise ConfigurationError(wording.not_set(variable.name, variable.meaning))
    if not variable.accepts(value):
        raise ConfigurationError(wording.malformed(variable.name, variable.allowed))
    return value
