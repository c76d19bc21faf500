"""The environment's part of the configuration: secrets and addresses, read once and checked.

Policy stands in the TOML file that MUSTER_CONFIG names; see bot/config/policy.py.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.errors import ConfigurationError

SLACK = "https://slack.com/api/"


@dataclass(frozen=True)
class Variable:
    """One row of the table in docs/configuration.md. `default` is None for what must be set."""

    name: str
    meaning: str
    default: str | None
    check: Callable[[str], str]
    """What is wrong with a value, "" for nothing."""


def _starts(prefix: str, where: str) -> Callable[[str], str]:
    return lambda value: "" if value.startswith(prefix) else f"must start with {prefix} (take it from {where})"


def _is_url(value: str) -> str:
    parts = urlsplit(value)
    fine = parts.scheme in ("http", "https") and bool(parts.hostname)
    return "" if fine else f"must be an address such as {SLACK}"


def _is_team(value: str) -> str:
    fine = not value or re.fullmatch(r"[TE][A-Z0-9]+", value)
    where = "it stands in the address of Slack's web client"
    return "" if fine else f"must be the id of a workspace, such as T0123456789 ({where})"


def _anything(_value: str) -> str:
    return ""


VARIABLES = (
    Variable(
        "SLACK_BOT_TOKEN",
        "The bot's token, from OAuth & Permissions.",
        None,
        _starts("xoxb-", "OAuth & Permissions in the app's settings"),
    ),
    Variable(
        "SLACK_APP_TOKEN",
        "The app-level token with connections:write, from Basic Information.",
        None,
        _starts("xapp-", "Basic Information, App-Level Tokens, in the app's settings"),
    ),
    Variable("SLACK_API_URL", "Another server that speaks Slack's protocol.", SLACK, _is_url),
    Variable("MUSTER_DATABASE", "The file that holds the record.", "muster.db", _anything),
    Variable("MUSTER_CONFIG", "The TOML file with your policy; none is needed.", "", _anything),
    Variable(
        "MUSTER_TEAM",
        "The workspace's id (T…), for commands on the machine before the bot has connected for the first time.",
        "",
        _is_team,
    ),
)


@dataclass(frozen=True)
class Settings:
    bot_token: str
    app_token: str
    api_url: str
    database: str
    config: str


@dataclass(frozen=True)
class RecordSettings:
    """What a command on the machine needs: no token, for it does not talk to Slack."""

    database: str
    config: str
    team: str


def record_settings_from(environ: Mapping[str, str]) -> RecordSettings:
    """Raises ConfigurationError naming the first variable that is malformed."""
    read = {variable.name: _read(variable, environ) for variable in VARIABLES if variable.default is not None}
    return RecordSettings(read["MUSTER_DATABASE"], read["MUSTER_CONFIG"], read["MUSTER_TEAM"])


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Raises ConfigurationError naming the first variable that is missing or malformed."""
    bot_token, app_token, api_url, database, config, _team = (_read(variable, environ) for variable in VARIABLES)
    return Settings(bot_token, app_token, f"{api_url.rstrip('/')}/", database, config)


def _read(variable: Variable, environ: Mapping[str, str]) -> str:
    value = environ.get(variable.name, "").strip() or variable.default
    if value is None:
        raise ConfigurationError(f"{variable.name} is not set. {variable.meaning} README.md says how to get it.")
    wrong = variable.check(value)
    if wrong:
        raise ConfigurationError(f"{variable.name} {wrong}.")
    return value
