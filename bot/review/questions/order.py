"""Which questions are asked now: the most useful ones, a few at a time; the next follow when these are answered."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from bot.review.document.parts import Question
from bot.review.questions.destinations import kind_of, rank_of, topic_of

MOST_QUESTIONS: Final = 7
MOST_OF_A_KIND: Final = 2


def ranked(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Each once, the most useful first."""
    found: dict[str, Question] = {}
    for question in questions:
        found.setdefault(question.key, question)
    return tuple(sorted(found.values(), key=lambda question: rank_of(question.key)))


def asked_now(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Of ranked questions."""
    still = tuple(questions)
    keys = frozenset(question.key for question in still)
    ready = (one for one in still if keys.isdisjoint(topic_of(one.key).after))
    return tuple(_few_of_a_kind(ready))[:MOST_QUESTIONS]


def _few_of_a_kind(questions: Iterable[Question]) -> Iterator[Question]:
    """Many gaps or unkept promises don't take the place of everything else."""
    kinds = Counter[str]()
    for question in questions:
        kind = kind_of(question.key)
        kinds[kind] += 1
        if kinds[kind] <= MOST_OF_A_KIND:
            yield question
