"""Who took part, what else belongs to the incident, what the times and signs of the review mean, what it left out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC

from bot.analysis.input.tables import NO_ZONE
from bot.analysis.model import Case, Claim, Evidence
from bot.metrics.durations import DurationKey
from bot.metrics.key_moments import MomentKey
from bot.review.document.claims import all_said, each_once, said
from bot.review.document.facts import label, plain
from bot.review.document.facts import said as said_value
from bot.review.document.material import Material
from bot.review.document.parts import Items, Paragraph, Part, Sentence
from bot.review.document.prose import began, listed
from bot.review.document.sources import in_words
from bot.review.document.templates import BRIEF
from bot.time_format import day_name, is_dated
from templates.metrics.wording import ESTIMATED_SIGN, MOMENT_NAMES, end_of, if_estimated


def people(material: Material) -> tuple[Part, ...]:
    """Those with a role, and those who took part and are not on the timeline, which names the others."""
    seen = {share.actor.casefold() for share in material.chronicle.shares}
    named = [
        f"{one.name}, {one.role}" if one.role else one.name
        for one in material.people
        if one.role or one.name.casefold() not in seen
    ]
    return (Paragraph((Sentence(" · ".join(named)),)),) if named else ()


def related(material: Material) -> tuple[Part, ...]:
    """Related incidents and documents, commands that were run, and who wrote and reviewed the report."""
    case = material.case
    found = (
        ("Related incidents", case.related),
        ("Documents", _merged(case.documents)),
        ("Commands run", case.commands),
        ("Report", case.report),
    )
    return tuple(Items(items, title) for title, claims in found if (items := all_said(claims)))


def _merged(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yields each document once: `Runbook: Pool issues` and `Pool issues: https://…` are one with both."""
    labels: dict[int, str] = {}
    for claim in claims:
        before, _, name = claim.text.rpartition(": ")
        longer = next((one for one in claims if one is not claim and name and one.text.startswith(f"{name}: ")), None)
        if longer and before:
            labels[id(claim)], labels[id(longer)] = "", before
    for claim in claims:
        label = labels.get(id(claim))
        if label is None:
            yield claim
        elif label:
            yield replace(claim, category=claim.category or label)


def conventions(material: Material) -> Iterator[str]:
    """Yields how times and signs are to be read, for the head of the document."""
    if NO_ZONE in _complaints(material):
        yield NO_ZONE
    elif _is_one_day(material):
        yield "All times are UTC."
    if is_dated(material.day) and not _is_one_day(material):
        yield f"All times are UTC, on {day_name(material.day)} unless a date is given."
    if any(moment.at and moment.estimated for moment in material.chronicle.moments.values()):
        yield f"{ESTIMATED_SIGN} means estimated."


def _is_one_day(material: Material) -> bool:
    """Returns whether everything that has a time was on the day of the incident."""
    times = [moment.at for moment in material.chronicle.moments.values()]
    times += [event.at for event in material.case.events] + [told.at for told in material.case.told]
    return all(at.astimezone(UTC).date() == material.day for at in times if at)


def definitions(material: Material) -> tuple[Part, ...]:
    found = tuple(_definitions(material))
    return (Paragraph(found),) if found else ()


def _definitions(material: Material) -> Iterator[Sentence]:
    if material.template != BRIEF and (counted := tuple(_counted(material))):
        yield Sentence(f"{began('; '.join(counted))}.")
    if material.template != BRIEF and (estimated := tuple(_estimated(material))):
        yield Sentence(f"Estimated: {'; '.join(estimated)}.")
    if not material.case.severity:
        yield Sentence(f"No severity is recorded; {material.level.name} is suggested.")
    for complaint in _complaints(material):
        if complaint != NO_ZONE:
            yield Sentence(f"About the input: {in_words(complaint.rstrip('.'))}.")


def _complaints(material: Material) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*material.case.complaints, *material.chronicle.complaints)))


def _counted(material: Material) -> Iterator[str]:
    """Yields from which moment each measured time counts: `detect counts from the start (14:15)`."""
    groups: dict[MomentKey, list[str]] = {}
    for span in material.chronicle.spans:
        if span.minutes is not None and span.key is not DurationKey.WHOLE:
            groups.setdefault(span.start, []).append(span.key.value)
    if material.case.told and material.moment(MomentKey.DECLARED).at:
        groups.setdefault(MomentKey.DECLARED, []).append("messages")
    for key, names in groups.items():
        moment = material.moment(key)
        counts = "" if key is not next(iter(groups)) else " counts" if len(names) == 1 else " count"
        at = if_estimated(material.when(moment.at), moment.estimated)
        yield f"{listed(names)}{counts} from the {end_of(key)} ({at})"


def _estimated(material: Material) -> Iterator[str]:
    """Yields why each estimate that is shown is one; a first response is shown only by its length."""
    for key in MomentKey:
        moment = material.moment(key)
        if moment.at and moment.estimated and (key is not MomentKey.ACKNOWLEDGED or _measures_response(material)):
            name = MOMENT_NAMES[key].lower()
            yield f"{name} {material.when(moment.at)} ({moment.how.removeprefix(name).strip()})"


def _measures_response(material: Material) -> bool:
    span = material.span(DurationKey.ACKNOWLEDGE)
    return span is not None and span.minutes is not None


def also_recorded(case: Case, cited: frozenset[str]) -> tuple[Part, ...]:
    """What the input records and no other section rests on: `cited` are the places that they do."""
    claims = (*case.detection, *case.factors, *case.fixes, *case.helped, *case.hindered, *case.lessons)
    items = [said(claim) for claim in each_once(claims) if claim.evidence.place not in cited]
    known = {"services": list(case.services), **case.facts}
    for key, value in known.items():
        place = case.fact_places.get(key, key)
        if place not in cited and value not in (None, "", [], {}, ()):
            text = said_value(value, key)
            items.append(Sentence(text, (Evidence(place, text),), lead=f"{label(key)}:", quoted=True))
    items += [
        Sentence(plain(value), (Evidence(path),), lead=f"{label(path)}:", quoted=True)
        for path, value in case.unknown.items()
    ]
    return (Items(tuple(items)),) if items else ()
