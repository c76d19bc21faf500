"""What a review still asks: the one definition of its open questions and of the factors that wait for a decision.

The message, the lists, the reminders, the files and the canvas read it, so that they all say the same number.
"""

from bot.analysis.model import Case
from bot.review.document.review import QUESTIONS, Review
from bot.review.document.sections import Question, Section, questions_in
from bot.review.edit_log import ReviewEdits
from bot.review.root_cause.factors import factors_of
from bot.review.root_cause.suggestions import unanswered


def open_questions(review: Review, edits: ReviewEdits) -> tuple[Question, ...]:
    """Those of the checks and of the frameworks that nobody answered, each once.

    A section in a person's own words answers what its generated text asked.
    """
    written = _asked_only_where_people_wrote(review, edits)
    return tuple(each for each in review.asked if each.key not in written and not edits.answers_to(each.key))


def answered_questions(review: Review, edits: ReviewEdits) -> tuple[Question, ...]:
    """Those that somebody answered in the review, though the record still does not say it."""
    return tuple(each for each in review.asked if edits.answers_to(each.key))


def open_factors(case: Case, edits: ReviewEdits) -> tuple[str, ...]:
    """The contributing factors that have no action item, and that nobody accepted."""
    accepted = {each.factor for each in edits.accepted_factors}
    found = unanswered(case, factors_of(case))
    return tuple(factor.claim.text for factor in found if factor.claim.text not in accepted)


def _asked_only_where_people_wrote(review: Review, edits: ReviewEdits) -> frozenset[str]:
    sections = [section for section in review.sections if section.key != QUESTIONS[0]]
    written = {section.key for section in sections if edits.versions_of(section.key).current}
    asked_in = {True: set[str](), False: set[str]()}
    for section in sections:
        asked_in[section.key in written] |= _keys(section)
    return frozenset(asked_in[True] - asked_in[False])


def _keys(section: Section) -> set[str]:
    return {question.key for part in section.parts for question in questions_in(part)}
