"""What happened, in a paragraph: what people wrote of it, when it began and was noticed, what was done, how it ended.

Built from recorded facts through fixed sentences; one whose fact is missing is left out. What the timeline quotes is
not quoted here again.
"""

from collections.abc import Iterator

from bot.analysis.model import Evidence, Moment
from bot.metrics.key_moments import MomentKey
from bot.review.document.fixes import short_term
from bot.review.document.material import Material
from bot.review.document.parts import Paragraph, Part, Sentence
from bot.review.document.prose import began, is_are, listed, stopped, within
from templates.metrics.wording import if_estimated


def summary(material: Material) -> tuple[Part, ...]:
    told = tuple(_sentences(material))
    return (Paragraph(told),) if told else ()


def _sentences(material: Material) -> Iterator[Sentence]:
    case = material.case
    if case.drill:
        yield Sentence("This was a drill: nothing was really broken.", (Evidence("drill"),))
    if case.description:
        place = case.fact_places.get("description", "description")
        yield Sentence(stopped(case.description), (Evidence(place, case.description),), quoted=True)
    elif case.services:
        yield Sentence(
            f"{began(listed(case.services))} {is_are(case.services)} affected.",
            (Evidence(case.fact_places.get("services", "services"), ", ".join(case.services)),),
        )
    yield from _begin(material)
    yield from _fixed(material)
    yield from _end(material)


def _begin(material: Material) -> Iterator[Sentence]:
    """`It started at 14:15, was detected at 14:20 and declared at 14:23 by Jane Smith.`"""
    known = [
        (verb, moment)
        for verb, key in (
            ("started", MomentKey.STARTED),
            ("was detected", MomentKey.DETECTED),
            ("was declared", MomentKey.DECLARED),
        )
        if (moment := material.moment(key)).at
    ]
    if not known:
        return
    parts = [f"{verb} at {at(material, moment)}" for verb, moment in known]
    text = listed(parts).replace("and was declared", "and declared") if len(parts) > 2 else listed(parts)
    yield Sentence(f"It {text}.", tuple(one for _, moment in known for one in moment.evidence))


def at(material: Material, moment: Moment) -> str:
    """An estimate is never told like a record."""
    return if_estimated(material.when(moment.at), moment.estimated)


def _fixed(material: Material) -> Iterator[Sentence]:
    fixes = short_term(material.case)
    if fixes:
        told = "; ".join(within(fix.text.strip().rstrip(".")) for fix in fixes)
        yield Sentence(f"What was done: {told}.", tuple(fix.evidence for fix in fixes), quoted=True)


def _end(material: Material) -> Iterator[Sentence]:
    mitigated, resolved = material.moment(MomentKey.MITIGATED), material.moment(MomentKey.RESOLVED)
    if mitigated.at and resolved.at:
        yield Sentence(
            f"It was mitigated at {at(material, mitigated)} and resolved at {at(material, resolved)}.",
            (*mitigated.evidence, *resolved.evidence),
        )
    elif resolved.at:
        yield Sentence(
            f"It was resolved at {at(material, resolved)}; when it was mitigated is not recorded.", resolved.evidence
        )
    elif mitigated.at:
        yield Sentence(f"It was mitigated at {at(material, mitigated)}.", mitigated.evidence)
    if material.open and material.case.status:
        yield Sentence(
            f"It is not resolved yet; its status is {material.case.status}.",
            (Evidence("status", material.case.status),),
        )
