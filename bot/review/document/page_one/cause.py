"""The cause on page one, and the contributing factors with the action items that are on them."""

from collections.abc import Iterable
from itertools import chain

from bot.analysis.model import Case
from bot.review.document.claims import all_said
from bot.review.document.material import Material
from bot.review.document.parts import Paragraph, Part, Sentence, Table
from bot.review.root_cause.factors import Factor, factors_of
from bot.review.root_cause.links import Link, links_of, numbered, reference
from bot.review.root_cause.whys import found_by_whys
from templates.review import wording


def root_cause(material: Material) -> tuple[Part, ...]:
    """The recorded cause; without one, what the five whys that people wrote found."""
    causes = all_said(material.case.causes or found_by_whys(material.case), stop=True)
    return (Paragraph(causes if causes else (Sentence("Not recorded."),)),)


def factors(material: Material) -> tuple[Part, ...]:
    """Sorted by kind, with the action items that cover each: confirmed by a person, or suggested by shared words."""
    case = material.case
    found = factors_of(case)
    if not found:
        return ()
    links = [links_of(case, factor, material.edits.covered_factors) for factor in found]
    rows = tuple(
        _row(case, place, factor, mine) for place, (factor, mine) in enumerate(zip(found, links, strict=True), start=1)
    )
    suggested = _suggested(found, tuple(chain.from_iterable(links)))
    table = Table(("#", "Factor", "Kind", "Action item"), rows)
    return (table, Paragraph((Sentence(suggested),))) if suggested else (table,)


def _row(case: Case, place: int, factor: Factor, links: Iterable[Link]) -> tuple[Sentence, ...]:
    items = dict(numbered(case))
    return (
        Sentence(f"F{place}"),
        Sentence(factor.text, factor.evidence, quoted=True),
        Sentence(factor.kind or "–"),
        Sentence(", ".join(_named(reference(link.item, items[link.item]), link) for link in links) or "–"),
    )


def _named(item: str, link: Link) -> str:
    return wording.confirmed(item) if link.confirmed else item


def _suggested(found: tuple[Factor, ...], links: tuple[Link, ...]) -> str:
    """What of the table is suggested, in one sentence; "" if nothing is."""
    kinds, items = any(one.suggested for one in found), any(not link.confirmed for link in links)
    if not kinds and not items:
        return ""
    what = wording.KINDS_AND_ITEMS if kinds and items else wording.KINDS if kinds else wording.ITEMS
    known_kinds, known_items = any(one.kind and not one.suggested for one in found), any(one.confirmed for one in links)
    return wording.only_suggested(what, (kinds and known_kinds) or (items and known_items))
