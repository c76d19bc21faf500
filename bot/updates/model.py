"""A status update, and the latest facts of all updates of an incident."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.people.model import Person


@dataclass(frozen=True)
class Update:
    """A status update. `number` counts an incident's updates from 1.

    `text` is what changed; `impact` and `doing` are "" if they were left out. `next_by` is when the next one is due.
    """

    number: int
    text: str
    by: Person
    at: datetime
    impact: str = ""
    doing: str = ""
    next_by: datetime | None = None


@dataclass(frozen=True)
class LatestFacts:
    """The last update, and the last impact and work that any update had: leaving one out does not clear it."""

    update: Update | None = None
    impact: str = ""
    doing: str = ""


def latest_facts(updates: Sequence[Update]) -> LatestFacts:
    newest = tuple(reversed(updates))
    return LatestFacts(
        update=next(iter(newest), None),
        impact=next((each.impact for each in newest if each.impact), ""),
        doing=next((each.doing for each in newest if each.doing), ""),
    )
