"""Approving and sharing a review, decided: what is missing, and who is offered it."""

from dataclasses import replace

import pytest

from bot.config.policy import Policy
from bot.errors import Refused
from bot.review import approval
from bot.review.document.review import Review
from bot.review.document.reviewed import review_of
from bot.review.edit_log import ReviewEdits, fold
from bot.review.facts import FactKind
from bot.review.sections import section_edits
from bot.review.sections.section_edits import SubmittedSection
from bot.timeline.model import EntryKind
from tests.bot.review.review_examples import IDA, PAUL, action, after, details, entry, incident, recorded


def test_what_is_missing_is_what_the_severity_demands_and_nobody_said() -> None:
    what = incident(resolved=60, severity="sev1")
    built = review_of(details(what, entry(-5, EntryKind.TRIGGER)), Policy(), after(100))
    assert _titles(built, ReviewEdits()) == ("Root cause", "Lessons", "Action items")
    written = fold([replace(section_edits.edit(what, ReviewEdits(), _lessons(), IDA, after(5)).log[0], number=1)])
    assert _titles(built, written) == ("Root cause", "Action items")
    known = details(
        what,
        entry(-5, EntryKind.TRIGGER),
        records=(recorded(FactKind.CAUSE, "The pool"), recorded(FactKind.LESSON, "Watch it")),
        actions=(action(1, "Alert"),),
    )
    assert _titles(review_of(known, Policy(), after(100)), ReviewEdits()) == ()


def _titles(review: Review, edits: ReviewEdits) -> tuple[str, ...]:
    return tuple(section.title for section in approval.missing_sections(review, edits))


def _lessons() -> SubmittedSection:
    return SubmittedSection("lessons", "Lessons", "Watch it.", 0, "")


def test_handing_out_needs_somebody() -> None:
    with pytest.raises(Refused, match="Choose at least one person"):
        approval.share(incident(), (), frozenset(), IDA, after(1), 1)


def test_the_review_is_offered_to_who_had_a_role_each_once() -> None:
    assert approval.attendees(incident(commander=PAUL)) == (PAUL, IDA)
    assert approval.attendees(incident(commander=IDA)) == (IDA,)
