"""The timeline's data: entries and their versions, reactions, and what people changed by hand.

Times are timezone-aware UTC. Text is plain text as typed.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.incidents.model import Status
from bot.people.model import Person
from bot.timeline.kinds import BY_PEOPLE as BY_PEOPLE
from bot.timeline.kinds import HOUSEKEEPING as HOUSEKEEPING
from bot.timeline.kinds import EntryChange as EntryChange
from bot.timeline.kinds import EntryKind as EntryKind
from bot.timeline.kinds import EntrySource as EntrySource


@dataclass(frozen=True)
class Reaction:
    """An emoji that someone added to a message or removed from it. `at` is Slack's time of the event."""

    channel: str
    message_ts: str
    emoji: str
    by: Person
    is_on: bool
    at: datetime


@dataclass(frozen=True)
class Attachment:
    """A file attached to a message. `type` is its MIME type, `permalink` its address in Slack."""

    name: str
    type: str
    permalink: str


@dataclass(frozen=True)
class ManualEdits:
    """What people set on an entry by hand, and when; None for what nobody set.

    A newer reaction overrides it. `by` added or restored the entry. If `text` is true, edits of the message no longer
    change the entry.
    """

    kind: EntryKind | None = None
    kind_at: datetime | None = None
    present: bool | None = None
    present_at: datetime | None = None
    by: Person | None = None
    text: bool = False
    time: bool = False


@dataclass(frozen=True)
class Entry:
    """One version of a timeline entry. A change is a new version; the newest is the current one.

    `id` is the same for all versions of an entry, 0 until it is stored. `occurred_at` is when it happened,
    `recorded_at` when its first version was stored. `author` said or did it; `captured_by` added it: the people whose
    reactions count, oldest first. `pending` is true until text, author and permalink have been fetched from Slack.
    `deleted` means that the message was deleted in Slack, `removed` that the entry was removed from the timeline.
    `edited_at` is the newest known edit of the message. `change`, `changed_by` and `changed_at` describe what made
    this version; `changed_by` is None for what a scan found. `moved_to` is the status that the incident got with it.
    """

    occurred_at: datetime
    recorded_at: datetime
    kind: EntryKind
    text: str
    author: Person
    source: EntrySource
    captured_by: tuple[Person, ...] = ()
    channel: str = ""
    message_ts: str = ""
    permalink: str = ""
    files: tuple[Attachment, ...] = ()
    pending: bool = False
    removed: bool = False
    deleted: bool = False
    manual: ManualEdits = ManualEdits()
    edited_at: datetime | None = None
    id: int = 0
    version: int = 1
    change: EntryChange = EntryChange.NONE
    changed_by: Person | None = None
    changed_at: datetime | None = None
    moved_to: Status | None = None
