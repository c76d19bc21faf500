"""How probable phases and healths are, over all courses."""

from itertools import product
from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.model import PHASES, Event
from bot.analysis.phases import probabilities
from bot.analysis.phases.phase_model import HEALTHS, LEADS_TO, UNIT, WIDTH, Health, packed, phase_model
from bot.analysis.phases.phasing import Phased
from bot.analysis.phases.probabilities import shares_of
from bot.analysis.phases.voices import Voice
from bot.timeline.kinds import EntryKind

LEVELS = st.lists(st.integers(-2_000, 2_000), min_size=WIDTH, max_size=WIDTH)


def step(levels: list[int]) -> Phased:
    return Phased(Event(1, ""), Voice.RESPONDER, EntryKind.TRIAGE, Health.FAILING, packed(levels), "")


@settings(max_examples=10)
@given(LEVELS, LEVELS)
def test_a_share_is_that_of_all_courses_with_it(one: list[int], other: list[int]) -> None:
    model = phase_model()
    odds = {}
    for course in product(product(range(len(HEALTHS)), range(len(PHASES))), repeat=2):
        (health, phase), (into, following) = course
        if HEALTHS[into] in LEADS_TO[HEALTHS[health]]:
            score = model.begin[health * len(PHASES) + phase] + model.end[into * len(PHASES) + following]
            score += model.follow[phase][following] + model.turn[health][into][following]
            for levels, (state, what) in zip((one, other), course, strict=True):
                score += UNIT * (levels[what] + levels[len(PHASES) + state])
            odds[course] = exp(score)
    whole = sum(odds.values())
    first, second = shares_of([step(one), step(other)], model)
    for place in range(len(HEALTHS)):
        assert first.healths[place] == pytest.approx(sum(o for c, o in odds.items() if c[0][0] == place) / whole)
    for place in range(len(PHASES)):
        assert second.phases[place] == pytest.approx(sum(o for c, o in odds.items() if c[1][1] == place) / whole)


@pytest.mark.parametrize("count", [0, 1, 400])
def test_shares_add_up_however_long_the_incident_is(count: int) -> None:
    found = shares_of(
        [step([2_000 * (place == number % WIDTH) for place in range(WIDTH)]) for number in range(count)], phase_model()
    )
    assert len(found) == count
    assert all(sum(one.phases) == pytest.approx(1) and sum(one.healths) == pytest.approx(1) for one in found)


def test_the_likeliest_course_of_a_very_long_incident_is_taken_for_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probabilities, "MOST_WEIGHED", 2)
    found = shares_of([step([0] * WIDTH)] * 3, phase_model())
    assert [max(one.phases) for one in found] == [1, 1, 1]
    assert {one.healths[HEALTHS.index(Health.FAILING)] for one in found} == {1}
