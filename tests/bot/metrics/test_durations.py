"""How long each thing took, and how certain that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.policy import Policy
from bot.metrics.durations import Duration, DurationKey, durations
from bot.metrics.key_moments import Certainty, MomentKey
from bot.metrics.targets import targets_of

AT = datetime(2024, 1, 15, 14, 23, 50, tzinfo=UTC)


@dataclass(frozen=True)
class Moment:
    at: datetime | None
    certainty: Certainty = Certainty.RECORDED


def after(seconds: float, certainty: Certainty = Certainty.RECORDED) -> Moment:
    return Moment(AT + timedelta(seconds=seconds), certainty)


def measured(reached: Mapping[MomentKey, Moment], severity: str = "sev1") -> dict[DurationKey, Duration]:
    found = durations(reached, targets_of(Policy().severity(severity)))
    return {each.key: each for each in found}


def test_each_duration_is_between_its_own_moments() -> None:
    found = measured({key: after(600 * place) for place, key in enumerate(MomentKey)})
    assert {key: each.minutes for key, each in found.items()} == {
        DurationKey.DETECT: 10,
        DurationKey.ACKNOWLEDGE: 10,
        DurationKey.DECLARE: 20,
        DurationKey.MITIGATE: 30,
        DurationKey.RESOLVE: 40,
        DurationKey.WHOLE: 50,
    }
    assert found[DurationKey.MITIGATE].definition == "detection to mitigation"


def test_minutes_are_those_between_the_clock_times_that_people_read() -> None:
    found = measured({MomentKey.STARTED: after(0), MomentKey.DETECTED: after(20)})  # 14:23:50 and 14:24:10
    assert found[DurationKey.DETECT].minutes == 1


def test_without_a_start_the_whole_counts_from_the_declaration() -> None:
    found = measured({MomentKey.DECLARED: after(0), MomentKey.RESOLVED: after(3600)})[DurationKey.WHOLE]
    assert (found.minutes, found.definition) == (60, "declaration to resolution")


@pytest.mark.parametrize("seconds", [-60, None])
def test_what_is_unknown_or_contradicts_itself_has_no_minutes_and_no_verdict(seconds: int | None) -> None:
    end = Moment(None) if seconds is None else after(seconds)
    found = measured({MomentKey.STARTED: after(0), MomentKey.DETECTED: end})[DurationKey.DETECT]
    assert (found.minutes, found.certainty, found.met) == (None, Certainty.UNKNOWN, None)


@given(st.sampled_from([Certainty.RECORDED, Certainty.ESTIMATED]), st.sampled_from(list(Certainty)[:2]))
def test_a_duration_is_as_certain_as_the_less_certain_of_its_moments(start: Certainty, end: Certainty) -> None:
    found = measured({MomentKey.STARTED: after(0, start), MomentKey.DETECTED: after(60, end)})[DurationKey.DETECT]
    assert found.estimated == (Certainty.ESTIMATED in (start, end))


@pytest.mark.parametrize(("minutes", "met"), [(5, True), (6, False)])
def test_the_response_is_set_against_the_severity_too(minutes: int, met: bool) -> None:
    reached = {MomentKey.DETECTED: after(0), MomentKey.ACKNOWLEDGED: after(60 * minutes)}
    assert measured(reached)[DurationKey.ACKNOWLEDGE].met is met


def test_no_target_is_set_to_the_response_where_only_working_hours_count() -> None:
    assert DurationKey.ACKNOWLEDGE not in targets_of(Policy().severity("sev3"))
    assert targets_of(None) == {}
