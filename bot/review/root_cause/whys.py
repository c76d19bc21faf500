"""Five whys: chains that people wrote, or chains read from the recorded cause, never answers of our own.

A recorded cause tells links itself ("A caused by B", "A led to B"); its pieces are quoted word for word, from the
effect down. Then come the recorded factors that answer why it was not caught. Where the record ends, a question is
put to a role.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.analysis.model import Claim, Evidence, Whys
from bot.review.document.material import COMMANDER, EXPERT, Material, event_evidence
from bot.review.document.sections import Chain, Why
from bot.review.root_cause.blame import without_names
from bot.review.root_cause.factors import READ, Factor, content_words, factors_of, themes_of
from bot.timeline.kinds import EntryKind

FEWEST, MOST = 3, 7  # steps of a chain that is worth the name, and that anyone reads

_EFFECT_FIRST: Final = re.compile(
    r",?\s+(?:(?:was|were|is|are|been|being)\s+)?(?:caused by|due to|because of|because|resulting from|resulted from"
    r"|as a result of|triggered by|owing to|stemming from|stemmed from|introduced by|introduced in|brought on by)\s+",
    re.IGNORECASE,
)
_CAUSE_FIRST: Final = re.compile(
    r",?\s+(?:which\s+|that\s+|and\s+(?:so\s+)?)?(?:led to|leads to|leading to|resulted in|resulting in|caused|causing"
    r"|made|making|triggered|triggering)(?!\s+by\b)\s+|,\s+so\s+(?:that\s+)?",
    re.IGNORECASE,
)
_PARTICIPLE: Final = re.compile(
    r",\s+(?=(?:exhaust|exceed|overload|block|break|fill|saturat|starv|dropp|leav|prevent|stopp|crash|lock|tim)ing\b)",
    re.IGNORECASE,
)
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])|\n+")
# the main verb binds loosest, a participle behind a comma tightest
_CONNECTIVES: Final = ((_CAUSE_FIRST, False), (_EFFECT_FIRST, True), (_PARTICIPLE, False))
_ASKED: Final = re.compile(
    r"^\s*(?:\d+[.)]\s*)?(?P<question>why\b[^?]*\?)\s*(?:[-–—:]\s*)?(?P<answer>.*)$", re.I | re.S
)
_NOT_CAUGHT: Final = frozenset({"canary", "load test", "test", "review", "change"})
_NOT_SEEN: Final = frozenset({"monitoring"})
_CHANGED: Final = re.compile(
    r"\b(?:deploy|releas|upgrad|roll(?:ed)? ?out|migrat|config|merg|chang|flag)\w*", re.IGNORECASE
)


def pieces_of(text: str) -> tuple[str, ...]:
    """The links that a sentence on a cause tells itself, from the effect down to the cause, word for word."""
    told = [piece for sentence in _SENTENCES.split(text[:READ].strip()) for piece in _links(sentence)]
    return tuple(piece for piece in (one.strip(" .,;") for one in told) if piece)


def _links(sentence: str, depth: int = 0) -> list[str]:
    if depth > MOST:
        return [sentence]
    for connective, effect_first in _CONNECTIVES:
        if found := connective.search(sentence):
            left, right = sentence[: found.start()], sentence[found.end() :]
            effect, cause = (left, right) if effect_first else (right, left)
            return [*_links(effect, depth + 1), *_links(cause, depth + 1)]
    return [sentence]


def chains(material: Material) -> tuple[Chain, ...]:
    """One for each chain that people wrote; without any, one for each recorded cause, or one of questions."""
    case = material.case
    if case.whys:
        return tuple(_written(material, whys, place) for place, whys in enumerate(case.whys, start=1))
    if case.causes:
        return tuple(_read(material, cause, place) for place, cause in enumerate(case.causes, start=1))
    return (_asked(material),)


def _title(place: int, of: int) -> str:
    return f"Chain {place}" if of > 1 else ""


def _problem(material: Material) -> str:
    told = material.case.title or next((claim.text for claim in material.case.impact), "")
    return told.rstrip(". ") or "the incident"


def _written(material: Material, whys: Whys, place: int) -> Chain:
    steps = []
    before = _problem(material)
    for claim in whys.steps:
        asked = _ASKED.match(claim.text) if "?" in claim.text else None
        question, answer = (asked["question"], asked["answer"]) if asked else (claim.category, claim.text)
        question = question or _what_led_to(before)
        steps.append(Why(question, answer, (claim.evidence,)))
        before = answer or before
    steps.extend(_open_end(before) if len(steps) < FEWEST else ())
    return Chain(_problem(material), tuple(steps[:MOST]), True, _title(place, len(material.case.whys)))


def _read(material: Material, cause: Claim, place: int) -> Chain:
    problem = _problem(material)
    steps = [*_down(problem, cause)]
    deepest = steps[-1].answer if steps else problem
    guards = tuple(_guards(material, deepest, place))
    steps.extend((*_brought_in(material, cause, deepest), *guards))
    steps = [*steps[: MOST - 1], *_open_end(guards[-1].answer if guards else deepest)]
    return Chain(problem, tuple(steps), False, _title(place, len(material.case.causes)))


def _down(problem: str, cause: Claim) -> Iterator[Why]:
    before = problem
    for piece in pieces_of(cause.text):
        yield Why(_what_led_to(before), piece, (Evidence(cause.evidence.place, piece),))
        before = piece


def _brought_in(material: Material, cause: Claim, deepest: str) -> Iterator[Why]:
    """The change that the timeline names with the same words as the cause, if there is one."""
    words = content_words(cause.text)
    told = [
        (len(words & content_words(read.event.text)), -read.event.number, read)
        for read in material.of_phase(EntryKind.TRIGGER, EntryKind.INVESTIGATION, EntryKind.DETECTION)
        if _CHANGED.search(read.event.text)
    ]
    shared, _, best = max(told, key=lambda one: one[:2], default=(0, 0, None))
    if best is not None and shared >= 2:
        answer = without_names(material, best.event.text)
        yield Why(f"How was this introduced: {_quoted(deepest)}?", answer, (event_evidence(best),))


def _guards(material: Material, deepest: str, place: int) -> Iterator[Why]:
    """Factors that tell why it was not caught before, and not seen earlier. They stand in the first chain alone."""
    if place > 1:
        return
    factors = factors_of(material.case)
    for question, themes in (
        (f"Why was it not caught before it reached users: {_quoted(deepest)}?", _NOT_CAUGHT),
        ("Why wasn't it detected earlier?", _NOT_SEEN),
    ):
        fitting = [factor for factor in factors if _speaks_of(factor, themes)]
        if fitting:
            said = "; ".join(factor.claim.text.rstrip(".") for factor in fitting)
            yield Why(question, said, tuple(factor.claim.evidence for factor in fitting))


def _speaks_of(factor: Factor, themes: frozenset[str]) -> bool:
    told = themes_of(factor.claim.text)
    return bool(told) and told[0] in themes


def _open_end(deepest: str) -> tuple[Why, ...]:
    return (Why(f"What made this possible: {_quoted(deepest)}?", "", to=COMMANDER),)


def _asked(material: Material) -> Chain:
    problem = _problem(material)
    steps = (
        Why(_what_led_to(problem), "", to=EXPERT),
        Why("What caused that, and when was it introduced?", "", to=EXPERT),
        Why("Why was it not caught before it reached users?", "", to=COMMANDER),
    )
    return Chain(problem, steps, False)


def _what_led_to(effect: str) -> str:
    return f"What led to this: {_quoted(effect)}?"


def _quoted(text: str) -> str:
    short = text if len(text) <= 160 else f"{text[:159].rstrip()}…"
    return f"“{short}”"
