"""The sections on why: root cause, contributing factors, the four frameworks, and wording that blames."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.analysis.model import Evidence, ReadEvent
from bot.review.document.completeness import question
from bot.review.document.facts import facts_of
from bot.review.document.material import Material, event_evidence, labelled, said_by
from bot.review.document.sections import Facts, Items, Paragraph, Part, Questions, Sentence, Table
from bot.review.root_cause.blame import judging, without_names
from bot.review.root_cause.bowtie import bowtie
from bot.review.root_cause.factors import KINDS, Factor, factors_of
from bot.review.root_cause.fishbone import fishbone
from bot.review.root_cause.timeline_method import timeline_parts
from bot.review.root_cause.whys import chains


def root_cause(material: Material) -> tuple[Part, ...]:
    parts: list[Part] = []
    if causes := labelled(material, material.case.causes):
        parts.append(Items(causes, "As recorded"))
    else:
        parts.append(Questions((question(material, "cause"),)))
    if changes := facts_of(material.case, "changes"):
        parts.append(Facts(changes, "What had changed"))
    if triggers := _triggers(material):
        parts.append(Items(triggers, "What came first on the timeline"))
    return tuple(parts)


def _triggers(material: Material) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(without_names(material, _timed(material, read)), (event_evidence(read),))
        for read in material.triggers[:3]
    )


def _timed(material: Material, read: ReadEvent) -> str:
    return f"{material.utc(read.event.at)}: {read.event.text}" if read.event.at else read.event.text


def factors(material: Material) -> tuple[Part, ...]:
    found = factors_of(material.case)
    if not found:
        return (Questions((question(material, "factors"),)),)
    numbered = tuple(enumerate(found, start=1))
    return tuple(
        Items(
            tuple(_factor(material, number, factor) for number, factor in numbered if factor.kind == kind),
            kind.capitalize(),
        )
        for kind in KINDS
        if any(factor.kind == kind for factor in found)
    )


def _factor(material: Material, number: int, factor: Factor) -> Sentence:
    notes = [f"factor {number}", said_by(material, factor.claim), f"sorted {factor.how}"]
    if not factor.recorded:
        notes.append("read from what was recorded as a lesson")
    return Sentence(factor.claim.text, (factor.claim.evidence,), ", ".join(note for note in notes if note))


FRAMEWORKS: Final[Mapping[str, Callable[[Material], tuple[Part, ...]]]] = {
    "five-whys": chains,
    "fishbone": lambda material: (fishbone(material),),
    "timeline": timeline_parts,
    "bow-tie": lambda material: (bowtie(material),),
}


def wording(material: Material) -> tuple[Part, ...]:
    """What in the recorded text blames someone, with what could stand there; nothing where nothing does."""
    found = judging(material)
    if not found:
        return ()
    rows = tuple((one.words, one.proposal, one.evidence.place, one.evidence.words) for one in found)
    places = tuple(Evidence(place) for place in dict.fromkeys(one.evidence.place for one in found))
    opening = Sentence("Causes are told by roles and systems. These words judge or name a person:", places)
    return (Paragraph((opening,)), Table(("Words", "Instead", "Where", "As it stands"), rows))
