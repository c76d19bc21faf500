"""Fishbone: the recorded contributing factors by kind, where there are enough to draw.

Three factors or more, of two kinds or more; what has no kind is not drawn. There are no empty sides.
"""

from typing import Final

from bot.review.document.material import Material
from bot.review.document.parts import Bone, Fishbone, Sentence
from bot.review.root_cause.factors import ENVIRONMENT, EXTERNAL, HUMAN, PROCESS, TOOLING, factors_of

SIDES: Final = (
    ("People", (HUMAN,)),
    ("Process", (PROCESS,)),
    ("Tooling", (TOOLING,)),
    ("Environment", (ENVIRONMENT, EXTERNAL)),
)
FEWEST_CAUSES: Final = 3
FEWEST_SIDES: Final = 2


def fishbone(material: Material) -> tuple[Fishbone, ...]:
    found = factors_of(material.case)
    bones = tuple(
        Bone(name, causes)
        for name, kinds in SIDES
        if (causes := tuple(Sentence(one.text, one.evidence, quoted=True) for one in found if one.kind in kinds))
    )
    drawn = sum(len(bone.causes) for bone in bones)
    if drawn < FEWEST_CAUSES or len(bones) < FEWEST_SIDES:
        return ()
    return (Fishbone(material.case.title or "The incident", bones),)
