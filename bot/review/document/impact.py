"""Impact: how long, what, for whom and by how much, from recorded figures and what people recorded as impact.

Each number of the impact stands here and nowhere else. A figure keeps the verb of its field: affected is not failed,
degraded is not down. No harm is concluded from a word in a sentence, and data is called safe only where that is
recorded.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.model import Claim, Evidence
from bot.analysis.phases.voices import Voice, voice_of
from bot.metrics.key_moments import MomentKey
from bot.review.document.claims import each_once
from bot.review.document.facts import facts_of, figure, number
from bot.review.document.material import Material
from bot.review.document.parts import Paragraph, Part, Sentence
from bot.review.document.prose import began, length, listed, stopped
from bot.review.document.recovery import is_only_trigger, recovery
from bot.review.document.telling import continued, in_past
from bot.time_format import minutes_shown
from templates.metrics.wording import if_estimated

_USERS: Final = ("affected_users", "affected_users_percentage")
# The figure's field, and how it is told of one and of many
_FAILED: Final[Mapping[str, tuple[str, str]]] = {
    "failed_transactions": ("transaction failed", "transactions failed"),
    "failed_requests": ("request failed", "requests failed"),
}
_THERE_WERE: Final[Mapping[str, tuple[str, str]]] = {"customer_reports": ("customer report", "customer reports")}
_MONEY: Final = "revenue_impact_usd"
# The field, what its "no" means, and what its "yes"
_FLAGS: Final = (
    ("data_loss", "no data was lost", "data was lost"),
    ("security_breach", "there was no security breach", "there was a security breach"),
    ("data_integrity_risk", "", "there was a risk to the integrity of data"),
    ("workaround_available", "there was no workaround", "a workaround was available"),
)
_THERE: Final = "there was "
_PLACES: Final = ("affected_regions", "regions")
_KIND: Final = "degradation_type"
_VERBS: Final = {  # what the field says of the services
    "partial": "degraded", "degraded": "degraded", "degradation": "degraded", "slow": "slow",
    "full": "down", "complete": "down", "total": "down", "outage": "down", "down": "down",
}  # fmt: skip
_TOLD: Final = frozenset({*_USERS, *_FAILED, *_THERE_WERE, *(key for key, *_ in _FLAGS), *_PLACES, _KIND, _MONEY})
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
    return material.reached(MomentKey.STARTED) is not None and recovery(material) is not None


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
    if took is None:
        return
    services, places = material.case.services, _regions(material)
    kind = str(material.case.facts.get(_KIND) or "").casefold()
    verb = _VERBS.get(kind, "affected")
    what = f"{listed(services)} {'were' if len(services) > 1 else 'was'} {verb}" if services else ""
    where = f" in {listed(places)}" if places else ""
    fields = tuple(Evidence(_place(material, key)) for key in (*_PLACES, _KIND) if key in material.case.facts)
    named = (Evidence(material.case.fact_places.get("services", "services")),) if services else ()
    ends = (*material.moment(MomentKey.STARTED).evidence, *material.moment(MomentKey.MITIGATED).evidence)
    text = f"For {took}, {what}{where}." if what else f"It lasted {took}{where}."
    yield Sentence(text, (*ends, *named, *fields))


def _length(material: Material) -> str | None:
    """From the start until it worked again; up to the resolution where nobody logged the recovery."""
    begun, ended = material.moment(MomentKey.STARTED), recovery(material)
    if begun.at is None or ended is None or ended.latest < begun.at or is_only_trigger(material, begun):
        return None
    most = minutes_shown(begun.at, ended.latest)
    if ended.earliest == ended.latest:
        return if_estimated(length(most), begun.estimated or ended.is_estimated)
    return f"up to {if_estimated(length(most), begun.estimated)}"


def _regions(material: Material) -> list[str]:
    held = next((value for key in _PLACES if (value := material.case.facts.get(key))), ())
    return [held] if isinstance(held, str) else [str(one) for one in held] if isinstance(held, list | tuple) else []


def _claims(material: Material) -> tuple[Sentence, ...]:
    """What people recorded, without a label that only repeats the section's name."""
    return tuple(
        Sentence(stopped(_labelled(claim)), (claim.evidence,), quoted=True) for claim in each_once(material.case.impact)
    )


def _labelled(claim: Claim) -> str:
    is_own = not claim.category or _LABEL.fullmatch(claim.category)
    return began(claim.text) if is_own else f"{began(claim.category)}: {claim.text}"


_Told = tuple[str, tuple[Evidence, ...]]


def _figures(material: Material) -> Iterator[Sentence]:
    """`12,500 users (45%) were affected, 342 transactions failed and the revenue impact is 28,500 USD; there were 8
    customer reports.`"""
    told = (*_users(material), *_failed(material), *_money(material))
    there = tuple(_there_were(material))
    clauses = [listed([text for text, _ in told])] if told else []
    if there:
        clauses.append(f"there {'was' if _is_one(there) else 'were'} {listed([text for text, _ in there])}")
    others = tuple(_others(material))
    for texts, found in ((clauses, (*told, *there)), ([text for text, _ in others], others)):
        if texts:
            yield Sentence(f"{began('; '.join(texts))}.", tuple(one for _, places in found for one in places))


def _is_one(told: Sequence[_Told]) -> bool:
    return bool(told) and told[0][0].startswith("1 ")


def _users(material: Material) -> Iterator[_Told]:
    """`12,500 users (45%) were affected`"""
    count, share = (number(material.case, key) for key in _USERS)
    if count is not None:
        part = f" ({figure(share)}%)" if share is not None else ""
        yield (
            f"{figure(count)} user{'' if count == 1 else 's'}{part} {'was' if count == 1 else 'were'} affected",
            (_at(material, *(_USERS if part else _USERS[:1]))),
        )
    elif share is not None:
        yield f"{figure(share)}% of users were affected", _at(material, _USERS[1])


def _failed(material: Material) -> Iterator[_Told]:
    yield from _counted(material, _FAILED)


def _there_were(material: Material) -> Iterator[_Told]:
    yield from _counted(material, _THERE_WERE)


def _counted(material: Material, names: Mapping[str, tuple[str, str]]) -> Iterator[_Told]:
    for key, (one, many) in names.items():
        count = number(material.case, key)
        if count is not None:
            yield f"{figure(count)} {one if count == 1 else many}", _at(material, key)


def _money(material: Material) -> Iterator[_Told]:
    money = number(material.case, _MONEY)
    if money is not None:
        yield f"the revenue impact is {figure(money)} USD", _at(material, _MONEY)


def _others(material: Material) -> Iterator[_Told]:
    """Further figures on users and business, under the names of their fields, unless a sentence of people has them."""
    said = " ".join(claim.text for claim in material.case.impact)
    for group in ("users", "business"):
        for fact in facts_of(material.case, group):
            digits = _DIGITS.findall(fact.value)
            if fact.key not in _TOLD and digits and not all(one in _DIGITS.findall(said) for one in digits):
                yield f"{fact.label[:1].lower()}{fact.label[1:]}: {fact.value}", fact.evidence


def _flags(material: Material) -> Iterator[Sentence]:
    """`No data was lost; there was no security breach and no workaround.`"""
    told = [
        (words, _at(material, key))
        for key, ruled_out, stated in _FLAGS
        if isinstance(value := material.case.facts.get(key), bool) and (words := stated if value else ruled_out)
    ]
    if told:
        texts = [words for words, _ in told]
        there = [words.removeprefix(_THERE) for words in texts if words.startswith(_THERE)]
        plain = [words for words in texts if not words.startswith(_THERE)]
        clauses = [listed(plain)] if plain else []
        clauses += [f"{_THERE}{listed(there)}"] if there else []
        yield Sentence(stopped(began("; ".join(clauses))), tuple(one for _, places in told for one in places))


def _at(material: Material, *keys: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(_place(material, key)) for key in keys)


def _place(material: Material, key: str) -> str:
    return material.case.fact_places.get(key, key)
