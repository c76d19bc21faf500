"""The review: everything that is said of an incident afterwards, built once, set by every format.

Which sections there are, in which order, and what of them a template takes, is the table below. Nothing is invented:
a sentence names its evidence, and what is not known is a question to a role.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, Final

from bot.analysis.model import Case, Chronicle, Classification, Evidence
from bot.config.policy import Policy, Severity
from bot.errors import NotUnderstood
from bot.json_types import Json
from bot.review.document import review_after, review_causes, review_course, review_opening
from bot.review.document.appendix import appendix
from bot.review.document.budget import budget_parts
from bot.review.document.completeness import Check, checked, score
from bot.review.document.material import Material
from bot.review.document.review_causes import FRAMEWORKS
from bot.review.document.review_impact import impact
from bot.review.document.review_opening import review_due
from bot.review.document.sections import (
    Fact,
    Facts,
    Paragraph,
    Part,
    Question,
    Questions,
    Section,
    Sentence,
    questions_in,
)
from bot.review.document.templates import BRIEF, COMPREHENSIVE, STANDARD, TEMPLATES
from bot.review.root_cause.methods import ALL, METHODS
from bot.time_format import is_dated, iso


@dataclass(frozen=True)
class Layout:
    """A section: its key, title, the least template that has it, its name in the policy's `review_sections`."""

    key: str
    title: str
    least: str
    write: Callable[[Material], tuple[Part, ...]]
    demanded_as: str = ""


LAYOUT: Final = (
    Layout("summary", "Summary", BRIEF, review_opening.summary, "summary"),
    Layout("overview", "Overview", BRIEF, review_opening.overview),
    Layout("severity", "Severity", COMPREHENSIVE, review_opening.severity),
    Layout("impact", "Impact", BRIEF, impact),
    Layout("narrative", "How it went", COMPREHENSIVE, review_course.narrative),
    Layout("timeline", "Timeline", BRIEF, review_course.timeline, "timeline"),
    Layout("detection", "Detection", STANDARD, review_course.detection),
    Layout("response", "Response", STANDARD, review_course.response),
    Layout("helped", "What helped", STANDARD, review_course.helped),
    Layout("hindered", "What hindered", STANDARD, review_course.hindered),
    Layout("root-cause", "Root cause", BRIEF, review_causes.root_cause, "root cause"),
    Layout("factors", "Contributing factors", STANDARD, review_causes.factors),
    Layout("five-whys", "Five whys", BRIEF, FRAMEWORKS["five-whys"]),
    Layout("fishbone", "Fishbone", BRIEF, FRAMEWORKS["fishbone"]),
    Layout("timeline-analysis", "Timeline analysis", BRIEF, FRAMEWORKS["timeline"]),
    Layout("bow-tie", "Bow tie", BRIEF, FRAMEWORKS["bow-tie"]),
    Layout("wording", "Wording to look at", BRIEF, review_causes.wording),
    Layout("resolution", "Resolution", BRIEF, review_after.resolution),
    Layout("communication", "Communication", BRIEF, review_after.communication),
    Layout("metrics", "Metrics", STANDARD, review_after.metrics),
    Layout("error-budget", "Error budget", COMPREHENSIVE, budget_parts),
    Layout("actions", "Action items", BRIEF, review_after.actions, "actions"),
    Layout("lessons", "Lessons", STANDARD, review_after.lessons, "lessons"),
    Layout("related", "Related incidents and documents", STANDARD, review_after.related),
    Layout("participants", "Participants", STANDARD, review_after.participants),
    Layout("follow-up", "Follow-up", STANDARD, review_after.follow_up),
)
QUESTIONS: Final = ("questions", "Open questions")
CHECKS: Final = ("completeness", "Completeness")
APPENDIX: Final = ("appendix", "Appendix")
_METHOD_OF: Final = {
    "five-whys": "five-whys",
    "fishbone": "fishbone",
    "timeline-analysis": "timeline",
    "bow-tie": "bow-tie",
}


@dataclass(frozen=True)
class Review:
    """`day` is the day (UTC) on which it began: times on it need no date; UNDATED if unknown.

    `completeness` is in per cent of `checks`.

    `questions` are those of the checks; the frameworks ask further ones in their sections. `due` is when the review is
    to be done, None while the incident is open. What the sections were written from stands beside them.
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
    questions: tuple[Question, ...]
    completeness: int

    def section(self, key: str) -> Section | None:
        """The section under a key, None where the review has none."""
        return next((section for section in self.sections if section.key == key), None)

    @property
    def dated(self) -> bool:
        """Whether the day is known."""
        return is_dated(self.day)

    @property
    def asked(self) -> tuple[Question, ...]:
        """Every open question, those of the frameworks too, each once."""
        found = {question.key: question for question in self.questions}
        for section in self.sections:
            for part in section.parts:
                for question in questions_in(part):
                    found.setdefault(question.key, question)
        return tuple(found.values())


def build(
    case: Case,
    policy: Policy,
    classification: Classification,
    chronicle: Chronicle,
    method: str | None,
    template: str | None,
    at: datetime,
) -> Review:
    """What the input tells at `at`; the same input gives the same review.

    `method` is one of METHODS or "all", `template` one of TEMPLATES; None takes what the severity asks for. Others
    raise NotUnderstood.
    """
    level = policy.read_severity(case.severity) or policy.require_severity(classification.severity)
    material = Material(
        case,
        policy,
        level,
        classification,
        chronicle,
        methods_for(level, method),
        template_for(level, template),
        at,
    )
    checks, questions = checked(material)
    return Review(
        case=case,
        classification=classification,
        chronicle=chronicle,
        level=level,
        template=material.template,
        methods=material.methods,
        generated_at=at,
        day=material.day,
        due=review_due(material),
        sections=_sections(material, checks, questions),
        checks=checks,
        questions=questions,
        completeness=score(checks),
    )


def methods_for(level: Severity, method: str | None) -> tuple[str, ...]:
    """The frameworks of a review: the one that is named, all, or those that the severity asks for."""
    if method in (None, ""):
        return tuple(name for name in METHODS if name in level.root_cause_frameworks)
    if method == ALL:
        return METHODS
    if method not in METHODS:
        raise NotUnderstood(f"{method} is not a method here. Use {', '.join(METHODS)} or {ALL}.")
    return (method,)


def template_for(level: Severity, template: str | None) -> str:
    """Where none is named: the more a severity demands of a review, the more its template has."""
    if template in (None, ""):
        if "lessons" in level.review_sections:
            return COMPREHENSIVE
        return STANDARD if "root cause" in level.review_sections else BRIEF
    if template not in TEMPLATES:
        raise NotUnderstood(f"{template} is not a template here. Use {', '.join(TEMPLATES)}.")
    return template


def _sections(material: Material, checks: tuple[Check, ...], questions: tuple[Question, ...]) -> tuple[Section, ...]:
    written = tuple(_written(material))
    shown = frozenset(section.key for section in written)
    ends = (
        Section(*QUESTIONS, questions_parts(questions)),
        Section(*CHECKS, (_checks(checks),)),
        Section(*APPENDIX, appendix(material, shown)),
    )
    return (*written, *(section for section in ends if section.parts))


def _written(material: Material) -> Iterator[Section]:
    for layout in LAYOUT:
        demanded = bool(layout.demanded_as) and material.asks_for(layout.demanded_as)
        if demanded or _takes(material, layout):
            parts = layout.write(material)
            if parts:
                yield Section(layout.key, layout.title, parts, demanded)


def _takes(material: Material, layout: Layout) -> bool:
    method = _METHOD_OF.get(layout.key)
    if method:
        return method in material.methods
    return TEMPLATES.index(layout.least) <= TEMPLATES.index(material.template)


def questions_parts(questions: tuple[Question, ...]) -> tuple[Part, ...]:
    if questions:
        return (Questions(questions),)
    return (Paragraph((Sentence("None: every check is met.", (Evidence("completeness"),)),)),)


def _checks(checks: tuple[Check, ...]) -> Part:
    return Facts(
        tuple(
            Fact(check.name, "on record" if check.done else "open", (), "met" if check.done else "missed")
            for check in checks
        )
    )


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
        "questions": as_json(review.asked),
        "checks": as_json(review.checks),
        "moments": {key: as_json(moment.at) for key, moment in review.chronicle.moments.items()},
        "durations": {span.key: span.minutes for span in review.chronicle.spans},
        "case": as_json(review.case),
    }


def _section_json(section: Section) -> dict[str, Json]:
    parts = [{"kind": part.kind, **_fields(part)} for part in section.parts]
    return {"key": section.key, "title": section.title, "required": section.required, "parts": parts}


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
