"""Finds gaps: between events, between updates, and between the steps of the response."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final

from bot.analysis.model import Case, Gap, Moment
from bot.analysis.phases.deeds import is_deed, is_update
from bot.analysis.phases.phasing import Phased
from bot.config.policy import Severity
from bot.metrics.key_moments import MomentKey
from bot.time_format import duration, minutes_shown, period
from bot.timeline.kinds import EntrySource

LONGEST: Final = 60  # minutes without an event, if the severity has no limit of its own
# Steps, and how many minutes between them are a gap.
_STEPS: Final = (
    ("Detection", "first response", 15),
    ("First response", "first mitigation", 30),
    ("First mitigation", "resolution", 120),
)


def gaps(
    case: Case, course: Sequence[Phased], reached: Mapping[MomentKey, Moment], level: Severity | None
) -> tuple[Gap, ...]:
    """Returns the gaps within the incident, by kind and then by time. Expects events in order of time.

    For an incident in Slack, entries by the bot itself don't end a gap; the silence alarm counts the same way.
    """
    noted = (one.event for one in course if not (case.number and one.event.source == EntrySource.SYSTEM))
    times = [event.at for event in noted if event.at]
    start = reached[MomentKey.DETECTED].at or reached[MomentKey.DECLARED].at
    end = reached[MomentKey.RESOLVED].at or (times[-1] if times else None)
    between = _steps(course, reached)
    if start is None or end is None or end < start:
        return tuple(between)
    within = _events(times, start, end, level)
    return (*within, *_updates(case, course, reached[MomentKey.DECLARED].at or start, end, level), *between)


def _events(times: Sequence[datetime], start: datetime, end: datetime, level: Severity | None) -> Iterator[Gap]:
    limit = level.silence_after_minutes if level and level.silence_after_minutes else LONGEST
    for first, last, minutes in _longer(times, start, end, limit):
        why = f"No events for {duration(int(minutes))} (limit: {duration(limit)})."
        yield Gap("events", first, last, minutes, limit, why)


def _updates(
    case: Case, course: Sequence[Phased], start: datetime, end: datetime, level: Severity | None
) -> Iterator[Gap]:
    limit = level.update_every_minutes if level else 0
    if level is None or not limit:
        return
    told = [one.event.at for one in course if is_update(one) and one.event.at]
    told += [told.at.astimezone(UTC) for told in case.told if told.at]
    closing = (at for at in sorted(told) if end < at <= end + timedelta(minutes=limit))  # tells of the resolution
    for first, last, minutes in _longer(sorted(told), start, next(closing, end), limit):
        why = f"No updates for {duration(int(minutes))}; {level.name} requires one every {period(limit)}."
        yield Gap("communication", first, last, minutes, limit, why)


def _longer(
    times: Sequence[datetime], start: datetime, end: datetime, limit: int
) -> Iterator[tuple[datetime, datetime, float]]:
    for first, last in pairwise([start, *(at for at in times if start < at < end), end]):
        minutes = minutes_shown(first, last)
        if minutes > limit:
            yield first, last, float(minutes)


def _steps(course: Sequence[Phased], reached: Mapping[MomentKey, Moment]) -> list[Gap]:
    action = next((one.event.at for one in course if is_deed(one) and one.event.at), None)
    times = {
        "detection": reached[MomentKey.DETECTED].at,
        "first response": reached[MomentKey.ACKNOWLEDGED].at,
        "first mitigation": action,
        "resolution": reached[MomentKey.RESOLVED].at,
    }
    found = (_step(before, after, limit, times[before.lower()], times[after]) for before, after, limit in _STEPS)
    return [gap for gap in found if gap]


def _step(before: str, after: str, limit: int, start: datetime | None, end: datetime | None) -> Gap | None:
    if start is None or end is None or end < start:
        return None
    minutes = minutes_shown(start, end)
    if minutes <= limit:
        return None
    why = f"{before} to {after} took {duration(minutes)} (limit: {duration(limit)})."
    return Gap("phases", start, end, float(minutes), limit, why)
