"""The communication: each typed message of our own, once, with the next update that it promised, and the escalation.

What an entry of the timeline says about a vendor's or a neighbor's page is no communication of ours.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.analysis.model import Claim, Told
from bot.review.document.claims import all_said
from bot.review.document.material import Material
from bot.review.document.parts import Items, Part, Sentence, Table


def communication(material: Material) -> tuple[Part, ...]:
    parts: list[Part] = []
    if material.case.told:
        columns = ("Time", "Channel", "Message", "By")
        rows = tuple(_row(material, one) for one in sorted(material.case.told, key=lambda one: one.at or material.at))
        parts.append(Table(columns, rows))
    return (*parts, *_as_stated(material))


def _row(material: Material, one: Told) -> tuple[Sentence, ...]:
    to = one.audience.replace("_", " ")
    where = one.channel.replace("_", " ") or "–"
    return (
        Sentence(material.when(one.at)),
        Sentence(f"{where}, {to}" if to and to != where else where),
        Sentence(one.text, (one.evidence,), quoted=True),
        Sentence(one.by or "–"),
    )


def _as_stated(material: Material) -> Iterator[Part]:
    """What a report says of the communication: internal, external, and further."""
    sides: dict[str, list[Claim]] = {}
    for claim in material.case.communication:
        side, _, rest = claim.category.partition(", ")
        known = next((name for name in ("Internal", "External") if side.startswith(name.casefold())), "")
        sides.setdefault(known, []).append(replace(claim, category=rest) if known else claim)
    for side, claims in sides.items():
        yield Items(all_said(claims), f"{side} communication" if side else "Further communication")
