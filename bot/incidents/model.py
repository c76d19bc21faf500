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


# Still being worked on.
OPEN: Final = frozenset({Status.INVESTIGATING, Status.IDENTIFIED, Status.MITIGATING, Status.MONITORING})


# False alarms and duplicates: metrics don't count them and no review is due.
VOID: Final = frozenset({Status.CANCELLED, Status.MERGED})


class ChannelState(StrEnum):
    """Whether an incident has a channel, and whether Muster can post in it."""

    CREATING = "creating"
    REFUSED = "refused"  # Slack doesn't let Muster create it
    READY = "ready"
    AWAY = "away"  # Muster isn't in it
    ARCHIVED = "archived"
    DELETED = "deleted"  # also the incident's channel_error


@dataclass(frozen=True)
class Incident:
    """An incident as it is now. People refer to it by `number` (#42), which counts within the workspace.

    `updated_at` is the time of the declaration or the latest update, `nudged_at` that of the latest nudge, and
    `snoozed_until` ends a snooze. `silence_asked_at` is when Muster last asked what happened during a silence, and
    `silence_from` when that silence began, None once an entry explained it.
    `channel` is Slack's id, empty until the channel exists. `channel_generation` counts its channels, because the bot
    can't unarchive a channel or make a public one private. `archived`: its channel is archived, or deleted.
    `channel_error` is why Slack refused to create the channel or to let Muster post in it, "" if it did not.
    `version` counts the decisions on the incident.
    `promised_at` is when the next update was promised, None if it follows from the severity.
    `commander_at` is when someone first became commander, `commander_since` when the current commander did.
    `merged_into` is the number of the incident that this one was merged into, 0 for none. `subscribers` are ids of
    people and channels that get each update. `drill`: an exercise, not announced and not counted in metrics.
    `ended_at` is when it was closed, marked as a false alarm or merged.
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
    channel_error: str = ""
    reminder_state: ReminderState = field(default_factory=ReminderState)

    @property
    def name(self) -> str:
        return f"#{self.number}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def channel_state(self) -> ChannelState:
        if not self.channel:
            return ChannelState.REFUSED if self.channel_error else ChannelState.CREATING
        if self.archived:
            return ChannelState.DELETED if self.channel_error == ChannelState.DELETED else ChannelState.ARCHIVED
        return ChannelState.AWAY if self.channel_error else ChannelState.READY

    @property
    def open_channel(self) -> str:
        """Its channel if Muster can post there, else ""."""
        return self.channel if self.channel_state is ChannelState.READY else ""

    @property
    def active_commander(self) -> Person | None:
        """The commander, unless they aren't there."""
        return self.commander if self.commander and self.commander.is_there else None

    def holders(self, role: str) -> tuple[Person, ...]:
        """The holders of a role other than commander, longest first."""
        return tuple(held.person for held in self.roles if held.role == role)
