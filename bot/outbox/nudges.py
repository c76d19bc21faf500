"""The one message that asks all that is due at a moment: each question with its facts, and what became of it.

What is asked is added to what was asked at the same moment, an answer to what it answers; what is not set says nothing.
"""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import ClassVar

from bot.outbox.model import InChannel, OutboxMessage, Priority
from bot.people.model import Person


@dataclass(frozen=True)
class Prompts:
    """What is asked at a moment, and the answers; None or empty where it is not asked or not answered."""

    at: datetime | None = None
    whom: Person | None = None
    # for an update, which was due at `due`, the last one posted at `last`
    due: datetime | None = None
    last: datetime | None = None
    mentions: tuple[Person, ...] | None = None
    directly: tuple[Person, ...] = ()
    answered_by: Person | None = None
    snoozed_by: Person | None = None
    until: datetime | None = None
    reason: str = ""
    passed: datetime | None = None  # when it was asked again
    put_off: datetime | None = None  # when a change of severity or status moved the update to a later time
    over: str | None = None  # the status that ended it
    # what happened in a silence
    gap_from: datetime | None = None
    gap_by: Person | None = None
    nothing: bool = False
    # who commands; `vacant_over` is who took it, "" where the incident ended
    vacant_from: datetime | None = None
    vacant_over: str | None = None
    # whether the severity still fits: it sounds like `look` and was `was`, it was kept at or set to `kept`
    look: str | None = None
    reasons: tuple[str, ...] = ()
    was: str | None = None
    look_by: Person | None = None
    kept: str | None = None
    # whether it goes on
    idle_from: datetime | None = None
    idle_over: str | None = None
    # for its review, and for factors without an action item
    review_by: datetime | None = None
    review_over: bool = False
    factors: int | None = None
    # for owners of action items, by number
    unowned: tuple[int, ...] | None = None

    def over_known(self, known: "Prompts") -> "Prompts":
        """With all that was asked and answered before."""
        unset = Prompts()
        said = {
            each.name: value
            for each in fields(self)
            if (value := getattr(self, each.name)) != getattr(unset, each.name)
        }
        return replace(known, **said)


@dataclass(frozen=True, kw_only=True)
class Nudge(InChannel):
    prompts: Prompts

    @property
    def is_answerable(self) -> bool:
        return True

    def merged_over(self, known: OutboxMessage) -> OutboxMessage:
        return replace(self, prompts=self.prompts.over_known(known.prompts)) if isinstance(known, Nudge) else self


@dataclass(frozen=True, kw_only=True)
class DirectNudge(OutboxMessage):
    """The same to somebody (an id) by direct message."""

    priority: ClassVar[Priority] = Priority.PEOPLE

    to: str
    prompts: Prompts

    @property
    def is_answerable(self) -> bool:
        return True

    def merged_over(self, known: OutboxMessage) -> OutboxMessage:
        return replace(self, prompts=self.prompts.over_known(known.prompts)) if isinstance(known, DirectNudge) else self


@dataclass(frozen=True, kw_only=True)
class RemindersFailing(OutboxMessage):
    """What is due for an incident can't be asked. `to` is whom it waits for, or its channel.

    It is drawn from nothing but itself: the incident may be what can't be read.
    """

    priority: ClassVar[Priority] = Priority.PEOPLE

    to: str
    incident: int
    retry_at: datetime
