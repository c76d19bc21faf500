"""Asking once what happened in a silence, and what answers that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.errors import IllegalTransition, Refused
from bot.incidents.change import Change
from bot.incidents.model import Incident, Status
from bot.nudges import silence_alarm
from bot.outbox.nudges import Answer, Nudge, SilenceExplained, UnexplainedSilence
from bot.people.model import Person
from bot.timeline.model import Entry, EntryKind, EntrySource

DECLARED = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
ASKED_AT = DECLARED + timedelta(minutes=30)
QUESTION = f"42/nudge/{ASKED_AT.isoformat()}"
JANE, BOB = Person("U1", "Jane Smith"), Person("U2", "Bob Kim")
INCIDENT = Incident("T1", 42, "Payments fail", "sev1", Status.INVESTIGATING, JANE, DECLARED, DECLARED, channel="C1")
ASKED = silence_alarm.ask(INCIDENT, DECLARED, ASKED_AT)


def entry(minutes: float, **facts: Any) -> Entry:
    """What Bob wrote down a minute after it was asked, of a moment so long after the declaration."""
    at = DECLARED + timedelta(minutes=minutes)
    made = Entry(at, ASKED_AT + timedelta(minutes=1), EntryKind.NOTE, "Rolled back", BOB, EntrySource.COMMAND, (BOB,))
    return replace(made, **facts)


def question(*answers: Answer) -> Nudge:
    return Nudge(QUESTION, at=ASKED_AT, questions=(UnexplainedSilence(DECLARED),), answers=answers)


def answers(change: Change) -> tuple[Answer, ...]:
    [asked] = [effect for effect in change.effects if isinstance(effect, Nudge)]
    return asked.answers


def noticed(*entries: Entry) -> Change:
    return silence_alarm.noticed(Change(ASKED.incident, entries=entries))


def test_the_question_and_what_it_is_about_are_kept() -> None:
    assert [effect.key for effect in ASKED.effects] == [QUESTION]
    assert (ASKED.incident.silence_from, ASKED.incident.silence_asked_at) == (DECLARED, ASKED_AT)
    assert ASKED.incident.nudged_at is None


def test_a_resolved_incident_is_not_asked() -> None:
    with pytest.raises(IllegalTransition):
        silence_alarm.ask(replace(INCIDENT, status=Status.RESOLVED), DECLARED, ASKED_AT)


@pytest.mark.parametrize("minutes", [0.1, 15, 30])
def test_an_entry_within_the_silence_answers_the_question_however_it_came(minutes: float) -> None:
    change = noticed(entry(minutes))
    assert [effect.key for effect in change.effects] == [QUESTION]
    assert answers(change) == (SilenceExplained(BOB),)
    assert change.incident.silence_from is None


@pytest.mark.parametrize(
    "told",
    [entry(-5), entry(0), entry(30.5), entry(15, source=EntrySource.SYSTEM), entry(15, removed=True)],
    ids=["before", "at its start", "after the question", "by the bot", "taken off"],
)
def test_what_does_not_tell_of_the_silence_leaves_the_question_open(told: Entry) -> None:
    assert noticed(told) == Change(ASKED.incident, entries=(told,))


def test_without_a_question_nothing_is_redrawn() -> None:
    plain = Change(INCIDENT, entries=(entry(15),))
    assert silence_alarm.noticed(plain) == plain


def test_an_answer_by_the_form_is_drawn_once() -> None:
    change = silence_alarm.noticed(silence_alarm.said(Change(ASKED.incident, entries=(entry(15),)), QUESTION, BOB))
    assert [effect.key for effect in change.effects] == [QUESTION]
    assert change.incident.silence_from is None


def test_that_nothing_happened_is_noted_and_the_silence_is_not_asked_about_again() -> None:
    change = silence_alarm.nothing_happened(ASKED.incident, question(), BOB, ASKED_AT)
    [noted] = change.entries
    assert (noted.kind, noted.source, noted.author) == (EntryKind.NUDGE, EntrySource.SYSTEM, BOB)
    assert noted.text == "Nothing to add for 14:23 to 14:53 UTC"
    assert answers(change) == (SilenceExplained(BOB, nothing=True),)
    assert change.incident.silence_from == DECLARED


def test_a_question_that_is_answered_is_not_answered_again_with_nothing() -> None:
    with pytest.raises(Refused, match=r"^That question was already answered by Jane Smith\.$"):
        silence_alarm.nothing_happened(ASKED.incident, question(SilenceExplained(JANE)), BOB, ASKED_AT)
