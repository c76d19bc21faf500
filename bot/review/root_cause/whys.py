"""Five whys: chains that people wrote, or recorded causes and what people answered below them, and nothing of our own.

A chain begins at what users saw, where that is recorded. An answer is a whole text that somebody recorded or gave in
the review; a sentence is not cut into links. The first open step is a question to a role, and its answer becomes the
next step. A chain that people wrote stands as they wrote it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from bot.analysis.model import Case, Claim, Evidence, Whys
from bot.review.document.claims import each_once
from bot.review.document.facts import number
from bot.review.document.material import EXPERT, Material
from bot.review.document.parts import Chain, Question, Why
from bot.review.document.prose import is_are, listed, stopped
from bot.review.edit_log import Answer
from bot.time_format import stamp
from templates.review import wording

FAMILY: Final = "whys"  # of the keys of its questions: whys/1 of the first chain, whys/1/2 behind its answer
_LONGEST_SYMPTOM: Final = 120  # characters of a sentence that can be asked about
_TOLD_WHOLE: Final = 60  # words of a chain that page one tells whole
_MOST_NAMED: Final = 3  # services in a question
_MOST_ANSWERS: Final = 7  # of a chain, after which nobody is asked on
_NAMED_BY: Final = 60  # characters of an answer by which the next question names it
_SENTENCE: Final = re.compile(r"(?<=[.!])\s+(?=[^\W\d_])|\n+")
# A figure of the impact is told once, on page one. The status of a web server is a name.
_FIGURE: Final = re.compile(r"(?!\b[45]\d\d\b(?![.,]?\d))\b\w*\d", re.IGNORECASE)
_BUSINESS: Final = re.compile(r"business|revenue|sla|financ|cost|reputation|regulat|legal", re.IGNORECASE)
# What went wrong; a sentence without it is no symptom.
_FAILURE: Final = re.compile(
    r"\b(?:no|nobody|nothing|none|not|never|cannot|unable|fail\w*|errors?|faults?|late|later|slow\w*|delay\w*|lag\w*|down|"
    r"los[tes]\w*|miss\w*|wrong\w*|incorrect\w*|br(?:oken?|eak\w*)|stop\w*|stuck|hang\w*|hung|fr[eo]ez\w*|frozen|reject\w*|"
    r"refus\w*|den(?:y|ied)|time[ds]? ?-?outs?|timing out|unavailab\w*|unreachable|unusable|outages?|offline|crash\w*|"
    r"block\w*|duplicat\w*|doubled?|twice|degrad\w*|blank|empty|drop\w*|locked out|(?:signed|logged|kicked|thrown) out|"
    r"wait\w*|expos\w*|leak\w*|corrupt\w*|interrupt\w*|disrupt\w*|disconnect\w*|expir\w*|stale|outdated|overcharg\w*|"
    r"[45]\d\d)\b|n['’]t\b",
    re.IGNORECASE,
)
# "No data was lost" tells of no failure.
_SPARED: Final = re.compile(
    r"\b(?:no|nobody|nothing|none|not|never|without)\b.*"
    r"\b(?:los[ts]\w*|affected|impact\w*|expos\w*|leak\w*|breach\w*|corrupt\w*|fail\w*|errors?|drop\w*|miss\w*)\b",
    re.IGNORECASE | re.DOTALL,
)
# What people can do, or are told to do, and with that no symptom.
_WAY_ROUND: Final = re.compile(
    r"work-?\s?around|^\W*(?:please|do not|don['’]t|avoid|use|try|retry|stay|keep|wait)\b"
    r"|^(?!.*(?:\bno\b|\bnobody|\bnone|\bnot\b|n['’]t\b|\bnever|\bneither|\bonly\b)).*\b(?:can|could|able to)\b",
    re.IGNORECASE | re.DOTALL,
)
_COUNTED: Final = {"failed_transactions": "transactions", "failed_requests": "requests"}


def chains(material: Material) -> tuple[Chain, ...]:
    """One for each chain that people wrote; without any, one for each recorded cause; none without a cause."""
    case = material.case
    if case.whys:
        found = [_written(material, whys, place) for place, whys in enumerate(_each_chain(case), start=1)]
    else:
        found = [_of(material, cause, place) for place, cause in enumerate(each_once(case.causes), start=1)]
    titled = len(found) > 1
    return tuple(Chain(steps, f"Chain {place}" if titled else "") for place, steps in enumerate(found, start=1))


def found_by_whys(case: Case) -> tuple[Claim, ...]:
    """The cause as the chains that people wrote tell it: their answers; of long ones the last, to which they lead."""
    answers = [[replace(one, category="") for one in whys.steps if one.text] for whys in _each_chain(case)]
    return tuple(claim for given in answers for claim in (given if _words(given) <= _TOLD_WHOLE else given[-1:]))


def _words(claims: list[Claim]) -> int:
    return sum(len(claim.text.split()) for claim in claims)


def _each_chain(case: Case) -> Iterator[Whys]:
    """Yields each chain once, wherever else it is written, too."""
    seen = set[tuple[str, ...]]()
    for whys in case.whys:
        answers = tuple(" ".join(one.text.casefold().split()).rstrip(".") for one in whys.steps)
        if answers not in seen:
            seen.add(answers)
            yield whys


def is_why(question: str) -> bool:
    """Whether a question, by its key, is a step of a chain."""
    return question.partition("/")[0] == FAMILY


def _written(material: Material, whys: Whys, place: int) -> tuple[Why, ...]:
    """As people wrote it, up to its first open step."""
    steps: list[Why] = []
    for claim in whys.steps:
        first, seen = (wording.WHY_NEXT, ()) if steps else symptom(material)
        question = claim.category or first
        if not claim.text.strip():
            return (*steps, *_asked(material, place, question, wording.why_stops_at(question)))
        steps.append(Why(question, claim.text, (claim.evidence,), about=() if claim.category else seen))
    return tuple(steps)


def _of(material: Material, cause: Claim, place: int) -> tuple[Why, ...]:
    question, seen = symptom(material)
    first = Why(question, stopped(cause.text), (cause.evidence,), about=seen)
    stops = wording.why_stops_at_cause(place if len(material.case.causes) > 1 else 0)
    return (first, *_asked(material, place, wording.WHY_NEXT, stops))


def _asked(material: Material, place: int, question: str, stops: str) -> Iterator[Why]:
    """Yields a step for each question that people answered, and the first one that nobody did."""
    key, depth = f"{FAMILY}/{place}", 1
    while given := material.edits.answers_to(key):
        yield Why(question, _told(given), note=_by(given))
        depth += 1
        key, question = f"{FAMILY}/{place}/{depth}", wording.WHY_NEXT
        stops = wording.why_stops_at_answer(given[-1].by.name, _first_words(given[-1].text))
    if depth <= _MOST_ANSWERS:
        yield Why(question, "", open=_question(material, key, stops))


def _first_words(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _NAMED_BY else f"{words[:_NAMED_BY].rsplit(' ', 1)[0]} …"


def _told(given: tuple[Answer, ...]) -> str:
    return " ".join(stopped(one.text) for one in given)


def _by(given: tuple[Answer, ...]) -> str:
    names = list(dict.fromkeys(one.by.name for one in given))
    return wording.answered_by(listed(names), stamp(given[-1].at))


def _question(material: Material, key: str, text: str) -> Question:
    return material.ask(key, EXPERT, text, "/pir answer", "five_whys")


# Where a chain begins


def symptom(material: Material) -> tuple[str, tuple[Evidence, ...]]:
    """The first question, about what users saw, and the text of which it quotes a sentence. Never the title."""
    return next(chain(_seen(material), _failed(material), _affected(material)), (wording.WHY_FIRST, ()))


_Asked = tuple[str, tuple[Evidence, ...]]


def _seen(material: Material) -> Iterator[_Asked]:
    """Yields sentences of people about the impact on users that can be asked about as they are."""
    for claim in material.case.impact:
        if _BUSINESS.search(claim.category):
            continue
        for sentence in _SENTENCE.split(claim.text.strip()):
            if _is_symptom(sentence):
                yield wording.why_of(stopped(sentence)), (claim.evidence,)


def _is_symptom(sentence: str) -> bool:
    asked = " " in sentence and len(sentence) <= _LONGEST_SYMPTOM and not _FIGURE.search(sentence)
    return bool(asked and _FAILURE.search(sentence)) and not (_SPARED.search(sentence) or _WAY_ROUND.search(sentence))


def _failed(material: Material) -> Iterator[_Asked]:
    """Yields `Why did transactions fail?`, by a recorded figure."""
    case = material.case
    for key, what in _COUNTED.items():
        if number(case, key):
            yield wording.why_failed(what), ()


def _affected(material: Material) -> Iterator[_Asked]:
    case = material.case
    if case.services:
        others = len(case.services) - _MOST_NAMED
        few = case.services if others <= 1 else (*case.services[:_MOST_NAMED], wording.other_services(others))
        yield wording.why_affected(listed(few), is_are(few)), ()
