"""Parses and formats single values: text, numbers, durations, flags, names, and JSON as text.

Times are in clocks.py. A parser returns None for what it can't read, and never guesses.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Final

from bot.json_types import Json

# One field holds no more than that: a log pasted in whole tells nothing that its first pages do not, and what comes
# after reads every text several times.
MAX_TEXT: Final = 100_000
_SHORT: Final = 60  # characters of a line that is likely to come again
QUOTED: Final = 40  # characters of a bad value that a complaint shows

# Terminal colours, control characters, halves of characters, and signs that turn the direction of what follows.
_UNSEEN: Final = re.compile(
    "\x1b\\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_HALVES: Final = re.compile("[\ud800-\udfff]")
_BREAKS: Final = re.compile("\r\n?|[\u2028\u2029]")
_ABOUT: Final = r"(?:about|approximately|approx\.?|around|roughly|over|more than|almost|nearly|at least|ca\.?|[~≈<>≥≤])"
_NUMBER: Final = (
    rf"(?i)(?:{_ABOUT}\s*)?[$€£]?\s*(?P<whole>\d{{1,3}}(?:[,_' \u00a0\u202f]\d{{3}})+|\d{{1,15}})(?P<part>\.\d{{1,9}})?"
    r"\s*(?P<scale>k|thousand|m|mn|million|bn|billion)?\s*\+?\s*"
    r"(?:%|percent|per cent|usd|eur|gbp|dollars|euros|users|customers|people|requests|transactions|payments)?\+?"
)
_SCALES: Final = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_PART: Final = r"(\d{1,6}(?:\.\d)?)\s*([dhms])[a-z]*"
_LENGTH: Final = (
    r"(?:about |approximately |~)?"
    r"(?:\d{1,6}(?:\.\d)?\s*(?:d|days?|h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?)\b[\s,]*(?:and )?)+"
)
_SECONDS: Final = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_YES: Final = frozenset({"yes", "y", "true", "1", "on"})
_NO: Final = frozenset({"no", "n", "false", "0", "off", "none", "nothing"})


def clean(text: str) -> str:
    """Strips whitespace and invisible characters, normalizes line breaks, and cuts the text at MAX_TEXT."""
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT]
    if not text.isprintable():
        text = _HALVES.sub("\N{REPLACEMENT CHARACTER}", _UNSEEN.sub("", _BREAKS.sub("\n", text)))
    return text.strip()


def one_line(text: str) -> str:
    return _short_line(text) if len(text) <= _SHORT else " ".join(clean(text).split())


@lru_cache(maxsize=4096)
def _short_line(text: str) -> str:
    """Cleans a name, a type or a status once, and shares it among all the events that have it."""
    return " ".join(clean(text).split())


def read_number(value: Json) -> int | float | None:
    """Parses a number, also as in `~12,500 users`, `45%` or `$28.5k`; None for a bool, other text, or NaN."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value if math.isfinite(value) else None
    matched = re.fullmatch(_NUMBER, value.strip()) if isinstance(value, str) and len(value) < 60 else None
    if matched is None:
        return None
    plain = float(re.sub(r"\D", "", matched["whole"]) + (matched["part"] or ""))
    plain *= 10 ** _SCALES.get((matched["scale"] or "").casefold(), 0)
    return int(plain) if plain == int(plain) else plain


def read_length(value: Json, name: str = "") -> timedelta | None:
    """Parses `1h 5m`, `65 minutes`, `immediate`; a plain number is in minutes, or in the unit that `name` contains."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        unit = next((unit for unit in ("second", "hour", "day") if unit in name), "minute")
        return timedelta(seconds=value * _SECONDS[unit[0]]) if 0 <= value < 1e7 else None
    word = value.strip().casefold() if isinstance(value, str) and len(value) < 60 else ""
    if word in ("immediate", "immediately", "instant", "at once"):
        return timedelta()
    if not re.fullmatch(_LENGTH, word):
        return None
    return timedelta(seconds=sum(float(count) * _SECONDS[unit] for count, unit in re.findall(_PART, word)))


def read_flag(value: Json) -> bool | None:
    """Parses a bool, a word such as yes or no, or 1 and 0."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold() if isinstance(value, str | int) else ""
    return word in _YES if word in _YES or word in _NO else None


@lru_cache(maxsize=4096)
def name_of(key: str) -> str:
    """Normalizes a field name: `Start Time`, `startTime` and `start-time` become `start_time`."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", one_line(key[:200]))
    return re.sub(r"[\W_]+", "_", parted).strip("_").casefold()


def quoted(value: Json) -> str:
    """Returns the beginning of a value as JSON, for a complaint."""
    if isinstance(value, str):
        value = clean(value[: QUOTED * 4])
    elif isinstance(value, Mapping | list) and len(value) > QUOTED:
        return "an object" if isinstance(value, Mapping) else "a list"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}…"


def cleaned(value: Json) -> Json:
    """Cleans all strings in a JSON value."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {one_line(str(key)): cleaned(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [cleaned(item) for item in value]
    return value


def in_words(value: Json) -> str:
    """Formats a JSON value as a person would write it, without brackets and quotes; `none` for an empty one."""
    if value is None or value == [] or value == {} or value == "":
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,}"
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return ", ".join(f"{label(key)} {in_words(item)}" for key, item in value.items())
    joint = "; " if any(isinstance(item, Mapping) for item in value) else ", "
    return joint.join(map(in_words, value))


def label(name: str) -> str:
    """Converts a field name to words: `affectedUsersPercentage` becomes `affected users percentage`."""
    return name_of(name).replace("_", " ") or name


def label_of(key: str) -> str:
    """The same for a key that may be a heading: what is words already stays as it is written."""
    return one_line(key[:200]) if " " in key.strip() else label(key)


def texts_in(value: Json) -> Iterator[str]:
    """Yields all strings in a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts_in(item)
    elif isinstance(value, Sequence):
        for item in value:
            yield from texts_in(item)
