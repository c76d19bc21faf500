"""Stakeholder updates: their audiences, the public status, and the facts that drafts are made from.

templates/announcements has the text for each audience: fixed sentences around these facts. A sentence whose fact is
missing is left out. A person reads, edits and sends a draft; Muster never does.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.analysis.impact import NO_IMPACT, RecordedImpact
from bot.metrics.durations import Duration
from bot.time_format import minutes_shown


class Audience(StrEnum):
    INTERNAL = "internal"
    EXECUTIVE = "executive"
    STATUS_PAGE = "status_page"
    CUSTOMER = "customer"


class PublicStatus(StrEnum):
    """The four statuses of a status page."""

    INVESTIGATING = "Investigating"
    IDENTIFIED = "Identified"
    MONITORING = "Monitoring"
    RESOLVED = "Resolved"


class Beginning(StrEnum):
    """What is known of an incident's beginning: its start, or only when it was detected or declared."""

    STARTED = "started"
    DETECTED = "detected"
    DECLARED = "declared"


class Need(StrEnum):
    """What executives are asked for; each follows from a field of the record."""

    COMMANDER = "commander"
    OWNERS = "owners"
    OWNERS_AND_DUE_DATES = "owners_and_due_dates"
    DUE_DATES = "due_dates"
    WORD_ON_DATA_LOSS = "word_on_data_loss"
    WORD_ON_BREACH = "word_on_breach"


@dataclass(frozen=True)
class Known:
    """A key time."""

    at: datetime
    estimated: bool = False


@dataclass(frozen=True)
class Asked:
    """`count` is of action items, 0 for what has none."""

    need: Need
    count: int = 0


@dataclass(frozen=True)
class Seen:
    """What people outside may read: no name, version, vendor, revenue or count (bot/announcements/outside_words.py).

    `impact` and `changes` are sentences, `left_out` those of the recorded impact that they may not read.
    """

    services: tuple[str, ...] = ()
    impact: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


_NOTHING_SEEN: Final = Seen()


@dataclass(frozen=True)
class StakeholderFacts:
    """What the drafts are made from; "", () or None for what nobody recorded.

    `severity` is its name (SEV1), `title` one that names the incident. `begun` is the time of its `beginning`,
    `recovered` when the impact ended, `at` the time of the draft, None where no duration so far is wanted. `known` is
    what responders know, `doing` what they are doing, `reported` the first report where nothing else says what it is
    about, `missed` the durations over their target. Drafts of a `drill` say not to send them.
    """

    severity: str
    status: PublicStatus
    title: str = ""
    impact: RecordedImpact = NO_IMPACT
    seen: Seen = _NOTHING_SEEN
    beginning: Beginning = Beginning.DECLARED
    begun: Known | None = None
    recovered: Known | None = None
    resolved: Known | None = None
    at: datetime | None = None
    cause: str = ""
    known: str = ""
    doing: str = ""
    reported: str = ""
    commander: str = ""
    missed: tuple[Duration, ...] = ()
    asked: tuple[Asked, ...] = ()
    next_by: datetime | None = None
    drill: bool = False

    @property
    def is_over(self) -> bool:
        return self.status is PublicStatus.RESOLVED

    @property
    def ended(self) -> Known | None:
        """When the impact ended: a recorded recovery, else the resolution, by which it was over at the latest."""
        resolved = self.resolved if self.is_over else None
        if self.recovered and (resolved is None or not self.recovered.estimated):
            return self.recovered
        return resolved

    @property
    def is_end_at_most(self) -> bool:
        """Whether it may have ended before, because nobody logged the recovery."""
        recovered, resolved = self.recovered, self.ended
        if recovered is None or resolved is None:
            return True
        return recovered.estimated and recovered.at != resolved.at

    @property
    def minutes_of_impact(self) -> int | None:
        """From its start to its end; None unless both are known."""
        if self.beginning is not Beginning.STARTED or self.begun is None or self.ended is None:
            return None
        minutes = minutes_shown(self.begun.at, self.ended.at)
        return minutes if minutes >= 0 else None

    @property
    def minutes_open(self) -> int | None:
        """To the resolution, or so far; a duration of less than nothing is none."""
        until = (self.resolved.at if self.resolved else None) if self.is_over else self.at
        if self.begun is None or until is None:
            return None
        minutes = minutes_shown(self.begun.at, until)
        return minutes if minutes >= 0 else None

    @property
    def is_length_estimated(self) -> bool:
        """Whether the time open rests on an estimate."""
        ends = (self.begun, self.resolved if self.is_over else None)
        return any(end.estimated for end in ends if end)
