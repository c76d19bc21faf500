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
    """The last update, and the last impact and work that any update had: leaving one out does not clear it.

    `impact_in` and `doing_in` are the numbers of those updates.
    """

    update: Update | None = None
    impact: str = ""
    doing: str = ""
    impact_in: int = 0
    doing_in: int = 0


def latest_facts(updates: Sequence[Update]) -> LatestFacts:
    newest = tuple(reversed(updates))
    impact, impact_in = next(((each.impact, each.number) for each in newest if each.impact), ("", 0))
    doing, doing_in = next(((each.doing, each.number) for each in newest if each.doing), ("", 0))
    return LatestFacts(next(iter(newest), None), impact, doing, impact_in, doing_in)
