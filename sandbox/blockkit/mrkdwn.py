"""Slack's text as plain text: entities, mentions, links, dates and markers of Slack's mrkdwn.

This module decodes such text; `encoding` encodes what a person types.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

Names: TypeAlias = Callable[[str, str], str]
"""Takes "user", "channel" or "usergroup" and an id, gives the bare name, or "" where it knows none."""

_CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)
_TOKEN = re.compile(r"<([^<>]+)>")
_DATE_TOKEN = re.compile(r"\{(\w+)\}")
# A marker opens after a space or punctuation and closes before one, on the same line; snake_case is kept.
_MARKED = re.compile(r"(?<![\w*~])([*_~])(?=\S)([^\n]*?\S)\1(?![\w*~])")


def text_of(mrkdwn: str, names: Names, zone: str = "UTC") -> str:
    """The text as shown to a person in `zone`; emoji stay `:shortcodes:`, relative dates become absolute."""
    parts, end = [], 0
    for code in _CODE.finditer(mrkdwn):
        parts.append(_prose(mrkdwn[end : code.start()], names, zone))
        parts.append(_tokens((code[1] or code[2]).strip("\n"), names, zone))
        end = code.end()
    return "".join([*parts, _prose(mrkdwn[end:], names, zone)])


def date_text(timestamp: int, template: str, zone: str) -> str:
    """Fills in Slack's date tokens; unknown tokens are kept."""
    at = datetime.fromtimestamp(timestamp, ZoneInfo(zone))
    return _DATE_TOKEN.sub(lambda token: _date_part(token[1], at) or token[0], template)


def _date_part(token: str, at: datetime) -> str:
    long_full = f"{at:%B} {_ordinal(at.day)}, {at.year}"
    long = f"{at:%A}, {long_full}"
    short = f"{at:%b} {at.day}, {at.year}"
    known = {
        "date_num": f"{at:%Y-%m-%d}",
        "date_slash": f"{at:%d/%m/%Y}",
        "date_long": long,
        "date_long_full": long_full,
        "date_long_pretty": long,
        "day_divider_pretty": long,
        "date": long_full,
        "date_pretty": long_full,
        "date_short": short,
        "date_short_pretty": short,
        "time": f"{at:%H:%M}",
        "time_secs": f"{at:%H:%M:%S}",
        "ago": f"{short} {at:%H:%M}",
    }
    return known.get(token, "")


def _ordinal(day: int) -> str:
    teens = 10 < day % 100 < 14
    return f"{day}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def _prose(text: str, names: Names, zone: str) -> str:
    """Removes markers outside of tokens only: an underscore in a URL is not a marker."""
    held: list[str] = []

    def hold(token: re.Match[str]) -> str:
        held.append(token[0])
        return f"\0{len(held) - 1}\0"

    bare = _unmarked(_TOKEN.sub(hold, text.replace("\0", "")))
    return _tokens(re.sub(r"\0(\d+)\0", lambda place: held[int(place[1])], bare), names, zone)


def _unmarked(text: str) -> str:
    before = None
    while text != before:
        before, text = text, _MARKED.sub(r"\2", text)
    return text


def _tokens(text: str, names: Names, zone: str) -> str:
    parts, end = [], 0
    for token in _TOKEN.finditer(text):
        parts += [decoded(text[end : token.start()]), _token(token[1], names, zone)]
        end = token.end()
    return "".join([*parts, decoded(text[end:])])


def decoded(text: str) -> str:
    """Decodes the three characters that Slack escapes, and no other entity."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _token(inside: str, names: Names, zone: str) -> str:
    body, _, label = inside.partition("|")
    label = decoded(label)
    if body.startswith("@"):
        return f"@{names('user', body[1:]) or label or body[1:]}"
    if body.startswith("#"):
        return f"#{names('channel', body[1:]) or label or body[1:]}"
    if body.startswith("!"):
        return _special(body[1:], label, names, zone)
    return _link(decoded(body), label)


def _special(body: str, label: str, names: Names, zone: str) -> str:
    kind, *rest = body.split("^")
    if kind == "date":
        return _date(rest, label, zone)
    if kind == "subteam":
        return f"@{names('usergroup', rest[0] if rest else '') or label.lstrip('@')}"
    if kind in ("here", "channel", "everyone"):
        return f"@{kind}"
    return label or f"<{kind}>"


def _date(parts: list[str], fallback: str, zone: str) -> str:
    if len(parts) < 2 or not parts[0].isdigit():
        return fallback
    shown = decoded(date_text(int(parts[0]), parts[1], zone))
    return _link(parts[2], shown) if len(parts) > 2 else shown


def _link(url: str, label: str) -> str:
    address = url.removeprefix("mailto:").removeprefix("tel:")
    if not label or label in (url, address) or url in (f"http://{label}", f"https://{label}"):
        return label or address
    return f"{label} ({address})"
