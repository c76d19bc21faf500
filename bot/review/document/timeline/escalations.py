"""Whom the severity escalates to, when that was due, and the entry by which they were told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.analysis.model import Event
from bot.metrics.key_moments import MomentKey
from bot.review.document.facts import plain
from bot.review.document.material import Material
from bot.review.document.overlap import has_all
from bot.timeline.kinds import EntryKind


@dataclass(frozen=True)
class Escalation:
    """`logged` is the typed entry by which they were told, `mentioned` the first one that names them, of any type: that
    may be the escalation, which nobody typed."""

    whom: str
    due: datetime
    logged: Event | None
    mentioned: Event | None


def escalations(material: Material) -> Iterator[Escalation]:
    """Yields those that were due while the incident went on; none where its beginning or its end is not known."""
    if material.is_suggested:
        return  # a guess owes nothing
    if not any(read.event.kind for read in material.events):
        return  # nothing is typed, so that no escalation could be
    since = _since(material)
    ended = material.reached(MomentKey.RESOLVED) or (material.at if material.open else None)
    if since is None or ended is None:
        return
    for one in material.level.escalate_after_minutes:
        due = since + timedelta(minutes=one.within_minutes)
        for named in one.what.split(" and ") if due < ended else ():
            yield _to(material, named, due)


def _to(material: Material, whom: str, due: datetime) -> Escalation:
    since = material.reached(MomentKey.DECLARED)
    events = (read.event for read in material.events)
    named = [event for event in events if event.at and since and event.at >= since and _names(event, whom)]
    typed = (event for event in named if event.kind is EntryKind.ESCALATION)
    return Escalation(whom, due, next(typed, None), next(iter(named), None))


def _since(material: Material) -> datetime | None:
    """When it had this severity: the declaration, or a later change of the severity."""
    changes = [read.event.at for read in material.events if read.event.at and "severity" in read.event.type.casefold()]
    declared = material.reached(MomentKey.DECLARED)
    return max([declared, *changes]) if declared else None


def _names(event: Event, whom: str) -> bool:
    return has_all(f"{event.text} {' '.join(plain(value) for value in event.extra.values())}", whom)
