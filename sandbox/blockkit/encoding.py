"""Encodes typed text as Slack's client does: mentions, channels, links, and the three escapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sandbox.workspace.workspace import Workspace

URL = r"(?P<url>https?://[^\s<>]*[^\s<>.,;:!?)\]'\"])"
EMAIL = r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
CODE = r"(?P<code>```.*?```|`[^`\n]+`)"
SPECIAL = r"(?<![\w@])@(?P<special>here|channel|everyone)\b"
CHANNEL = r"(?<![\w#&])#(?P<channel>[\w-]+)"


def escape(text: str) -> str:
    """Escapes the three characters that are special in Slack's text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def message_text(space: Workspace, typed: str) -> str:
    """Encodes the text of a message."""
    return _encode(space, typed, with_names=False)


def command_text(space: Workspace, typed: str, should_escape: bool) -> str:
    """Encodes a slash command's text; mentions, with their names, only if the manifest enables it."""
    return _encode(space, typed, with_names=True) if should_escape else escape(typed)


def _encode(space: Workspace, typed: str, with_names: bool) -> str:
    people = _people(space, with_names)
    names = "|".join(re.escape(name) for name in sorted(people, key=len, reverse=True))
    person = rf"(?<![\w@])@(?P<person>{names})(?!\w)"
    pattern = re.compile("|".join((CODE, URL, EMAIL, person, SPECIAL, CHANNEL)), re.DOTALL)
    encoders: Mapping[str, Callable[[str], str]] = {
        "code": escape,
        "url": lambda text: f"<{escape(text)}>",
        "email": lambda text: f"<mailto:{text}|{text}>",
        "person": lambda text: people[text],
        "special": lambda text: f"<!{text}>",
        "channel": lambda text: _channel(space, text),
    }
    parts, end = [], 0
    for match in pattern.finditer(typed):
        kind = str(match.lastgroup)
        parts += [escape(typed[end : match.start()]), encoders[kind](match[kind])]
        end = match.end()
    return "".join(parts) + escape(typed[end:])


def _people(space: Workspace, with_names: bool) -> dict[str, str]:
    """Maps what can follow an @ to its encoding: people and bots by name and handle, groups by handle."""
    found = {each.handle: f"<!subteam^{each.id}|@{each.handle}>" for each in space.state.usergroups}
    for user in space.state.users:
        mention = f"<@{user.id}|{user.name}>" if with_names else f"<@{user.id}>"
        found |= {user.real_name: mention, user.name: mention}
    return found


def _channel(space: Workspace, name: str) -> str:
    channel = space.named(name)
    return f"<#{channel.id}|{name}>" if channel else f"#{name}"
