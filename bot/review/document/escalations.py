"""Whom the severity escalates to, when that was due, and the typed escalation that reached them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.analysis.model import Event
from bot.metrics.key_moments import MomentKey
from bot.review.document.facts import plain
from bot.review.document.material import Material
from bot.review.root_cause.alike import content_words
from bot.timeline.kinds import EntryKind


@dataclass(frozen=True)
class Escalation:
    """`logged` is the entry by which they were told, None where there is none."""

    whom: str
    due: datetime
    logged: Event | None


def escalations(material: Material) -> Iterator[Escalation]:
    """Yields those that were due while the incident went on; none where its beginning or its end is not known."""
    if not any(read.event.kind for read in material.events):
        return  # nothing is typed, so that no escalation could be
    since = _since(material)
    ended = material.reached(MomentKey.RESOLVED) or (material.at if material.open else None)
    if since is None or ended is None:
        return
    typed = [read.event for read in material.events if read.event.kind is EntryKind.ESCALATION]
    for one in material.level.escalate_after_minutes:
        due = since + timedelta(minutes=one.within_minutes)
        if due < ended:
            yield Escalation(one.what, due, next((event for event in typed if _names(event, one.what)), None))


def _since(material: Material) -> datetime | None:
    """When it had this severity: the declaration, or a later change of the severity."""
    changes = [read.event.at for read in material.events if read.event.at and "severity" in read.event.type.casefold()]
    declared = material.reached(MomentKey.DECLARED)
    return max([declared, *changes]) if declared else None


def _names(event: Event, whom: str) -> bool:
    """Whether an escalation was to one of them: `VP Engineering` of `VP engineering and customer success`."""
    told = _words(f"{event.text} {' '.join(plain(value) for value in event.extra.values())}")
    return any(words and words <= told for words in map(_words, whom.split(" and ")))


def _words(text: str) -> frozenset[str]:
    """`VP` and `CTO` are words, too."""
    return content_words(text) | {word.casefold() for word in text.split() if word.isupper() and len(word) <= 3}
