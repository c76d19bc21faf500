"""The review: everything that is said of an incident afterwards, built once, set by every format.

Page one stands alone: what happened, impact, cause, figures, lessons and action items. Details follow. Which sections
there are, in which order, and what of them a template takes, is the table below. Nothing is invented: a sentence is
made from recorded facts and names them, and what is not known is a question to a role.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from bot.analysis.model import Case, Chronicle, Classification, Event, Evidence
from bot.config.policy import Policy, Severity
from bot.errors import NotUnderstood
from bot.json_types import Json
from bot.review.document import people
from bot.review.document.completeness import Check, checked, score
from bot.review.document.error_budget import error_budget
from bot.review.document.material import Material
from bot.review.document.page_one.actions import actions
from bot.review.document.page_one.cause import factors, root_cause
from bot.review.document.page_one.figures import figures
from bot.review.document.page_one.impact import impact
from bot.review.document.page_one.lessons import lessons
from bot.review.document.page_one.summary import summary
from bot.review.document.parts import Part, Question, Questions, Section, evidence_in, questions_in
from bot.review.document.sources import Entry, Source, Statement, numbered, statement
from bot.review.document.templates import BRIEF, COMPREHENSIVE, STANDARD, TEMPLATES
from bot.review.document.timeline.communication import communication
from bot.review.document.timeline.course import timeline
from bot.review.document.timeline.decisions import decisions
from bot.review.edit_log import NO_EDITS, ReviewEdits
from bot.review.questions.contradictions import contradictions
from bot.review.questions.order import asked_now, ranked
from bot.review.root_cause.blame import Wording, judging
from bot.review.root_cause.bowtie import bow_tie
from bot.review.root_cause.fishbone import fishbone
from bot.review.root_cause.methods import ALL, METHODS
from bot.review.root_cause.whys import chains
from bot.time_format import clock, is_dated, iso


@dataclass(frozen=True)
class Layout:
    """A section: its key, its title, and the least template that has it. `demanded_as` is its name in the policy's
    `review_sections`, `framework` the one that it shows, which decides in place of the template; `stands_for` the one
    whose picture it tells in words. `lead` are the bold words that stand for its title on page one."""

    key: str
    title: str
    least: str
    write: Callable[[Material], tuple[Part, ...]]
    demanded_as: str = ""
    framework: str = ""
    page_one: bool = False
    lead: str = ""
    stands_for: str = ""

    def is_in(self, template: str) -> bool:
        return not self.framework and TEMPLATES.index(self.least) <= TEMPLATES.index(template)


LAYOUT: Final = (
    Layout("summary", "Summary", BRIEF, summary, "summary", page_one=True, lead="What happened."),
    Layout("impact", "Impact", BRIEF, impact, page_one=True, lead="Impact."),
    Layout("root-cause", "Root cause", BRIEF, root_cause, "root cause", page_one=True, lead="Cause."),
    Layout("figures", "Figures", BRIEF, figures, page_one=True),
    Layout("lessons", "Lessons", BRIEF, lessons, "lessons", page_one=True),
    Layout("actions", "Action items", BRIEF, actions, "actions", page_one=True),
    Layout("timeline", "Timeline", STANDARD, timeline, "timeline"),
    Layout("five-whys", "Five whys", BRIEF, chains, framework="five-whys"),
    Layout("factors", "Contributing factors", STANDARD, factors, stands_for="fishbone"),
    Layout("fishbone", "Fishbone", BRIEF, fishbone, framework="fishbone"),
    Layout("bow-tie", "Bow tie", BRIEF, bow_tie, framework="bow-tie"),
    Layout("decisions", "Decisions", BRIEF, decisions, framework="timeline"),
    Layout("communication", "Communication", STANDARD, communication),
    Layout("error-budget", "Error budget", COMPREHENSIVE, error_budget),
    Layout("related", "Related", STANDARD, people.related),
    Layout("participants", "People", STANDARD, people.people),
)
QUESTIONS: Final = ("questions", "Open questions")
DEFINITIONS: Final = ("definitions", "Definitions")
FURTHER: Final = ("further", "Also recorded")
SOURCES: Final = ("sources", "Sources")  # numbered, behind everything
# Sections of earlier versions: what people wrote in them is still shown.
RETIRED: Final[Mapping[str, str]] = {
    "overview": "Overview",
    "severity": "Severity",
    "narrative": "How it went",
    "detection": "Detection",
    "response": "Response",
    "helped": "What helped",
    "hindered": "What hindered",
    "timeline-analysis": "Timeline analysis",
    "wording": "Wording to look at",
    "resolution": "Resolution",
    "metrics": "Metrics",
    "follow-up": "Follow-up",
}


@dataclass(frozen=True)
class Review:
    """`day` is the day (UTC) on which it began: times on it need no date; UNDATED if unknown.

    `completeness` is in per cent of `checks`. `asked` are all questions, the most useful first; what is answered in the
    review is still among them. `due` is when the review is to be done, None while the incident is open. `conventions`
    says how its times and signs are to be read, `wording` are words of people that blame somebody, and `suggested`
    tells that nobody recorded the severity. What the sections were written from stands beside them.
    """

    case: Case
    classification: Classification
    chronicle: Chronicle
    level: Severity
    template: str
    methods: tuple[str, ...]
    generated_at: datetime
    day: date
    due: datetime | None
    sections: tuple[Section, ...]
    checks: tuple[Check, ...]
    asked: tuple[Question, ...]
    questions: tuple[Question, ...]
    completeness: int
    conventions: str
    wording: tuple[Wording, ...] = ()
    suggested: bool = False

    def section(self, key: str) -> Section | None:
        """The section under a key, None where the review has none."""
        return next((section for section in self.sections if section.key == key), None)

    @property
    def dated(self) -> bool:
        """Whether the day is known."""
        return is_dated(self.day)

    @cached_property
    def sources(self) -> Mapping[Statement, Source]:
        """The numbered sources of the statements in its sections."""
        events = (read.event for read in self.chronicle.events)
        told = {one.evidence.place: f"communication {clock(one.at, self.day)}" for one in self.case.told if one.at}
        return numbered(self.sections, {event.number: self._entry(event) for event in events}, told)

    def _entry(self, event: Event) -> Entry:
        return Entry(event.number, clock(event.at, self.day) if event.at else f"entry {event.number}", event.link)

    def source(self, evidence: tuple[Evidence, ...]) -> Source | None:
        return self.sources.get(statement(evidence))


def build(
    case: Case,
    policy: Policy,
    classification: Classification,
    chronicle: Chronicle,
    method: str | None,
    template: str | None,
    at: datetime,
    edits: ReviewEdits = NO_EDITS,
) -> Review:
    """What the input tells at `at`; the same input gives the same review.

    `edits` has the answers and confirmations that people gave in the review.

    `method` is one of METHODS or "all", `template` one of TEMPLATES; None takes what the severity asks for. Others
    raise NotUnderstood.
    """
    level = policy.read_severity(case.severity) or policy.require_severity(classification.severity)
    chosen = template_for(level, template)
    methods = methods_for(level, method, chosen)
    material = Material(case, policy, level, classification, chronicle, methods, chosen, at, edits)
    written = tuple(_written(material))
    checks, missing = checked(material)
    asked = ranked((*missing, *contradictions(material), *_asked_in(written)))
    shown = asked_now(asked)
    return Review(
        case=case,
        classification=classification,
        chronicle=chronicle,
        level=level,
        template=chosen,
        methods=methods,
        generated_at=at,
        day=material.day,
        due=material.due,
        sections=(*written, *_ending(material, written, shown)),
        checks=checks,
        asked=asked,
        questions=shown,
        completeness=score(checks),
        conventions=" ".join(people.conventions(material)),
        wording=judging(material),
        suggested=material.is_suggested,
    )


def methods_for(level: Severity, method: str | None, template: str) -> tuple[str, ...]:
    """The frameworks of a review: the one that is named, all, or those that severity and template ask for."""
    if method in (None, ""):
        if template == BRIEF:
            return ()
        return METHODS if template == COMPREHENSIVE else tuple(level.root_cause_frameworks)
    if method == ALL:
        return METHODS
    if method not in METHODS:
        raise NotUnderstood(f"{method} is not a method here. Use {', '.join(METHODS)} or {ALL}.")
    return (method,)


def template_for(level: Severity, template: str | None) -> str:
    """Where none is named: standard for a severity that demands a timeline, otherwise brief."""
    if template in (None, ""):
        return STANDARD if "timeline" in level.review_sections else BRIEF
    if template not in TEMPLATES:
        raise NotUnderstood(f"{template} is not a template here. Use {', '.join(TEMPLATES)}.")
    return template


def _written(material: Material) -> Iterator[Section]:
    for layout in LAYOUT:
        demanded = bool(layout.demanded_as) and material.asks_for(layout.demanded_as)
        if _takes(material, layout):
            parts = layout.write(material)
            if parts:
                yield Section(layout.key, layout.title, parts, demanded, layout.page_one, layout.lead)


def blank(key: str) -> Section:
    """Returns an empty section in its place: one that only people wrote."""
    layout = next((layout for layout in LAYOUT if layout.key == key), None)
    if layout is None:
        return Section(key, RETIRED.get(key, key), ())
    return Section(key, layout.title, (), page_one=layout.page_one, lead=layout.lead)


def _takes(material: Material, layout: Layout) -> bool:
    if layout.framework:
        return layout.framework in material.methods
    return layout.is_in(material.template) or layout.stands_for in material.methods


def _asked_in(sections: tuple[Section, ...]) -> Iterator[Question]:
    for section in sections:
        for part in section.parts:
            yield from questions_in(part)


def _ending(material: Material, written: tuple[Section, ...], asked: tuple[Question, ...]) -> Iterator[Section]:
    if asked:
        yield Section(*QUESTIONS, questions_parts(asked))
    cited = {one.place for section in written for part in section.parts for found in evidence_in(part) for one in found}
    if material.template == COMPREHENSIVE and (further := people.also_recorded(material.case, frozenset(cited))):
        yield Section(*FURTHER, further)
    if defined := people.definitions(material):
        yield Section(*DEFINITIONS, defined)


def questions_parts(asked: tuple[Question, ...]) -> tuple[Part, ...]:
    return (Questions(asked),) if asked else ()


def review_json(review: Review) -> dict[str, Json]:
    """The whole review in plain JSON types: times in ISO 8601 as UTC to the second.

    `case` is what was read, under the names of the case, so that an exported review can be read back.
    """
    level = review.level
    return {
        "title": review.case.title,
        "severity": level.name,
        "template": review.template,
        "methods": list(review.methods),
        "generated_at": as_json(review.generated_at),
        "day": review.day.isoformat() if review.dated else None,
        "due": as_json(review.due),
        "completeness": review.completeness,
        "sections": [_section_json(section) for section in review.sections],
        "questions": as_json(review.questions),
        "sources": [as_json(source) for source in review.sources.values()],
        "checks": as_json(review.checks),
        "wording": as_json(review.wording),
        "moments": {key: as_json(moment.at) for key, moment in review.chronicle.moments.items()},
        "durations": {span.key: span.minutes for span in review.chronicle.spans},
        "case": as_json(review.case),
    }


def _section_json(section: Section) -> dict[str, Json]:
    return {**_fields(section), "parts": [{"kind": part.kind, **_fields(part)} for part in section.parts]}


def _fields(value: Any) -> dict[str, Json]:
    return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}


def as_json(value: Any) -> Json:
    """Dataclasses by their fields, times and dates as text, enums by their value."""
    if is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [as_json(item) for item in value]
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)  # of an enum's member, its plain text
    plain: Json = value
    return plain
