"""After care, decided purely: what is listed, who has what is lacking, and what follows once a review is out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.config.policy import Policy
from bot.incidents.model import Incident, Status
from bot.nudges import prompts
from bot.nudges.reminder_schedule import FACTORS, REVIEW, Known, plan
from bot.outbox.nudges import Nudge
from bot.outbox.review import IndexReview, ReviewPublished
from bot.review import follow_up
from bot.review.document.review import RETIRED
from bot.review.document.reviewed import review_of
from bot.review.edit_log import Approval, EditLogEntry, EditLogKind, ReviewEdits, ReviewState, fold
from bot.review.facts import FactKind
from bot.review.follow_up import (
    APPROVED_LATELY,
    MOST_ROWS,
    ReviewGroupName,
    ReviewProgress,
    by_holder,
    followed,
    is_done,
    listed,
    status_of,
)
from bot.roles.model import RoleHolder
from tests.bot.review.review_examples import AT, IDA, PAUL, after, details, entry, incident, recorded

POLICY = Policy()
OVER = incident(mitigated=60, resolved=90, commander=IDA, severity="sev2")
DUE = after(90) + timedelta(hours=72)
FACTOR = recorded(FactKind.FACTOR, "No alert on the queue's length")


def progress(
    state: ReviewState = ReviewState.DRAFT, *, number: int = 3, resolved: float = 90, **facts: object
) -> ReviewProgress:
    made = replace(OVER, number=number, resolved_at=after(resolved))
    return replace(ReviewProgress(made, state), **facts)  # type: ignore[arg-type]


def groups(*known: ReviewProgress, at: float) -> dict[ReviewGroupName, list[int]]:
    found = listed(known, POLICY, after(at))
    return {each.group: [one.incident.number for one in each.shown] for each in found}


def log(*made: EditLogEntry) -> tuple[EditLogEntry, ...]:
    return tuple(replace(entry, number=number) for number, entry in enumerate(made, start=1))


APPROVED = EditLogEntry(EditLogKind.STATE, PAUL, AT, ReviewState.APPROVED)
HANDED_OUT = EditLogEntry(EditLogKind.SHARE, PAUL, AT)


def test_a_list_has_what_is_overdue_due_in_review_and_approved_lately_in_this_order() -> None:
    known = (
        progress(ReviewState.APPROVED, number=1, state_at=after(100)),
        progress(ReviewState.IN_REVIEW, number=2),
        progress(number=4),
        progress(ReviewState.IN_REVIEW, number=5, resolved=-72 * 60),
        progress(number=6, resolved=-73 * 60),
    )
    found = groups(*known, at=200)
    assert list(found.items()) == [
        (ReviewGroupName.OVERDUE, [6, 5]),
        (ReviewGroupName.DUE, [4]),
        (ReviewGroupName.IN_REVIEW, [2]),
        (ReviewGroupName.APPROVED, [1]),
    ]


def test_what_was_approved_long_ago_is_on_no_list() -> None:
    one = progress(ReviewState.APPROVED, state_at=AT)
    assert listed([one], POLICY, AT + APPROVED_LATELY - timedelta(seconds=1))
    assert listed([one], POLICY, AT + APPROVED_LATELY) == ()


@pytest.mark.parametrize("changed", [{"drill": True}, {"status": Status.CANCELLED}, {"resolved_at": None}])
def test_a_review_that_nobody_has_to_write_is_on_no_list(changed: dict[str, object]) -> None:
    one = ReviewProgress(replace(OVER, **changed), ReviewState.DRAFT)  # type: ignore[arg-type]
    assert listed([one], POLICY, AT) == ()


def test_a_long_list_shows_what_waits_longest_and_counts_the_others() -> None:
    found = listed([progress(number=number, resolved=number) for number in range(1, 40)], POLICY, after(60))
    assert [(each.group, each.count) for each in found] == [(ReviewGroupName.DUE, 39)]
    assert [one.incident.number for one in found[0].shown] == list(range(1, MOST_ROWS + 1))


def test_a_review_is_done_with_its_approval_and_where_none_is_wanted_once_it_is_handed_out() -> None:
    low = replace(OVER, severity="sev4")
    assert is_done(ReviewProgress(OVER, ReviewState.APPROVED), POLICY)
    assert not is_done(ReviewProgress(OVER, ReviewState.IN_REVIEW, published=True), POLICY)
    assert is_done(ReviewProgress(low, ReviewState.DRAFT, published=True), POLICY)
    assert not is_done(ReviewProgress(low, ReviewState.DRAFT), POLICY)


def test_a_state_is_said_as_people_call_it() -> None:
    assert ReviewProgress(OVER, ReviewState.DRAFT).state_name == "not started"
    assert ReviewProgress(OVER, ReviewState.DRAFT, begun=True).state_name == "draft"
    assert ReviewProgress(OVER, ReviewState.IN_REVIEW).state_name == "in review"


def test_what_is_lacking_waits_for_the_holder_of_its_role_and_else_for_who_leads() -> None:
    led = replace(OVER, roles=(RoleHolder("operations", PAUL, AT),))
    known = details(led, entry(-5, text="Queue grows"))
    found = status_of(review_of(known, POLICY, after(100)), ReviewEdits(), led, POLICY)
    whom = {each.question.key: each.whom.name for each in found.open_questions}
    assert whom["times/detected"] == "Paul Okafor"
    assert whom["impact/users"] == "Ida Holm"
    assert found.completeness < 100
    assert [section.title for section in found.missing] == ["Root cause", "Action items"]
    assert (found.due, found.needed, found.owner) == (DUE, POLICY.severity("sev2").approvals, IDA)


def test_an_answered_question_is_lacking_no_more() -> None:
    known = details(OVER, entry(0))
    review = review_of(known, POLICY, after(100))
    now = fold(log(EditLogEntry(EditLogKind.ANSWER, PAUL, AT, "cause", "The queue had no limit")))
    before = {each.question.key for each in status_of(review, ReviewEdits(), OVER, POLICY).open_questions}
    after_it = {each.question.key for each in status_of(review, now, OVER, POLICY).open_questions}
    assert before - after_it == {"cause"}


def test_each_person_is_asked_once_for_all_that_they_have() -> None:
    led = replace(OVER, roles=(RoleHolder("operations", PAUL, AT),))
    review = review_of(details(led, entry(0)), POLICY, after(100))
    found = status_of(review, ReviewEdits(), led, POLICY)
    holders = by_holder(found.open_questions)
    assert sorted(person.name for person, _mine in holders) == ["Ida Holm", "Paul Okafor"]
    assert sum(len(mine) for _person, mine in holders) == len(found.open_questions)


def test_nobody_is_asked_who_is_deactivated_and_a_role_is_only_said_of_its_holder() -> None:
    led = replace(OVER, roles=(RoleHolder("operations", PAUL, AT),))
    review = review_of(details(led, entry(0)), POLICY, after(100))
    gone = replace(led, roles=(RoleHolder("operations", replace(PAUL, deactivated=True), AT),))
    found = status_of(review, ReviewEdits(), gone, POLICY).open_questions
    assert {each.whom for each in found} == {IDA}
    assert {each.question.to: each.holds for each in found if each.question.to in ("Incident commander",)} == {
        "Incident commander": True
    }
    assert not any(each.holds for each in found if each.question.to == "Operations lead")


def test_a_factor_without_an_action_is_shown_until_somebody_decides() -> None:
    review = review_of(details(OVER, entry(0), records=(FACTOR,)), POLICY, after(100))
    assert status_of(review, ReviewEdits(), OVER, POLICY).open_factors == (FACTOR.text,)
    decided = fold(log(EditLogEntry(EditLogKind.DECIDE, IDA, AT, FACTOR.text, "We retire the queue in March")))
    assert status_of(review, decided, OVER, POLICY).open_factors == ()


@pytest.mark.parametrize("act", [APPROVED, HANDED_OUT])
def test_what_goes_out_is_found_and_told_below_the_announcement(act: EditLogEntry) -> None:
    made = log(act)
    shown = [type(each) for each in followed(OVER, made, fold(made), POLICY, AT)]
    assert shown == [IndexReview, ReviewPublished]


def test_the_message_below_the_announcement_names_who_approved() -> None:
    made = log(EditLogEntry(EditLogKind.APPROVE, PAUL, AT, "incident commander"), APPROVED)
    (told,) = follow_up.announced(OVER, fold(made), AT)
    assert isinstance(told, ReviewPublished)
    assert (told.key, told.approved_by) == ("3/review/out", ("Paul Okafor",))
    (handed,) = follow_up.announced(OVER, fold(log(HANDED_OUT)), AT)
    assert isinstance(handed, ReviewPublished)
    assert handed.approved_by == ()


@pytest.mark.parametrize("changed", [{"private": True}, {"drill": True}])
def test_nothing_is_told_outside_of_a_private_incident_or_a_drill(changed: dict[str, object]) -> None:
    made = log(APPROVED)
    hidden = replace(OVER, **changed)  # type: ignore[arg-type]
    assert [type(each) for each in followed(hidden, made, fold(made), POLICY, AT)] == [IndexReview]


def test_the_last_question_for_a_review_is_settled_by_its_approval_and_not_by_handing_it_out() -> None:
    asked = replace(OVER, reminder_state=OVER.reminder_state.with_asked(REVIEW, after(95)))
    approved, handed = log(APPROVED), log(HANDED_OUT)
    shown = [type(each) for each in followed(asked, approved, fold(approved), POLICY, AT)]
    assert shown == [IndexReview, ReviewPublished, Nudge]
    assert Nudge not in [type(each) for each in followed(asked, handed, fold(handed), POLICY, AT)]


def test_an_amendment_of_what_is_out_is_found_and_a_draft_is_not() -> None:
    edit = EditLogEntry(EditLogKind.EDIT, IDA, AT, "summary", "Mail was late.", {"over": 0, "basis": ""})
    draft, out = log(edit), log(HANDED_OUT, edit)
    assert followed(OVER, draft, fold(draft), POLICY, AT) == ()
    assert [type(each) for each in followed(OVER, out[1:], fold(out), POLICY, AT)] == [IndexReview]


def test_what_is_found_is_what_stands_with_the_answers_and_without_open_questions() -> None:
    records = (recorded(FactKind.CAUSE, "The queue had no limit"), FACTOR)
    review = review_of(details(OVER, entry(0, text="Relay restarted"), records=records), POLICY, after(100))
    edit = EditLogEntry(EditLogKind.EDIT, IDA, AT, "summary", "Mail waited for an hour.", {"over": 0, "basis": ""})
    text = follow_up.published_text(
        review, fold(log(edit, EditLogEntry(EditLogKind.ANSWER, PAUL, AT, "fix", "A limit was set")))
    )
    assert "Summary: Mail waited for an hour." in text
    assert "The queue had no limit" in text
    assert "A limit was set" in text
    assert not any(question.text in text for question in review.asked)


def test_what_helped_is_the_fix_that_somebody_wrote_or_else_recorded() -> None:
    records = (recorded(FactKind.HELPED, "The dashboard"), recorded(FactKind.FIX, "Rolled back the relay"))
    assert follow_up.learned(OVER, records, ReviewEdits()).helped == "Rolled back the relay"
    assert follow_up.learned(OVER, records[:1], ReviewEdits()).helped == "The dashboard"
    edit = EditLogEntry(
        EditLogKind.EDIT, IDA, AT, "resolution", "Rolling back helped at once.", {"over": 0, "basis": ""}
    )
    assert follow_up.learned(OVER, records, fold(log(edit))).helped == "Rolling back helped at once."


def wrote(section: str, text: str) -> EditLogEntry:
    return EditLogEntry(EditLogKind.EDIT, IDA, AT, section, text, {"over": 0, "basis": ""})


def test_what_somebody_wrote_is_searched_in_sections_of_earlier_versions_too() -> None:
    review = review_of(details(OVER, entry(0)), POLICY, after(100))
    text = follow_up.published_text(review, fold(log(*(wrote(key, f"About {key}.") for key in RETIRED))))
    assert all(f"{title}: About {key}." in text for key, title in RETIRED.items())


def test_what_somebody_wrote_about_what_helped_goes_before_what_was_recorded() -> None:
    records = (recorded(FactKind.HELPED, "The dashboard"),)
    assert follow_up.learned(OVER, records, fold(log(wrote("helped", "A second relay.")))).helped == "A second relay."


def test_who_approved_is_counted_in_how_a_review_stands() -> None:
    review = review_of(details(OVER, entry(0)), POLICY, after(100))
    now = replace(ReviewEdits(), state=ReviewState.IN_REVIEW, approvals=(Approval(PAUL, "", AT),))
    assert status_of(review, now, OVER, POLICY).approvals == (PAUL,)


# By the week


def due(made: Incident, *, reviewed: bool = True) -> datetime | None:
    return plan(made, POLICY, Known(reviewed=reviewed)).get(FACTORS)


def test_factors_are_asked_about_by_the_week_once_the_review_is_done() -> None:
    first = due(OVER)
    assert first == datetime(2024, 5, 16, 9, tzinfo=UTC)
    assert due(OVER, reviewed=False) is None
    again = due(prompts.factors(OVER, first, 2).incident)
    assert again == first + timedelta(days=7)


def test_where_somebody_decided_of_each_nothing_is_asked_any_more() -> None:
    settled = prompts.factors(OVER, DUE, 0)
    assert settled.effects == ()
    assert due(settled.incident) is None
