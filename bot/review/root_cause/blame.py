"""Blameless wording: marks words on causes that judge a person, with what could stand there instead.

What people recorded is never changed; it is shown as it is, with the proposal beside it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.analysis.model import Case, Claim, Evidence
from bot.review.document.material import Material


@dataclass(frozen=True)
class Wording:
    """`words` as they stand, `proposal` what to say instead, `evidence` where."""

    words: str
    proposal: str
    evidence: Evidence


_READ: Final = 20_000  # characters of a text in which such words are looked for
_MOST: Final = 500  # people whose names are looked for, those with a part in it first
# what stands there, what to say instead
_JUDGING: Final = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), proposal)
    for words, proposal in (
        (
            r"should(?:n['’]t| not)? have(?: been)?|ought to have|(?:could|needed to) have known(?: better)?",
            "say what made it sensible then, and what would have shown otherwise",
        ),
        (
            r"forgot(?:ten)?(?: to)?|neglected(?: to)?|failed to|omitted to|did(?:n['’]t| not) bother(?: to)?"
            r"|overlooked",
            "say what did not happen, and what would have reminded or stopped",
        ),
        (
            r"careless(?:ly|ness)?|negligen(?:t|tly|ce)|sloppy|lazy|incompeten(?:t|ce)|stupid(?:ly|ity)?|reckless(?:ly)?"
            r"|irresponsib\w+|unprofessional|inattentive",
            "leave the judgement out and say which system allowed it",
        ),
        (
            r"human error|user error|operator error|pilot error",
            "say which step was easy to get wrong, and which guard was missing",
        ),
        (
            r"(?:\w+['’]s|his|her|their|whose) (?:mistake|fault|error|failure|negligence)|(?:the )?(?:fault|mistake) of"
            r"|(?:to|is|was|were) blamed?|at fault|culprit|guilty|messed up|screwed up",
            "say what the system let happen, without whose it was",
        ),
        (r"obvious(?:ly)?|clearly should|common sense|anyone would", "say what was visible at the time, and to whom"),
    )
)


def judging(material: Material) -> tuple[Wording, ...]:
    """Everything in causes, whys, factors, lessons and what hindered that blames, in that order."""
    return tuple(found for claim in _claims(material.case) for found in _found(material, claim))


def _claims(case: Case) -> Iterator[Claim]:
    yield from case.causes
    for whys in case.whys:
        yield from whys.steps
    yield from case.factors
    yield from case.hindered
    yield from case.lessons


def _found(material: Material, claim: Claim) -> Iterator[Wording]:
    for words, proposal in _JUDGING:
        if found := words.search(claim.text[:_READ]):
            yield Wording(found[0], proposal, Evidence(claim.evidence.place, claim.text))
    for one in material.people[:_MOST]:
        if _named(one.name, claim.text[:_READ]):
            yield Wording(one.name, f"say “{material.role_of(one.name)}”", Evidence(claim.evidence.place, claim.text))


def _named(name: str, text: str) -> bool:
    """Whether someone stands in a text under the whole name, or the first name of one with two."""
    names = [name, *([name.split()[0]] if len(name.split()) > 1 and len(name.split()[0]) > 2 else [])]
    return any(one in text and re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text) for one in names)
