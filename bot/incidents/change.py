"""What a decision returns, how one is put together, and all that is known of one incident."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.incidents.model import Incident
from bot.outbox import messages
from bot.outbox.incidents import ChannelLine
from bot.outbox.model import OutboxMessage
from bot.people.model import Person
from bot.review.facts import RecordedFact
from bot.tasks.model import ActionItem, Task
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.updates.model import Update


@dataclass(frozen=True)
class Change:
    """What a decision returns, to be stored in one transaction: the incident as it is to be, and what is new.

    An entry that has an id is the next version of the one with that id. An action item or task whose number is there
    already takes the place of the one that has it.
    """

    incident: Incident
    entries: tuple[Entry, ...] = ()
    updates: tuple[Update, ...] = ()
    records: tuple[RecordedFact, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    effects: tuple[OutboxMessage, ...] = ()
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True)
class IncidentDetails:
    """All that is known of one incident, oldest first: what a card, a timeline or a review is drawn from.

    `entries` are the newest versions of those that stand; removed ones are not among them.
    """

    incident: Incident
    entries: tuple[Entry, ...]
    updates: tuple[Update, ...]
    records: tuple[RecordedFact, ...]
    actions: tuple[ActionItem, ...]
    tasks: tuple[Task, ...] = ()


def with_changes(incident: Incident, **changes: object) -> Incident:
    """The incident after a decision: with these fields, and counted as one version more."""
    return replace(incident, version=incident.version + 1, **changes)  # type: ignore[arg-type]


def with_messages(change: Change, *more: OutboxMessage) -> Change:
    """The change, with more that Slack is to show of it."""
    return replace(change, effects=(*change.effects, *more))


def visible_change(moved: Incident, entry: Entry, line: ChannelLine, *more: OutboxMessage) -> Change:
    """A change that people must notice: an entry, one short line in the channel, and everything redrawn."""
    return Change(moved, entries=(entry,), effects=(*messages.redraw(moved), line, *more))


def new_entry(at: datetime, kind: EntryKind, text: str, by: Person, source: EntrySource) -> Entry:
    captured_by = () if source is EntrySource.SYSTEM else (by,)
    return Entry(at, at, kind, text, by, source, captured_by=captured_by)


def system_entry(at: datetime, kind: EntryKind, text: str, by: Person) -> Entry:
    """An entry that the bot writes; `by` is whose doing it tells of."""
    return new_entry(at, kind, text, by, EntrySource.SYSTEM)


def with_reason(text: str, reason: str) -> str:
    """The text of an entry, with what somebody said of it."""
    return f"{text}: {reason}" if reason else text
