"""The first paragraph of a review: a few sentences, each of them a fact that names what it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from bot.figures import clock, day_name, hours, minutes_shown
from bot.measures import Milestone
from bot.model import Dossier, Kind, RecordKind, Source
from bot.phases import Line
from bot.practice import Severity


@dataclass(frozen=True)
class Sentence:
    """`rests_on` names fields of the incident (`declared_at`), or what has a number: `entry:3` is the line with
    number 3, `update:1` the first update, `record:factor:2` the second contributing factor.
    """

    text: str
    rests_on: tuple[str, ...]


def summary(
    dossier: Dossier, level: Severity, lines: tuple[Line, ...], reached: tuple[Milestone, ...], day: date
) -> tuple[Sentence, ...]:
    """What it was, since when, what it did to people, why, and how it ended, as far as the record goes."""
    moments = {milestone.key: milestone for milestone in reached}
    return (
        *_declared(dossier, level),
        *_noticed(moments["started"], moments["detected"], day),
        *_recorded(dossier, RecordKind.IMPACT, "Impact"),
        *_recorded(dossier, RecordKind.CAUSE, "Cause"),
        *_severity_changes(lines, day),
        *_told(dossier, day),
        *_ended(dossier, moments, day),
    )


def _declared(dossier: Dossier, level: Severity) -> Iterator[Sentence]:
    incident = dossier.incident
    when = incident.declared_at
    yield Sentence(
        f"{incident.declared_by.name} declared {incident.title} ({level.name})"
        f" on {day_name(when.date())} at {when:%H:%M} UTC.",
        ("declared_by", "title", "severity", "declared_at"),
    )
    if incident.summary:
        yield Sentence(_stopped(f"Described at the declaration: {incident.summary}"), ("summary",))
    if incident.services:
        yield Sentence(f"Services concerned: {', '.join(incident.services)}.", ("services",))


def _noticed(started: Milestone, detected: Milestone, day: date) -> Iterator[Sentence]:
    rests_on = (*started.rests_on, *detected.rests_on)
    if started.at and detected.at and started.at <= detected.at:
        later = _length(started.at, detected.at)
        yield Sentence(
            f"It started at {_utc(started.at, day)} and was detected at {_utc(detected.at, day)}, {later} later.",
            rests_on,
        )
    elif started.at or detected.at:
        parts = [
            f"{what} at {_utc(one.at, day)}"
            for what, one in (("started", started), ("was detected", detected))
            if one.at
        ]
        yield Sentence(f"By the record, it {' and '.join(parts)}.", rests_on)


def _recorded(dossier: Dossier, kind: RecordKind, what: str) -> Iterator[Sentence]:
    """Word for word, one sentence for each person who recorded some in a row."""
    records = [record for record in dossier.records if record.kind is kind]
    for by, group in groupby(enumerate(records, start=1), key=lambda numbered: numbered[1].by):
        numbered = list(group)
        texts = "; ".join(record.text for _, record in numbered)
        yield Sentence(
            _stopped(f"{what}, as recorded by {by.name}: {texts}"),
            tuple(f"record:{kind.value}:{number}" for number, _ in numbered),
        )


def _severity_changes(lines: tuple[Line, ...], day: date) -> Iterator[Sentence]:
    for line in lines:
        entry = line.entry
        if entry.kind is Kind.SEVERITY and entry.source is Source.SYSTEM:
            text = f"{entry.text} at {_utc(line.at, day)}, by {entry.author.name}."
            yield Sentence(text, (f"entry:{line.number}",))


def _told(dossier: Dossier, day: date) -> Iterator[Sentence]:
    told = dossier.updates
    if len(told) == 1:
        yield Sentence(f"People were told once, at {_utc(told[0].at, day)}.", (f"update:{told[0].number}",))
    elif told:
        first, last = told[0], told[-1]
        yield Sentence(
            f"People were told {len(told)} times, first at {_utc(first.at, day)}, last at {_utc(last.at, day)}.",
            (f"update:{first.number}", f"update:{last.number}"),
        )


def _ended(dossier: Dossier, moments: dict[str, Milestone], day: date) -> Iterator[Sentence]:
    base = moments["detected"] if moments["detected"].at else moments["declared"]
    named = "detection" if base is moments["detected"] else "the declaration"
    for what, one in (("The impact was over", moments["mitigated"]), ("It was resolved", moments["resolved"])):
        if one.at and base.at and base.at <= one.at:
            text = f"{what} at {_utc(one.at, day)}, {_length(base.at, one.at)} after {named}."
            yield Sentence(text, (*one.rests_on, *base.rests_on))
        elif one.at:
            yield Sentence(f"{what} at {_utc(one.at, day)}.", one.rests_on)
    if dossier.incident.is_open:
        yield Sentence(f"It is still open: {dossier.incident.status.value}.", ("status",))


def _utc(moment: datetime, day: date) -> str:
    return f"{clock(moment, day)} UTC"


def _length(start: datetime, end: datetime) -> str:
    return hours(minutes_shown(start, end))


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
