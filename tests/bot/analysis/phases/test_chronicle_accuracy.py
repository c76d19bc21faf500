"""How often the timeline reader agrees with people's labels: floors that it must not fall below."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from bot.analysis.model import Chronicle
from bot.analysis.phases.chronicle import read_timeline
from bot.analysis.phases.phasing import SECOND_PART
from bot.config.policy import Policy
from bot.metrics.key_moments import MomentKey
from tests.bot.analysis.count_phases import agreed_elsewhere, every_incident
from tests.bot.analysis.timeline_cases import case_of, labelled

FIVE_MINUTES = 300  # seconds


def readings(name: str) -> list[tuple[dict[str, Any], Chronicle]]:
    return [(stored, read_timeline(case_of(stored), Policy(), "sev1")) for stored in labelled(name)]


def is_near(stored: Mapping[str, Any], key: str, found: datetime | None) -> bool:
    accepted = [stored["key_moments"][key], *stored["acceptable_moments"].get(key, [])]
    return found is not None and any(
        abs((found - datetime.fromisoformat(one)).total_seconds()) <= FIVE_MINUTES for one in accepted
    )


@pytest.mark.parametrize(("name", "floor"), [("timelines_dev.json", 0.88), ("own_timelines.json", 0.88)])
def test_phases_agree_with_the_labels(name: str, floor: float) -> None:
    agreed = [
        str(read.phase) in told["acceptable_phases"]
        for stored, chronicle in readings(name)
        for told, read in zip(stored["events"], chronicle.events, strict=True)
    ]
    assert sum(agreed) / len(agreed) >= floor


def test_phases_agree_where_the_words_were_counted_in_other_incidents() -> None:
    agreed = agreed_elsewhere(every_incident(), SECOND_PART)
    assert agreed["acceptable"] / agreed["events"] >= 0.88


@pytest.mark.parametrize("name", ["timelines_dev.json", "own_timelines.json"])
@pytest.mark.parametrize("key", ["detected_at", "mitigated_at", "resolved_at"])
def test_key_moments_are_within_five_minutes_of_the_labels(name: str, key: str) -> None:
    near = Counter(
        is_near(stored, key, chronicle.moments[MomentKey(key)].at)
        for stored, chronicle in readings(name)
        if stored["key_moments"].get(key) and key not in stored["unscored_moments"]
    )
    assert near[True] / near.total() >= 0.8


@pytest.mark.parametrize("name", ["timelines_dev.json", "own_timelines.json"])
def test_the_bands_are_as_few_as_a_person_would_draw(name: str) -> None:
    assert all(1 <= len(chronicle.bands) <= 6 for _, chronicle in readings(name))
