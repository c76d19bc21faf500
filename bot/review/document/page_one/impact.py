"""Impact: how long, what, who and by how much, from recorded figures and what people recorded as impact.

Each number of the impact stands here and nowhere else. A figure keeps the verb of its field: affected is not failed,
degraded is not down. No harm is concluded from a word in a sentence, and data is called safe only where that is
recorded.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.analysis.impact import KIND, REGIONS, TOLD
from bot.analysis.model import Claim, Evidence
from bot.analysis.phases.voices import Voice, voice_of
from bot.metrics.key_moments import MomentKey
from bot.review.document.facts import facts_of
from bot.review.document.material import Material
from bot.review.document.page_one.recovery import is_only_trigger, recovery
from bot.review.document.page_one.telling import continued, in_past
from bot.review.document.parts import Paragraph, Part, Sentence
from bot.review.document.prose import began, length, listed, stopped
from bot.review.document.templates import BRIEF
from bot.time_format import minutes_shown
from templates.analysis import wording
from templates.metrics.wording import if_estimated

_ENDS: Final = (MomentKey.STARTED, MomentKey.MITIGATED, MomentKey.RESOLVED)
_REPORTERS: Final = frozenset((Voice.SUPPORT, Voice.OUTSIDER))
_LABEL: Final = re.compile(r"(?:customer|business|user|users?)? ?impact", re.IGNORECASE)
_DIGITS: Final = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")


def impact(material: Material) -> tuple[Part, ...]:
    told = (*_lasting(material), *_figures(material), *_claims(material), *_flags(material))
    if is_recorded(material):
        return (Paragraph(told),)
    return (Paragraph((*told, *_first_report(material), _unknown(is_long=_is_bounded(material)))),)


def is_recorded(material: Material) -> bool:
    """Whether anything says who or how much was affected, other than how long and which services."""
    return bool((*_claims(material), *_figures(material)))


def _is_bounded(material: Material) -> bool:
    known = material.reached(MomentKey.STARTED) is not None and recovery(material) is not None
    return known and not material.is_contradicted(*_ENDS)


def _unknown(*, is_long: bool) -> Sentence:
    if is_long:
        return Sentence("How many users were affected is not recorded.")
    return Sentence("How many users were affected, and for how long, is not recorded.")


def _first_report(material: Material) -> Iterator[Sentence]:
    """`Two more customers reported slow search at 09:18.`"""
    noticed = {one.place for one in material.moment(MomentKey.DETECTED).evidence}
    for read in material.events:
        event = read.event
        if event.at and event.place not in noticed and voice_of(event.actor, event.source) in _REPORTERS:
            if told := in_past(event.text):
                when = material.at_clock(event.at)
                is_report = " reported " in f" {told} "
                text = f"{told} {when}" if is_report else f"{event.actor} reported {when} that {continued(told)}"
                yield Sentence(f"{began(text)}.", (Evidence(event.place, event.text),))
            return


def _lasting(material: Material) -> Iterator[Sentence]:
    """`For 75 minutes, checkout and payments were degraded in eu-west-1.`"""
    took = _length(material)
    if took is None and not material.is_contradicted(*_ENDS):
        return
    services, places, verb = material.impact.services, material.impact.regions, material.impact.verb or "affected"
    what = f"{listed(services)} {'were' if len(services) > 1 else 'was'} {verb}" if services else ""
    where = f" in {listed(places)}" if places else ""
    fields = tuple(_at(material, field) for field in (*REGIONS, KIND) if field in material.case.facts)
    named = (_at(material, "services"),) if services else ()
    if took is None:
        if what:
            yield Sentence(f"{what}{where}.", (*named, *fields))
        return
    ends = (*material.moment(MomentKey.STARTED).evidence, *material.moment(MomentKey.MITIGATED).evidence)
    text = f"For {took}, {what}{where}." if what else f"It lasted {took}{where}."
    # Half a page has the times and the services in its summary, with their source
    yield Sentence(text, fields if material.template == BRIEF else (*ends, *named, *fields))


def _length(material: Material) -> str | None:
    """From the start until it worked again; up to the resolution where nobody logged the recovery."""
    if material.is_contradicted(*_ENDS):
        return None
    begun, ended = material.moment(MomentKey.STARTED), recovery(material)
    if begun.at is None or ended is None or ended.latest < begun.at or is_only_trigger(material, begun):
        return None
    most = minutes_shown(begun.at, ended.latest)
    if ended.earliest == ended.latest:
        return if_estimated(length(most), begun.estimated or ended.is_estimated)
    return f"up to {if_estimated(length(most), begun.estimated)}"


def _claims(material: Material) -> tuple[Sentence, ...]:
    """What people recorded, without a label that only repeats the section's name."""
    return tuple(
        Sentence(stopped(_labelled(claim)), (claim.evidence,), quoted=True) for claim in material.impact.claims
    )


def _labelled(claim: Claim) -> str:
    is_own = not claim.category or _LABEL.fullmatch(claim.category)
    return began(claim.text) if is_own else f"{began(claim.category)}: {claim.text}"


_Told = tuple[str, tuple[Evidence, ...]]


def _figures(material: Material) -> Iterator[Sentence]:
    """`12,500 users (45%) were affected and 342 transactions failed; there were 8 customer reports.`"""
    known = material.impact
    told = wording.figures([one.words for one in known.figures], [one.words for one in known.reports])
    if told:
        fields = [field for one in (*known.figures, *known.reports) for field in one.fields]
        yield Sentence(told, tuple(_at(material, field) for field in fields))
    if others := tuple(_others(material)):
        text = began("; ".join(words for words, _ in others))
        yield Sentence(f"{text}.", tuple(place for _, places in others for place in places))


def _others(material: Material) -> Iterator[_Told]:
    """Further figures on users and business, under the names of their fields, unless a sentence of people has them."""
    said = " ".join(claim.text for claim in material.case.impact)
    for group in ("users", "business"):
        for fact in facts_of(material.case, group):
            digits = _DIGITS.findall(fact.value)
            if fact.key not in TOLD and digits and not all(one in _DIGITS.findall(said) for one in digits):
                yield f"{fact.label[:1].lower()}{fact.label[1:]}: {fact.value}", fact.evidence


def _flags(material: Material) -> Iterator[Sentence]:
    """`No data was lost; there was no security breach and no workaround.`"""
    told = [answer for answer in material.impact.answers if answer.words]
    if told:
        text = wording.answers([answer.words for answer in told])
        yield Sentence(text, tuple(_at(material, answer.field) for answer in told))


def _at(material: Material, field: str) -> Evidence:
    return Evidence(material.case.fact_places.get(field, field))
