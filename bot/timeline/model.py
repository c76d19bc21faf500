"""The timeline's nouns: an entry in its versions, the reactions it rests on, and what people set by hand.

Times are timezone-aware UTC. Text is plain text as a person typed it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.people.model import Person


class EntryKind(StrEnum):
    """What a timeline entry tells of. The first eleven are the phases of an incident's life.

    The last three tell of the channel rather than of the incident: see HOUSEKEEPING.
    """

    TRIGGER = "trigger"
    DETECTION = "detection"
    DECLARATION = "declaration"
    TRIAGE = "triage"
    INVESTIGATION = "investigation"
    ESCALATION = "escalation"
    MITIGATION = "mitigation"
    COMMUNICATION = "communication"
    MONITORING = "monitoring"
    RESOLUTION = "resolution"
    REVIEW = "review"
    NOTE = "note"
    STATUS = "status"
    SEVERITY = "severity"
    ROLE = "role"
    MEMBER = "member"
    CHANNEL = "channel"
    NUDGE = "nudge"


# What the bot notes of the channel: shown on demand, no part of a review.
HOUSEKEEPING: Final = frozenset({EntryKind.MEMBER, EntryKind.CHANNEL, EntryKind.NUDGE})


# What people may call an entry: the others are the bot's own words.
BY_PEOPLE: Final = tuple(
    kind
    for kind in EntryKind
    if kind not in HOUSEKEEPING and kind not in (EntryKind.STATUS, EntryKind.SEVERITY, EntryKind.ROLE)
)


class EntrySource(StrEnum):
    """How an entry came to be: by a reaction to a message, its shortcut, a command, or by the bot itself."""

    REACTION = "reaction"
    SHORTCUT = "shortcut"
    COMMAND = "command"
    SYSTEM = "system"


class EntryChange(StrEnum):
    """Why there is a further version of an entry; the first one has NONE. The values are stored: they stay."""

    NONE = ""
    REACTED = "marked"
    REACTION_REMOVED = "unmarked"
    REACTED_AGAIN = "marked again"
    TYPE = "type"
    MESSAGE_EDITED = "message edited"
    MESSAGE_DELETED = "message deleted"
    EDITED = "edited"
    REMOVED = "removed"
    RESTORED = "restored"


@dataclass(frozen=True)
class Reaction:
    """An emoji that somebody put on a message or took off it, at Slack's time of the event."""

    channel: str
    message_ts: str
    emoji: str
    by: Person
    is_on: bool
    at: datetime


@dataclass(frozen=True)
class Attachment:
    """A file of a message. `type` is its mimetype, `permalink` where Slack shows it."""

    name: str
    type: str
    permalink: str


@dataclass(frozen=True)
class ManualEdits:
    """What people set on an entry by hand, and when; None where nobody did.

    A reaction newer than that goes before it. `by` is who added or restored the entry. Where `text` is true, an edit
    of the message changes the entry no more.
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
    """One line of the timeline, in one of its versions: a change is a new version, and the newest counts.

    `id` is the same for all versions of an entry, 0 until it is stored. `occurred_at` is when it happened,
    `recorded_at` when its first version was written down. `author` said or did it; `captured_by` put it on the
    timeline: those whose reactions count, oldest first. `pending` is true from the moment somebody reacts to a message
    until its text, author and permalink have been fetched from Slack. `deleted` says that the message is gone from
    Slack, `removed` that the entry is off the timeline. `edited_at` is the newest edit of the message that was seen.
    `change` says what made this version, with who and when; what a scan found has nobody to name.
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
