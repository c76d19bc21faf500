"""What the start says of a configuration, in TOML's own terms: where, what is wrong and what to write instead."""

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, time

# The variables of the environment

BOT_TOKEN = "The bot's token, from OAuth & Permissions."
BOT_TOKEN_ALLOWED = "start with xoxb- (take it from OAuth & Permissions in the app's settings)"
APP_TOKEN = "The app-level token with connections:write, from Basic Information."
APP_TOKEN_ALLOWED = "start with xapp- (take it from Basic Information, App-Level Tokens, in the app's settings)"
API_URL = "Another server that speaks Slack's protocol."
DATABASE = "The database file."
CONFIG = "The TOML file with your policy; none is needed."
TEAM = "The workspace's id (T…), for commands in the terminal before the bot has connected for the first time."
TEAM_ALLOWED = "be the id of a workspace, such as T0123456789 (it stands in the address of Slack's web client)"


def api_url_allowed(example: str) -> str:
    return f"be an address such as {example}"


def not_set(variable: str, meaning: str) -> str:
    return f"{variable} is not set. {meaning} README.md says how to get it."


def malformed(variable: str, allowed: str) -> str:
    return f"{variable} must {allowed}."


def unreadable_file(name: str, why: object) -> str:
    return f"MUSTER_CONFIG names {name}, which can't be read: {why}."


def workspace_unknown(database: str, workspaces: int) -> str:
    why = f"holds {workspaces} workspaces" if workspaces else "knows no workspace yet"
    return f"{database} {why}. Set MUSTER_TEAM to the workspace's id, such as T0123456789, and repeat the command."


# The settings of the TOML file

TEXT = "a string that is not empty"
EMOJI_NAME = 'the name of an emoji without colons, such as "pushpin"'
CHANNEL_NAME = "a string of at most 40 lower-case letters, digits, - and _"
BOOLEAN = "true or false"
TABLE = "a table"
ARRAY = "an array"
OWN_LABELS = "a label of its own for each severity"
MOST_SHOWN = 80  # characters of a wrong value
FEW = 4  # names that are listed rather than one of them suggested


def path(*keys: str | int) -> str:
    """A key with the tables it stands in, as TOML writes it: `services."search api".aliases[1]`."""
    return "".join(_part(key) for key in keys).removeprefix(".")


def _part(key: str | int) -> str:
    if isinstance(key, int):
        return f"[{key}]"
    return f".{key}" if re.fullmatch(r"[A-Za-z0-9_-]+", key) else f".{_literal(key)}"


def wrong_value(where: str, found: object, allowed: str) -> str:
    shown = _literal(found)
    return f"`{where}` is {shown if len(shown) <= MOST_SHOWN else f'{shown[:MOST_SHOWN]}…'}: use {allowed}."


def _literal(value: object) -> str:
    """A value as it stands in the file."""
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, date | time):
        return value.isoformat()
    return TABLE if isinstance(value, dict) else json.dumps(value, ensure_ascii=False)


def unknown_key(where: str, key: str, settings: Iterable[str], renamed: Mapping[str, str]) -> str:
    """Names the setting that was probably meant; `renamed` are old names that people may still have in mind."""
    known = sorted(settings)
    meant = difflib.get_close_matches(key, [*known, *renamed], 1) if len(known) > FEW else []
    hint = f"Did you mean `{renamed.get(meant[0], meant[0])}`?" if meant else f"Known here: {', '.join(known)}."
    return f"`{where}` is not a setting. {hint}"


def integer(lowest: int, highest: int) -> str:
    return f"an integer from {lowest} to {highest}"


def one_of(values: Iterable[str]) -> str:
    return f"one of {', '.join(map(_literal, values))}"


def array_of(length: int) -> str:
    return f"an array of {length} values"


def items(most: int | None, distinct: bool) -> str:
    count = f"1 to {most} values" if most else "at least one value"
    return f"an array of {count}{', each only once' if distinct else ''}"


def permitted(roles: Iterable[str]) -> str:
    return f'"everyone", "members", the id of a user group (S…) or person (U…), or a role: {", ".join(roles)}'


def logs_itself(emoji: str) -> str:
    return (
        f"`logged_emoji` is {_literal(emoji)}, which is in `reactions` too: use another, or the bot would log itself."
    )


def shared_alias(words: Iterable[str]) -> str:
    return f"`roles` uses {', '.join(map(_literal, words))} for more than one role: use each key and alias only once."


def renamed_key(old: str, new: str) -> str:
    return f"`{old}` is now `{new}`. The old name still works; rename it in the file."


def both_names(old: str, new: str) -> str:
    return f"`{old}` is the old name of `{new}`, and the file has both. Delete `{old}`."
