"""The one definition of a review's open questions and of its factors with no action item.

The message, the list, the reminders, the files and the canvas use it, so that they all give the same number.
"""

from collections import Counter
from collections.abc import Iterable

from bot.analysis.model import Case
from bot.review.document.parts import Question
from bot.review.document.review import Review
from bot.review.edit_log import ReviewEdits
from bot.review.questions.destinations import topic_of
from bot.review.questions.order import asked_now
from bot.review.root_cause.factors import Factor, factors_of
from bot.review.root_cause.links import confirmed_items


def open_questions(review: Review, edits: ReviewEdits) -> tuple[Question, ...]:
    """The questions that nobody answered, neither by themselves nor by writing the section that they are about."""
    return asked_now(each for each in review.asked if not edits.answers_to(each.key) and not _is_written(each, edits))


def _is_written(question: Question, edits: ReviewEdits) -> bool:
    return any(edits.versions_of(section).current for section in topic_of(question.key).sections)


def by_person(questions: Iterable[Question]) -> tuple[tuple[str, int], ...]:
    """How many questions each person has, the most first; those that nobody has by role."""
    return tuple(Counter(question.person or _in_sentence(question.to) for question in questions).most_common())


def of_person(questions: Iterable[Question], person_id: str) -> tuple[Question, ...]:
    return tuple(question for question in questions if person_id and question.person_id == person_id)


def _in_sentence(role: str) -> str:
    return f"{role[:1].lower()}{role[1:]}"


def answered_questions(review: Review, edits: ReviewEdits) -> tuple[Question, ...]:
    """Questions that someone answered in the review, but whose check still fails."""
    return tuple(each for each in review.asked if edits.answers_to(each.key))


def open_factors(case: Case, edits: ReviewEdits) -> tuple[Factor, ...]:
    """The contributing factors that no action item covers and that were not accepted. A suggestion covers nothing."""
    accepted = {each.factor for each in edits.accepted_factors}
    return tuple(
        factor
        for factor in factors_of(case)
        if not accepted & factor.texts and not confirmed_items(case, factor, edits.covered_factors)
    )
