"""Facts for the review: cause, contributing factors, impact, fix, what helped or hindered, and lessons."""

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
    """`text` is quoted in the review as the person wrote it."""

    kind: FactKind
    text: str
    by: Person
    at: datetime
