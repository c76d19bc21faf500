"""When it worked again, as far as the record tells: at one moment, or between the last thing done and the resolution.

Where nobody logged that it works again, an action before the resolution is only the earliest moment at which it may
have worked.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.analysis.model import Event, Moment
from bot.analysis.phases.claims import Claim, every_claim, names_failure
from bot.analysis.phases.deeds import acts, states_declaration
from bot.analysis.phases.voices import Voice, voice_of
from bot.metrics.key_moments import MomentKey
from bot.review.document.material import Material
from bot.review.document.page_one.telling import deed
from bot.timeline.kinds import EntryKind


@dataclass(frozen=True)
class Recovery:
    """`earliest` is None where nothing that was done is logged."""

    earliest: datetime | None
    latest: datetime
    is_estimated: bool

    @property
    def is_range(self) -> bool:
        return self.earliest != self.latest


def recovery(material: Material) -> Recovery | None:
    moment = material.moment(MomentKey.MITIGATED)
    if moment.at and not (moment.estimated and _is_only_done(material)):
        return Recovery(moment.at, moment.at, moment.estimated)
    over = material.reached(MomentKey.RESOLVED)
    if over is None:
        return Recovery(moment.at, moment.at, moment.estimated) if moment.at else None
    done = [event.at for event in deeds(material) if event.at]
    return Recovery(max(done, default=None), over, True)


def _is_only_done(material: Material) -> bool:
    """Whether the estimate rests on an entry that says what was done, and not that it works."""
    places = {one.place for one in material.moment(MomentKey.MITIGATED).evidence}
    based = [read.event for read in material.events if read.event.place in places]
    return bool(based) and all(
        not event.status and not every_claim(event.text) & {Claim.WELL, Claim.OVER} and is_deed(event)
        for event in based
    )


def deeds(material: Material) -> tuple[Event, ...]:
    """What was done against it, by entries of that type or that state it, up to the resolution."""
    over = material.reached(MomentKey.RESOLVED)
    return tuple(
        read.event
        for read in material.events
        if read.event.at and not read.event.bookkeeping and (over is None or read.event.at < over)
        if is_deed(read.event)
    )


def is_deed(event: Event) -> bool:
    if event.kind:
        return event.kind is EntryKind.MITIGATION
    ours = voice_of(event.actor, event.source) in (Voice.RESPONDER, Voice.LEAD)
    return ours and bool(deed(event)) and acts(event.text) and not states_declaration(event.text)


def is_only_trigger(material: Material, begun: Moment) -> bool:
    """Whether the start is estimated from a change that may have led to it, at which nothing failed yet."""
    places = {one.place for one in begun.evidence}
    based = [read.event for read in material.events if read.event.place in places]
    return begun.estimated and bool(based) and not any(names_failure(event.text) for event in based)
