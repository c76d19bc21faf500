"""The environment's part of the configuration: secrets and addresses, read once and checked.

What is practice rather than secret stands in the TOML file that MUSTER_CONFIG names; see `practice`.
"""

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
    Variable("MUSTER_CONFIG", "The TOML file with your practice; none is needed.", "", _anything),
)


@dataclass(frozen=True)
class Settings:
    bot_token: str
    app_token: str
    api_url: str
    database: str
    config: str


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Raises ConfigurationError naming the first variable that is missing or malformed."""
    bot_token, app_token, api_url, database, config = (_read(variable, environ) for variable in VARIABLES)
    return Settings(bot_token, app_token, f"{api_url.rstrip('/')}/", database, config)


def _read(variable: Variable, environ: Mapping[str, str]) -> str:
    value = environ.get(variable.name, "").strip() or variable.default
    if value is None:
        raise ConfigurationError(f"{variable.name} is not set. {variable.meaning} README.md says how to get it.")
    wrong = variable.check(value)
    if wrong:
        raise ConfigurationError(f"{variable.name} {wrong}.")
    return value
