"""An update: what people were told, and when the next one was promised."""

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
