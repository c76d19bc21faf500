"""The review as it reads now: people's words in place of the record's, and nothing hidden of either."""

from dataclasses import replace

import pytest

from bot.config.policy import Policy
from bot.review import edit_log
from bot.review.document.parts import Questions, Section
from bot.review.document.review import RETIRED, Review
from bot.review.document.reviewed import review_of
from bot.review.edit_log import EditLogEntry, EditLogKind, ReviewEdits, fold
from bot.review.facts import FactKind
from bot.review.sections.editable_sections import editable_sections
from bot.review.sections.edited_document import as_written
from templates.review.document import review_document
from tests.bot.review.review_examples import IDA, PAUL, action, after, details, entry, incident, recorded

FORMATS = ("markdown", "html", "text")


def built(*more: str) -> Review:
    facts = [recorded(FactKind.CAUSE, text) for text in ("The pool was too small", *more)]
    return review_of(details(incident(resolved=90), entry(2), records=tuple(facts)), Policy(), after(300))


def folded(*log: EditLogEntry) -> ReviewEdits:
    return fold(replace(entry, number=number) for number, entry in enumerate(log, start=1))


def edited(review: Review, section: str, text: str, over: int = 0, by: object = IDA) -> EditLogEntry:
    generated = next(one.generated for one in editable_sections(review, ReviewEdits()) if one.key == section)
    assert by in (IDA, PAUL)
    return edit_log.edit(section, text, over, generated, IDA if by is IDA else PAUL, after(400))


def test_a_review_nobody_touched_is_the_generated_one_and_lists_its_questions() -> None:
    review = built()
    written = as_written(review, ReviewEdits())
    assert [one for one in written.sections if one.key != "questions"] == [
        one for one in review.sections if one.key != "questions"
    ]
    assert written.questions == review.questions
    assert written.section("questions") == Section("questions", "Open questions", (Questions(review.questions),))


@pytest.mark.parametrize("form", FORMATS)
def test_what_somebody_wrote_in_a_section_of_an_earlier_version_is_still_shown(form: str) -> None:
    wrote = [edit_log.edit(key, f"Written about {title}.", 0, "", IDA, after(400)) for key, title in RETIRED.items()]
    shown = review_document(as_written(built(), folded(*wrote)), form)
    for title in RETIRED.values():
        assert f"Written about {title}." in shown


@pytest.mark.parametrize("form", FORMATS)
def test_what_somebody_wrote_stands_where_the_record_stood_under_their_name(form: str) -> None:
    found = review_document(as_written(built(), folded(edited(built(), "root-cause", "We ran out of pool."))), form)
    assert "We ran out of pool." in found
    assert f"Written by {IDA.name}" in found
    assert "The generated text has changed" not in found


@pytest.mark.parametrize("form", FORMATS)
def test_what_the_record_says_since_stands_beside_it(form: str) -> None:
    log = edited(built(), "root-cause", "We ran out of pool.")
    later = review_document(as_written(built("The retry had no limit"), folded(log)), form)
    assert "We ran out of pool." in later
    assert "The generated text has changed since this was written:" in later
    assert "The retry had no limit" in later


@pytest.mark.parametrize("form", FORMATS)
def test_two_who_wrote_at_once_are_both_read(form: str) -> None:
    one, other = edited(built(), "summary", "Ida's words."), edited(built(), "summary", "Paul's words.", by=PAUL)
    found = review_document(as_written(built(), folded(one, other)), form)
    assert "words." in found
    assert f"Other version by {PAUL.name}" in found


def test_a_section_that_only_people_wrote_stands_in_its_place() -> None:
    review = built()
    known = {section.key for section in review.sections}
    section = next(one.key for one in editable_sections(review, ReviewEdits()) if one.required and one.key in known)
    with_lessons = edit_log.edit("lessons", "Alert at 70 %.", 0, "", IDA, after(400))
    found = as_written(review, folded(with_lessons))
    keys = [each.key for each in found.sections]
    assert section in keys
    assert keys.index("root-cause") < keys.index("lessons") < keys.index("timeline")
    assert next(each for each in found.sections if each.key == "lessons").page_one


def test_an_amendment_says_so_and_answers_and_decisions_are_kept_word_for_word() -> None:
    log = (
        EditLogEntry(EditLogKind.STATE, IDA, after(400), "approved"),
        edit_log.answer("started", "At 09:40 with release 88", PAUL, after(410)),
        EditLogEntry(EditLogKind.DECIDE, IDA, after(420), "No canary", "Accepted: the pool goes away in May"),
        edited(built(), "summary", "One more thing."),
    )
    found = review_document(as_written(built(), folded(*log)), "text")
    assert f"Amendment by {IDA.name}" in found
    assert "At 09:40 with release 88" in found
    assert f"answered by {PAUL.name}" in found
    assert "No canary: Accepted: the pool goes away in May" in found
    assert "approved" in found


def test_an_answer_stands_behind_its_question() -> None:
    review = built()
    question = next(one for one in review.asked if one.key == "times/started")
    answered = folded(edit_log.answer(question.key, "Nobody knows", PAUL, after(410)))
    found = review_document(as_written(review, answered), "markdown")
    assert f"- **{question.text}** Nobody knows – answered by {PAUL.name}" in found


def test_an_answer_that_is_on_record_stands_there_alone() -> None:
    log = (
        edit_log.answer("cause", "The pool was too small", PAUL, after(410)),
        edit_log.answer("times/started", "10:02 Seen", PAUL, after(411)),
        edit_log.answer("actions", "Watch the pool @Mail team P1 2024-05-12", PAUL, after(412)),
    )
    records = (recorded(FactKind.CAUSE, "The pool was too small"),)
    items = (action(1, "Watch the pool"),)
    review = review_of(details(incident(resolved=90), entry(2), records=records, actions=items), Policy(), after(300))
    assert as_written(review, folded(*log)).section("answers") is None


def test_an_answer_that_says_more_than_the_record_is_kept() -> None:
    said = edit_log.answer("actions", "Watch the pool, size the pool for it and try both in a drill", PAUL, after(410))
    review = review_of(details(incident(resolved=90), actions=(action(1, "Watch the pool"),)), Policy(), after(300))
    assert as_written(review, folded(said)).section("answers")
