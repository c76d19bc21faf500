"""The sections on what was done and is to be done: resolution, communication, metrics, actions, lessons, follow-up."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.analysis.model import Claim, Evidence, Told
from bot.config.policy import Deadline
from bot.review.document.completeness import question
from bot.review.document.facts import facts_of
from bot.review.document.material import Material, as_sentences, event_evidence, gap_evidence, labelled
from bot.review.document.review_course import verdict_on
from bot.review.document.review_opening import review_due
from bot.review.document.review_stated import stated_measures
from bot.review.document.sections import Fact, Facts, Items, Paragraph, Part, Questions, Sentence, Table
from bot.review.root_cause.factors import Factor, factors_of, standing
from bot.review.root_cause.suggestions import Suggestion, answered_by, suggested, unanswered
from bot.review.root_cause.timeline_method import gap_said
from bot.time_format import day_name, is_dated, minutes, minutes_shown, period, period_of_hours, stamp
from bot.timeline.kinds import EntryKind
from templates.metrics.wording import if_estimated

_LASTING: Final = re.compile(r"long|permanent|prevent|lasting|follow", re.IGNORECASE)


def resolution(material: Material) -> tuple[Part, ...]:
    fixes = material.case.fixes
    lasting = tuple(fix for fix in fixes if _LASTING.search(fix.category))
    short = tuple(fix for fix in fixes if not _LASTING.search(fix.category))
    return (*_short_term(material, short), *_long_term(material, lasting))


def _short_term(material: Material, fixes: tuple[Claim, ...]) -> Iterator[Part]:
    facts = facts_of(material.case, "resolution")
    steps = material.of_phase(EntryKind.MITIGATION, EntryKind.RESOLUTION) if not fixes else ()
    told = as_sentences(material, fixes) or tuple(
        Sentence(
            f"{material.utc(read.event.at)}: {read.event.text}" if read.event.at else read.event.text,
            (event_evidence(read),),
            "from the timeline",
        )
        for read in steps
    )
    if told:
        yield Items(told, "Short term, to end it", ordered=True)
    if facts:
        yield Facts(facts, "" if told else "Short term, to end it")
    if not told and not facts:
        yield Questions((question(material, "fix"),), "Short term, to end it")


def _long_term(material: Material, fixes: tuple[Claim, ...]) -> Iterator[Part]:
    planned = tuple(
        Sentence(todo.title, (todo.evidence,), "action item")
        for todo in material.case.actions
        if todo.kind in ("", "prevention")
    )
    told = (*as_sentences(material, fixes), *planned)
    if told:
        yield Items(told, "Long term, so that it does not come back")
    else:
        yield Questions((question(material, "fix/lasting"),), "Long term, so that it does not come back")


# Communication


def communication(material: Material) -> tuple[Part, ...]:
    told = material.case.told
    parts: list[Part] = []
    if told:
        rows = tuple(_told_row(material, place, one) for place, one in enumerate(told, start=1))
        parts.append(Table(("#", "Time", "Where", "To", "Text", "By"), rows))
    elif events := material.of_phase(EntryKind.COMMUNICATION):
        rows = tuple(
            (read.event.place, material.when(read.event.at), read.event.text, read.event.actor or "–")
            for read in events
        )
        parts.append(Table(("Event", "Time", "Text", "By"), rows))
    elif not material.case.communication:
        parts.append(Questions((question(material, "told"),)))
    parts += _as_stated(material)
    if duties := tuple(_duties(material)):
        parts.append(
            Table(("Whom", f"Target for {material.level.name}", "First told", "Took"), duties, "Who was to be told")
        )
    return (*parts, *_cadence(material))


def _as_stated(material: Material) -> Iterator[Part]:
    """What a report says of the communication: inside, outside, and further."""
    sides: dict[str, list[Claim]] = {}
    for claim in material.case.communication:
        side, _, rest = claim.category.partition(", ")
        known = next((name for name in ("Internal", "External") if side.startswith(name.casefold())), "")
        sides.setdefault(known, []).append(replace(claim, category=rest) if known else claim)
    for side, claims in sides.items():
        yield Items(labelled(material, claims), f"{side} communication" if side else "Further communication")


def _told_row(material: Material, place: int, one: Told) -> tuple[str, ...]:
    where, to = one.channel.replace("_", " ") or "–", one.audience or "–"
    return (str(place), material.when(one.at), where, to, one.text, one.by or "–")


_HEARD: Final = {
    "status page": re.compile(r"status.?page", re.IGNORECASE),
    "executives": re.compile(r"exec|leadership|\bvp\b|\bceo\b|\bcto\b|director", re.IGNORECASE),
    "customers": re.compile(r"status.?page|customer|external|public|client|e-?mail|twitter|social", re.IGNORECASE),
    "war room": re.compile(r"war.?room|bridge|call\b", re.IGNORECASE),
}


def _duties(material: Material) -> Iterator[tuple[str, ...]]:
    """Whom the severity wants told, and when they first were, counted from the declaration."""
    declared = material.reached("declared_at") or material.reached("detected_at")
    for duty in material.level.notify_within_minutes:
        first = _first_told(material, duty)
        took = f"{max(minutes_shown(declared, first), 0)} min" if declared and first else "–"
        late = bool(declared and first and minutes_shown(declared, first) > duty.within_minutes)
        verdict = _not_told(material, duty) if first is None else f"{took}, {'over target' if late else 'met target'}"
        yield duty.what.capitalize(), f"within {duty.within_minutes} min", material.when(first), verdict


def _not_told(material: Material, duty: Deadline) -> str:
    """Whether the input says in a field that they were told, without a time."""
    name = duty.what.replace(" ", "_")
    for key, value in material.case.facts.items():
        if key.startswith(name) and isinstance(value, bool):
            return f"{'told, without a time' if value else 'not told'}, says {material.case.fact_places.get(key, key)}"
    return "not recorded"


def _first_told(material: Material, duty: Deadline) -> datetime | None:
    words = _HEARD.get(duty.what, re.compile(re.escape(duty.what), re.IGNORECASE))
    told = [one.at for one in material.case.told if one.at and words.search(f"{one.channel} {one.audience}")]
    events = [
        read.event.at
        for read in material.of_phase(EntryKind.COMMUNICATION, EntryKind.ESCALATION, EntryKind.DECLARATION)
        if read.event.at and words.search(read.event.text)
    ]
    return min([*told, *events], default=None)


def _cadence(material: Material) -> Iterator[Part]:
    level = material.level
    if not level.update_every_minutes:
        yield Paragraph((Sentence(f"{level.name} asks for no regular updates.", (Evidence("severity"),)),))
        return
    missed = [gap for gap in material.chronicle.gaps if gap.kind == "communication"]
    rule = f"{level.name} asks for an update every {period(level.update_every_minutes)}."
    end = "Longer without one:" if missed else "No longer gap between updates was recorded."
    told = bool(material.case.told or material.of_phase(EntryKind.COMMUNICATION))
    yield Paragraph((Sentence(f"{rule} {end}" if told or missed else rule, (Evidence("severity"),)),), "Cadence")
    if missed:
        yield Items(tuple(Sentence(gap_said(material, gap), gap_evidence(material, gap)) for gap in missed))


# Metrics


def metrics(material: Material) -> tuple[Part, ...]:
    rows = tuple(
        (
            span.name,
            span.definition,
            "unknown" if span.minutes is None else if_estimated(minutes(span.minutes), span.estimated),
            "–" if span.target is None else f"{span.target} min",
            "–" if span.met is None else verdict_on(span),
        )
        for span in material.chronicle.spans
    )
    columns = ("Measure", "From, to", "Took", f"Target for {material.level.name}", "")
    parts: list[Part] = [Table(columns, rows, right=(2, 3))] if rows else []
    if stated := stated_measures(material):
        parts.append(Items(stated, "As the report states"))
    if facts := (*facts_of(material.case, "metrics"), *_counts(material)):
        parts.append(Facts(facts, "Figures"))
    if sla := tuple(fact for fact in facts_of(material.case, "business") if "sla" in fact.label.casefold()):
        parts.append(Facts(sla, "Promises to customers"))
    return tuple(parts)


def _counts(material: Material) -> Iterator[Fact]:
    events = len(material.events)
    if events:
        repeated = len(material.chronicle.events) - events
        value = f"{events}, and {repeated} that repeat others" if repeated else str(events)
        yield Fact("Events on the timeline", value, (Evidence("events"),))
    if material.case.told:
        yield Fact("Messages to people", str(len(material.case.told)), (Evidence("communications"),))


# Actions and what is learned


def actions(material: Material) -> tuple[Part, ...]:
    factors = factors_of(material.case)
    parts: list[Part] = []
    if material.case.actions:
        columns = ("#", "Action", "Owner", "Priority", "Due", "Kind", "Status", "Answers")
        rows = tuple(_action_row(material, place, factors) for place in range(len(material.case.actions)))
        parts.append(Table(columns, rows, right=(0,)))
    else:
        parts.append(Questions((question(material, "actions"),)))
    if proposals := suggested(material.case, factors):
        parts.append(Items(tuple(_suggestion(one) for one in proposals), "Suggested, for someone to take or leave"))
    if bare := unanswered(material.case, factors):
        listed = tuple(Sentence(factor.claim.text, (factor.claim.evidence,), factor.kind) for factor in bare)
        parts.append(Items(listed, "Factors without an action"))
    return tuple(parts)


def _action_row(material: Material, place: int, factors: tuple[Factor, ...]) -> tuple[str, ...]:
    todo = material.case.actions[place]
    on = answered_by(todo, factors)
    return (
        todo.ref or str(todo.number or place + 1),
        todo.title,
        todo.owner or "no owner",
        todo.priority or "none",
        day_name(todo.due) if todo.due else "no date",
        todo.kind or "–",
        todo.status or "–",
        f"factor {', '.join(map(str, on))}" if on else "–",
    )


def _suggestion(one: Suggestion) -> Sentence:
    text = f"Suggestion: {one.title}. {one.priority}, {one.kind}, for the {one.owner}. Done when {one.done_when}."
    return Sentence(text, (one.evidence,), f"answers the factor: {one.factor.claim.text}")


def lessons(material: Material) -> tuple[Part, ...]:
    """Recorded lessons by what they say; what the timeline's review entries say stands with them."""
    sorted_in: dict[str, list[Claim]] = {"What went well": [], "What did not": [], "Further": []}
    for claim in (*material.case.helped, *material.case.hindered, *material.case.lessons):
        known = "held" if claim in material.case.helped else "failed" if claim in material.case.hindered else ""
        state = known or standing(claim.text)
        name = "What went well" if state == "held" else "What did not" if state else "Further"
        sorted_in[name].append(claim)
    parts: list[Part] = [Items(as_sentences(material, found), name) for name, found in sorted_in.items() if found]
    logged = tuple(Sentence(read.event.text, (event_evidence(read),)) for read in material.of_phase(EntryKind.REVIEW))
    if logged:
        parts.append(Items(logged, "Logged in review"))
    return tuple(parts) or (Questions((question(material, "lessons"),)),)


def related(material: Material) -> tuple[Part, ...]:
    incidents, documents = material.case.related, labelled(material, material.case.documents)
    parts = [Items(as_sentences(material, incidents))] if incidents else []
    return (*parts, *([Items(documents, "Documents")] if documents else []))


def participants(material: Material) -> tuple[Part, ...]:
    did = {share.actor.casefold(): share for share in material.chronicle.shares}
    rows = []
    for one in material.people:
        share = did.get(one.name.casefold())
        done = f"{share.events} events: {', '.join(share.phases)}" if share else "–"
        rows.append((one.name, one.role or "–", done))
    if not rows:
        return (Questions((question(material, "participants"),)),)
    return (Table(("Who", "Role", "On the timeline"), tuple(rows)),)


def follow_up(material: Material) -> tuple[Part, ...]:
    level, due = material.level, review_due(material)
    found = [
        Fact(
            "Review",
            f"due {stamp(due)}" if due else f"due {period_of_hours(level.review_within_hours)} after resolution",
            (Evidence("severity"),),
        )
    ]
    if level.review_attendees:
        found.append(Fact("Meeting", ", ".join(level.review_attendees), (Evidence("severity"),)))
    if level.follow_up_days:
        resolved = material.reached("resolved_at")
        until = (
            f", until {day_name((resolved + timedelta(days=level.follow_up_days)).astimezone(UTC).date())}"
            if resolved and is_dated(resolved)
            else ""
        )
        found.append(Fact("Actions followed for", f"{level.follow_up_days} days{until}", (Evidence("severity"),)))
    return (Facts(tuple(found)),)
