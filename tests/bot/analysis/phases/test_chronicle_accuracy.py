"""How often the analysis of a timeline agrees with people's labels, on hands that its model never saw."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from bot.analysis.phases.chronicle import read_timeline
from bot.config.policy import Policy
from tests.bot.analysis.timeline_cases import labelled
from tools.timelines import OTHERS, case_of
from tools.timelines_hash import WRITTEN, fingerprint


def written() -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(WRITTEN.read_text("utf-8"))
    return found


def left_out(*hands: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for hand in hands:
        counts.update(written()["held_out"][hand])
    return counts


def test_the_model_is_the_one_that_data_and_code_give() -> None:
    assert written()["hash"] == fingerprint(), "Run python -m tools.train_phases."


@pytest.mark.parametrize("hand", OTHERS)
def test_every_hand_is_read_by_a_model_that_never_saw_it(hand: str) -> None:
    counts = left_out(hand)
    assert counts["incidents"] == len(labelled(hand))
    assert counts["events"] == sum(len(one["events"]) for one in labelled(hand))


def test_phases_agree_with_the_labels_of_hands_left_out() -> None:
    counts = left_out(*OTHERS)
    assert counts["acceptable"] / counts["events"] >= 0.72


@pytest.mark.parametrize(("key", "floor"), [("detected_at", 0.89), ("mitigated_at", 0.69), ("resolved_at", 0.92)])
def test_key_moments_are_within_five_minutes_of_the_labels_of_hands_left_out(key: str, floor: float) -> None:
    counts = left_out(*OTHERS)
    assert counts[f"{key} right"] / counts[f"{key} scored"] >= floor


@pytest.mark.parametrize(("key", "floor"), [("mitigated_at", 0.75), ("resolved_at", 0.94)])
def test_a_moment_that_is_told_is_right_more_often_for_being_left_unsaid_in_doubt(key: str, floor: float) -> None:
    counts = left_out(*OTHERS)
    assert counts[f"{key} told"] < counts[f"{key} scored"]
    assert counts[f"{key} right"] / counts[f"{key} told"] >= floor


@pytest.mark.parametrize("hand", ["own", "given", *OTHERS])
def test_the_bands_are_as_few_as_a_person_would_draw(hand: str) -> None:
    read = [read_timeline(case_of(one), Policy(), "sev1") for one in labelled(hand)]
    assert all(1 <= len(chronicle.bands) <= 6 for chronicle in read)
