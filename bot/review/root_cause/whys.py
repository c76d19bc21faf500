"""Five whys: chains that people recorded, or a recorded cause and the questions below it. Never answers of our own.

An answer is a whole text that somebody recorded; a sentence is not cut into links. The chain stops at its first open
step, which is a question to a role.
"""

import re
from typing import Final

from bot.analysis.model import Claim, Whys
from bot.review.document.claims import each_once
from bot.review.document.material import EXPERT, Material
from bot.review.document.parts import Chain, Question, Why

_ASKED: Final = re.compile(
    r"^\s*(?:\d+[.)]\s*)?(?P<question>why\b[^?]*\?)\s*(?:[-–—:]\s*)?(?P<answer>.*)$", re.I | re.S
)
_FIRST: Final = "Why did it happen?"
_NEXT: Final = "Why was that possible?"


def chains(material: Material) -> tuple[Chain, ...]:
    """One for each chain that people wrote; without any, one for each recorded cause; none without a cause."""
    case = material.case
    if case.whys:
        found = [_written(material, whys, place) for place, whys in enumerate(case.whys, start=1)]
    else:
        found = [_of(material, cause, place) for place, cause in enumerate(each_once(case.causes), start=1)]
    titled = len(found) > 1
    return tuple(Chain(steps, f"Chain {place}" if titled else "") for place, steps in enumerate(found, start=1))


def _written(material: Material, whys: Whys, place: int) -> tuple[Why, ...]:
    steps: list[Why] = []
    for claim in whys.steps:
        asked = _ASKED.match(claim.text) if "?" in claim.text else None
        question, answer = (asked["question"], asked["answer"]) if asked else (claim.category, claim.text)
        if not answer.strip():
            return (*steps, _open(material, question or _asked_next(steps), place))
        steps.append(Why(question or _asked_next(steps), answer, (claim.evidence,)))
    return tuple(steps)


def _of(material: Material, cause: Claim, place: int) -> tuple[Why, ...]:
    return (Why(_FIRST, cause.text, (cause.evidence,)), _open(material, _NEXT, place))


def _asked_next(before: list[Why]) -> str:
    return _NEXT if before else _FIRST


def _open(material: Material, text: str, place: int) -> Why:
    return Why(text, "", open=question(material, text, place))


def question(material: Material, text: str, place: int) -> Question:
    return material.ask(f"whys/{place}", EXPERT, f"{text} The five whys end here.", "/pir answer", "five_whys")
