"""The first sections of a review: the summary, the overview, and what the facts say of the severity."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from bot.analysis.model import Claim, Evidence, Moment, Reason
from bot.review.document.facts import facts_of, said
from bot.review.document.material import Material, event_evidence, with_label
from bot.review.document.sections import Fact, Facts, Items, Paragraph, Part, Sentence
from bot.time_format import day_name, duration, is_dated, minutes_shown, period_of_hours, stamp
from bot.timeline.kinds import EntryKind
from templates.metrics.wording import MOMENT_NAMES, if_estimated

_WHOLE = Evidence("the input as a whole")
_LONGEST = 160  # characters of the words that a reason rests on
_STOPS = (".", "!", "?", "…")


def summary(material: Material) -> tuple[Part, ...]:
    return (Paragraph(tuple(_sentences(material))),)


def _sentences(material: Material) -> Iterator[Sentence]:
    yield _what(material)
    if material.case.description:
        place = material.case.fact_places.get("description", "description")
        yield Sentence(stopped(material.case.description), (Evidence(place, material.case.description),))
    yield from _services(material)
    yield from _begin(material)
    yield from _hit(material)
    yield from recorded(material.case.impact, "Impact")
    causes = tuple(replace(claim, text=with_label(claim), category="") for claim in material.case.causes)
    yield from recorded(causes, "Cause")
    yield from _severity_changes(material)
    yield from _told(material)
    yield from _ended(material)


def _what(material: Material) -> Sentence:
    case, level = material.case, material.level
    name = case.title.rstrip(". ") or "An incident without a title"
    places = [Evidence("title", case.title)] if case.title else [_WHOLE]
    severity = f"{level.name}" if case.severity else f"{level.name} by its facts, no severity was given"
    places.append(Evidence(case.severity_place, case.severity) if case.severity else Evidence("severity reasons"))
    begin, end = _first_known(material), material.moment("resolved_at")
    when = f" on {day_name(material.day)}" if begin and is_dated(material.day) else ""
    if begin and begin.at and end.at and begin.at <= end.at:
        length = if_estimated(duration(minutes_shown(begin.at, end.at)), begin.estimated or end.estimated)
        when = f"{when}{',' if when else ''} from {material.when(begin.at)} to {material.utc(end.at)}: {length}"
    drill = "Exercise. " if case.drill else ""
    return Sentence(f"{drill}{name} ({severity}){when}.", tuple(places))


def _first_known(material: Material) -> Moment | None:
    """When it began, from where its duration counts too: the start, else the declaration, else the detection."""
    known = (material.moment(key) for key in ("started_at", "declared_at", "detected_at"))
    return next((moment for moment in known if moment.at), None)


def _services(material: Material) -> Iterator[Sentence]:
    if material.case.services:
        names = ", ".join(material.case.services)
        yield Sentence(f"Affected services: {names}.", (Evidence("services", names),))


def _begin(material: Material) -> Iterator[Sentence]:
    started, detected = material.moment("started_at"), material.moment("detected_at")
    rests_on = (*started.evidence, *detected.evidence)
    if started.at and detected.at and started.at <= detected.at:
        later = minutes_shown(started.at, detected.at)
        took = f"{duration(later)} later" if later else "within a minute"
        text = f"It started at {_utc(material, started)} and was detected at {_utc(material, detected)}, {took}."
        yield Sentence(text, rests_on)
    else:
        known = (("started", started), ("was detected", detected))
        parts = [f"{what} at {_utc(material, one)}" for what, one in known if one.at]
        if parts:
            yield Sentence(f"By the record, it {' and '.join(parts)}.", rests_on)


def _utc(material: Material, moment: Moment) -> str:
    """An estimate is never said like a record."""
    return if_estimated(material.utc(moment.at), moment.estimated) if moment.at else "–"


def _hit(material: Material) -> Iterator[Sentence]:
    """The figures on users and money in one sentence."""
    told = [fact for group in ("users", "business") for fact in facts_of(material.case, group)]
    figures = [fact for fact in told if any(sign.isdigit() for sign in fact.value)]
    if figures:
        listed = ", ".join(f"{fact.label[:1].lower()}{fact.label[1:]} {fact.value}" for fact in figures)
        yield Sentence(f"In figures: {listed}.", tuple(one for fact in figures for one in fact.evidence))


def recorded(claims: tuple[Claim, ...], what: str) -> Iterator[Sentence]:
    """Word for word, one sentence for each person who recorded some in a row."""
    for by, group in groupby(claims, key=lambda claim: claim.by):
        found = list(group)
        texts = _listed([claim.text.strip() for claim in found])
        who = f"as recorded by {by}" if by else "as recorded"
        yield Sentence(stopped(f"{what}, {who}: {texts}"), tuple(claim.evidence for claim in found))


def _listed(texts: list[str]) -> str:
    """By semicolons, or one after another where one of them is a sentence of its own."""
    if any(text.endswith(_STOPS) for text in texts[:-1]):
        return " ".join(map(stopped, texts))
    return "; ".join(texts)


def _severity_changes(material: Material) -> Iterator[Sentence]:
    for read in material.events:
        event = read.event
        if event.type == EntryKind.SEVERITY and event.at:
            by = f", by {event.actor}" if event.actor else ""
            yield Sentence(f"{event.text.rstrip('.')} at {material.utc(event.at)}{by}.", (event_evidence(read),))


def _told(material: Material) -> Iterator[Sentence]:
    told = [one for one in material.case.told if one.at]
    if len(told) == 1 and told[0].at:
        yield Sentence(f"People were told once, at {material.utc(told[0].at)}.", (told[0].evidence,))
    elif told:
        ordered = sorted(told, key=lambda one: one.at or material.at)
        first, last = ordered[0], ordered[-1]
        text = (
            f"People were told {len(told)} times, first at {_at(material, first.at)}, last at {_at(material, last.at)}."
        )
        yield Sentence(text, (first.evidence, last.evidence))


def _at(material: Material, at: datetime | None) -> str:
    return material.utc(at) if at else "–"


def _ended(material: Material) -> Iterator[Sentence]:
    detected, declared = material.moment("detected_at"), material.moment("declared_at")
    base = detected if detected.at else declared
    named = "detection" if base is detected else "the declaration"
    for what, key in (("It was mitigated", "mitigated_at"), ("It was resolved", "resolved_at")):
        one = material.moment(key)
        if one.at and base.at and base.at <= one.at:
            after = duration(minutes_shown(base.at, one.at))
            text = f"{what} at {_utc(material, one)}, {after} after {named}."
            yield Sentence(text, (*one.evidence, *base.evidence))
        elif one.at:
            yield Sentence(f"{what} at {_utc(material, one)}.", one.evidence)
    if material.open and material.case.status:
        yield Sentence(f"It is still open: {material.case.status}.", (Evidence("status", material.case.status),))


def stopped(text: str) -> str:
    text = text.strip()
    return text if text.endswith(_STOPS) else f"{text}."


def overview(material: Material) -> tuple[Part, ...]:
    further = facts_of(material.case, "context")
    beside = (Facts(further, "Further"),) if further else ()
    report = tuple(Fact(_capital(one.category), one.text, (one.evidence,)) for one in material.case.report)
    written = (Facts(report, "Report"),) if report else ()
    return (Facts(tuple(_overview(material))), Facts(tuple(_moments(material)), "Key times"), *written, *beside)


def _capital(label: str) -> str:
    return f"{label[:1].upper()}{label[1:]}"


def _overview(material: Material) -> Iterator[Fact]:
    case, level = material.case, material.level
    if case.id or case.number:
        yield Fact("Incident", case.id or f"#{case.number}", (Evidence("id", case.id or str(case.number)),))
    given = "suggested, none is recorded"
    if case.severity:
        recorded = material.policy.read_severity(case.severity)
        given = "as recorded" if recorded else f"suggested, {case.severity} is recorded"
    yield Fact(
        "Severity",
        f"{level.emoji} {level.name}, {level.label} ({given})",
        (Evidence(case.severity_place, case.severity),),
    )
    if case.status:
        yield Fact("Status", case.status, (Evidence("status", case.status),))
    if case.services:
        yield Fact("Services", ", ".join(case.services), (Evidence("services"),))
    yield Fact("Incident commander", case.commander or "not named", (Evidence("commander", case.commander),))
    if case.private:
        yield Fact("Private", "for its members only", (Evidence("private"),))
    if case.drill:
        yield Fact("Exercise", "yes, nothing was really broken", (Evidence("drill"),))
    for fact in facts_of(case, "response"):
        if "channel" in fact.label.casefold():
            yield fact
    if due := review_due(material):
        yield Fact(
            "Review due",
            f"{stamp(due)}, {period_of_hours(level.review_within_hours)} after resolution",
            (Evidence("severity"),),
        )


def review_due(material: Material) -> datetime | None:
    resolved = material.reached("resolved_at")
    due = timedelta(hours=material.level.review_within_hours)
    return resolved + due if resolved and is_dated(resolved) else None


def _moments(material: Material) -> Iterator[Fact]:
    for key, name in MOMENT_NAMES.items():
        moment = material.moment(key)
        at = if_estimated(f"{stamp(moment.at)}", moment.estimated) if moment.at else ""
        value = f"{at}, {moment.how}" if at else "not known"
        yield Fact(name, value.rstrip(", "), moment.evidence)


def severity(material: Material) -> tuple[Part, ...]:
    """What the facts say of the severity, and whether that is what was recorded."""
    found = material.classification
    told = (Sentence(stopped(reason.rule), (_placed(reason),), _on_words(reason)) for reason in found.reasons)
    reasons = tuple(dict.fromkeys(told))
    parts: list[Part] = [Paragraph(tuple(_verdict(material)))]
    if reasons:
        parts.append(Items(reasons, "Why"))
    if found.dimensions:
        known = tuple(Fact(key.replace("_", " ").capitalize(), said(text)) for key, text in found.dimensions.items())
        parts.append(Facts(known, "What is known of"))
    return tuple(parts)


def _on_words(reason: Reason) -> str:
    """`SEV2: “41 % of logins fail”`."""
    words = " ".join(reason.evidence.words[:_LONGEST].split())
    return ": ".join(filter(None, (reason.severity, words and f"“{words}”")))


def _placed(reason: Reason) -> Evidence:
    """Where the reason stands; one on what is missing rests on the whole input."""
    return reason.evidence if reason.evidence.place else _WHOLE


def _verdict(material: Material) -> Iterator[Sentence]:
    found, case = material.classification, material.case
    places = tuple(dict.fromkeys(map(_placed, found.reasons))) or (_WHOLE,)
    read = found.severity.upper()
    if case.severity and read != material.level.name:
        text = f"It was handled as {material.level.name}; what is recorded reads like {read}."
        yield Sentence(text, (Evidence(case.severity_place, case.severity), *places))
    elif case.severity:
        yield Sentence(f"It was handled as {read}, and what is recorded reads like that.", places)
    else:
        yield Sentence(f"No severity was recorded; what is recorded reads like {read}.", places)
    if not found.sure and found.question:
        yield Sentence(f"This is not certain. What would settle it: {found.question}", places)
