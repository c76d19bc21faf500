"""What the parts of the analysis hand on: the case as it was read, its classification, its timeline read.

Only these nouns live here. Every input (plain text, a file, the record of an incident) becomes one Case; what the
input does not say stays empty or None, and nothing in a Case is guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from bot.json_types import Json
from bot.metrics.durations import Duration
from bot.metrics.key_moments import Certainty, MomentKey
from bot.timeline.model import EntryKind

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

# The key moments of an incident, in the order in which they are usually reached.
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
    """What a claim rests on. `place` is `event 3` (its number in the input), a field's path such as
    `resolution.root_cause`, or a person; `words` is what stands there, as far as it matters."""

    place: str
    words: str = ""


@dataclass(frozen=True)
class Event:
    """One event of the input. `number` counts from 1 in the order of the input.

    `at` is None where the input has no time that can be read. `kind` is the phase that the input's own `type` names,
    None where it names none; `type` keeps the word itself. `status` is what it says of the incident's status.
    `extra` holds the fields that are not known here.
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
    extra: Mapping[str, Json] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return f"event {self.number}"


@dataclass(frozen=True)
class Told:
    """What people were told, where (`channel`), and who they were (`audience`); "" where the input does not say."""

    text: str
    at: datetime | None = None
    channel: str = ""
    audience: str = ""
    by: str = ""
    evidence: Evidence = Evidence("")


@dataclass(frozen=True)
class Claim:
    """A fact that somebody recorded: a cause, a factor, an impact, a fix, a lesson. `category` as the input has it."""

    text: str
    evidence: Evidence
    by: str = ""
    at: datetime | None = None
    category: str = ""


@dataclass(frozen=True)
class Todo:
    """An action item as it was recorded. `kind` is prevention, detection, mitigation or process, "" where not said."""

    title: str
    evidence: Evidence
    number: int = 0
    owner: str = ""
    owner_id: str = ""
    priority: str = ""
    due: date | None = None
    kind: str = ""
    status: str = ""


@dataclass(frozen=True)
class Participant:
    name: str
    role: str = ""
    id: str = ""


@dataclass(frozen=True)
class Whys:
    """A chain of whys that somebody wrote: each answer explains the one before it."""

    steps: tuple[Claim, ...]


@dataclass(frozen=True)
class Case:
    """Everything that the input tells of one incident.

    `facts` are the input's figures under one set of names (affected_users, affected_users_percentage, regions,
    failed_transactions, revenue_impact_usd, data_loss, security_breach, customer_facing, workaround_available,
    environment, …) as plain JSON values, `fact_places` where each stood. `moments` holds the key moments that the
    input states itself, under the names of MOMENTS, `moment_places` their fields. `unknown` keeps fields that nothing
    here knows, by their path. `complaints` are sentences on what could not be read, each with its place.
    """

    name: str = ""
    id: str = ""
    number: int = 0
    title: str = ""
    description: str = ""
    severity: str = ""
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
    private: bool = False
    drill: bool = False
    unknown: Mapping[str, Json] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()


# The classification


@dataclass(frozen=True)
class Reason:
    """Why a severity was chosen. `rule` is a sentence that a responder would agree with."""

    rule: str
    evidence: Evidence
    severity: str = ""


@dataclass(frozen=True)
class Classification:
    """`severity` is SEV1 to SEV4 however unsure; `sure` is false with the `question` that would settle it.

    `confidence` is the share (0 to 1) of labelled cases that such an answer got right. `dimensions` has users, revenue,
    data_security, criticality and blast_radius where known, in words. The ready texts for audiences are made from it
    by templates/analysis/classification.py.
    """

    severity: str
    sure: bool
    question: str
    confidence: float
    reasons: tuple[Reason, ...]
    dimensions: Mapping[str, str]
    teams: tuple[str, ...]
    respond_within: str
    escalation: tuple[str, ...]
    first_actions: tuple[str, ...]


# The timeline read


@dataclass(frozen=True)
class ReadEvent:
    """An event with its phase and how that was found; `duplicate_of` is the number of the event that it repeats."""

    event: Event
    phase: EntryKind
    how: str
    duplicate_of: int | None = None
    decision: bool = False


@dataclass(frozen=True)
class Moment:
    """When a key moment was reached, how that was found, and how certain it is; `at` is None where it is unknown."""

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
    """One of the few phases that a person would draw; `events` are numbers of the input."""

    name: str
    phase: EntryKind
    start: datetime
    end: datetime
    minutes: float
    events: tuple[int, ...]


@dataclass(frozen=True)
class Silence:
    """A gap. `kind` is events, communication or phases; `limit` the minutes that were exceeded; `why` a sentence."""

    kind: str
    start: datetime
    end: datetime
    minutes: float
    limit: int
    why: str


@dataclass(frozen=True)
class Share:
    """How much somebody did: number of events, and of which phases."""

    actor: str
    events: int
    phases: tuple[str, ...]
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True)
class Chronicle:
    """The timeline, read: what the command `timeline` prints and a review builds on.

    `events` in the order of the input; `moments` by their keys, all of MOMENTS; `narrative` one paragraph.
    """

    events: tuple[ReadEvent, ...]
    bands: tuple[Band, ...]
    moments: Mapping[MomentKey, Moment]
    spans: tuple[Duration, ...]
    silences: tuple[Silence, ...]
    shares: tuple[Share, ...]
    narrative: tuple[str, ...]
    severity: str
    complaints: tuple[str, ...] = ()
