"""How complete a review is: named checks, and for each that fails a question to the role that can answer it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.analysis.model import Event, Todo
from bot.metrics.durations import DurationKey
from bot.metrics.key_moments import MomentKey
from bot.review.document.facts import facts_of
from bot.review.document.material import COMMANDER, COMMUNICATIONS, EXPERT, OPERATIONS, Material
from bot.review.document.parts import Question
from bot.review.document.prose import cut, ranges
from bot.review.questions.explained_gaps import is_explained
from bot.review.root_cause.factors import factors_of
from bot.time_format import is_dated, iso
from bot.timeline.kinds import EntryKind
from templates.review.questions import wording as said


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


_TITLE: Final = 120  # characters of an action item's title in a question
_NEW_ACTION: Final = "/incident action <what> owner: <name> <P0..P3> <YYYY-MM-DD>"
_BLANKS: Final = {
    "times/started": _Blank(OPERATIONS, said.STARTED, "/incident log HH:MM trigger: <what triggered it>", "started_at"),
    "times/detected": _Blank(
        OPERATIONS, said.DETECTED, "/incident log HH:MM detection: <what was detected, and how>", "detected_at"
    ),
    "commander": _Blank(COMMANDER, said.COMMANDER, "/incident commander @name", "commander"),
    "times/mitigated": _Blank(
        COMMANDER, said.MITIGATED, "/incident log HH:MM monitoring: <what recovered>", "mitigated_at"
    ),
    "times/mitigating": _Blank(COMMANDER, said.MITIGATING, "/incident status monitoring", "mitigated_at"),
    "times/resolved": _Blank(COMMANDER, said.RESOLVED, "/incident resolve <what fixed it>", "resolved_at"),
    "told": _Blank(
        COMMUNICATIONS,
        said.TOLD,
        "/incident log HH:MM communication: <who was informed of what>",
        "communications",
    ),
    "impact/users": _Blank(
        COMMUNICATIONS,
        said.IMPACT,
        "/incident record impact <how many users, and what didn't work for them>",
        "customer_impact",
    ),
    "cause": _Blank(EXPERT, said.CAUSE, "/incident record cause <what made it possible>", "root_cause"),
    "factors": _Blank(EXPERT, said.FACTORS, "/incident record factor <what contributed>", "contributing_factors"),
    "fix": _Blank(OPERATIONS, said.FIX, "/incident record fix <what was done>", "mitigation_steps"),
    "lessons": _Blank(COMMANDER, said.LESSONS, "/incident record lesson <what was learned>", "lessons_learned"),
    "timeline": _Blank(OPERATIONS, said.TIMELINE, "/incident log HH:MM <what happened>", "events"),
    "actions": _Blank(COMMANDER, said.ACTIONS, _NEW_ACTION, "action_items"),
}


def question(material: Material, key: str, text: str = "", near: Event | None = None) -> Question:
    """`near` is the entry nearest to what is missing."""
    blank = _BLANKS[key]
    return material.ask(
        key, blank.to, text or blank.text, blank.command, blank.field, near=near or _leads(material, blank)
    )


def _leads(material: Material, blank: _Blank) -> Event | None:
    """Who declared leads where nobody is commander."""
    return _noticed(material) if blank.to == COMMANDER else None


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


def _started(material: Material) -> Iterator[Question]:
    if material.reached("started_at") is None:
        known = material.reached("detected_at")
        yield question(material, "times/started", "" if known else said.STARTED_AND_DETECTED, _noticed(material))


def _detected(material: Material) -> Iterator[Question]:
    if material.reached("detected_at") is None:
        yield question(material, "times/detected", near=_noticed(material))


def _noticed(material: Material) -> Event | None:
    by_people = (read.event for read in material.events if material.person(read.event.actor))
    return material.entry_of(MomentKey.DECLARED) or next(by_people, None)


def _impact_over(material: Material) -> Iterator[Question]:
    if material.reached("mitigated_at") is None:
        yield question(material, "times/mitigating" if material.open else "times/mitigated", near=_last_step(material))


def _last_step(material: Material) -> Event | None:
    steps = material.of_phase(EntryKind.MITIGATION, EntryKind.INVESTIGATION)
    return next((read.event for read in reversed(steps) if material.person(read.event.actor)), None)


def _cause(material: Material) -> Iterator[Question]:
    if not material.case.causes and not material.case.whys:
        yield question(material, "cause", near=_last_step(material))


_KINDS: Final = {"started_at": EntryKind.TRIGGER, "detected_at": EntryKind.DETECTION}


def _order(material: Material) -> Iterator[Question]:
    """Asks about a start after the detection, and a detection after the declaration."""
    names = {"started_at": "start", "detected_at": "detection", "declared_at": "declaration"}
    known = [(key, at) for key in names if (at := material.reached(key))]
    for (earlier, before), (later, after) in pairwise(known):
        if before > after:
            text = said.order(names[earlier], material.utc(before), names[later], material.utc(after))
            command = f"/incident log HH:MM {_KINDS[earlier]}: <what happened>"
            about = material.entry_of(MomentKey(earlier))
            yield material.ask(f"order/{earlier}", OPERATIONS, text, command, earlier, about)


def _told(material: Material) -> Iterator[Question]:
    if not material.case.told and not material.case.communication and not material.of_phase(EntryKind.COMMUNICATION):
        yield question(material, "told")


def _owes_updates(material: Material) -> bool:
    """Whether the severity wanted somebody informed, or an update, before it was over."""
    if material.is_suggested:
        return False  # a guess owes nothing
    level, whole = material.level, material.span(DurationKey.WHOLE)
    every = level.update_every_minutes
    lasted = whole.minutes if whole and whole.minutes is not None else None
    return bool(level.notify_within_minutes) or (bool(every) and (lasted is None or lasted > every))


def _actions(material: Material) -> Iterator[Question]:
    if not material.case.actions:
        yield question(material, "actions")
    numbered = [(item.number or place, item) for place, item in enumerate(material.case.actions, start=1)]
    lacking = [(number, item) for number, item in numbered if not item.owner or not item.due]
    if len(lacking) == 1:
        yield _action(material, *lacking[0])
    elif lacking:
        numbers = [number for number, _ in lacking]
        key, place = "actions/" + ",".join(map(str, numbers)), "action_items"
        yield material.ask(key, COMMANDER, said.actions(ranges(numbers)), _NEW_ACTION, place, near=_noticed(material))


def _action(material: Material, number: int, item: Todo) -> Question:
    owner, priority = item.owner or "<name>", item.priority or "<P0..P3>"
    due = item.due.isoformat() if item.due else "<YYYY-MM-DD>"
    text = said.action(number, cut(item.title, _TITLE), owner=bool(item.owner), due=bool(item.due))
    command = f"/incident action {item.title} owner: {owner} {priority} {due}"
    near = _noticed(material)
    return material.ask(f"actions/{number}", COMMANDER, text, command, item.evidence.place, near=near)


def _gaps(material: Material) -> Iterator[Question]:
    """Asks about gaps that no entry explains, the longest first."""
    unexplained = [gap for gap in material.chronicle.gaps if gap.kind == "events" and not is_explained(material, gap)]
    for gap in sorted(unexplained, key=lambda gap: -gap.minutes):
        text = said.gap(material.when(gap.start), material.utc(gap.end))
        key = f"gap/{gap.start.isoformat() if is_dated(gap.start) else iso(gap.start)}"
        yield material.ask(key, OPERATIONS, text, "/incident log HH:MM <what happened>", "events")


def _unread(material: Material) -> Iterator[Question]:
    unread = [str(read.event.number) for read in material.events if not read.event.text.strip()]
    if unread:
        text = said.unread(unread[:20], more=len(unread) > 20)
        yield material.ask("unread", COMMANDER, text, "/pir", "events", near=_noticed(material))


def _always(_material: Material) -> bool:
    return True


def _needs_commander(material: Material) -> bool:
    return bool(material.level.commander_within_minutes)


def _is_fix_known(material: Material) -> bool:
    """Whether a fix is recorded, or a step on the timeline tells it."""
    case = material.case
    return bool(case.fixes or facts_of(case, "resolution") or material.of_phase(EntryKind.MITIGATION))


def _asks(section: str) -> Callable[[Material], bool]:
    return lambda material: material.asks_for(section)


def has_lessons(material: Material) -> bool:
    case = material.case
    return bool(case.lessons or case.helped or case.hindered or material.of_phase(EntryKind.REVIEW))


# name, what to ask, whether the severity wants to know
_CHECKS: Final[tuple[tuple[str, _Ask, Callable[[Material], bool]], ...]] = (
    ("When it started", _started, _always),
    ("When it was detected", _detected, _always),
    ("Incident commander", _unless("commander", lambda material: material.case.commander), _needs_commander),
    ("When it was mitigated", _impact_over, _always),
    ("When it was resolved", _unless("times/resolved", lambda material: not material.open), _always),
    ("Times in a possible order", _order, _always),
    ("Timeline", _unless("timeline", lambda material: material.events), _asks("timeline")),
    ("What was communicated", _told, _owes_updates),
    (
        "Impact",
        _unless("impact/users", lambda material: material.case.impact or facts_of(material.case, "users")),
        _always,
    ),
    ("Root cause", _cause, _always),
    ("Contributing factors", _unless("factors", lambda material: material.case.factors or _weak(material)), _always),
    (
        "Fix",
        _unless("fix", _is_fix_known),
        _always,
    ),
    ("Action items with owner and due date", _actions, _always),
    ("Lessons", _unless("lessons", has_lessons), _asks("lessons")),
    ("No long silence", _gaps, lambda material: bool(material.level.silence_after_minutes)),
    ("Every event with its text", _unread, _always),
)


def _weak(material: Material) -> bool:
    return bool(factors_of(material.case))
