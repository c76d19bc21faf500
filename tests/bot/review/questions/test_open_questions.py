"""What answers a question: an answer to it, or writing the section that it is about."""

from dataclasses import replace

import pytest

from bot.review.document.review import LAYOUT, RETIRED
from bot.review.edit_log import EditLogEntry, EditLogKind, ReviewEdits, fold
from bot.review.questions.destinations import _TOPICS
from bot.review.questions.open_questions import open_questions
from tests.bot.review.document.review_cases import BARE, reviewed
from tests.bot.review.review_examples import IDA, after

REVIEW = reviewed(BARE)


def open_after(*log: EditLogEntry) -> list[str]:
    edits = fold(replace(entry, number=number) for number, entry in enumerate(log, start=1))
    return [one.key for one in open_questions(REVIEW, edits)]


def written(section: str) -> EditLogEntry:
    return EditLogEntry(EditLogKind.EDIT, IDA, after(1), section, "As we saw it.", {"over": 0, "basis": ""})


def test_what_nobody_answered_is_what_the_document_lists() -> None:
    assert open_questions(REVIEW, ReviewEdits()) == REVIEW.questions


def test_an_answered_question_is_gone_and_the_one_that_waited_for_it_follows() -> None:
    assert "factors" not in open_after()
    after_it = open_after(EditLogEntry(EditLogKind.ANSWER, IDA, after(1), "cause", "The queue had no limit"))
    assert "cause" not in after_it
    assert "factors" in after_it


@pytest.mark.parametrize(
    ("section", "key"),
    [("root-cause", "cause"), ("impact", "impact/users"), ("actions", "actions"), ("resolution", "fix")],
)
def test_writing_a_section_answers_the_questions_about_it(section: str, key: str) -> None:
    assert key in open_after()
    assert key not in open_after(written(section))


def test_back_at_the_generated_text_the_question_is_open_again() -> None:
    generated = EditLogEntry(EditLogKind.GENERATED, IDA, after(2), "impact")
    assert "impact/users" in open_after(written("impact"), generated)


def test_each_question_is_about_sections_that_there_are() -> None:
    known = {layout.key for layout in LAYOUT} | RETIRED.keys()
    assert {section for topic in _TOPICS.values() for section in topic.sections} <= known
