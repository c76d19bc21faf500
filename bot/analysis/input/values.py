"""Single values as people and programs write them: texts cleaned, numbers, yes and no, names, and JSON said in words.

Only what reads or says one value lives here; times are in clocks.py, where a value stood is known in tables.py.
A reader returns None for what it cannot read, and never guesses.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final

from bot.json_types import Json

# One field holds no more than that: a log pasted in whole tells nothing that its first pages do not, and what comes
# after reads every text several times.
MAX_TEXT: Final = 100_000
QUOTED: Final = 40  # characters of a bad value that a complaint shows

# Terminal colours, control characters, halves of characters, and signs that turn the direction of what follows.
_UNSEEN: Final = re.compile(
    "\x1b\\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_HALVES: Final = re.compile("[\ud800-\udfff]")
_BREAKS: Final = re.compile("\r\n?|[\u2028\u2029]")
_ABOUT: Final = r"(?:about|approximately|approx\.?|around|roughly|over|more than|almost|nearly|at least|ca\.?|[~≈<>≥≤])"
_NUMBER: Final = re.compile(
    rf"(?:{_ABOUT}\s*)?[$€£]?\s*(?P<whole>\d{{1,3}}(?:[,_' \u00a0\u202f]\d{{3}})+|\d{{1,15}})(?P<part>\.\d{{1,9}})?"
    r"\s*(?P<scale>k|thousand|m|mn|million|bn|billion)?\s*\+?\s*"
    r"(?:%|percent|per cent|usd|eur|gbp|dollars|euros|users|customers|people|requests|transactions|payments)?\+?",
    re.IGNORECASE,
)
_SCALES: Final = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_PART: Final = re.compile(r"(\d{1,6}(?:\.\d)?)\s*([dhms])[a-z]*")
_LENGTH: Final = re.compile(
    r"(?:about |approximately |~)?"
    r"(?:\d{1,6}(?:\.\d)?\s*(?:d|days?|h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?)\b[\s,]*(?:and )?)+"
)
_SECONDS: Final = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_YES: Final = frozenset({"yes", "y", "true", "1", "on"})
_NO: Final = frozenset({"no", "n", "false", "0", "off", "none", "nothing"})


def clean(text: str) -> str:
    """The text without what nobody can see, one kind of line break, no blanks around it; at most MAX_TEXT long."""
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT]
    if not text.isprintable():
        text = _HALVES.sub("\N{REPLACEMENT CHARACTER}", _UNSEEN.sub("", _BREAKS.sub("\n", text)))
    return text.strip()


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def read_number(value: Json) -> int | float | None:
    """A number as given or as in `~12,500 users`, `45 %`, `$28.5k`; a bool, text around it or NaN is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value if math.isfinite(value) else None
    matched = _NUMBER.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 60 else None
    if matched is None:
        return None
    plain = float(re.sub(r"\D", "", matched["whole"]) + (matched["part"] or ""))
    plain *= 10 ** _SCALES.get((matched["scale"] or "").casefold(), 0)
    return int(plain) if plain == int(plain) else plain


def read_length(value: Json, name: str = "") -> timedelta | None:
    """`1h 5m`, `65 minutes`, `2 hours 10 min`, `immediate`; a number alone is minutes, or what `name` says."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        unit = next((unit for unit in ("second", "hour", "day") if unit in name), "minute")
        return timedelta(seconds=value * _SECONDS[unit[0]]) if 0 <= value < 1e7 else None
    word = value.strip().casefold() if isinstance(value, str) and len(value) < 60 else ""
    if word in ("immediate", "immediately", "instant", "at once"):
        return timedelta()
    if not _LENGTH.fullmatch(word):
        return None
    return timedelta(seconds=sum(float(count) * _SECONDS[unit] for count, unit in _PART.findall(word)))


def read_flag(value: Json) -> bool | None:
    """Yes or no as a bool, a word, or 1 and 0."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold() if isinstance(value, str | int) else ""
    return word in _YES if word in _YES or word in _NO else None


def name_of(key: str) -> str:
    """A field's name however it was written: `Start Time`, `startTime` and `start-time` are `start_time`."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", one_line(key[:200]))
    return re.sub(r"[\W_]+", "_", parted).strip("_").casefold()


def quoted(value: Json) -> str:
    """The beginning of a bad value as JSON, for a complaint."""
    if isinstance(value, str):
        value = clean(value[: QUOTED * 4])
    text = json.dumps(value, ensure_ascii=False, default=str) if not _is_large(value) else _kind(value)
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}…"


def _is_large(value: Json) -> bool:
    return isinstance(value, Mapping | list) and len(value) > QUOTED


def _kind(value: Json) -> str:
    return "an object" if isinstance(value, Mapping) else "a list"


def cleaned(value: Json) -> Json:
    """The same JSON with every text in it cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {one_line(str(key)): cleaned(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [cleaned(item) for item in value]
    return value


def in_words(value: Json) -> str:
    """Any JSON value as a person would write it: no brackets, no quotes, no True; `none` where there is nothing."""
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
    """A field's name as words: `affected_users_percentage` and `affectedUsersPercentage` alike."""
    return name_of(name).replace("_", " ") or name


def texts_in(value: Json) -> Iterator[str]:
    """Every text within a value, at whatever depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts_in(item)
    elif isinstance(value, Sequence):
        for item in value:
            yield from texts_in(item)
