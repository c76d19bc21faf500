"""Tells an incident in one paragraph. Each sentence quotes the events it is based on.

What people did, found or posted is told only where the words of the event say so (deeds.py), or the input itself
calls it that: the phase of the event alone, or what a vendor does, is no sentence.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.analysis.model import Moment
from bot.analysis.phases.deeds import acknowledges, is_deed, is_finding, is_update
from bot.analysis.phases.phasing import Phased
from bot.metrics.durations import Duration, DurationKey
from bot.metrics.key_moments import MomentKey
from bot.time_format import clock, day_name, duration, is_dated
from bot.timeline.kinds import EntryKind

_LONGEST: Final = 140  # characters of an event that a sentence quotes
_FEW: Final = 3  # actions that are listed one by one


@dataclass(frozen=True)
class _Told:
    """The input of the sentences. Times on `day` are written without a date."""

    course: Sequence[Phased]
    reached: Mapping[MomentKey, Moment]
    spans: Mapping[DurationKey, Duration]
    day: date

    def first(self, *phases: EntryKind) -> Phased | None:
        return next((one for one in self.course if one.phase in phases), None)

    def at(self, key: MomentKey) -> Phased | None:
        """Returns the event that a key time is based on; None if the input states the time."""
        places = {evidence.place for evidence in self.reached[key].evidence}
        return next((one for one in self.course if one.event.place in places), None)


def narrative(
    course: Sequence[Phased], reached: Mapping[MomentKey, Moment], spans: Sequence[Duration]
) -> tuple[str, ...]:
    """Returns sentences that only repeat what the events say. Expects events in order of time."""
    times = [one.event.at for one in course if one.event.at]
    if not times:
        return ()
    detected = reached[MomentKey.DETECTED].at or times[0]
    told = _Told([one for one in course if one.event.at], reached, {span.key: span for span in spans}, detected.date())
    return tuple(sentence for tell in _SENTENCES for sentence in tell(told))


def _started(told: _Told) -> Iterator[str]:
    at, what = _reached(told, MomentKey.STARTED)
    if at and at != told.reached[MomentKey.DETECTED].at:
        day = f" on {day_name(at.date())}" if is_dated(at) else ""
        yield f"The incident started{day} at {at:%H:%M} UTC{what}."


def _detected(told: _Told) -> Iterator[str]:
    at, what = _reached(told, MomentKey.DETECTED)
    if at:
        after = _after(told, DurationKey.DETECT, "the start")
        yield f"The incident was detected at {clock(at, told.day)}{after}{what}."


def _opened(told: _Told) -> Iterator[str]:
    first, declared = told.at(MomentKey.ACKNOWLEDGED), told.reached[MomentKey.DECLARED].at
    if first and (first is not told.at(MomentKey.DETECTED) or acknowledges(first.event.text)):
        after = _after(told, DurationKey.ACKNOWLEDGE, "detection")
        yield f"{_response(first)} at {_clock(told, first)}{after}{_place(first)}."
    if declared and declared not in (told.reached[MomentKey.DETECTED].at, first and first.event.at):
        after = _after(told, DurationKey.DECLARE, "detection")
        yield f"It was declared at {clock(declared, told.day)}{after}{_reached(told, MomentKey.DECLARED)[1]}."


def _found(told: _Told) -> Iterator[str]:
    causes = [one for one in told.course if is_finding(one)]
    if causes:
        last = causes[-1]
        yield f"Latest finding, at {_clock(told, last)}: {_said(last)}."


def _acted(told: _Told) -> Iterator[str]:
    over = told.reached[MomentKey.RESOLVED].at
    deeds = [one for one in told.course if is_deed(one) and not (over and _at(one) > over)]
    if not deeds:
        return
    shown = deeds if len(deeds) <= _FEW else [deeds[0], deeds[-1]]
    count = "One mitigating action was" if len(deeds) == 1 else f"{len(deeds)} mitigating actions were"
    quoted = "; ".join(f"{_clock(told, one)} {_said(one)}" for one in shown)
    yield f"{count} taken{'' if len(deeds) <= _FEW else ', first and last'}: {quoted}."


def _informed(told: _Told) -> Iterator[str]:
    notes = [one for one in told.course if is_update(one)]
    if notes:
        count = "One update was posted," if len(notes) == 1 else f"{len(notes)} updates were posted, the first"
        yield f"{count} at {_clock(told, notes[0])}: {_said(notes[0])}."


def _ended(told: _Told) -> Iterator[str]:
    eased, how = _reached(told, MomentKey.MITIGATED)
    over, what = _reached(told, MomentKey.RESOLVED)
    if eased and eased != over:
        after = _after(told, DurationKey.MITIGATE, "detection")
        yield f"It was mitigated at {clock(eased, told.day)}{after}{how}."
    if over:
        after = _after(told, DurationKey.RESOLVE, "detection")
        yield f"It was resolved at {clock(over, told.day)}{after}{what}."


def _reached(told: _Told, key: MomentKey) -> tuple[datetime | None, str]:
    """Returns the time, and the quote it is based on; a stated time needs none."""
    moment, one = told.reached[key], told.at(key)
    if one:
        return moment.at, f": {_said(one)}"
    return moment.at, ""


_SENTENCES: Final[tuple[Callable[[_Told], Iterator[str]], ...]] = (
    _started,
    _detected,
    _opened,
    _found,
    _acted,
    _informed,
    _ended,
)


def _at(one: Phased) -> datetime:
    assert one.event.at is not None
    return one.event.at


def _clock(told: _Told, one: Phased) -> str:
    return clock(_at(one), told.day)


def _response(one: Phased) -> str:
    """Returns who responded; an alert that somebody acknowledged isn't the responder."""
    return "It was acknowledged" if acknowledges(one.event.text) else f"{_who(one)} responded"


def _who(one: Phased) -> str:
    name = one.event.actor.strip()
    return name[:1].upper() + name[1:] if name else "Someone"


def _after(told: _Told, key: DurationKey, what: str) -> str:
    minutes = told.spans[key].minutes
    return f", {duration(minutes)} after {what}" if minutes else ""


def _said(one: Phased) -> str:
    text = " ".join(one.event.text[: 2 * _LONGEST].split())
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
    return f'"{short}"{_place(one)}'


def _place(one: Phased) -> str:
    return f" ({one.event.place})"
