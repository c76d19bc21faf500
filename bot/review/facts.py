"""Facts for the review, word for word as somebody recorded them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.people.model import Person


class FactKind(StrEnum):
    CAUSE = "cause"
    FACTOR = "factor"
    IMPACT = "impact"
    FIX = "fix"
    HELPED = "helped"
    HINDERED = "hindered"
    LESSON = "lesson"


@dataclass(frozen=True)
class RecordedFact:
    """A cause, factor, impact, fix, or what helped, hindered or was learned, word for word as somebody recorded it."""

    kind: FactKind
    text: str
    by: Person
    at: datetime
