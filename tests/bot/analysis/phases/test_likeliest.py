"""The likeliest course is the one with the highest sum, and is found without trying every step."""

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.model import PHASES
from bot.analysis.phases.likeliest import likeliest_course, state_of
from bot.analysis.phases.phase_model import (
    HEALTHS,
    LEADS_TO,
    UNIT,
    WIDTH,
    Health,
    Packed,
    packed,
    phase_model,
    scores_of,
    unpacked,
    weighed,
)
from bot.timeline.kinds import EntryKind

LEVELS = st.lists(st.integers(-2_000, 2_000), min_size=WIDTH, max_size=WIDTH)


def worth(course: list[int], scores: list[Packed]) -> float:
    model = phase_model()
    states = [divmod(state, len(PHASES)) for state in course]
    total = model.begin[course[0]] + model.end[course[-1]]
    for (health, phase), score in zip(states, scores, strict=True):
        levels = unpacked(score)
        total += UNIT * (levels[phase] + levels[len(PHASES) + health])
    for (health, phase), (into, following) in pairwise(states):
        total += model.follow[phase][following] + model.turn[health][into][following]
    return total


def is_allowed(course: tuple[int, ...]) -> bool:
    healths = [state_of(state)[1] for state in course]
    return all(after in LEADS_TO[before] for before, after in pairwise(healths))


@settings(max_examples=15)
@given(st.lists(LEVELS, min_size=1, max_size=2))
def test_no_other_course_has_a_higher_sum(told: list[list[int]]) -> None:
    scores = [packed(levels) for levels in told]
    found = likeliest_course(phase_model(), scores)
    every = product(range(len(PHASES) * len(HEALTHS)), repeat=len(scores))
    best = max(worth(list(course), scores) for course in every if is_allowed(course))
    assert worth(found, scores) == pytest.approx(best, abs=1e-3)


@given(LEVELS, LEVELS)
def test_packed_scores_add_up(one: list[int], other: list[int]) -> None:
    assert unpacked(packed(one) + packed(other)) == tuple(
        first + second for first, second in zip(one, other, strict=True)
    )


def test_scores_are_in_the_units_of_the_model() -> None:
    assert list(scores_of(packed([3] * WIDTH))) == [3 * UNIT] * WIDTH


def test_clear_signs_decide_each_event_and_what_follows_decides_an_unclear_one() -> None:
    def clear(phase: EntryKind, health: Health) -> Packed:
        return weighed([13.0 * (one is phase) for one in PHASES] + [13.0 * (one is health) for one in HEALTHS])

    scores = [clear(EntryKind.TRIGGER, Health.BEFORE), 0, clear(EntryKind.MITIGATION, Health.FAILING)]
    course = [state_of(state) for state in likeliest_course(phase_model(), scores)]
    assert course[0] == (EntryKind.TRIGGER, Health.BEFORE)
    assert course[1][0] is not EntryKind.TRIGGER
    assert course[2] == (EntryKind.MITIGATION, Health.FAILING)


def test_nothing_has_no_course() -> None:
    assert likeliest_course(phase_model(), []) == []
