"""The incident as it is now, and the statuses it can have.

A frozen value: a decision returns the next one. Times are timezone-aware UTC.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.nudges.model import ReminderState
from bot.people.model import Person
from bot.roles.model import Handover, RoleHolder


class Status(StrEnum):
    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MITIGATING = "mitigating"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    MERGED = "merged"


# Somebody still works on it.
OPEN: Final = frozenset({Status.INVESTIGATING, Status.IDENTIFIED, Status.MITIGATING, Status.MONITORING})


# False alarms and duplicates: no incidents of their own, so no figure counts them and no review is due.
VOID: Final = frozenset({Status.CANCELLED, Status.MERGED})


@dataclass(frozen=True)
class Incident:
    """An incident as it is now. `number` is its name among people (#42), counted in each workspace.

    `updated_at` is when people last heard (the declaration, then each update); `nudged_at` when somebody was
    last asked for an update; `snoozed_until` the moment before which nobody is to be asked. `silence_asked_at` is when
    somebody was last asked what happened, `silence_from` the start of the silence they were asked about, None once an
    entry told it.
    `channel` is Slack's id, empty until the channel exists; `channel_generation` counts the channels that it has had,
    for an archived one can't be opened again and a public one not be made private. `archived` says that its channel is.
    `version` counts the decisions taken on the incident.
    `promised_at` is when the next update was promised, None where the cadence alone says it.
    `commander_at` is when somebody first took command, `commander_since` when the present commander did.
    `merged_into` is the number of the incident that this one repeats, 0 for none. `subscribers` are ids of people
    and channels that get each update. `drill`: an exercise, which nobody outside hears of and no figure counts.
    `ended_at` is when it was closed, cancelled or merged.
    """

    team: str
    number: int
    title: str
    severity: str
    status: Status
    declared_by: Person
    declared_at: datetime
    updated_at: datetime
    private: bool = False
    services: tuple[str, ...] = ()
    summary: str = ""
    commander: Person | None = None
    commander_at: datetime | None = None
    commander_since: datetime | None = None
    mitigated_at: datetime | None = None
    resolved_at: datetime | None = None
    nudged_at: datetime | None = None
    snoozed_until: datetime | None = None
    silence_from: datetime | None = None
    silence_asked_at: datetime | None = None
    channel: str = ""
    channel_name: str = ""
    version: int = 0
    drill: bool = False
    roles: tuple[RoleHolder, ...] = ()
    handover: Handover | None = None
    promised_at: datetime | None = None
    subscribers: tuple[str, ...] = ()
    merged_into: int = 0
    ended_at: datetime | None = None
    channel_generation: int = 1
    archived: bool = False
    reminder_state: ReminderState = field(default_factory=ReminderState)

    @property
    def name(self) -> str:
        return f"#{self.number}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def holders(self, role: str) -> tuple[Person, ...]:
        """Who holds a role other than that of the commander, longest first."""
        return tuple(held.person for held in self.roles if held.role == role)
