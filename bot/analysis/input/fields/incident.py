"""Reads one incident from a JSON object of any shape into a Case.

This module knows where fields can be, names.py what they can be called. Missing fields stay empty, unreadable
ones cause a complaint, and unknown ones are kept by path.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.fields import levels, lists, names, report
from bot.analysis.input.fields.events import by_time, read_events
from bot.analysis.input.fields.facts import Facts
from bot.analysis.input.fields.moments import events_of, stated_period, with_stated_lengths
from bot.analysis.input.fields.todos import todos
from bot.analysis.input.tables import Found, Notes, Table
from bot.analysis.input.times import clocks, days, zones
from bot.analysis.model import Case, Claim, Evidence, Whys
from bot.time_format import day_name, is_dated

# Of causes, factors, actions, messages each: more than that nobody wrote by hand, and a review compares them in pairs.
MOST_ITEMS: Final = 1_000
LONGEST_TITLE: Final = 1_000
_READ_FOR_A_ZONE: Final = 500  # texts

SHORT_TERM: Final = "short-term"
LONG_TERM: Final = "long-term"


def _envelope(root: Table) -> Sequence[str]:
    """Returns the fields that hold a whole report: `postmortem: {title: …, timeline: …}`."""
    held = ((name, root.peek(name)) for name in ("postmortem", "post_mortem", "incident_report", "report", "pir"))
    return [name for name, found in held if found and isinstance(found.value, Mapping) and "title" in found.value]


class _Sections:
    """The objects of an incident, in the order in which fields are searched."""

    def __init__(self, root: Table) -> None:
        self.root = root
        self.head = root.table("incident", "summary", "overview", *_envelope(root))
        self.detection = self._section("detection", "detection_details")
        self.response = self._section("response_details", "response")
        self.technical = self._section("technical_details", "technical")
        self.resolution = self._section("resolution", "resolution_details")
        self.cause = self._section("root_cause_analysis", "rca", "root_cause", "analysis", "postmortem", "post_mortem")
        self.lessons = self._section(*names.LESSONS)
        self.appendix = self._section("appendices", "appendix")
        self.impact = self._section("impact", "impact_details", "impact_assessment")
        self.customers = self._within(self.resolution, "customer_impact", "impact")
        self.business = self._section("business_impact")
        self.figures = [self._section(name) for name in names.GROUPS]
        self.people = self._section("roles")
        self.source_fields = self.root.table(names.SOURCE_FIELDS)
        self.moments = self._section("moments", "key_moments", "key_times")

    @property
    def heads(self) -> tuple[Table, ...]:
        return (self.head, self.root)

    @property
    def places(self) -> tuple[Table, ...]:
        return (*self.heads, self.impact)

    @property
    def all(self) -> tuple[Table, ...]:
        return (
            *self.heads,
            self.detection,
            self.response,
            self.technical,
            self.resolution,
            self.cause,
            self.lessons,
            self.appendix,
        )

    def _section(self, *fields: str) -> Table:
        return self.head.table(*fields) or self.root.table(*fields)

    def _within(self, first: Table, *names: str) -> Table:
        return first.table(*names) or self._section("customer_impact", "user_impact")

    def line(self, *fields: str) -> str:
        return next(filter(None, (table.line(*fields) for table in self.heads)), "")

    def items(self, *fields: str, of: Iterable[Table] | None = None) -> Iterator[Found]:
        for table in self.all if of is None else of:
            for name in table.unread(fields):
                yield from self._few(table.items(name))

    def _few(self, items: list[Found]) -> list[Found]:
        if len(items) > MOST_ITEMS:
            path = items[0].path.rpartition("[")[0]
            self.root.notes.complain(path, f"{len(items):,} items; only the first {MOST_ITEMS:,} are read")
        return items[:MOST_ITEMS]

    def events(self) -> list[Found]:
        """Returns all items, including empty ones, because each has a number."""
        held = (
            item for table in self.heads for name in (*names.EVENTS, names.HISTORY) for item in table.every_item(name)
        )
        return [event for item in held for event in by_time(item)]


def read_case(root: Table, name: str) -> Case:
    """Reads an incident. `name` is the name of the file, or the position in a list."""
    sections = _Sections(root)
    root.notes.zone = _zone(sections)
    case = _with_times(Case(name=name), sections)
    case = _with_chain(_with_findings(_with_head(case, sections), sections))
    return _with_the_rest(case, sections)


def _with_times(case: Case, sections: _Sections) -> Case:
    """Adds the key times, the events and the messages, each on its day."""
    notes, day = sections.root.notes, days.day_of(sections.heads, case.name)
    moments = _moments(sections, day)
    dated = {key: moment for key, (moment, _path) in moments.items() if is_dated(moment)}
    dating = _Dating(day, min(dated.values(), default=None), dated.get("started_at"))
    communication = tuple(report.communication((*sections.heads, sections.response)))
    case = replace(
        case,
        moments={key: moment for key, (moment, _path) in moments.items()},
        moment_places={key: _source(sections, key) or path for key, (_moment, path) in moments.items()},
        events=read_events(sections.events(), dating.calendar(), notes),
        told=tuple(lists.told(sections.items(*names.TOLD, of=sections.heads), dating.calendar(), notes)),
        communication=communication,
    )
    dating.complain(moments.values(), notes, days.unread(sections.heads))
    return case


def _with_head(case: Case, sections: _Sections) -> Case:
    """Adds what the incident is called, how bad it is, and who took part."""
    people = tuple(lists.participants(sections.items(*names.PEOPLE, of=sections.heads), sections.people))
    severity, priority = sections.line(*names.SEVERITIES), sections.line(*names.PRIORITIES)
    named = _named(sections, levels.severity_in(severity), priority)
    return replace(
        case,
        id=sections.line("id", "incident_id", "key", "reference", "ref", "ticket"),
        number=next(filter(None, (table.number("number") for table in sections.heads)), 0),
        title=named.title,
        description=_description(sections),
        severity=named.severity,
        severity_place="severity" if severity or not named.severity else "title",
        priority=named.priority,
        priority_place="priority" if priority or not named.priority else "title",
        status=_status(sections),
        services=tuple(dict.fromkeys(lists.names(sections.items(*names.SERVICES, of=sections.places)))),
        commander=sections.line(*names.COMMANDERS) or lists.commander_among(people),
        participants=people,
        private=_flag(sections, "private", "is_private", "confidential"),
        drill=_flag(sections, "drill", "is_drill", "exercise", "game_day"),
    )


def _with_findings(case: Case, sections: _Sections) -> Case:
    """Adds what is known of causes and what follows from them, and of the report."""
    notes = sections.root.notes
    times = (*case.moments.values(), *(event.at for event in case.events))
    on = next((at.date() for at in times if at and is_dated(at)), None)
    return replace(
        case,
        whys=tuple(lists.whys(sections.items(*names.WHYS), notes)),
        factors=_claims(sections, *names.FACTORS),
        fixes=tuple(_fixes(sections)),
        detection=tuple(_detection(sections)),
        helped=_claims(sections, *names.HELPED),
        hindered=_claims(sections, *names.HINDERED),
        commands=tuple(report.taken(sections.all, names.COMMANDS, named=False)),
        documents=tuple(report.taken(sections.all, names.DOCUMENTS, named=False)),
        report=tuple(report.taken((*sections.heads, sections.appendix), (*names.REPORT, *names.STATUS))),
        actions=tuple(todos(sections.items(*names.ACTIONS), notes, on)),
        related=_claims(sections, *names.RELATED),
        causes=tuple(_causes(sections)),
        lessons=tuple(_lessons(sections)),
    )


def _with_chain(case: Case) -> Case:
    """Where people wrote a chain of whys as the cause, it is one."""
    steps, causes = lists.chain_in(case.causes)
    return replace(case, whys=(*case.whys, Whys(steps)), causes=causes) if steps else case


def _causes(sections: _Sections) -> Iterator[Claim]:
    yield from _claims(sections, *names.CAUSES)
    yield from report.section(sections.cause)
    yield from report.taken(sections.all, names.WHY)


def _lessons(sections: _Sections) -> Iterator[Claim]:
    yield from _claims(sections, *names.LESSONS)
    yield from report.section(sections.lessons)


@dataclass
class _Dating:
    """What is known of the day, for each list of times."""

    day: days.Day | None
    start: datetime | None
    zero: datetime | None
    _calendars: list[clocks.Calendar] = field(default_factory=list)

    def calendar(self) -> clocks.Calendar:
        self._calendars.append(clocks.Calendar(self.start, self.day.on if self.day else None, self.zero))
        return self._calendars[-1]

    def complain(self, moments: Iterable[tuple[datetime, str]], notes: Notes, unread: str) -> None:
        """Says that there is no day or that it is `unread`, or from where it is; and what may be afternoon."""
        if back := next((calendar.back for calendar in self._calendars if calendar.back), None):
            notes.complain("", f"{back[1]:%H:%M} behind {back[0]:%H:%M} is read as morning; write times in 24 hours")
        if any(calendar.elapsed for calendar in self._calendars):
            notes.complain("", "Times such as T+6m are shown from 00:00: no start is given that they count from")
        elif any(calendar.undated for calendar in self._calendars) or not all(is_dated(at) for at, _path in moments):
            notes.complain("", f"{unread or 'No date is given'}, so times are shown without one")
        elif self.day and self.day.place and any(calendar.concluded for calendar in self._calendars):
            notes.complain("", f"Times without a date are read as on {day_name(self.day.on)}, from {self.day.place}")


def _zone(sections: _Sections) -> tzinfo | None:
    """Returns the zone that a field names, a sentence states or the times in the texts name; notes the last two."""
    notes = sections.root.notes
    found = next(filter(None, (table.take("timezone", "time_zone", "tz") for table in sections.heads)), None)
    words = found.value if found and isinstance(found.value, str) else ""
    if zone := zones.zone_named(words):
        return zone
    if stated := zones.stated_in(words):
        notes.zone_of = stated.words if str(stated.zone) != "UTC" else ""
        return stated.zone
    if found:
        notes.complain(found.path, f"{values.quoted(found.value)} is not a time zone")
    zone, notes.zone_of = zones.zone_used(sections.root.texts(_READ_FOR_A_ZONE)) or (None, "")
    return zone


def _source(sections: _Sections, key: str) -> str:
    """Returns the field of another tool that states a key time, if a reader names it."""
    source = sections.source_fields.peek(key)
    return sections.root.place(str(source.value)) if source else ""


def _named(sections: _Sections, severity: str, priority: str) -> levels.Heading:
    """Returns the title with the levels of the fields, or else those that it names. A title that names others than the
    fields is left as it is."""
    title = _title(sections)
    found = levels.in_title(title)
    if severity and found.severity not in ("", severity):
        told = f"the title says {found.severity}, the field {values.quoted(severity)}, which counts"
        sections.root.notes.complain("severity", told)
        return levels.Heading(title, severity, priority or found.priority)
    return levels.Heading(found.title, severity or found.severity, priority or found.priority)


def _status(sections: _Sections) -> str:
    """Returns the status; that of the report, such as a draft, is left to report.py."""
    found = (table.peek(*names.STATUS) for table in sections.heads)
    if any(each and report.is_of_the_report(each.value) for each in found):
        return ""
    return sections.line(*names.STATUS)


def _title(sections: _Sections) -> str:
    title = sections.line(*names.TITLES)
    if len(title) > LONGEST_TITLE:
        told = f"The title has {len(title):,} characters; only the first {LONGEST_TITLE:,} are read"
        sections.root.notes.complain("", told)
    return title[:LONGEST_TITLE]


def _flag(sections: _Sections, *names: str) -> bool:
    return sum(table.flag(*names) for table in sections.heads) > 0


def _description(sections: _Sections) -> str:
    """Joins the distinct descriptions."""
    texts = [table.text(name) for table in sections.heads for name in names.DESCRIPTIONS]
    for table in sections.heads:
        told = [name for name in names.STORIES if (found := table.peek(name)) and isinstance(found.value, str)]
        texts += map(table.text, told)
    return "\n\n".join(dict.fromkeys(filter(None, texts)))


def _moments(sections: _Sections, day: days.Day | None) -> dict[str, tuple[datetime, str]]:
    """Returns the stated key times with their paths. A time without a date is on the day of the incident, if known, or
    the next one if it goes back over midnight."""
    tables = (
        *sections.heads,
        sections.moments,
        sections.detection,
        sections.response,
        sections.resolution,
        sections.impact,
    )
    period = {key: at for table in sections.heads for key, at in stated_period(table).items()}
    stated = {key: _moment(tables, known) or period.get(key) for key, known in names.STATED.items()}
    timed = [(table, name) for table in sections.heads for name in _timed(table)]
    found = {key: at for key, given in stated.items() if (at := given or _among(timed, key))}
    times = clocks.Calendar(day=day.on if day else None).set(time for time, _path in found.values())
    return {key: (at, path) for (key, (_time, path)), at in zip(found.items(), times, strict=True) if at}


def _moment(tables: Iterable[Table], names: tuple[str, ...]) -> tuple[datetime | clocks.Clock, str] | None:
    return next(filter(None, (table.time(*names) for table in tables)), None)


def _timed(table: Table) -> Iterator[str]:
    """Yields the fields that may be key times: `closed: 2026-01-12 08:05`, not `closed: true`."""
    for name in table.names():
        found = table.peek(name)
        if found and clocks.has_clock(found.value) and names.moment_of(name):
            yield name


def _among(timed: Sequence[tuple[Table, str]], key: str) -> tuple[datetime | clocks.Clock, str] | None:
    """Returns the field that states this moment by the surest word."""
    named = (
        (table, name)
        for word in names.TIMED[key]
        for table, name in timed
        if word in name.split("_") and names.moment_of(name) == key
    )
    return next((at for table, name in named if (at := table.time(name))), None)


def _claims(sections: _Sections, *names: str, category: str = "") -> tuple[Claim, ...]:
    return tuple(lists.claims(sections.items(*names), sections.root.notes, category))


def _fixes(sections: _Sections) -> Iterator[Claim]:
    """Yields the mitigations (`short-term`), then the permanent fixes (`long-term`)."""
    yield from report.keep_in(_claims(sections, *names.SHORT_TERM), SHORT_TERM)
    for table in (sections.technical, sections.resolution, *sections.heads):
        if found := table.take("resolution_method", "method"):
            target, lasted = table.line("rollback_target"), table.line("rollback_duration")
            words = [table.text_of(found), target and f"to {target}", lasted and f"({lasted})"]
            text = " ".join(filter(None, words))
            yield Claim(text, Evidence(found.path, text), category=SHORT_TERM)
    yield from _claims(sections, *names.FIXES)
    yield from report.keep_in(_claims(sections, *names.LONG_TERM), LONG_TERM)


def _detection(sections: _Sections) -> Iterator[Claim]:
    """Yields how it was detected; `category` is the name of the field as words."""
    notes = sections.root.notes
    for name in names.DETECTION:
        for found in sections.items(name, of=sections.heads):
            yield from lists.claims([found], notes, values.label(name))
    yield from report.section(sections.detection)


def _kind_of_impact(name: str) -> str:
    return "" if name == "impact" else values.label(name)


def _with_the_rest(case: Case, sections: _Sections) -> Case:
    """Adds the figures, the impact as text, and the remaining fields."""
    facts = Facts(sections.root.notes)
    for table in sections.heads:
        facts.take_known(table)
    for table in (sections.impact, sections.customers, sections.business, sections.response, sections.technical):
        facts.take_all(table)
    for table in (*sections.figures, sections.resolution):
        facts.take_all(table)
    claims = [claim for name in names.IMPACT for claim in _claims(sections, name, category=_kind_of_impact(name))]
    claims += facts.told
    for table in (*sections.heads, sections.cause, sections.lessons, sections.people, sections.moments):
        table.keep_rest()
    case = replace(case, facts=facts.values, fact_places=facts.places)
    case = with_stated_lengths(case)
    return replace(
        case,
        events=case.events or events_of(case),
        impact=tuple(claims),
        unknown=sections.root.notes.unknown,
        complaints=sections.root.notes.complaints,
    )
