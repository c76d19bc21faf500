"""The types of the analysis: the case as read, its classification, and its analyzed timeline.

Every input (plain text, a file, an incident in the database) becomes a Case. What the input doesn't say stays empty or
None; nothing in a Case is guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from bot.json_types import Json
from bot.metrics.durations import Duration
from bot.metrics.key_moments import Certainty, MomentKey
from bot.timeline.kinds import EntryKind

PHASES: Final = (
    EntryKind.TRIGGER,
    EntryKind.DETECTION,
    EntryKind.DECLARATION,
    EntryKind.TRIAGE,
    EntryKind.INVESTIGATION,
    EntryKind.ESCALATION,
    EntryKind.MITIGATION,
    EntryKind.COMMUNICATION,
    EntryKind.MONITORING,
    EntryKind.RESOLUTION,
    EntryKind.REVIEW,
)

NOTHING: Final[Mapping[str, Json]] = MappingProxyType({})  # shared, since of many events each has it

# The key times of an incident, in their usual order.
MOMENTS: Final = tuple(MomentKey)

TEAMS: Final = (
    "database",
    "frontend",
    "api",
    "infrastructure",
    "security",
    "network",
    "authentication",
    "payments",
    "mobile",
    "monitoring",
    "deployment",
    "data",
    "storage",
    "dns",
)


@dataclass(frozen=True)
class Evidence:
    """The source of a claim. `place` is `event 3` (its number in the input), a field's path such as
    `resolution.root_cause`, or a person; `words` is the relevant text there."""

    place: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the input. `number` counts from 1 in the order of the input.

    `at` is None if the input has no readable time. `kind` is the phase that the input's `type` names, or None; `type`
    is the word itself. `status` is the status of the incident, if given. `extra` has all other fields.
    `bookkeeping` means that Muster wrote the text (a role, a task, a merge): its words say nothing about the failure.
    """

    number: int
    text: str
    at: datetime | None = None
    actor: str = ""
    source: str = ""
    type: str = ""
    kind: EntryKind | None = None
    severity: str = ""
    status: str = ""
    link: str = ""
    extra: Mapping[str, Json] = field(default_factory=lambda: NOTHING)
    bookkeeping: bool = False

    @property
    def place(self) -> str:
        return f"event {self.number}"


@dataclass(frozen=True)
class Told:
    """An update: its text, its channel and its audience; "" if unknown. `next_at` is when it says that the next one is
    due, where that is a field of its own."""

    text: str
    at: datetime | None = None
    channel: str = ""
    audience: str = ""
    by: str = ""
    evidence: Evidence = Evidence("")
    next_at: datetime | None = None


@dataclass(frozen=True)
class Claim:
    """A recorded fact: a cause, factor, impact, fix or lesson. `category` is as given in the input."""

    text: str
    evidence: Evidence
    by: str = ""
    at: datetime | None = None
    category: str = ""


@dataclass(frozen=True)
class Todo:
    """An action item. `ref` is its ID in the input, such as AI-001.

    `kind` is prevention, detection, mitigation or process, or "" if not given.
    """

    title: str
    evidence: Evidence
    number: int = 0
    owner: str = ""
    owner_id: str = ""
    priority: str = ""
    due: date | None = None
    kind: str = ""
    status: str = ""
    ref: str = ""


@dataclass(frozen=True)
class Participant:
    name: str
    role: str = ""
    id: str = ""


@dataclass(frozen=True)
class Whys:
    """A chain of whys as recorded; each answer explains the one before."""

    steps: tuple[Claim, ...]


# Figures that say where and whose it was, and nothing of what happened
_WHERE: Final = frozenset({"environment", "regions", "labels", "tags", "team", "teams", "date", "incident_date"})


@dataclass(frozen=True)
class Case:
    """Everything that the input says about one incident.

    `facts` are figures as plain JSON values under normalized names (affected_users, affected_users_percentage, regions,
    failed_transactions, revenue_impact_usd, data_loss, security_breach, customer_facing, workaround_available,
    environment, …), and `fact_places` their sources. `moments` are the key times that the input states, under the names
    of MOMENTS, and `moment_places` their fields. `priority` is that of an alert or a ticket, which is no severity; a
    title may name both. `unknown` has unknown fields by path. `complaints` are sentences about what could not be read,
    each with its place. `communication` is what is told of it other than the messages
    themselves, `report` who wrote and reviewed the report; `category` is the label of each.
    """

    name: str = ""
    id: str = ""
    number: int = 0
    title: str = ""
    description: str = ""
    severity: str = ""
    severity_place: str = "severity"
    priority: str = ""
    priority_place: str = "priority"
    status: str = ""
    services: tuple[str, ...] = ()
    commander: str = ""
    participants: tuple[Participant, ...] = ()
    moments: Mapping[str, datetime] = field(default_factory=dict)
    moment_places: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Json] = field(default_factory=dict)
    fact_places: Mapping[str, str] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    told: tuple[Told, ...] = ()
    impact: tuple[Claim, ...] = ()
    causes: tuple[Claim, ...] = ()
    whys: tuple[Whys, ...] = ()
    factors: tuple[Claim, ...] = ()
    fixes: tuple[Claim, ...] = ()
    detection: tuple[Claim, ...] = ()
    helped: tuple[Claim, ...] = ()
    hindered: tuple[Claim, ...] = ()
    lessons: tuple[Claim, ...] = ()
    actions: tuple[Todo, ...] = ()
    related: tuple[Claim, ...] = ()
    documents: tuple[Claim, ...] = ()
    commands: tuple[Claim, ...] = ()
    communication: tuple[Claim, ...] = ()
    report: tuple[Claim, ...] = ()
    private: bool = False
    drill: bool = False
    unknown: Mapping[str, Json] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()

    @property
    def is_described(self) -> bool:
        """Whether the input says anything about an incident. Without that, no severity and no timeline is an answer."""
        events = any(event.text or event.at for event in self.events)
        facts = any(name not in _WHERE for name in self.facts)
        parts = (self.title, self.description, events, facts, self.impact, self.causes, self.told)
        return any(parts)


# The classification


@dataclass(frozen=True)
class Reason:
    """A reason for a severity. `rule` is a phrase for people."""

    rule: str
    evidence: Evidence
    severity: str = ""


@dataclass(frozen=True)
class Classification:
    """The suggested severity, SEV1 to SEV4. If `sure` is false, `question` settles which of the `likely` ones it is.

    `confidence` (0 to 1) is the share of labeled cases for which such a suggestion was right. `dimensions` describes
    users, revenue, data_security, criticality and blast_radius, if known. `recorded`: the input states the severity.
    """

    severity: str
    sure: bool
    question: str
    confidence: float
    likely: tuple[str, ...]
    reasons: tuple[Reason, ...]
    dimensions: Mapping[str, str]
    teams: tuple[str, ...]
    respond_within: str
    escalation: tuple[str, ...]
    first_actions: tuple[str, ...]
    recorded: bool = False


# The analyzed timeline


@dataclass(frozen=True, slots=True)
class ReadEvent:
    """An event with its phase and what that is based on; `duplicate_of` is the number of the original event."""

    event: Event
    phase: EntryKind
    how: str
    duplicate_of: int | None = None
    decision: bool = False


@dataclass(frozen=True)
class Moment:
    """A key time: when, what it is based on, and how certain it is. `at` is None if unknown."""

    key: MomentKey
    at: datetime | None
    how: str
    evidence: tuple[Evidence, ...] = ()
    certainty: Certainty = Certainty.UNKNOWN

    @property
    def estimated(self) -> bool:
        return self.certainty is Certainty.ESTIMATED


@dataclass(frozen=True)
class Band:
    """A phase of the incident. `events` are event numbers."""

    name: str
    phase: EntryKind
    start: datetime
    end: datetime
    minutes: float
    events: tuple[int, ...]


@dataclass(frozen=True)
class Gap:
    """A gap. `kind` is events, communication or phases; `limit` is in minutes; `why` is a sentence."""

    kind: str
    start: datetime
    end: datetime
    minutes: float
    limit: int
    why: str


@dataclass(frozen=True)
class Share:
    """The participation of one person: number of events, and their phases."""

    actor: str
    events: int
    phases: tuple[str, ...]
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True)
class Chronicle:
    """The analyzed timeline, as printed by the command `timeline` and used by the review.

    `events` are in the order of the input; `moments` has all of MOMENTS; `narrative` is one paragraph of sentences.
    `recorded` and `sure` are those of the classification: whether the severity is recorded, else how certain it is.
    """

    events: tuple[ReadEvent, ...]
    bands: tuple[Band, ...]
    moments: Mapping[MomentKey, Moment]
    spans: tuple[Duration, ...]
    gaps: tuple[Gap, ...]
    shares: tuple[Share, ...]
    narrative: tuple[str, ...]
    severity: str
    complaints: tuple[str, ...] = ()
    recorded: bool = True
    sure: bool = True
