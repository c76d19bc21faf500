"""The appendix: every figure as the input has it, claims that no other section shows, unknown fields, complaints."""

from collections.abc import Iterator
from typing import Final

from bot.analysis.model import Case, Claim, Evidence
from bot.review.document.facts import label, plain
from bot.review.document.material import Material, labelled
from bot.review.document.sections import Items, Part, Sentence, Table
from bot.time_format import iso

# Claims of a case, and the section under which they stand; a review without the section shows them here.
_CLAIMS: Final = {
    "detection": ("detection", "Detection"),
    "factors": ("factors", "Contributing factors"),
    "lessons": ("lessons", "Lessons"),
    "helped": ("helped", "What helped"),
    "hindered": ("hindered", "What hindered"),
    "related": ("related", "Related incidents"),
    "documents": ("related", "Documents"),
    "commands": ("response", "Commands run"),
}


def appendix(material: Material, shown: frozenset[str]) -> tuple[Part, ...]:
    """`shown` are the keys of the sections that the review has."""
    parts: list[Part] = list(_left_out(material, shown))
    if rows := tuple(_figures(material.case)):
        parts.append(Table(("Field", "Value"), rows, "Figures as the input has them"))
    if "participants" not in shown and material.people:
        people = tuple(
            Sentence(f"{one.name}: {one.role or 'no role given'}", (Evidence("participants"),))
            for one in material.people
        )
        parts.append(Items(people, "Participants"))
    if unknown := tuple((path, plain(value)) for path, value in material.case.unknown.items()):
        parts.append(Table(("Field", "Value"), unknown, "Fields that nothing here knows"))
    if complaints := tuple(_complaints(material)):
        parts.append(Items(complaints, "What could not be read"))
    return tuple(parts)


def _left_out(material: Material, shown: frozenset[str]) -> Iterator[Part]:
    for name, (section, title) in _CLAIMS.items():
        claims: tuple[Claim, ...] = getattr(material.case, name)
        if section not in shown and not (section in ("helped", "hindered") and "lessons" in shown) and claims:
            yield Items(labelled(material, claims), title)
    if "five-whys" not in shown:
        for chain in material.case.whys:
            yield Items(labelled(material, chain.steps), "Five whys", ordered=True)


def _figures(case: Case) -> Iterator[tuple[str, str]]:
    for key, value in case.facts.items():
        place = case.fact_places.get(key, key)
        yield f"{label(key)} ({place})", plain(value)
    for key, place in case.moment_places.items():
        if at := case.moments.get(key):
            yield f"{label(key)} ({place})", iso(at)


def _complaints(material: Material) -> Iterator[Sentence]:
    for complaint in dict.fromkeys((*material.case.complaints, *material.chronicle.complaints)):
        yield Sentence(complaint, (Evidence("the input"),))
