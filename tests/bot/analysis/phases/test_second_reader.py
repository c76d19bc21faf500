"""The second reader counts as it should, and its counts are those of the labelled incidents."""

import pytest

from bot.analysis.phases.phasing import phased
from bot.analysis.phases.voices import Voice
from bot.analysis.phrases.phase_counts import EVENTS
from bot.analysis.phrases.second_reader import features, opinion, unpacked, worth
from bot.timeline.model import EntryKind
from tests.bot.analysis.count_phases import WRITTEN, every_incident, module, packed
from tests.bot.analysis.timeline_cases import events


def test_the_counts_are_those_of_the_labelled_incidents() -> None:
    assert WRITTEN.read_text("utf-8") == module(every_incident())


@pytest.mark.parametrize("counts", [[1, 0, 0, 12, 0, 0, 100, 0, 0, 0, 2], [0] * 11, [11] * 11])
def test_counts_come_back_as_they_were_packed(counts: list[int]) -> None:
    assert unpacked(packed(counts)) == counts


def test_a_text_is_read_as_stems_pairs_kinds_and_voice() -> None:
    told = features("Restarting 3 pods", Voice.LEAD)
    assert told == ("restart", "#", "pod", "^_restart", "restart_#", "#_pod", "pod_$", "@host", "=lead")


def test_what_is_used_as_often_as_by_chance_adds_nothing() -> None:
    assert worth([2] * 11, [20] * 11) == pytest.approx([0.0] * 11)


def test_what_one_phase_uses_speaks_for_it_and_against_the_others() -> None:
    first, *others = worth([9, *[0] * 10], [20] * 11)
    assert first > 1
    assert all(other < -0.5 for other in others)


def test_words_that_nobody_counted_leave_it_to_the_voice() -> None:
    told = opinion("xyzzy plugh", Voice.MONITOR)
    assert max(told, key=lambda phase: told[phase]) is EntryKind.DETECTION


def test_every_phase_has_been_counted() -> None:
    assert all(EVENTS)


def test_a_stated_type_wins_over_the_second_reader() -> None:
    course = phased(events((0, "Ana", "rolled back"), kinds={1: EntryKind.REVIEW}))
    assert [one.phase for one in course] == [EntryKind.REVIEW]
