"""Cases for the tests of the timeline reader: short ones by hand, and the labelled ones as they are stored."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.analysis.model import Case, Chronicle, Event
from bot.analysis.phases.chronicle import read_timeline
from bot.config.policy import Policy
from bot.timeline.model import EntryKind
from tools.timelines import Incident, labeled

START = datetime(2024, 3, 5, 14, 0, tzinfo=UTC)

# What happened in a plain incident, by minutes after the start
PLAIN = (
    (0, "release bot", "release 4.2 of the checkout goes out"),
    (6, "alerting", "ALERT: checkout error rate above 20 %"),
    (8, "Ana", "on it, taking a look"),
    (12, "Ana", "declaring a sev1"),
    (15, "comms", "status page: we are investigating errors in the checkout"),
    (22, "Ben", "root cause found: the new release opens too many connections"),
    (30, "Ana", "decision: we roll back to 4.1"),
    (41, "Ben", "rolled back everywhere"),
    (45, "Ben", "error rate back to normal"),
    (60, "Ana", "incident resolved"),
    (90, "Ana", "postmortem is scheduled for Thursday"),
)


def minutes(count: float) -> datetime:
    return START + timedelta(minutes=count)


def events(*told: tuple[float | None, str, str], kinds: Mapping[int, EntryKind] | None = None) -> tuple[Event, ...]:
    """Minutes after the start (None for no time), who, what; `kinds` by number."""
    given = kinds or {}
    return tuple(
        Event(
            number,
            text,
            None if at is None else minutes(at),
            actor,
            kind=given.get(number),
            type=str(given.get(number, "")),
        )
        for number, (at, actor, text) in enumerate(told, start=1)
    )


def read(
    *told: tuple[float | None, str, str], kinds: Mapping[int, EntryKind] | None = None, severity: str = "sev1"
) -> Chronicle:
    return read_timeline(Case(events=events(*told, kinds=kinds)), Policy(), severity)


def labelled(hand: str) -> list[Incident]:
    """Returns the labeled incidents of one hand."""
    return [one for one in labeled() if one["hand"] == hand]
