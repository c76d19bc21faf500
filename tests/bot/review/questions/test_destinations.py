"""Where answers belong: every question that a review can ask says it, and says the same as its own help."""

import re

import pytest

from bot.config.policy import Policy
from bot.review.document.completeness import _BLANKS
from bot.review.document.parts import Question
from bot.review.document.reviewed import review_of
from bot.review.facts import FactKind
from bot.review.questions.destinations import Destination, ToActionItems, ToFacts, ToTimeline, kind_of, rank_of
from bot.review.root_cause.methods import ALL
from bot.timeline.model import EntryKind
from tests.bot.review.document.review_cases import EMPTY, reviewed
from tests.bot.review.questions.question_cases import at, case
from tests.bot.review.review_examples import after, details, entry, incident

RECORD = re.compile(r"/incident record (#\d+ )?(?P<kind>\w+) <((?P<label>\w+): )?")
LOG = re.compile(r"/incident log (#\d+ )?HH:MM ((?P<kind>\w+): )?<")


def by_its_help(question: Question) -> Destination | None:
    if found := RECORD.match(question.answer):
        return ToFacts(FactKind(found["kind"]), found["label"] or "")
    if found := LOG.match(question.answer):
        return ToTimeline(EntryKind(found["kind"]) if found["kind"] else None)
    return ToActionItems() if question.key == "actions" else None


@pytest.mark.parametrize("key", _BLANKS)
def test_the_answer_to_a_check_belongs_where_its_help_says(key: str) -> None:
    question = Question(key, "", "", _BLANKS[key].command)
    assert question.destination == by_its_help(question)


def test_so_does_every_question_of_the_frameworks() -> None:
    found = incident(resolved=600, severity="sev1")
    late = details(found, entry(0, EntryKind.DETECTION), entry(-30, EntryKind.DECLARATION), entry(590, EntryKind.NOTE))
    asked = review_of(late, Policy(), after(700), ALL, "comprehensive").asked
    assert {question.key.partition("/")[0] for question in asked} >= {"gap", "actions"}
    assert [(one.key, one.destination) for one in asked] == [(one.key, by_its_help(one)) for one in asked]


def test_each_question_has_a_row_that_says_when_it_is_asked() -> None:
    contradicting = case(
        at(10, EntryKind.MITIGATION, "Raised", "Tom Berg", extra={"old_value": 20, "new_value": 50}),
        at(11, EntryKind.TRIGGER, "Full", extra={"metric": "pool", "value": 95, "threshold": 90}),
        at(12, EntryKind.NOTE, "900 users affected"),
        facts={"affected_users": 900, "dependent_services": ["news"], "review_meeting": "2024-05-12T10:00:00Z"},
    )
    found = [*reviewed(contradicting).asked, *reviewed(EMPTY, ALL, "comprehensive").asked]
    assert {"temporary", "alert", "estimate", "dependents", "meeting"} <= {kind_of(one.key) for one in found}
    assert [one.key for one in found if rank_of(one.key) == rank_of("no such question")] == []
