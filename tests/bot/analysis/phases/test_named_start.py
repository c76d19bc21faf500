"""When it began, where an entry states it with a clock time."""

from datetime import UTC, datetime

import pytest

from bot.analysis.model import Case, Event
from bot.analysis.phases.chronicle import read_timeline
from bot.config.policy import Policy
from bot.metrics.key_moments import Certainty, MomentKey
from bot.timeline.kinds import EntryKind

NOW = datetime(2025, 6, 3, 16, 0, tzinfo=UTC)


def started(text: str, number: int = 0) -> str | None:
    events = (
        Event(1, "ticket 71: uploads return an error", NOW.replace(hour=15), "Support"),
        Event(2, text, NOW, "Lena Vogt"),
    )
    moment = read_timeline(Case(events=events, number=number), Policy(), "sev3").moments[MomentKey.STARTED]
    return f"{moment.at:%H:%M} {moment.certainty}" if moment.at else None


@pytest.mark.parametrize(
    "text",
    [
        "errors began with the 14:05 release of the uploader",
        "uploads have been failing since 14:05",
        "down since 14:05 UTC",
        "it started at 14:05",
        "first errors at 14:05",
        "timeouts in the uploader began 14:05, right after the release",
        "login broken from 14:05 to 15:02",
    ],
)
def test_a_start_named_in_words_is_recorded_at_that_time(text: str) -> None:
    assert started(text) == "14:05 recorded"


@pytest.mark.parametrize(
    "text",
    [
        "no errors since 14:05",
        "stable since 14:05",
        "resolved since 14:05",
        "on call since 14:05",
        "bridge call started at 14:05",
        "failover started at 14:05",
        "errors dropped after the rollback started at 14:05",
        "did it start at 14:05?",
        "maybe it started at 14:05",
        "watching errors since 14:05",
        "failing since about 14:05",
        "errors since 14:05 CET",
        "it started at 2:05 pm",
        "found the release of 14:05",
    ],
)
def test_a_topic_word_beside_a_time_is_no_start(text: str) -> None:
    assert "14:05" not in (started(text) or "")


def test_a_time_later_than_the_entry_is_of_the_day_before() -> None:
    late = Event(1, "uploads failing since 23:50", NOW.replace(hour=0, minute=20), "Ana")
    at = read_timeline(Case(events=(late,)), Policy(), "sev3").moments[MomentKey.STARTED].at
    assert at == datetime(2025, 6, 2, 23, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "at"), [("failing since 14:05", None), ("failing since 14:05 UTC", "14:05 estimated")]
)
def test_a_time_typed_in_slack_counts_only_with_its_zone_and_as_an_estimate(text: str, at: str | None) -> None:
    assert started(text, number=7) == at


def test_a_typed_trigger_goes_before_words() -> None:
    first = Event(1, "release 5 goes out", NOW.replace(hour=13), "deploy", kind=EntryKind.TRIGGER)
    said = Event(2, "errors began at 14:05", NOW, "Ana")
    moment = read_timeline(Case(events=(first, said)), Policy(), "sev3").moments[MomentKey.STARTED]
    assert (moment.at, moment.certainty) == (first.at, Certainty.RECORDED)
