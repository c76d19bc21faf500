"""Configuration errors and the descriptions of settings: where, what is wrong, and what to write instead."""

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, time

# Environment variables

BOT_TOKEN = "The bot token from OAuth & Permissions in the Slack app's settings."
BOT_TOKEN_ALLOWED = "start with xoxb- (copy it from OAuth & Permissions in the Slack app's settings)"
APP_TOKEN = "The app-level token with the scope connections:write from Basic Information in the Slack app's settings."
APP_TOKEN_ALLOWED = "start with xapp- (copy it from Basic Information, App-Level Tokens, in the Slack app's settings)"
API_URL = "The URL of the Slack API. Change it only to use another server, such as the sandbox."
DATABASE = "The path of the SQLite database."
CONFIG = "The path of the TOML configuration file. Optional."
TEAM = "The workspace ID (T…). Only needed for terminal commands that run before the bot has ever connected."
TEAM_ALLOWED = "be a workspace ID such as T0123456789 (part of the address of Slack's web client)"


def api_url_allowed(example: str) -> str:
    return f"be a URL such as {example}"


def not_set(variable: str, meaning: str) -> str:
    return f"{variable} is not set. Set it to {meaning[:1].lower()}{meaning[1:]} README.md shows how to get it."


def malformed(variable: str, allowed: str) -> str:
    return f"{variable} must {allowed}."


def unreadable_file(name: str, why: object) -> str:
    return f"Can't read {name} (set in MUSTER_CONFIG): {why}."


def not_utf8(name: str) -> str:
    return f"{name} is not valid UTF-8. Save it as UTF-8 and try again."


def not_toml(name: str, why: object) -> str:
    return f"{name} is not valid TOML: {why}."


def workspace_unknown(database: str, workspaces: int) -> str:
    if workspaces:
        return f"{database} contains {workspaces} workspaces. Set MUSTER_TEAM to the ID of one, such as T0123456789."
    return f"{database} has no workspace yet. Start the bot once, or set MUSTER_TEAM to the workspace ID (T…)."


# Settings of the TOML file

TEXT = "a non-empty string"
EMOJI_NAME = 'an emoji name without colons, such as "pushpin"'
CHANNEL_NAME = "a string of up to 40 lowercase letters, digits, - and _"
BOOLEAN = "true or false"
TABLE = "a table"
ARRAY = "an array"
ONE_SPELLING = "one spelling of each priority; case, spaces and hyphens make no difference"
OWN_LABELS = "a different label for each severity"
PERCENTAGE = "a number above 0 and below 100, such as 99.9"
TIME_ZONE = 'the name of a time zone, such as "Europe/Berlin"'
NUDGE_HOURS = "two hours of the day, the earlier one first, such as [9, 18]"
MOST_SHOWN = 80  # characters of a wrong value
FEW = 4  # up to so many settings are listed; of more, the closest is suggested


def path(*keys: str | int) -> str:
    """A key with its tables, as TOML writes it: `services."search api".aliases[1]`."""
    return "".join(_part(key) for key in keys).removeprefix(".")


def _part(key: str | int) -> str:
    if isinstance(key, int):
        return f"[{key}]"
    return f".{key}" if re.fullmatch(r"[A-Za-z0-9_-]+", key) else f".{_literal(key)}"


def wrong_value(where: str, found: object, allowed: str) -> str:
    shown = _literal(found)
    return f"`{where}` is {shown if len(shown) <= MOST_SHOWN else f'{shown[:MOST_SHOWN]}…'}. Use {allowed}."


def _literal(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, date | time):
        return value.isoformat()
    return TABLE if isinstance(value, dict) else json.dumps(value, ensure_ascii=False)


def unknown_key(where: str, key: str, settings: Iterable[str], renamed: Mapping[str, str]) -> str:
    """Suggests the closest setting. `renamed` maps old names, which people may remember, to current ones."""
    known = sorted(settings)
    meant = difflib.get_close_matches(key, [*known, *renamed], 1) if len(known) > FEW else []
    hint = f"Did you mean `{renamed.get(meant[0], meant[0])}`?" if meant else f"Use one of {', '.join(known)}."
    return f"`{where}` is not a setting. {hint}"


def integer(lowest: int, highest: int) -> str:
    return f"an integer from {lowest} to {highest}"


def one_of(values: Iterable[str]) -> str:
    return f"one of {', '.join(map(_literal, values))}"


def array_of(length: int) -> str:
    return f"an array of {length} values"


def items(most: int | None, distinct: bool) -> str:
    array = f"an array of 1 to {most} values" if most else "a non-empty array"
    return f"{array}{' without duplicates' if distinct else ''}"


def permitted(roles: Iterable[str]) -> str:
    return f'"everyone", "members", a user group ID (S…), a user ID (U…), or a role ({", ".join(roles)})'


def logs_itself(emoji: str) -> str:
    return (
        f"`logged_emoji` is {_literal(emoji)}, which is also in `reactions`. "
        "Use another emoji, or Muster would log its own reactions."
    )


def shared_alias(words: Iterable[str]) -> str:
    return f"`roles` uses {', '.join(map(_literal, words))} for more than one role. Each key and alias must be unique."


def renamed_key(old: str, new: str) -> str:
    return f"`{old}` was renamed to `{new}`. The old name still works; update the file."


def both_names(old: str, new: str) -> str:
    return f"`{old}` is the old name of `{new}`, and both are set. Delete `{old}`."
