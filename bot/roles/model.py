"""Who holds a role of an incident, and command that was offered and is not taken yet."""

from dataclasses import dataclass
from datetime import datetime

from bot.people.model import Person


@dataclass(frozen=True)
class RoleHolder:
    """A role of an incident (a key of the policy's roles, never the commander's) and who holds it."""

    role: str
    person: Person
    since: datetime


@dataclass(frozen=True)
class Handover:
    """Command that was offered and is not taken yet. `told_at` is when its silence was announced."""

    to: Person
    by: Person
    at: datetime
    note: str = ""
    told_at: datetime | None = None
