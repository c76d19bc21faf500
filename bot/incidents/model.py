"""The nouns: incident, timeline entry, update, record, action item, and what a decision returns.

Everything here is a frozen value. Times are timezone-aware UTC. Text is plain text as a person typed it:
Slack's encoding is taken off at the door and put on again at the exit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


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


class Kind(StrEnum):
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
HOUSEKEEPING: Final = frozenset({Kind.MEMBER, Kind.CHANNEL, Kind.NUDGE})

# What people may call an entry: the others are the bot's own words.
BY_PEOPLE: Final = tuple(
    kind for kind in Kind if kind not in HOUSEKEEPING and kind not in (Kind.STATUS, Kind.SEVERITY, Kind.ROLE)
)


class Source(StrEnum):
    """How an entry came to be: by a mark on a message, by the shortcut on one, by a command, or by the bot itself."""

    REACTION = "reaction"
    SHORTCUT = "shortcut"
    COMMAND = "command"
    SYSTEM = "system"


class Revision(StrEnum):
    """Why there is a further version of an entry; the first one has NONE."""

    NONE = ""
    MARKED = "marked"
    UNMARKED = "unmarked"
    MARKED_AGAIN = "marked again"
    TYPE = "type"
    MESSAGE_EDITED = "message edited"
    MESSAGE_DELETED = "message deleted"
    EDITED = "edited"
    REMOVED = "removed"
    RESTORED = "restored"


class RecordKind(StrEnum):
    CAUSE = "cause"
    FACTOR = "factor"
    IMPACT = "impact"
    FIX = "fix"
    HELPED = "helped"
    HINDERED = "hindered"
    LESSON = "lesson"


@dataclass(frozen=True)
class Person:
    """Somebody in the workspace. `id` is Slack's (U…, B… for an app), empty for one known by name only.

    A `guest` is no full member here: a guest account, or somebody from another workspace. Only the directory knows
    it; a person kept with an entry or an update does not carry it.
    """

    id: str
    name: str
    tz: str = "UTC"
    guest: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Group:
    """A user group of the workspace: its id (S…), its handle, and who is in it."""

    id: str
    handle: str
    people: frozenset[str]


@dataclass(frozen=True)
class Held:
    """A role of an incident (a key of the practice's roles, never the commander's) and who holds it."""

    role: str
    person: Person
    since: datetime


@dataclass(frozen=True)
class Handover:
    """Command that was offered and is not taken yet. `told_at` is when its silence was announced."""

    to: Person
    by: Person
    at: datetime
    note: str = ""
    told_at: datetime | None = None


@dataclass(frozen=True)
class Care:
    """What the bot knows of its own asking.

    `rung` counts the nudges that nobody reacted to since the last update, `told` are the ids of those who got the
    last one directly; both count while Incident.nudged_at does. `muted` are the minutes snoozed since the last
    update, and count while Incident.snoozed_until does. `marks` say when something was last asked or done, by name.
    """

    rung: int = 0
    told: tuple[str, ...] = ()
    muted: int = 0
    marks: tuple[tuple[str, datetime], ...] = ()

    def mark(self, name: str) -> datetime | None:
        return dict(self.marks).get(name)

    def marked(self, name: str, at: datetime) -> "Care":
        return replace(self, marks=tuple(sorted({**dict(self.marks), name: at}.items())))

    def without(self, name: str) -> "Care":
        return replace(self, marks=tuple(pair for pair in self.marks if pair[0] != name))


@dataclass(frozen=True)
class Incident:
    """An incident as it is now. `number` is its name among people (#42), counted in each workspace.

    `updated_at` is when people last heard (the declaration, then each update); `nudged_at` when somebody was
    last asked for an update; `snoozed_until` the moment before which nobody is to be asked. `gap_asked_at` is when
    somebody was last asked what happened, `gap_from` the start of the silence they were asked about, None once an
    entry told it.
    `channel` is Slack's id, empty until the channel exists; `room` counts the channels that it has had, for an
    archived one can't be opened again and a public one not be made private. `archived` says that its channel is.
    `version` counts the decisions taken on the incident.
    `promised_at` is when people were promised the next update, None where the cadence alone says it.
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
    mitigated_at: datetime | None = None
    resolved_at: datetime | None = None
    nudged_at: datetime | None = None
    snoozed_until: datetime | None = None
    gap_from: datetime | None = None
    gap_asked_at: datetime | None = None
    channel: str = ""
    channel_name: str = ""
    version: int = 0
    drill: bool = False
    roles: tuple[Held, ...] = ()
    handover: Handover | None = None
    promised_at: datetime | None = None
    subscribers: tuple[str, ...] = ()
    merged_into: int = 0
    ended_at: datetime | None = None
    room: int = 1
    archived: bool = False
    care: Care = Care()

    @property
    def name(self) -> str:
        return f"#{self.number}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def holders(self, role: str) -> tuple[Person, ...]:
        """Who holds a role other than that of the commander, longest first."""
        return tuple(held.person for held in self.roles if held.role == role)


@dataclass(frozen=True)
class Mark:
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
class Hand:
    """What people set on an entry by hand, and when; None where nobody did.

    A mark newer than that goes before it. `by` is who added or restored the entry. Where `text` is true, an edit of
    the message changes the entry no more.
    """

    kind: Kind | None = None
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
    timeline: those whose marks stand, oldest first. `pending` is true from the moment somebody marks a message until
    its text, author and permalink have been fetched from Slack. `deleted` says that the message is gone from Slack,
    `removed` that the entry is off the timeline. `edited_at` is the newest edit of the message that was seen.
    `change` says what made this version, with who and when; what a scan found has nobody to name.
    """

    occurred_at: datetime
    recorded_at: datetime
    kind: Kind
    text: str
    author: Person
    source: Source
    captured_by: tuple[Person, ...] = ()
    channel: str = ""
    message_ts: str = ""
    permalink: str = ""
    files: tuple[Attachment, ...] = ()
    pending: bool = False
    removed: bool = False
    deleted: bool = False
    hand: Hand = Hand()
    edited_at: datetime | None = None
    id: int = 0
    version: int = 1
    change: Revision = Revision.NONE
    changed_by: Person | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Update:
    """What people were told. `number` counts an incident's updates from 1.

    `text` is what is known; `impact` and `doing` stand beside it where somebody said them. `next_by` is when the next
    one was promised.
    """

    number: int
    text: str
    by: Person
    at: datetime
    impact: str = ""
    doing: str = ""
    next_by: datetime | None = None


@dataclass(frozen=True)
class Record:
    """A cause, factor, impact, fix, or what helped, hindered or was learned, word for word as somebody recorded it."""

    kind: RecordKind
    text: str
    by: Person
    at: datetime


@dataclass(frozen=True)
class ActionItem:
    """Work for afterwards. `owner` is plain text; `owner_id` is Slack's id where the owner was mentioned.

    `kind` is one of ACTION_KINDS or "". `done_at` and `done_by` are set once it is done; `message_ts` is the message
    that it was made from, `permalink` where Slack shows it.
    """

    number: int
    title: str
    owner: str
    priority: str
    due: date | None
    by: Person
    at: datetime
    owner_id: str = ""
    kind: str = ""
    done_at: datetime | None = None
    done_by: Person | None = None
    message_ts: str = ""
    permalink: str = ""


ACTION_KINDS: Final = ("prevention", "detection", "mitigation", "process")


@dataclass(frozen=True)
class Task:
    """Work while the incident runs. `suggested`: nobody asked for it, the severity did."""

    number: int
    title: str
    by: Person
    at: datetime
    assignee: Person | None = None
    done_at: datetime | None = None
    done_by: Person | None = None
    suggested: bool = False
    message_ts: str = ""
    permalink: str = ""


@dataclass(frozen=True)
class Found:
    """A hit of a search. `what` is title, summary, entry, update, record, action or review; `words` the text around."""

    incident: int
    what: str
    words: str


@dataclass(frozen=True)
class Hits:
    """The best hit of each of the best incidents, best first; `count` is how many incidents have one."""

    found: tuple[Found, ...]
    count: int


class Step(StrEnum):
    """What the delivery loop can do in Slack for an outbox row."""

    CHANNEL = "channel"
    INVITE = "invite"
    KICK = "kick"
    CARD = "card"
    PIN = "pin"
    TOPIC = "topic"
    PURPOSE = "purpose"
    ANNOUNCEMENT = "announcement"
    THREAD = "thread"
    SUBSCRIBER = "subscriber"
    LINK = "link"
    TELL = "tell"
    TROUBLE = "trouble"
    POST = "post"
    NUDGE = "nudge"
    NUDGE_TO = "nudge_to"
    ACTIONS_DUE = "actions_due"
    LOOK_UP = "look_up"
    TICK = "tick"
    REVIEW = "review"
    REVIEW_TO = "review_to"
    CANVAS = "canvas"
    DOCUMENT = "document"
    PICTURE = "picture"
    PUBLISH = "publish"
    SCAN = "scan"
    ANSWER = "answer"
    TIMELINE = "timeline"
    EXPORT = "export"
    ARCHIVE = "archive"
    HOMES = "homes"
    HOME = "home"


@dataclass(frozen=True)
class Effect:
    """Something that Slack should show: one outbox row, named by a natural key such as `42/update/3`.

    Wanting the same key again wants it redrawn, never a second one. `lane` keeps order: rows of one lane go out one
    after another; "" means no order. `needs` are keys that must be done before. A lower `importance` goes first.
    """

    key: str
    step: Step
    payload: Mapping[str, Json] = field(default_factory=dict)
    lane: str = ""
    needs: tuple[str, ...] = ()
    importance: int = 5


@dataclass(frozen=True)
class Change:
    """What a decision returns, to be stored in one transaction: the incident as it is to be, and what is new.

    An entry that has an id is the next version of the one with that id. An action item or task whose number is there
    already takes the place of the one that has it.
    """

    incident: Incident
    entries: tuple[Entry, ...] = ()
    updates: tuple[Update, ...] = ()
    records: tuple[Record, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    effects: tuple[Effect, ...] = ()
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True)
class Dossier:
    """All that is known of one incident, oldest first: what a card, a timeline or a review is drawn from.

    `entries` are the newest versions of those that stand; removed ones are not among them.
    """

    incident: Incident
    entries: tuple[Entry, ...]
    updates: tuple[Update, ...]
    records: tuple[Record, ...]
    actions: tuple[ActionItem, ...]
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True)
class Row:
    """An outbox row as the delivery loop sees it.

    `wanted` counts how often it was asked for, `done` the version that Slack shows (0: nothing yet).
    `tried` is true once an attempt at the wanted version began: after a crash its outcome is unknown.
    `result` is what Slack answered (channel, ts …), kept for redrawing. `error` is set when it failed for good.
    """

    team: str
    incident: int
    key: str
    step: Step
    payload: Mapping[str, Json]
    lane: str
    needs: tuple[str, ...]
    importance: int
    wanted: int
    done: int
    tried: bool
    attempts: int
    not_before: datetime
    result: Mapping[str, Json]
    error: str
