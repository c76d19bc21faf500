"""Who took part, what else belongs to the incident, what the times and signs of the review mean, what it left out."""

from collections.abc import Iterator

from bot.analysis.model import Case, Evidence
from bot.metrics.key_moments import MomentKey
from bot.review.document.claims import all_said, each_once, said
from bot.review.document.facts import label, plain
from bot.review.document.facts import said as said_value
from bot.review.document.material import Material
from bot.review.document.parts import Items, Paragraph, Part, Sentence
from bot.time_format import day_name, is_dated
from templates.metrics.wording import MOMENT_NAMES


def people(material: Material) -> tuple[Part, ...]:
    named = [f"{one.name}, {one.role}" if one.role else one.name for one in material.people]
    return (Paragraph((Sentence(" · ".join(named)),)),) if named else ()


def related(material: Material) -> tuple[Part, ...]:
    """Related incidents and documents, commands that were run, and who wrote and reviewed the report."""
    case = material.case
    found = (
        ("Related incidents", all_said(case.related)),
        ("Documents", all_said(case.documents)),
        ("Commands run", all_said(case.commands)),
        ("Report", all_said(case.report)),
    )
    return tuple(Items(items, title) for title, items in found if items)


def definitions(material: Material) -> tuple[Part, ...]:
    return (Paragraph(tuple(_definitions(material))),)


def _definitions(material: Material) -> Iterator[Sentence]:
    day = f", and on {day_name(material.day)} unless a date is given" if is_dated(material.day) else ""
    yield Sentence(f"All times are UTC{day}.")
    yield Sentence(
        "Detect counts from the start; acknowledge, declare, mitigate and resolve count from the detection; informing"
        " somebody counts from the declaration."
    )
    if estimated := tuple(_estimated(material)):
        yield Sentence(f"≈ means estimated: {'; '.join(estimated)}.")
    if not material.case.severity:
        yield Sentence(f"No severity is recorded; {material.level.name} is suggested.")
    for complaint in dict.fromkeys((*material.case.complaints, *material.chronicle.complaints)):
        yield Sentence(f"Not read: {complaint.rstrip('.')}.")


def _estimated(material: Material) -> Iterator[str]:
    for key in MomentKey:
        moment = material.moment(key)
        if moment.at and moment.estimated:
            yield f"{MOMENT_NAMES[key].lower()} {material.when(moment.at)}, {moment.how}"


def also_recorded(case: Case, cited: frozenset[str]) -> tuple[Part, ...]:
    """What the input records and no other section rests on: `cited` are the places that they do."""
    claims = (*case.detection, *case.factors, *case.fixes, *case.helped, *case.hindered, *case.lessons)
    items = [said(claim) for claim in each_once(claims) if claim.evidence.place not in cited]
    for key, value in case.facts.items():
        place = case.fact_places.get(key, key)
        if place not in cited and value not in (None, "", [], {}, ()):
            text = said_value(value, key)
            items.append(Sentence(text, (Evidence(place, text),), lead=f"{label(key)}:", quoted=True))
    items += [
        Sentence(plain(value), (Evidence(path),), lead=f"{label(path)}:", quoted=True)
        for path, value in case.unknown.items()
    ]
    return (Items(tuple(items)),) if items else ()
