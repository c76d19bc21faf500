"""A review as people work on it: nothing that anyone wrote is lost, and each sees whose text stands."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.people.model import Person
from bot.review import edit_log
from bot.review.edit_log import (
    EditLogEntry,
    EditLogKind,
    MissingSection,
    ReviewEdits,
    ReviewState,
    SectionsMissing,
    fold,
)

AT = datetime(2024, 1, 16, 9, 0, tzinfo=UTC)
JANE, BOB, ALICE = Person("U1", "Jane"), Person("U2", "Bob"), Person("U3", "Alice")
GENERATED = "Payments failed for 145 minutes."


def numbered(log: Sequence[EditLogEntry]) -> list[EditLogEntry]:
    return [replace(entry, number=number) for number, entry in enumerate(log, start=1)]


def folded(*log: EditLogEntry) -> ReviewEdits:
    return fold(numbered(log))


def edit(text: str, by: Person, over: int = 0) -> EditLogEntry:
    return edit_log.edit("summary", text, over, GENERATED, by, AT)


def test_a_section_is_the_generated_one_until_a_person_writes_it() -> None:
    assert folded().versions_of("summary").current is None
    current = folded(edit("We broke payments.", JANE)).versions_of("summary").current
    assert current is not None
    assert (current.text, current.by, current.basis) == ("We broke payments.", JANE, edit_log.fingerprint(GENERATED))


def test_who_writes_over_the_version_that_stands_changes_it_and_the_earlier_one_is_kept() -> None:
    written = folded(edit("One", JANE), edit("Two", BOB, over=1)).versions_of("summary")
    assert written.current is not None
    assert (written.current.text, written.alternatives) == ("Two", ())
    assert [each.text for each in written.all] == ["One", "Two"]


def test_two_who_write_at_once_are_both_kept_and_a_person_chooses() -> None:
    log = (edit("Jane's", JANE), edit("Bob's", BOB))
    written = folded(*log).versions_of("summary")
    assert written.current is not None
    assert written.current.text == "Jane's"
    assert [each.text for each in written.alternatives] == ["Bob's"]
    chosen = edit_log.take(folded(*log), "summary", 2, ALICE, AT)
    written = folded(*log, chosen).versions_of("summary")
    assert written.current is not None
    assert (written.current.text, written.current.by, written.alternatives) == ("Bob's", BOB, ())


def test_back_to_the_generated_text_loses_no_version() -> None:
    written = folded(edit("One", JANE), EditLogEntry(EditLogKind.GENERATED, BOB, AT, "summary")).versions_of("summary")
    assert written.current is None
    assert [each.text for each in written.all] == ["One"]


def test_a_version_that_is_not_there_cannot_be_taken() -> None:
    with pytest.raises(Refused, match="I can't find that version"):
        edit_log.take(folded(edit("One", JANE)), "summary", 7, BOB, AT)


def test_what_is_written_after_the_approval_is_an_amendment() -> None:
    approved = edit_log.approve(folded(), JANE, "incident commander", AT, missing=(), needed=1)
    found = folded(*approved, edit("Later known", BOB))
    assert found.state is ReviewState.APPROVED
    assert found.amended
    assert found.versions_of("summary").all[0].amends


def test_an_approval_needs_the_sections_and_the_people_that_the_severity_demands() -> None:
    missing = (MissingSection("root-cause", "Root cause"), MissingSection("lessons", "Lessons"))
    with pytest.raises(SectionsMissing, match="Root cause and Lessons are missing"):
        edit_log.approve(folded(), JANE, "", AT, missing=missing, needed=1)
    first = edit_log.approve(folded(), JANE, "incident commander", AT, missing=(), needed=2)
    assert folded(*first).state is ReviewState.DRAFT
    with pytest.raises(Refused, match="1 more approval needed"):
        edit_log.approve(folded(*first), JANE, "incident commander", AT, missing=(), needed=2)
    second = edit_log.approve(folded(*first), BOB, "", AT, missing=(), needed=2)
    found = folded(*first, *second)
    assert (found.state, [approval.by for approval in found.approvals]) == (ReviewState.APPROVED, [JANE, BOB])
    with pytest.raises(Refused, match="already approved"):
        edit_log.approve(found, ALICE, "", AT, missing=(), needed=2)


def test_going_back_to_a_draft_takes_the_approvals_back() -> None:
    given_one = edit_log.approve(folded(), JANE, "", AT, missing=(), needed=2)
    round_ = edit_log.request_review(folded(), JANE, AT)
    found = folded(round_, *given_one)
    assert found.state is ReviewState.IN_REVIEW
    back = edit_log.back_to_draft(found, BOB, AT)
    assert folded(round_, *given_one, back).approvals == ()


@pytest.mark.parametrize("blank", ["", "  \n"])
def test_nothing_is_no_text(blank: str) -> None:
    with pytest.raises(Refused):
        edit(blank, JANE)
    with pytest.raises(Refused):
        edit_log.answer("cause", blank, JANE, AT)


def test_every_answer_is_kept_with_its_author_and_the_newest_decision_on_a_factor_counts() -> None:
    found = folded(
        edit_log.answer("q1", "At 14:05", JANE, AT),
        edit_log.answer("q1", "At 14:07", BOB, AT),
        EditLogEntry(EditLogKind.DECIDE, JANE, AT, "No alert", "Accepted"),
        EditLogEntry(EditLogKind.DECIDE, BOB, AT, "No alert", "Covered by the new monitor"),
    )
    assert [(answer.text, answer.by) for answer in found.answers_to("q1")] == [("At 14:05", JANE), ("At 14:07", BOB)]
    assert [each.reason for each in found.accepted_factors] == ["Covered by the new monitor"]


def test_the_meeting_can_be_set_moved_and_called_off() -> None:
    later = AT + timedelta(days=1)
    assert folded(EditLogEntry(EditLogKind.MEETING, JANE, AT, later.isoformat())).meeting_at == later
    assert (
        folded(
            EditLogEntry(EditLogKind.MEETING, JANE, AT, later.isoformat()), EditLogEntry(EditLogKind.MEETING, JANE, AT)
        ).meeting_at
        is None
    )


@given(st.lists(st.tuples(st.sampled_from([JANE, BOB, ALICE]), st.integers(0, 12)), max_size=12))
def test_whatever_people_write_in_whatever_order_every_text_is_kept_and_one_stands(
    written: list[tuple[Person, int]],
) -> None:
    log = [edit(f"text {place}", by, over) for place, (by, over) in enumerate(written)]
    found = folded(*log).versions_of("summary")
    assert [each.text for each in found.all] == [entry.text for entry in log]
    assert (found.current is None) == (found.current not in found.all)
    assert all(each in found.all and each != found.current for each in found.alternatives)
