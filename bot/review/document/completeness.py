"""How complete a review is: named checks, and for each that fails a question to the role that can answer it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.analysis.model import Todo
from bot.review.document.facts import facts_of
from bot.review.document.material import COMMANDER, COMMUNICATIONS, EXPERT, OPERATIONS, Material
from bot.review.document.parts import Question
from bot.review.root_cause.factors import factors_of
from bot.time_format import is_dated, iso, minutes
from bot.timeline.kinds import EntryKind


@dataclass(frozen=True)
class Check:
    name: str
    done: bool


@dataclass(frozen=True)
class _Blank:
    """Something that can be missing: whom to ask for it what, and where the answer belongs."""

    to: str
    text: str
    command: str
    field: str


_BLANKS: Final = {
    "times/started": _Blank(
        OPERATIONS,
        "When did it start, and what triggered it? There is no trigger on the timeline.",
        "/incident log HH:MM trigger: <what triggered it>",
        "started_at",
    ),
    "times/detected": _Blank(
        OPERATIONS,
        "When was it detected, and how? There is no detection on the timeline.",
        "/incident log HH:MM detection: <what was detected, and how>",
        "detected_at",
    ),
    "commander": _Blank(
        COMMANDER, "Who led the response? No commander is recorded.", "/incident commander @name", "commander"
    ),
    "times/mitigated": _Blank(
        COMMANDER,
        "When was the impact on users mitigated? There is no recovery on the timeline.",
        "/incident log HH:MM monitoring: <what recovered>",
        "mitigated_at",
    ),
    "times/mitigating": _Blank(
        COMMANDER,
        "Is the impact on users mitigated? The status has not reached Monitoring yet.",
        "/incident status monitoring",
        "mitigated_at",
    ),
    "times/resolved": _Blank(
        COMMANDER, "Is it resolved? The incident is still open.", "/incident resolve <what fixed it>", "resolved_at"
    ),
    "told": _Blank(
        COMMUNICATIONS,
        "What was communicated, and when? No updates are recorded.",
        "/incident log HH:MM communication: <who was informed of what>",
        "communications",
    ),
    "impact/users": _Blank(
        COMMUNICATIONS,
        "Who was affected, how many users, and how? No impact on users is recorded.",
        "/incident record impact <how many users, and what didn't work for them>",
        "customer_impact",
    ),
    "impact/services": _Blank(
        OPERATIONS,
        "Which services were affected? No services are recorded.",
        "/incident record impact <services: which ones, and how>",
        "affected_services",
    ),
    "impact/business": _Blank(
        COMMUNICATIONS,
        "What was the business impact: revenue, SLAs, complaints? None is recorded.",
        "/incident record impact <revenue, SLA, complaints>",
        "business_impact",
    ),
    "cause": _Blank(
        EXPERT,
        "What was the root cause? None is recorded.",
        "/incident record cause <what made it possible>",
        "root_cause",
    ),
    "factors": _Blank(
        EXPERT,
        "What made the incident more likely, worse or longer? No contributing factors are recorded.",
        "/incident record factor <what contributed>",
        "contributing_factors",
    ),
    "fix": _Blank(
        OPERATIONS,
        "What fixed it, and what keeps it from happening again? No fix is recorded.",
        "/incident record fix <what was done>",
        "mitigation_steps",
    ),
    "fix/lasting": _Blank(
        EXPERT,
        "What keeps it from happening again? No permanent fix and no action items are recorded.",
        "/incident record fix <what keeps it from happening again>",
        "permanent_fix",
    ),
    "lessons": _Blank(
        COMMANDER,
        "What are the lessons: what helped, and what hindered? No lessons are recorded.",
        "/incident record lesson <what was learned>",
        "lessons_learned",
    ),
    "timeline": _Blank(
        OPERATIONS,
        "What happened, and when? The timeline is empty.",
        "/incident log HH:MM <what happened>",
        "events",
    ),
    "actions": _Blank(
        COMMANDER,
        "What needs to be done so that this doesn't happen again? There are no action items.",
        "/incident action <what> owner: <name> <P0..P3> <YYYY-MM-DD>",
        "action_items",
    ),
    "participants": _Blank(
        COMMANDER, "Who took part, and in which role? Nobody is recorded.", "/incident commander @name", "participants"
    ),
    "detection": _Blank(
        OPERATIONS,
        "How was it detected: by an alert, a colleague or a customer? This is not recorded.",
        "/incident log HH:MM detection: <what was detected, and how>",
        "detection_method",
    ),
}


def question(material: Material, key: str) -> Question:
    blank = _BLANKS[key]
    return material.ask(key, blank.to, blank.text, blank.command, blank.field)


def checked(material: Material) -> tuple[tuple[Check, ...], tuple[Question, ...]]:
    """All checks that the severity asks for, and the questions of those that failed, in the order of the table."""
    asked = [(name, tuple(ask(material))) for name, ask, wanted in _CHECKS if wanted(material)]
    checks = tuple(Check(name, not questions) for name, questions in asked)
    return checks, tuple(one for _, questions in asked for one in questions)


def score(checks: tuple[Check, ...]) -> int:
    """The share of checks passed in whole per cent, rounded down: 100 means that nothing is missing."""
    return 100 * sum(check.done for check in checks) // len(checks)


_Ask = Callable[[Material], Iterator[Question]]


def _unless(key: str, known: Callable[[Material], object]) -> _Ask:
    def ask(material: Material) -> Iterator[Question]:
        if not known(material):
            yield question(material, key)

    return ask


def _impact_over(material: Material) -> Iterator[Question]:
    if material.reached("mitigated_at") is None:
        yield question(material, "times/mitigating" if material.open else "times/mitigated")


_KINDS: Final = {"started_at": EntryKind.TRIGGER, "detected_at": EntryKind.DETECTION}


def _order(material: Material) -> Iterator[Question]:
    """Asks about a start after the detection, and a detection after the declaration."""
    names = {"started_at": "start", "detected_at": "detection", "declared_at": "declaration"}
    known = [(key, at) for key in names if (at := material.reached(key))]
    for (earlier, before), (later, after) in pairwise(known):
        if before > after:
            text = (
                f"The {names[earlier]} is logged at {material.utc(before)}, after the {names[later]} at"
                f" {material.utc(after)}. When was it?"
            )
            command = f"/incident log HH:MM {_KINDS[earlier]}: <what happened>"
            yield material.ask(f"order/{earlier}", OPERATIONS, text, command, earlier)


def _told(material: Material) -> Iterator[Question]:
    if not material.case.told and not material.case.communication and not material.of_phase(EntryKind.COMMUNICATION):
        yield question(material, "told")


def _actions(material: Material) -> Iterator[Question]:
    if not material.case.actions:
        yield question(material, "actions")
    for place, item in enumerate(material.case.actions, start=1):
        yield from _action(material, item.number or place, item)


def _action(material: Material, number: int, item: Todo) -> Iterator[Question]:
    lacks = [what for what, known in (("owner", item.owner), ("due date", item.due)) if not known]
    if lacks:
        owner, priority = item.owner or "<name>", item.priority or "<P0..P3>"
        due = item.due.isoformat() if item.due else "<YYYY-MM-DD>"
        yield material.ask(
            f"actions/{number}",
            COMMANDER,
            f"Action item {number}, {item.title}, has no {' and no '.join(lacks)}. Who will do it, and by when?",
            f"/incident action {item.title} owner: {owner} {priority} {due}",
            item.evidence.place,
        )


def _gaps(material: Material) -> Iterator[Question]:
    for gap in material.chronicle.gaps:
        if gap.kind == "events":
            between = f"{material.when(gap.start)} and {material.utc(gap.end)}"
            yield material.ask(
                f"gap/{gap.start.isoformat() if is_dated(gap.start) else iso(gap.start)}",
                OPERATIONS,
                f"What happened between {between}? The timeline has no entries for {minutes(round(gap.minutes))}.",
                "/incident log HH:MM <what happened>",
                "events",
            )


def _unread(material: Material) -> Iterator[Question]:
    unread = [str(read.event.number) for read in material.events if not read.event.text.strip()]
    if unread:
        what = "does entry" if len(unread) == 1 else "do entries"
        shown = ", ".join(unread[:20]) + (" and others" if len(unread) > 20 else "")
        text = f"What {what} {shown} of the timeline say? The text is unknown."
        yield material.ask("unread", COMMANDER, text, "/pir", "events")


def _always(_material: Material) -> bool:
    return True


def _asks(section: str) -> Callable[[Material], bool]:
    return lambda material: material.asks_for(section)


def has_lessons(material: Material) -> bool:
    case = material.case
    return bool(case.lessons or case.helped or case.hindered or material.of_phase(EntryKind.REVIEW))


# name, what to ask, whether the severity wants to know
_CHECKS: Final[tuple[tuple[str, _Ask, Callable[[Material], bool]], ...]] = (
    ("When it started", _unless("times/started", lambda material: material.reached("started_at")), _always),
    ("When it was detected", _unless("times/detected", lambda material: material.reached("detected_at")), _always),
    ("Incident commander", _unless("commander", lambda material: material.case.commander), _always),
    ("When it was mitigated", _impact_over, _always),
    ("When it was resolved", _unless("times/resolved", lambda material: not material.open), _always),
    ("Times in a possible order", _order, _always),
    ("Timeline", _unless("timeline", lambda material: material.events), _asks("timeline")),
    ("What was communicated", _told, lambda material: bool(material.level.update_every_minutes)),
    (
        "Impact",
        _unless("impact/users", lambda material: material.case.impact or facts_of(material.case, "users")),
        _always,
    ),
    ("Root cause", _unless("cause", lambda material: material.case.causes), _always),
    ("Contributing factors", _unless("factors", lambda material: material.case.factors or _weak(material)), _always),
    (
        "Fix",
        _unless("fix", lambda material: material.case.fixes or facts_of(material.case, "resolution")),
        _always,
    ),
    ("Action items with owner and due date", _actions, _always),
    ("Lessons", _unless("lessons", has_lessons), _asks("lessons")),
    ("No long silence", _gaps, _always),
    ("Every event with its text", _unread, _always),
)


def _weak(material: Material) -> bool:
    return bool(factors_of(material.case))
