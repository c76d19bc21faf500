"""The key moments of an incident: what each is, found here and nowhere else.

A moment is *recorded* where people typed it as such or the bot saw it happen:

    started        the earliest trigger that people put on the timeline
    detected       the earliest detection that they put there
    acknowledged   the first act of a person: the response that the timeline tells of, or anything that somebody did
                   with the bot from the declaration on (a command, a role, an update, an entry, a reaction)
    declared       the declaration
    mitigated      the status changed to monitoring, and did not go back
    resolved       the incident was resolved

Words decide nothing here: an entry of type monitoring may as well say that it goes on. What only words hint at is an
*estimate*, made by bot/analysis and handed in; it counts only where nothing is recorded and nothing recorded
contradicts it. The rest is *unknown*.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol, TypeVar

from bot.people.model import Person, is_program
from bot.timeline.model import HOUSEKEEPING, Entry, EntryChange, EntryKind, EntrySource


class MomentKey(StrEnum):
    """In the order in which they are usually reached."""

    STARTED = "started_at"
    DETECTED = "detected_at"
    ACKNOWLEDGED = "acknowledged_at"
    DECLARED = "declared_at"
    MITIGATED = "mitigated_at"
    RESOLVED = "resolved_at"


class Certainty(StrEnum):
    RECORDED = "recorded"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


class FoundMoment(Protocol):
    """A key moment, whoever found it; `at` is None where it is unknown."""

    @property
    def at(self) -> datetime | None: ...

    @property
    def certainty(self) -> Certainty: ...


M = TypeVar("M", bound=FoundMoment)


@dataclass(frozen=True)
class RecordedMoment:
    """`entry` is the id of the timeline entry that it rests on, 0 where it rests on the incident itself."""

    at: datetime
    entry: int = 0
    certainty: Certainty = Certainty.RECORDED


@dataclass(frozen=True)
class TimelineEvent:
    """What key moments need of a timeline entry.

    `by_people`: they put it there. `acted_at` is when a person did what it tells of, or put it there; None where a
    program did.
    """

    kind: EntryKind
    at: datetime
    by_people: bool
    acted_at: datetime | None
    entry: int = 0


class MomentsOfIncident(Protocol):
    """What key moments need of an incident."""

    @property
    def declared_by(self) -> Person: ...

    @property
    def declared_at(self) -> datetime: ...

    @property
    def mitigated_at(self) -> datetime | None: ...

    @property
    def resolved_at(self) -> datetime | None: ...


RESPONSE: Final = frozenset(
    {
        EntryKind.TRIAGE,
        EntryKind.INVESTIGATION,
        EntryKind.ESCALATION,
        EntryKind.MITIGATION,
        EntryKind.COMMUNICATION,
    }
)


def events_of(entries: Iterable[Entry]) -> Iterator[TimelineEvent]:
    """Of the newest versions of entries."""
    for entry in entries:
        if not entry.removed and entry.kind not in HOUSEKEEPING:
            by_people = entry.source is not EntrySource.SYSTEM
            yield TimelineEvent(entry.kind, entry.occurred_at, by_people, _acted_at(entry), entry.id)


def _acted_at(entry: Entry) -> datetime | None:
    if not is_program(entry.author):
        return entry.occurred_at
    return entry.recorded_at if entry.source is not EntrySource.SYSTEM else None


_TYPED: Final = frozenset({EntryKind.TRIGGER, EntryKind.DETECTION})
_MOVED: Final = frozenset(
    {EntryChange.TYPE, EntryChange.EDITED, EntryChange.REMOVED, EntryChange.RESTORED, EntryChange.REACTION_REMOVED}
)


def may_move_moments(entries: Iterable[Entry]) -> bool:
    """Whether new versions of entries could give an incident other figures than it had."""
    return any(entry.kind in _TYPED or entry.change in _MOVED for entry in entries)


def recorded_moments(incident: MomentsOfIncident, events: Iterable[TimelineEvent]) -> dict[MomentKey, RecordedMoment]:
    """Only those that are recorded."""
    known = tuple(events)
    detected = _earliest(known, EntryKind.DETECTION)
    found = {
        MomentKey.STARTED: _earliest(known, EntryKind.TRIGGER),
        MomentKey.DETECTED: detected,
        MomentKey.ACKNOWLEDGED: _acknowledged(incident, known, detected),
        MomentKey.DECLARED: RecordedMoment(incident.declared_at),
        MomentKey.MITIGATED: _of(incident.mitigated_at),
        MomentKey.RESOLVED: _of(incident.resolved_at),
    }
    return {key: moment for key, moment in found.items() if moment}


def _of(at: datetime | None) -> RecordedMoment | None:
    return RecordedMoment(at) if at else None


def _earliest(events: Iterable[TimelineEvent], kind: EntryKind) -> RecordedMoment | None:
    typed = (RecordedMoment(event.at, event.entry) for event in events if event.kind is kind and event.by_people)
    return min(typed, key=lambda moment: moment.at, default=None)


def _acknowledged(
    incident: MomentsOfIncident, events: Iterable[TimelineEvent], detected: RecordedMoment | None
) -> RecordedMoment | None:
    """What people did before the detection answers nothing; before the declaration only a typed response counts."""
    declared = incident.declared_at
    since = min(detected.at, declared) if detected else None
    acts = [
        RecordedMoment(event.acted_at, event.entry)
        for event in events
        if event.acted_at and (event.acted_at >= declared or (event.kind in RESPONSE and event.by_people))
    ]
    declaring = [] if is_program(incident.declared_by) else [RecordedMoment(declared)]
    counted = (act for act in (*declaring, *acts) if since is None or act.at >= since)
    return min(counted, key=lambda act: act.at, default=None)


def with_estimates(recorded: Mapping[MomentKey, M], estimated: Mapping[MomentKey, M]) -> dict[MomentKey, M]:
    """The recorded moment, else the estimate that no recorded one contradicts; what is unknown is left out."""
    fitting = {key: moment for key, moment in estimated.items() if _fits(key, moment.at, recorded)}
    return {key: moment for key in MomentKey if (moment := recorded.get(key) or fitting.get(key))}


# Nothing is detected before it starts, or resolved before it is mitigated. A response may come before the declaration.
_ORDER: Final[tuple[tuple[MomentKey, MomentKey], ...]] = (
    (MomentKey.STARTED, MomentKey.DETECTED),
    (MomentKey.STARTED, MomentKey.DECLARED),
    (MomentKey.STARTED, MomentKey.MITIGATED),
    (MomentKey.DETECTED, MomentKey.ACKNOWLEDGED),
    (MomentKey.DETECTED, MomentKey.DECLARED),
    (MomentKey.DETECTED, MomentKey.RESOLVED),
    (MomentKey.MITIGATED, MomentKey.RESOLVED),
)


def _fits(key: MomentKey, at: datetime | None, recorded: Mapping[MomentKey, FoundMoment]) -> bool:
    return at is not None and not any(
        (earlier is key and _is_after(at, recorded.get(later)))
        or (later is key and _is_before(at, recorded.get(earlier)))
        for earlier, later in _ORDER
    )


def _is_after(at: datetime, other: FoundMoment | None) -> bool:
    return other is not None and other.at is not None and at > other.at


def _is_before(at: datetime, other: FoundMoment | None) -> bool:
    return other is not None and other.at is not None and at < other.at
