"""A silence that a later entry explains is not asked about."""

from typing import Any

import pytest

from bot.timeline.kinds import EntryKind
from tests.bot.review.questions.question_cases import after, at, case, texts

ENDED = {"moments": {"declared_at": after(0), "detected_at": after(-5), "resolved_at": after(120)}}


def silence(text: str, **extra: Any) -> list[str]:
    """What is asked about 90 minutes without an entry, where the next one says this."""
    return texts(case(at(115, EntryKind.MONITORING, text, extra=extra), **ENDED), "gap")


@pytest.mark.parametrize("text", ["Still late", "Stable for 10 minutes", "It took 9 h in all", "Page 90 of the manual"])
def test_a_silence_that_nothing_explains_is_asked_about(text: str) -> None:
    assert silence(text) == ["What happened between 10:25 and 11:55 UTC?"]


@pytest.mark.parametrize("text", ["Confirmed stable for 90 minutes", "The restore ran 1.5 hours", "Quiet for 85 min"])
def test_a_length_in_the_words_of_the_next_entry_explains_it(text: str) -> None:
    assert silence(text) == []


def test_a_length_in_a_field_beside_the_next_entry_explains_it() -> None:
    assert silence("Stable", monitoring_duration_minutes=90) == []
    assert silence("Stable", monitoring_duration_minutes=20) != []


def test_a_severity_that_sets_no_limit_asks_about_no_silence() -> None:
    assert texts(case(at(115, EntryKind.NOTE, "Still late"), severity="SEV3", **ENDED), "gap") == []
