"""The next update that a message promised, and the one that came: by a typed time, else by the message's own words.

Only a promise of an update counts, not one of a report. Where several channels were told, the next message on the same
channel keeps the promise.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.analysis.input import values
from bot.analysis.model import Told
from bot.review.document.material import Material


@dataclass(frozen=True)
class Promise:
    """`kept` is the next message on the channel, None where there is none."""

    told: Told
    due: datetime
    kept: Told | None

    @property
    def is_late(self) -> bool:
        """By a minute or more: times are shown to the minute."""
        return self.is_late_by(timedelta(minutes=1))

    def is_late_by(self, least: timedelta) -> bool:
        came = self.kept.at if self.kept else None
        return came is not None and came >= self.due + least


_SENTENCE: Final = re.compile(r"[^.!?\n]+")
_OF_AN_UPDATE: Final = re.compile(r"\bupdates?\b", re.IGNORECASE)
_OF_A_REPORT: Final = re.compile(r"\b(?:report|post-?mortem|review|root cause analysis)\b", re.IGNORECASE)
_AHEAD: Final = re.compile(r"\b(?:next|will|provide|expect|another|further|to follow)\b|'ll\b|’ll\b", re.IGNORECASE)
_WITHIN: Final = re.compile(
    r"\b(?:in|within|every)\s+(?:the next |about |approximately |~\s?)?"
    r"(?P<length>(?:\d{1,3}|an?|half an)[ -]?(?:minutes?|mins?|m|hours?|hrs?|h))\b",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    r"\b(?:at|by|before|around)\s+(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)\b"
    r"(?!\s*(?:[ap]m\b|(?!UTC|GMT)[A-Z]{2,5}\b))"  # of another zone
)
_IN_WORDS: Final = {
    "half an hour": timedelta(minutes=30),
    "an hour": timedelta(hours=1),
    "a minute": timedelta(minutes=1),
}


def promises(material: Material) -> Iterator[Promise]:
    """Yields one for each message that promises its next update, by the time of the message."""
    told = sorted((one for one in material.case.told if one.at), key=_at)
    for place, one in enumerate(told):
        if due := promised(one):
            later = (each for each in told[place + 1 :] if each.channel == one.channel and _at(each) > _at(one))
            yield Promise(one, due, next(later, None))


def promised(told: Told) -> datetime | None:
    """When the next update is due, by what the message says."""
    if told.next_at or told.at is None:
        return told.next_at
    for sentence in _SENTENCE.findall(told.text):
        if _OF_AN_UPDATE.search(sentence) and _AHEAD.search(sentence) and (due := _due(sentence, told.at)):
            return due
    return None


def reported(sentence: str, at: datetime) -> datetime | None:
    """When a report is due that a sentence promises."""
    return _due(sentence, at) if _OF_A_REPORT.search(sentence) and _AHEAD.search(sentence) else None


def _due(sentence: str, at: datetime) -> datetime | None:
    if within := _WITHIN.search(sentence):
        length = within["length"].casefold()
        taken = _IN_WORDS.get(length) or values.read_length(length.replace("-", " "))
        return at + taken if taken else None
    if by := _BY.search(sentence):
        due = at.astimezone(UTC).replace(hour=int(by["hour"]), minute=int(by["minute"]), second=0, microsecond=0)
        return due if due > at else due + timedelta(days=1)
    return None


def _at(told: Told) -> datetime:
    assert told.at is not None
    return told.at
