"""Whether an answer became a recorded fact, an entry of the timeline or an action item: then it stands there.

A fact has the whole answer, with a label before it. An entry has what follows the time, and an action item is named
among its owner, its priority and when it is due.
"""

from typing import Final

from bot.analysis.model import Case
from bot.review.edit_log import Answer
from bot.review.questions.destinations import ToActionItems, ToFacts, ToTimeline, destination_of

_MOST_BESIDE: Final = 8  # words of an answer beside the text of the entry or the item


def is_on_record(case: Case, answer: Answer) -> bool:
    text = answer.text.strip()
    match destination_of(answer.question):
        case ToFacts(_, label):
            return bool({text, f"{label}: {text}"} & _facts(case))
        case ToTimeline():
            return any(text.endswith(event.text) and _is_most(event.text, text) for event in case.events)
        case ToActionItems():
            return any(item.title in text and _is_most(item.title, text) for item in case.actions)
    return False


def _facts(case: Case) -> frozenset[str]:
    claims = (*case.causes, *case.impact, *case.factors, *case.fixes, *case.hindered, *case.lessons)
    return frozenset(claim.text for claim in claims)


def _is_most(part: str, text: str) -> bool:
    beside = text.replace(part, "", 1).split()
    return bool(part) and 0 < len(beside) <= _MOST_BESIDE
