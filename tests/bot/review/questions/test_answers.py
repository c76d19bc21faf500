"""Answers to questions of a review, decided: where they belong, and when a question is asked again."""

from dataclasses import replace

import pytest

from bot.commands.requests import CommandContext, TypedText
from bot.config.policy import Policy
from bot.errors import Refused
from bot.outbox.review import QuestionAnswer, QuestionPosted
from bot.review.document.parts import Question
from bot.review.edit_log import EditLogEntry, EditLogKind, ReviewEdits, fold
from bot.review.facts import FactKind
from bot.review.questions import answers
from bot.review.questions.answers import NewAnswer
from bot.review.verbs import AddFact
from bot.tasks.verbs import AddAction
from bot.timeline.model import EntryKind
from bot.timeline.verbs import Log
from tests.bot.review.review_examples import IDA, PAUL, after, incident

ASKING = CommandContext(IDA, after(300), Policy())


def question(key: str) -> Question:
    return Question(key, "technical lead", "What was it?", "")


@pytest.mark.parametrize(
    ("key", "text", "asked"),
    [
        ("cause", "The pool", AddFact(FactKind.CAUSE, "The pool")),
        ("impact/services", "mail", AddFact(FactKind.IMPACT, "services: mail")),
        ("impact/services", "services: mail", AddFact(FactKind.IMPACT, "services: mail")),
        ("fishbone/people", "No handover", AddFact(FactKind.FACTOR, "No handover")),
        ("times/started", "Some day", None),
        ("commander", "Ida", None),
        ("unread", "It says nothing", None),
    ],
)
def test_an_answer_goes_where_its_question_belongs(key: str, text: str, asked: AddFact | None) -> None:
    assert answers.request_of(question(key), TypedText(text), ASKING) == asked


def test_an_answer_with_a_time_is_an_entry_of_the_type_that_was_asked_for() -> None:
    made = answers.request_of(question("times/started"), TypedText("09:40 Release 88"), ASKING)
    assert made == Log("Release 88", EntryKind.TRIGGER, after(-20))
    typed = answers.request_of(question("timeline"), TypedText("09:40 detection: Alert"), ASKING)
    assert isinstance(typed, Log)
    assert typed.kind is EntryKind.DETECTION


def test_an_answer_about_actions_is_one_where_it_names_an_owner_or_a_date() -> None:
    made = answers.request_of(question("actions"), TypedText("Alert at 70 % P1 2024-06-01"), ASKING)
    assert isinstance(made, AddAction)
    assert (made.title, made.priority) == ("Alert at 70 %", "P1")
    assert answers.request_of(question("actions"), TypedText("We should alert earlier"), ASKING) is None


def test_an_answer_is_kept_with_its_fact_and_shown_where_it_was_asked() -> None:
    asked = ReviewEdits(
        asked=fold(
            [EditLogEntry(EditLogKind.ASK, IDA, after(1), "cause", "What?", {"whom": "x", "row": "3/question/1"})]
        ).asked
    )
    said = NewAnswer("cause", "The pool", AddFact(FactKind.CAUSE, "The pool"))
    decision = answers.answer(incident(resolved=60), asked, said, PAUL, after(70))
    assert [(entry.what, entry.key, entry.text, entry.by) for entry in decision.log] == [
        (EditLogKind.ANSWER, "cause", "The pool", PAUL)
    ]
    assert [record.text for record in decision.change.records] == ["The pool"]
    [shown] = [each for each in decision.change.effects if isinstance(each, QuestionPosted)]
    assert (shown.key, shown.answered) == ("3/question/1", QuestionAnswer(PAUL, "The pool", after(70)))


def test_a_question_is_asked_again_only_after_an_hour() -> None:
    first = answers.ask(incident(), ReviewEdits(), question("x"), IDA, after(0))
    asked = fold([replace(entry, number=1) for entry in first.log])
    with pytest.raises(Refused, match="This question was asked in the channel at 10:00 UTC"):
        answers.ask(incident(), asked, question("x"), PAUL, after(59))
    again = answers.ask(incident(), asked, question("x"), PAUL, after(60))
    assert [effect.key for effect in again.change.effects] == ["3/question/2"]


def test_a_question_survives_its_way_through_a_button() -> None:
    asked = Question("cause", "technical lead", "What?", "/incident record cause <x>", "Ida Holm", "U1")
    assert answers.question_from(answers.facts_of(asked)) == asked


def test_an_action_for_a_factor_names_the_factor() -> None:
    suggested = answers.action_for("No canary for mail changes")
    assert suggested.title.endswith("(No canary for mail changes)")
    assert (suggested.priority, suggested.kind) == ("P1", "prevention")
    assert answers.action_for("It rained").title == "Address: It rained"
