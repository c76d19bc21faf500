"""Bow tie: what led to the incident and what followed, with the barriers that people recorded on either side.

Whether a barrier was weak, helped or hindered is what people recorded it as; nothing is concluded from its words. It is
drawn where there are four barriers or more, on both sides.
"""

from typing import Final

from bot.analysis.model import Claim
from bot.review.document.claims import all_said, each_once
from bot.review.document.material import Material
from bot.review.document.parts import Barrier, BowTie
from bot.review.root_cause.factors import factors_of

FEWEST: Final = 4
WEAK, HELPED, HINDERED = "weak", "helped", "hindered"


def bow_tie(material: Material) -> tuple[BowTie, ...]:
    case = material.case
    preventive = tuple(Barrier(one.text, WEAK, one.evidence) for one in factors_of(case))
    recovery = (*_barriers(case.helped, HELPED), *_barriers(case.hindered, HINDERED))
    if not preventive or not recovery or len(preventive) + len(recovery) < FEWEST:
        return ()
    return (
        BowTie(
            case.title or "The incident",
            all_said(case.causes),
            preventive,
            recovery,
            all_said(case.impact),
        ),
    )


def _barriers(claims: tuple[Claim, ...], state: str) -> tuple[Barrier, ...]:
    return tuple(Barrier(claim.text, state, (claim.evidence,)) for claim in each_once(claims))
