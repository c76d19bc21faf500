"""An update: what people were told, when the next one was promised, and what all updates together say by now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.people.model import Person


@dataclass(frozen=True)
class Update:
    """What people were told. `number` counts an incident's updates from 1.

    `text` is what is known; `impact` and `doing` stand beside it where somebody said them. `next_by` is when the next
    one was promised.
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
    """What the updates say by now. An update without an impact does not erase that of an earlier one."""

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
