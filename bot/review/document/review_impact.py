"""The section on impact: users, services and business, each with what is recorded or the question that is open."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from bot.analysis.model import Claim, Evidence
from bot.review.document.completeness import question
from bot.review.document.facts import facts_of
from bot.review.document.material import Material, as_sentences
from bot.review.document.sections import Fact, Facts, Items, Part, Questions, Sentence

_BUSINESS: Final = re.compile(
    r"business|financ|revenue|\bsla\b|reputation|penalt|\bcost|complain|press\b|[$€£]|\busd\b|\beur\b", re.IGNORECASE
)
_SPEAKS_OF: Final = {
    "users": re.compile(
        r"\b(?:users?|customers?|clients|shoppers|subscribers|visitors|merchants|accounts|people)\b(?!-)|\d\s*%\s+of\b",
        re.IGNORECASE,
    ),
    "services": re.compile(
        r"\b(?:services?|apis?|endpoints?|regions?|clusters?|data ?cent(?:er|re)s?)\b(?!-)", re.IGNORECASE
    ),
    "business": re.compile(
        r"[$€£]\s?\d|\b(?:usd|eur|gbp|revenue|sla|refunds?|orders lost|lost sales)\b", re.IGNORECASE
    ),
}
# A sentence tells of impact where it says what became of them: "deployed user-api" names a service and no impact.
_SUFFERS: Final = re.compile(
    r"\b(?:affect|impact|unable|can'?t|cannot|could not|couldn'?t|fail|error|reject|drop|lost|los[ei]|slow|degrad"
    r"|down\b|out\b|unavailab|unreachab|time ?out|timing out|report|complain|see(?:s|ing)?\b|saw\b|exceed|hit\b"
    r"|stuck|missing|wrong|expos)",
    re.IGNORECASE,
)
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])|\n+")
_READ: Final = 5_000  # characters of a text in which such sentences are looked for
_LOOKED_AT: Final = 500  # events
_MOST: Final = 4
_SERVICES: Final = re.compile(r"\bservices?\b|endpoint|region", re.IGNORECASE)


def impact(material: Material) -> tuple[Part, ...]:
    return (*_users(material), *_services(material), *_business(material))


def side_of(claim: Claim) -> str:
    """users, services or business: by its category or field, else by its words."""
    named = f"{claim.category} {claim.evidence.place}"
    for text in (named, claim.text):
        if _BUSINESS.search(text):
            return "business"
        if re.search(r"customer|user", text, re.IGNORECASE):
            return "users"
    return "services" if _SERVICES.search(named) else "users"


def _claims(material: Material, side: str) -> tuple[Claim, ...]:
    return tuple(claim for claim in material.case.impact if side_of(claim) == side)


def _side(material: Material, side: str, title: str, more: tuple[Fact, ...] = ()) -> Iterator[Part]:
    claims, facts = _claims(material, side), (*more, *facts_of(material.case, side))
    told = as_sentences(material, claims) or tuple(_mentioned(material, side))
    if told:
        yield Items(told, title)
    if facts:
        yield Facts(facts, "" if told else title)
    if not told and not facts:
        yield Questions((question(material, f"impact/{side}"),), title)


def _mentioned(material: Material, side: str) -> Iterator[Sentence]:
    """Sentences of the input that speak of this side with a figure or in whole words, quoted."""
    case = material.case
    texts = [("description", case.description)]
    texts += [(read.event.place, read.event.text) for read in islice(material.events, _LOOKED_AT)]
    found = (
        Sentence(one.strip(), (Evidence(place, one.strip()),), "said of the incident, not recorded as impact")
        for place, text in texts
        for one in _SENTENCES.split(text[:_READ])
        if _SPEAKS_OF[side].search(one) and (side == "business" or _SUFFERS.search(one))
    )
    yield from islice(found, _MOST)


def _users(material: Material) -> Iterator[Part]:
    return _side(material, "users", "Users")


def _services(material: Material) -> Iterator[Part]:
    names = material.case.services
    named = (Fact("Services", ", ".join(names), (Evidence("services", ", ".join(names)),)),) if names else ()
    return _side(material, "services", "Services", named)


def _business(material: Material) -> Iterator[Part]:
    return _side(material, "business", "Business")
