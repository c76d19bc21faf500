"""The one definition of a review's open questions and of its factors with no action item.

The message, the list, the reminders, the files and the canvas use it, so that they all give the same number.
"""

from collections import Counter
from collections.abc import Iterable

from bot.analysis.model import Case
from bot.review.document.parts import Question, Section, questions_in
from bot.review.document.review import MOST_QUESTIONS, QUESTIONS, Review
from bot.review.edit_log import ReviewEdits
from bot.review.root_cause.factors import factors_of
from bot.review.root_cause.links import without_action


def open_questions(review: Review, edits: ReviewEdits) -> tuple[Question, ...]:
    """The questions of the checks and the frameworks that nobody answered, each once.

    Editing a section answers the questions of its generated text.
    """
    written = _asked_only_in_edited_sections(review, edits)
    still = tuple(each for each in review.asked if each.key not in written and not edits.answers_to(each.key))
    return still[:MOST_QUESTIONS]


def by_person(questions: Iterable[Question]) -> tuple[tuple[str, int], ...]:
    """How many questions each person has, in the order in which they are asked; those that nobody has by role."""
    return tuple(Counter(question.person or _in_sentence(question.to) for question in questions).items())


def _in_sentence(role: str) -> str:
    return f"{role[:1].lower()}{role[1:]}"


def answered_questions(review: Review, edits: ReviewEdits) -> tuple[Question, ...]:
    """Questions that someone answered in the review, but whose check still fails."""
    return tuple(each for each in review.asked if edits.answers_to(each.key))


def open_factors(case: Case, edits: ReviewEdits) -> tuple[str, ...]:
    """The contributing factors that have no action item and were not accepted."""
    accepted = {each.factor for each in edits.accepted_factors}
    found = without_action(case, factors_of(case))
    return tuple(factor.claim.text for factor in found if factor.claim.text not in accepted)


def _asked_only_in_edited_sections(review: Review, edits: ReviewEdits) -> frozenset[str]:
    sections = [section for section in review.sections if section.key != QUESTIONS[0]]
    written = {section.key for section in sections if edits.versions_of(section.key).current}
    asked_in = {True: set[str](), False: set[str]()}
    for section in sections:
        asked_in[section.key in written] |= _keys(section)
    return frozenset(asked_in[True] - asked_in[False])


def _keys(section: Section) -> set[str]:
    return {question.key for part in section.parts for question in questions_in(part)}
