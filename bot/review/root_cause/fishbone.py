"""Fishbone: the recorded cause and factors on the four sides people, process, technology and environment.

A side on which nothing is recorded carries the question that would fill it.
"""

from collections.abc import Iterator
from typing import Final

from bot.review.document.material import COMMANDER, EXPERT, OPERATIONS, Material, said_by
from bot.review.document.sections import Bone, Fishbone, Sentence
from bot.review.root_cause.factors import ENVIRONMENT, EXTERNAL, HUMAN, PROCESS, TOOLING, Factor, factors_of, kind_of

# name of the side, kinds of factor on it, whom to ask where it is empty, what
_SIDES: Final = (
    ("People", (HUMAN,), COMMANDER, "What were people missing: training, staffing, a handover?"),
    ("Process", (PROCESS,), EXPERT, "Which review, test, rollout step or document would have prevented it?"),
    ("Technology", (TOOLING,), EXPERT, "Which limit, alert, dependency or default made it possible?"),
    (
        "Environment",
        (ENVIRONMENT, EXTERNAL),
        OPERATIONS,
        "What was different in the environment: load, network, vendors, season?",
    ),
)


def fishbone(material: Material) -> Fishbone:
    causes = tuple(Factor(cause, *kind_of(cause)) for cause in material.case.causes)
    found = (*causes, *factors_of(material.case))
    return Fishbone(material.case.title or "the incident", tuple(_bones(material, found)))


def _bones(material: Material, found: tuple[Factor, ...]) -> Iterator[Bone]:
    for name, kinds, role, text in _SIDES:
        on_it = tuple(
            Sentence(one.claim.text, (one.claim.evidence,), said_by(material, one.claim))
            for one in found
            if one.kind in kinds
        )
        question = material.ask(
            f"fishbone/{name.casefold()}",
            role,
            text,
            "/incident record factor <what contributed>",
            "contributing_factors",
        )
        yield Bone(name, on_it, None if on_it else question)
