"""What the fields beside a timeline entry add to its text: `pool size 20, waiting requests 147`.

A field that the text says already adds nothing, nor does one that only names a tool or how a program calls the entry.
All fields stay in the JSON.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from bot.analysis.model import Event
from bot.json_types import Json
from bot.review.document.facts import figure, label, moment_of, plain, said
from bot.review.document.overlap import has_all, words_of
from bot.time_format import clock

Units = Mapping[str, str]  # the unit of a field by its name, as an entry writes it: `error_rate` is in %

# How programs call, file and pass on an entry
_OF_PROGRAMS: Final = re.compile(
    r"(?:^|_)(?:ids?|uuid|guid|hash|fingerprint|source|tool|provider|integration|channel|metric|query|check|rule"
    r"|action|reason|type|kind|event|category|labels?|tags?|severity|status)$"
)
_ONE_NAME: Final = re.compile(r"\S+")
_CODE_NAME: Final = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+")  # `orm_connection_leak`
_PREPOSITION: Final = re.compile(r"\b(?:by|to|at|in|on|down|from|since|until|before|after)$")
_TURN: Final = re.compile(r" (before|after)$")
_TURNS: Final = words_of("before after")
_OF_ANYTHING: Final = frozenset(
    word for name in ("value", "old", "new", "from", "to", "current", "count", "number") for word in words_of(name)
) | {"from", "to"}
_UNIT_IN_NAME: Final = re.compile(r"_(?:percent(?:age)?|pct|usd|eur|ms|minutes|seconds)$")
_UNIT: Final = r"\s?(%|ms|s|min|h|[kKMGT]i?B|rps|qps)(?![\w%])"
_MEASURED: Final = ("value", "current", "threshold", "limit", "baseline")  # of one metric, so in one unit


def units_of(events: Iterable[Event]) -> Units:
    """Returns the units in which the texts write the figures beside them."""
    found: dict[str, str] = {}
    for event in events:
        for key, value in event.extra.items():
            if _is_said(event.text, key, value) and (unit := _unit_in(event.text, value)):
                found.setdefault(key if key not in _MEASURED else str(event.extra.get("metric", "")), unit)
    found.pop("", None)
    return found


def _unit_in(text: str, value: Json) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    written = re.search(rf"(?<![\d.]){re.escape(f'{value:.10g}')}{_UNIT}", text.replace(",", ""))
    return written[1] if written else ""


def beside(event: Event, units: Units, day: date) -> tuple[str, ...]:
    """Returns what each field of an entry adds, in words."""
    return tuple(filter(None, (_added(event, key, value, units, day) for key, value in event.extra.items())))


def _added(event: Event, key: str, value: Json, units: Units, day: date) -> str:
    if value in (None, "", [], {}) or _is_said(event.text, key, value):
        return ""
    name = _lowered(label(_UNIT_IN_NAME.sub("", key)))
    if (turn := _TURN.search(name)) and has_all(event.text, name[: turn.start()]):
        name = turn[1]  # the text says of what
    if isinstance(value, bool):
        return name if value else f"{name}: no"
    if isinstance(value, int | float):
        shown = said(value, key)
        return f"{name} {shown}{_unit(event, key, units) if shown == figure(value) else ''}"
    if at := moment_of(value):
        return f"{name} {clock(at, day)}"
    return f"{name}{' ' if _PREPOSITION.search(name) else ': '}{in_words(value)}"


def _lowered(name: str) -> str:
    """`Pool size` continues a sentence as `pool size`; `CPU load` stays."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def in_words(value: Json) -> str:
    """A value on one line; how a program writes a reason, with blanks."""
    text = plain(value)
    return text.replace("_", " ") if _CODE_NAME.fullmatch(text) else text


def _unit(event: Event, key: str, units: Units) -> str:
    if key in _MEASURED:
        metric = units.get(str(event.extra.get("metric", "")), "")
        return metric or next((unit for each in _MEASURED if (unit := _unit_in(event.text, event.extra.get(each)))), "")
    alike = (name for name in units if key.startswith(f"{name}_") or name.endswith(f"_{key}"))
    return units.get(key) or units.get(next(alike, ""), "")


def _is_said(text: str, key: str, value: Json) -> bool:
    """Returns whether the text says it: a figure beside a word of its name, since `5%` tells of no 5 retries."""
    if not text.strip():
        return False
    if isinstance(value, bool):
        return has_all(text, label(key))
    if isinstance(value, int | float):
        names = words_of(label(key))
        whole = f"{int(value)}%" in text and names <= words_of(text) | _TURNS  # `from 23%` says 23.5 before
        return whole or (has_all(text, f"{value:.10g}") and bool(names & (_OF_ANYTHING | words_of(text))))
    at = moment_of(value)
    if at:
        return f"{at:%H:%M}" in text
    return has_all(text, plain(value)) or (
        isinstance(value, str) and bool(_OF_PROGRAMS.search(key.casefold())) and bool(_ONE_NAME.fullmatch(value))
    )


def notes(events: Iterable[Event], day: date) -> Mapping[int, tuple[str, ...]]:
    """Returns what stands beside each entry, by its number."""
    known = tuple(events)
    units = units_of(known)
    return {event.number: beside(event, units, day) for event in known}
