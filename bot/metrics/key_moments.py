"""The key times of an incident. This module is the only place that defines and finds them.

A key time is *recorded* if people logged it as such or the bot saw it happen:

    started        the earliest trigger entry that people added
    detected       the earliest detection entry that people added
    acknowledged   the first action of a person: a response on the timeline, or anything done with the bot from the
                   declaration on (a command, a role, an update, an entry, a reaction)
    declared       the declaration
    mitigated      the status changed to monitoring and did not change back
    resolved       the incident was resolved

The text of an entry is never read here. What the text suggests is an *estimate*, made by bot/analysis and passed in;
it is used only if nothing is recorded and no recorded key time contradicts it. Everything else is *unknown*.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from bot.people.model import Person, is_program
from bot.time_format import minutes_shown
from bot.timeline.kinds import HOUSEKEEPING, EntryChange, EntryKind, EntrySource

if TYPE_CHECKING:
    from bot.timeline.model import Entry


class MomentKey(StrEnum):
    """In the usual order."""

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
    """A key time, recorded or estimated; `at` is None if unknown."""

    @property
    def at(self) -> datetime | None: ...

    @property
    def certainty(self) -> Certainty: ...


M = TypeVar("M", bound=FoundMoment)


@dataclass(frozen=True)
class RecordedMoment:
    """`entry` is the id of the timeline entry that it comes from, 0 if it comes from the incident itself."""

    at: datetime
    entry: int = 0
    certainty: Certainty = Certainty.RECORDED


@dataclass(frozen=True)
class TimelineEvent:
    """The fields of a timeline entry that key times are computed from.

    `by_people` means that people added it. `acted_at` is when a person acted or added the entry, None for a program.
    """

    kind: EntryKind
    at: datetime
    by_people: bool
    acted_at: datetime | None
    entry: int = 0


class MomentsOfIncident(Protocol):
    """The fields of an incident that key times are computed from."""

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


def events_of(entries: Iterable["Entry"]) -> Iterator[TimelineEvent]:
    """Events from the newest versions of entries. What people do with the review is no response to the incident."""
    for entry in entries:
        if not entry.removed and entry.kind not in HOUSEKEEPING and not is_about_review(entry):
            by_people = entry.source is not EntrySource.SYSTEM
            yield TimelineEvent(entry.kind, entry.occurred_at, by_people, _acted_at(entry), entry.id)


def is_about_review(entry: "Entry") -> bool:
    """Whether Muster logged the entry because someone worked on the review."""
    return entry.kind is EntryKind.REVIEW and entry.source is EntrySource.SYSTEM


def _acted_at(entry: "Entry") -> datetime | None:
    if not is_program(entry.author):
        return entry.occurred_at
    return entry.recorded_at if entry.source is not EntrySource.SYSTEM else None


_TYPED: Final = frozenset({EntryKind.TRIGGER, EntryKind.DETECTION})
_MOVED: Final = frozenset(
    {EntryChange.TYPE, EntryChange.EDITED, EntryChange.REMOVED, EntryChange.RESTORED, EntryChange.REACTION_REMOVED}
)


def may_move_moments(entries: Iterable["Entry"]) -> bool:
    """Whether new versions of entries can change an incident's key times."""
    return any(entry.kind in _TYPED or entry.change in _MOVED for entry in entries)


def recorded_moments(incident: MomentsOfIncident, events: Iterable[TimelineEvent]) -> dict[MomentKey, RecordedMoment]:
    """The recorded key times only."""
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
    """The first action since the detection; before the declaration only logged responses count."""
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
    """Recorded key times, else estimates that no recorded one contradicts; unknown ones are left out."""
    fitting = {key: moment for key, moment in estimated.items() if _fits(key, moment.at, recorded)}
    return {key: moment for key in MomentKey if (moment := recorded.get(key) or fitting.get(key))}


# The first of each pair can't be after the second. A response may come before the declaration.
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


# Of these a record that has them the other way round is wrong in one of the two.
_COURSE: Final[tuple[tuple[MomentKey, MomentKey], ...]] = (
    (MomentKey.STARTED, MomentKey.DETECTED),
    (MomentKey.STARTED, MomentKey.MITIGATED),
    (MomentKey.DETECTED, MomentKey.MITIGATED),
    (MomentKey.DETECTED, MomentKey.RESOLVED),
    (MomentKey.MITIGATED, MomentKey.RESOLVED),
)


def contradictions(reached: Mapping[MomentKey, FoundMoment]) -> tuple[tuple[MomentKey, MomentKey], ...]:
    """The pairs of which the second is before the first by the minutes that are shown: nobody knows which is wrong."""
    return tuple(
        pair for pair in _COURSE if _is_inverted(*(reached[key].at if key in reached else None for key in pair))
    )


def _is_inverted(first: datetime | None, second: datetime | None) -> bool:
    return first is not None and second is not None and minutes_shown(first, second) < 0


def _is_after(at: datetime, other: FoundMoment | None) -> bool:
    return other is not None and other.at is not None and at > other.at


def _is_before(at: datetime, other: FoundMoment | None) -> bool:
    return other is not None and other.at is not None and at < other.at
