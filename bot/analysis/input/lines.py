"""Parses a line of plain text that starts with a time: the time, the author and the text.

`14:05 Jane Smith: rolled back`, `- [2024-01-15 14:05] <jane> rolled back` and `| 14:05 | rolled back | Jane |` alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.times import clocks

_BULLET: Final = re.compile(r"(?:[\s>*•–—-]|\+(?!\d))*(?:\d{1,3}[.)]\s+)?")
# As much of a line's beginning as could be a time, which clocks.py reads. Days and zones in small letters are words.
_CLOCK: Final = (
    r"(?:\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[ap]\.?m\b\.?|[ap]\b)?|\d{1,2}\.\d{2}(?=\s?Uhr\b)"
    r"|\d{1,2}h\d{2}\b(?!\s+(?:later|after|of|into|before|since)\b)|noon\b"
    r"|(?:[01]\d|2[0-3])[0-5]\d(?:\s?h(?:ou)?rs?\b|(?=Z\b)))"
)
_DAY: Final = (
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}/(?:\d{1,2}|[A-Z][a-z]{2})/\d{4}"
    r"|(?:[A-Z][a-z]{2,8},? )?(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?)"
    r",? \d{4}"
)
_ZONE: Final = (
    rf"Z|(?-i:{clocks.AREA})|[+-]\d{{2}}:?\d{{2}}|(?:UTC|GMT)[+-]\d{{1,2}}|UTC|GMT"
    rf"|(?-i:{'|'.join(clocks.ZONES).upper()})"
)
_HEAD: Final = re.compile(
    rf"[\[(*_`]*(?P<time>(?<=\[)1\d{{9}}(?:\.\d+)?(?=\])|(?:{_DAY})(?:[T:]|,?\s{{1,2}}(?:at\s|@\s?|[–-]\s)?){_CLOCK}|\d{{4}}-\d{{1,2}}-\d{{1,2}}|{_CLOCK}|\d{{1,2}}\s?[ap]m\b|{clocks.RELATIVE.pattern})"
    rf"(?:\s?Uhr\b)?(?:\s?\(?(?P<zone>{_ZONE})\b\)?)?(?:\s?\(\+(?P<later>\d{{1,2}})\))?[\])*_`]*(?=[\s|:;,–—-]|$)",
    re.IGNORECASE,
)
_UNTIL: Final = re.compile(r"\s*(?:[–—-]|to|until|till|and|bis|und|à)\s*(?=[\d\[(*_`])", re.IGNORECASE)
_SAME: Final = re.compile(r"\s*[/=(]\s*(?=\d)")
_DIGIT: Final = re.compile(r"\d")
_JOINT: Final = re.compile(r"[\s|:;,–—-]+")
_WHO: Final = re.compile(r"(?:<@?(?P<angled>[^<>\n]{1,60})>|@(?P<at>[\w.-]{1,60})|\((?P<round>[\w. -]{1,60})\)):?\s+")
_NAMED: Final = re.compile(r"(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}):\s+")
# What is no person's name and still says who speaks.
_PROGRAM: Final = re.compile(
    r"(?P<name>monitoring|alerting|alertmanager|alert|system|pagerduty|opsgenie|datadog|grafana|prometheus|sentry|pingdom"
    r"|status ?page|on-?call|support|deploy ?bot|bot|ci|autoscaler|kubernetes|k8s|customers?|vendor|provider):\s+",
    re.IGNORECASE,
)
# Two capitalised words before a colon that name no person.
_HEADINGS: Final = frozenset(
    {"root cause", "status page", "next steps", "action items", "error rate", "follow up", "on call", "internal update",
     "external update", "customer update", "status update", "incident commander", "the fix", "slack message"}
)  # fmt: skip


_CLOCKED: Final = re.compile(
    r":|\+\d|^T\s?[+–−-]|\dh\d|\d\.\d\d$|\d\s?[ap]\.?m\b|noon|\d\s?h(?:ou)?rs?$|^\d{4}Z", re.IGNORECASE
)
_ANY: Final = date(2000, 1, 1)
# A time anywhere in a text, also `+12m` and `T+6 min`.
_ANYWHERE: Final = re.compile(
    r"(?<![\d:.])\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b)?(?![\d:])|\b\d{1,2}h\d{2}\b|\b\d{1,2}\s?[ap]m\b"
    r"|\b(?:[01]\d|2[0-3])[0-5]\d\s?h(?:ou)?rs?\b|\[1\d{9}\]|(?<!\w)T?\+\d{1,4}\s?(?:h|m|min|s)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """A parsed line. `written` is the time as written, with its zone if it has one."""

    time: datetime | clocks.Clock
    text: str
    actor: str = ""
    written: str = ""

    @property
    def has_clock(self) -> bool:
        """Whether it tells more than a day."""
        return isinstance(self.time, clocks.Clock) or self.written.isdigit() or bool(_CLOCKED.search(self.written))


def event_line(text: str, zone: tzinfo | None = None) -> Line | None:
    """Parses a line; None if it doesn't start with a time or has no text. `zone` is that of a time without one."""
    if not _DIGIT.search(text, 0, 40):
        return None
    line = values.clean(text[: values.MAX_TEXT])
    cells = _cells(line)
    if cells is not None:
        return _row(cells, zone)
    line = _BULLET.sub("", line, count=1)
    matched = _HEAD.match(line)
    if matched is None:
        return None
    time, written, rest = _time(matched, line, zone)
    second, rest = _second_time(time, rest, zone)
    if second and second["zone"] and written == matched["time"]:  # `14:05-14:20 UTC`
        written = f"{written} {second['zone']}"
        time = clocks.read_time(written)
    said = _JOINT.sub("", rest, count=1)
    if time is None or not said:
        return None
    who, what = _who(said)
    return Line(time, f"{what} (until {second[0].strip('[](): *_`')})" if second else what, who, written)


def _time(matched: re.Match[str], line: str, unsaid: tzinfo | None) -> tuple[datetime | clocks.Clock | None, str, str]:
    """Returns the time, how it is written, and the rest of the line. `14:05-14:10` is a range, not a zone."""
    word, zone, end = matched["time"], matched["zone"] or "", matched.end()
    if zone.startswith("-") and ":" in zone and re.fullmatch(r"\d{1,2}:\d{2}", word):
        zone, end = "", matched.end("time")
    if ":" not in word:
        word = re.sub(r"^(\d{1,2})(?=\s?[ap]m$)", r"\1:00", word, flags=re.IGNORECASE)
    written = word + (" " if matched.end("time") < matched.start("zone") else "") + zone
    written += f" (+{matched['later']})" if matched["later"] else ""
    return clocks.read_time(written, unsaid or UTC), written, line[end:]


def times_in(text: str) -> Iterator[str]:
    """Yields what looks like a time, wherever it stands in a text."""
    return (matched[0] for matched in _ANYWHERE.finditer(text))


def _second_time(
    time: datetime | clocks.Clock | None, rest: str, unsaid: tzinfo | None
) -> tuple[re.Match[str] | None, str]:
    """Returns the end of a range (`14:10–14:35: Ravi`), and what follows it. The same moment in another zone
    (`14:50 UTC / 16:50 CEST: up`) is passed over."""
    joint = _UNTIL.match(rest) or _SAME.match(rest)
    matched = _HEAD.match(rest, joint.end()) if joint else None
    if joint is None or matched is None or not _CLOCKED.search(matched["time"]):
        return None, rest
    second, _written, behind = _time(matched, rest, unsaid)
    if _UNTIL.match(rest):
        return matched, behind
    return None, behind if second and time and _is_same(second, time) else rest


def _is_same(one: datetime | clocks.Clock, other: datetime | clocks.Clock) -> bool:
    """Whether two times are one moment, as far as they tell the day."""
    first, second = (each if isinstance(each, datetime) else clocks.on_day(each, _ANY) for each in (one, other))
    return (first - second) % timedelta(days=1) == timedelta()


def _who(said: str) -> tuple[str, str]:
    matched = _WHO.match(said)
    if matched:
        return matched["angled"] or matched["at"] or matched["round"], said[matched.end() :]
    program = _PROGRAM.match(said)
    if program:
        return program["name"], said[program.end() :]
    named = _NAMED.match(said)
    if named and named["name"].casefold() not in _HEADINGS:
        return named["name"], said[named.end() :]
    return "", said


def _cells(line: str) -> list[str] | None:
    """Returns the cells of a table row (`| 14:05 | rolled back |`); None for any other line."""
    if not line.startswith("|") or line.count("|") < 3:
        return None
    return [cell.strip().strip("*") for cell in line.strip("|").split("|")]


def _row(cells: list[str], zone: tzinfo | None) -> Line | None:
    """Reads a row: time, text, perhaps the action, and, with four or more cells, the author last."""
    time = clocks.read_time(cells[0], zone or UTC)
    said = [cell for cell in cells[1:] if cell]
    if time is None or not said:
        return None
    actor = said.pop() if len(cells) >= 4 and len(said) > 1 else ""
    return Line(time, ". ".join(said), actor, cells[0])
