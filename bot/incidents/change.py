"""What a decision returns, helpers to build it, and all details of an incident."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.encoded_length import encoded_length
from bot.incidents.model import Incident, Status
from bot.outbox import keys, messages
from bot.outbox.incidents import ChannelLine, FullText
from bot.outbox.model import OutboxMessage
from bot.people.model import Person
from bot.review.facts import RecordedFact
from bot.tasks.model import ActionItem, Task
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.updates.model import Update

ROOM: Final = 9_000  # characters of a text that a message shows in full, where & < > are written as escapes
FEWEST_OF_A_PART: Final = 900  # characters of a text that a message shows at the least, even if all are escaped


@dataclass(frozen=True)
class Change:
    """What a decision returns, to be stored in one transaction: the changed incident, and what is new.

    An entry with an id is the next version of that entry. An action item or task with an existing number replaces it.
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
    """All details of one incident, oldest first, for a card, a timeline or a review.

    `entries` are the newest versions, without removed entries.
    """

    incident: Incident
    entries: tuple[Entry, ...]
    updates: tuple[Update, ...]
    records: tuple[RecordedFact, ...]
    actions: tuple[ActionItem, ...]
    tasks: tuple[Task, ...] = ()


def with_changes(incident: Incident, **changes: object) -> Incident:
    """The incident with these fields changed, and the next version number."""
    return replace(incident, version=incident.version + 1, **changes)  # type: ignore[arg-type]


def with_messages(change: Change, *more: OutboxMessage) -> Change:
    """The change with more messages."""
    return replace(change, effects=(*change.effects, *more))


def visible_change(moved: Incident, entry: Entry, line: ChannelLine, *more: OutboxMessage) -> Change:
    """A change that people must notice: a timeline entry, a line in the channel, and card and announcement redrawn."""
    text = str(getattr(line, "text", ""))
    return Change(
        moved,
        entries=(entry,),
        effects=(*messages.redraw(moved), line, *full_text(moved, line, text, by=line.by, at=line.at), *more),
    )


def full_text(
    incident: Incident, shown: OutboxMessage, text: str, by: Person, at: datetime, room: int = ROOM
) -> tuple[FullText, ...]:
    """A text that `shown` has no room for, in its thread: one part after another, and none holds up other posts."""
    if encoded_length(text) <= room:
        return ()
    name = f"{shown.key}/text"
    _, _, channel = keys.posted(incident, name)
    return tuple(
        FullText(f"{name}/{part}", name, (*channel, shown.key), by=by, at=at, text=text, part=part)
        for part in range(-(-len(text) // FEWEST_OF_A_PART))
    )


def new_entry(at: datetime, kind: EntryKind, text: str, by: Person, source: EntrySource) -> Entry:
    captured_by = () if source is EntrySource.SYSTEM else (by,)
    return Entry(at, at, kind, text, by, source, captured_by=captured_by)


def system_entry(at: datetime, kind: EntryKind, text: str, by: Person) -> Entry:
    """An entry that the bot writes about something that `by` did."""
    return new_entry(at, kind, text, by, EntrySource.SYSTEM)


def status_entry(at: datetime, status: Status, text: str, by: Person) -> Entry:
    """An entry about a new status."""
    kind = EntryKind.MONITORING if status is Status.MONITORING else EntryKind.STATUS
    return replace(system_entry(at, kind, text, by), moved_to=status)


def with_reason(text: str, reason: str) -> str:
    """The text of an entry, with the reason if one was given."""
    return f"{text}: {reason}" if reason else text
