"""Role holders and pending handovers."""

from dataclasses import dataclass
from datetime import datetime

from bot.people.model import Person


@dataclass(frozen=True)
class RoleHolder:
    """Who holds a role since when. `role` is a key of the policy's roles, never the commander's."""

    role: str
    person: Person
    since: datetime


@dataclass(frozen=True)
class Handover:
    """A pending offer of command. `told_at` is when both people were told that it has no answer."""

    to: Person
    by: Person
    at: datetime
    note: str = ""
    told_at: datetime | None = None
