"""Decides when a channel is archived and when data is deleted.

The policy has the periods. storage/retention/pruning.py deletes old data, storage/retention/erasure.py erases a
person's data.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.config.policy import Policy, RetentionPeriods
from bot.incidents.change import Change, with_changes
from bot.incidents.model import VOID, Incident, Status
from bot.nudges.model import Reminder, ReminderKind
from bot.outbox import keys
from bot.outbox.channels import ArchiveChannel
from bot.outbox.incidents import ChannelArchiving
from bot.people.model import MUSTER

ARCHIVE: Final = Reminder(ReminderKind.ARCHIVE)
ENDED: Final = VOID | {Status.CLOSED}
PRUNED_EVERY: Final = timedelta(days=1)


def plan(incident: Incident, policy: Policy, *, reviewed: bool) -> Mapping[Reminder, datetime]:
    """Schedules archiving: some days after the incident ended, but not before a required review is posted."""
    days = policy.retention.archive_channel_after_days
    if incident.ended_at is None or incident.status not in ENDED or not incident.channel or incident.archived:
        return {}
    taken_up = incident.reminder_state.asked_at(ARCHIVE)
    if not days or (taken_up and taken_up >= incident.ended_at) or not (reviewed or not needs_review(incident, policy)):
        return {}
    return {ARCHIVE: incident.ended_at + timedelta(days=days)}


def needs_review(incident: Incident, policy: Policy) -> bool:
    """Returns whether a review is required: not for false alarms, duplicates, drills, or severities without one."""
    return (
        incident.status not in VOID and not incident.drill and bool(policy.severity(incident.severity).review_sections)
    )


def archive(incident: Incident, at: datetime, policy: Policy) -> Change:
    """Posts a line and archives the channel. The incident is marked as archived once Slack has done it."""
    moved = replace(with_changes(incident), reminder_state=incident.reminder_state.with_asked(ARCHIVE, at))
    line = ChannelArchiving(
        *keys.line(moved),
        by=MUSTER,
        at=at,
        number=incident.number,
        days=policy.retention.archive_channel_after_days,
        ended=incident.status.value,
    )
    done = ArchiveChannel(*keys.posted(incident, keys.of_channel(incident, "archive")), posted_in=incident.channel)
    return Change(moved, effects=(line, done))


def to_archive(incident: Incident, channel: str) -> bool:
    """Returns whether archiving is still wanted: the incident wasn't reopened or moved to another channel."""
    return incident.status in ENDED and incident.channel == channel


# Deleting data older than the retention periods


@dataclass(frozen=True)
class RetentionLimits:
    """Data older than these times is deleted; None means never."""

    requests: datetime | None
    outbox: datetime | None
    texts: datetime | None


def limits(keep: RetentionPeriods, at: datetime) -> RetentionLimits:
    return RetentionLimits(*(at - timedelta(days=days) if days else None for days in _days(keep)))


def _days(keep: RetentionPeriods) -> tuple[int, int, int]:
    return keep.request_ids_days, keep.delivered_messages_days, keep.message_texts_days


@dataclass(frozen=True)
class Pruned:
    """The numbers of deleted request IDs, outbox rows and message texts."""

    requests: int = 0
    outbox: int = 0
    texts: int = 0

    def __bool__(self) -> bool:
        return any((self.requests, self.outbox, self.texts))

    def __add__(self, other: "Pruned") -> "Pruned":
        return Pruned(self.requests + other.requests, self.outbox + other.outbox, self.texts + other.texts)
