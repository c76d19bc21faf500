"""Impact: who was affected, how long and by how much, from recorded figures and what people recorded as impact.

Each number of the impact stands here and nowhere else. A figure keeps the verb of its field: affected is not failed.
No harm is concluded from a word in a sentence.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.analysis.model import Evidence
from bot.metrics.key_moments import MomentKey
from bot.review.document.claims import all_said
from bot.review.document.facts import facts_of, figure, number
from bot.review.document.material import Material
from bot.review.document.parts import Paragraph, Part, Sentence
from bot.review.document.prose import began, is_are, length, listed, stopped
from bot.time_format import minutes_shown
from templates.metrics.wording import if_estimated

_USERS: Final = ("affected_users", "affected_users_percentage")
# The figure's field, and how it is told of one and of many
_COUNTED: Final[Mapping[str, tuple[str, str]]] = {
    "failed_transactions": ("transaction failed", "transactions failed"),
    "failed_requests": ("request failed", "requests failed"),
    "customer_reports": ("customer report", "customer reports"),
}
# The field, what its "no" means, and what its "yes"
_FLAGS: Final = (
    ("data_loss", "no data was lost", "data was lost"),
    ("security_breach", "there was no security breach", "there was a security breach"),
    ("data_integrity_risk", "", "there was a risk to the integrity of data"),
    ("workaround_available", "there was no workaround", "a workaround was available"),
)
_PLACES: Final = ("affected_regions", "regions")
_TOLD: Final = frozenset({*_USERS, *_COUNTED, *(key for key, *_ in _FLAGS), *_PLACES, "revenue_impact_usd"})


def impact(material: Material) -> tuple[Part, ...]:
    told = (*_lasting(material), *_claims(material), *_figures(material), *_flags(material))
    return (Paragraph(told if told else (Sentence("Not recorded."),)),)


def is_recorded(material: Material) -> bool:
    """Whether anything says who or how much was affected, other than how long and which services."""
    return bool((*_claims(material), *_figures(material)))


def _lasting(material: Material) -> Iterator[Sentence]:
    """`For 75 minutes, checkout and payments were affected in eu-west-1.`"""
    begun, ended = material.moment(MomentKey.STARTED), material.moment(MomentKey.MITIGATED)
    services, places = material.case.services, _regions(material)
    if not begun.at or not ended.at or begun.at > ended.at:
        return
    took = if_estimated(length(minutes_shown(begun.at, ended.at)), begun.estimated or ended.estimated)
    what = f"{listed(services)} {is_are(services)} affected" if services else "users were affected"
    where = f" in {listed(places)}" if places else ""
    fields = tuple(Evidence(_place(material, key)) for key in _PLACES if key in material.case.facts)
    named = (Evidence(material.case.fact_places.get("services", "services")),) if services else ()
    yield Sentence(f"For {took}, {what}{where}.", (*begun.evidence, *ended.evidence, *named, *fields))


def _regions(material: Material) -> list[str]:
    held = next((value for key in _PLACES if (value := material.case.facts.get(key))), ())
    return [held] if isinstance(held, str) else [str(one) for one in held] if isinstance(held, list | tuple) else []


def _claims(material: Material) -> tuple[Sentence, ...]:
    return all_said(material.case.impact, stop=True)


def _figures(material: Material) -> Iterator[Sentence]:
    told = (*_users(material), *_counts(material), *_others(material))
    if told:
        places = tuple(one for _, evidence in told for one in evidence)
        yield Sentence(f"{began(listed([text for text, _ in told]))}.", places)


_Told = tuple[str, tuple[Evidence, ...]]


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


def _counts(material: Material) -> Iterator[_Told]:
    for key, (one, many) in _COUNTED.items():
        count = number(material.case, key)
        if count is not None:
            yield f"{figure(count)} {one if count == 1 else many}", _at(material, key)
    money = number(material.case, "revenue_impact_usd")
    if money is not None:
        yield f"the revenue impact is {figure(money)} USD", _at(material, "revenue_impact_usd")


def _others(material: Material) -> Iterator[_Told]:
    """Further figures on users and business, under the names of their fields."""
    for group in ("users", "business"):
        for fact in facts_of(material.case, group):
            if fact.key not in _TOLD and any(sign.isdigit() for sign in fact.value):
                yield f"{fact.label[:1].lower()}{fact.label[1:]} {fact.value}", fact.evidence


def _flags(material: Material) -> Iterator[Sentence]:
    told = [
        (words, _at(material, key))
        for key, ruled_out, stated in _FLAGS
        if isinstance(value := material.case.facts.get(key), bool) and (words := stated if value else ruled_out)
    ]
    if told:
        yield Sentence(
            stopped(began(listed([words for words, _ in told]))), tuple(one for _, evidence in told for one in evidence)
        )


def _at(material: Material, *keys: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(_place(material, key)) for key in keys)


def _place(material: Material, key: str) -> str:
    return material.case.fact_places.get(key, key)
