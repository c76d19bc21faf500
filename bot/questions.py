"""What a review does not know yet: named checks, and for each thing missing a question to a role.

Every question says what to type to answer it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from bot.figures import clock, minutes
from bot.measures import Milestone
from bot.model import ActionItem, Dossier, Kind, Person, RecordKind
from bot.phases import Line
from bot.silences import Stretch

COMMANDER: Final = "Incident commander"
OPERATIONS: Final = "Operations lead"
COMMUNICATIONS: Final = "Communications lead"

_FIRST_OF: Final = {"started": Kind.TRIGGER.value, "detected": Kind.DETECTION.value}


@dataclass(frozen=True)
class Question:
    """`to` is a role, `person` who has it where that is known; `answer` what to type in the incident's channel."""

    to: str
    text: str
    answer: str
    person: Person | None = None


@dataclass(frozen=True)
class Check:
    name: str
    done: bool


@dataclass(frozen=True)
class Findings:
    """What the checks look at. `actions` are those that still count, `day` the one for which times need no date."""

    dossier: Dossier
    lines: tuple[Line, ...]
    reached: tuple[Milestone, ...]
    gaps: tuple[Stretch, ...]
    actions: tuple[ActionItem, ...]
    updates_every: int
    day: date

    def at(self, key: str) -> datetime | None:
        return next(milestone.at for milestone in self.reached if milestone.key == key)

    def has_record(self, kind: RecordKind) -> bool:
        return any(record.kind is kind for record in self.dossier.records)


def check(findings: Findings) -> tuple[tuple[Check, ...], tuple[Question, ...]]:
    """All checks, and the questions of those that failed, in the order of the table."""
    asked = [(name, tuple(ask(findings))) for name, ask in _CHECKS]
    checks = tuple(Check(name, not questions) for name, questions in asked)
    commander = findings.dossier.incident.commander
    return checks, tuple(
        replace(question, person=commander) if question.to == COMMANDER else question
        for _, questions in asked
        for question in questions
    )


def completeness(checks: tuple[Check, ...]) -> int:
    """The share of checks passed in whole per cent, rounded down: 100 means that nothing is missing."""
    return 100 * sum(one.done for one in checks) // len(checks)


_Ask = Callable[[Findings], Iterator[Question]]


def _unless_reached(key: str, question: Question) -> _Ask:
    def ask(findings: Findings) -> Iterator[Question]:
        if findings.at(key) is None:
            yield question

    return ask


def _unless_recorded(kind: RecordKind, question: Question) -> _Ask:
    def ask(findings: Findings) -> Iterator[Question]:
        if not findings.has_record(kind):
            yield question

    return ask


def _order(findings: Findings) -> Iterator[Question]:
    """Nothing is detected before it starts, nor declared before that; the bot itself keeps the rest in order."""
    known = [one for one in findings.reached if one.at and one.key in (*_FIRST_OF, "declared")]
    for earlier, later in pairwise(known):
        if earlier.at and later.at and earlier.at > later.at:
            shown = f"{clock(earlier.at, findings.day)} UTC", f"{clock(later.at, findings.day)} UTC"
            yield Question(
                OPERATIONS,
                f"{earlier.name} stands at {shown[0]}, after {later.name.lower()} at {shown[1]}. When was it really?",
                f"/incident log HH:MM {_FIRST_OF[earlier.key]}: <what happened>",
            )


def _impact_over(findings: Findings) -> Iterator[Question]:
    if findings.at("mitigated"):
        return
    if findings.at("resolved"):
        yield Question(
            COMMANDER,
            "When was the impact over for users? The status never stayed at monitoring.",
            "/incident log HH:MM monitoring: <how it was seen>",
        )
    else:
        yield Question(
            COMMANDER,
            "Is the impact over for users? The status has not reached monitoring.",
            "/incident status monitoring",
        )


def _told(findings: Findings) -> Iterator[Question]:
    told = findings.dossier.updates or any(line.entry.kind is Kind.COMMUNICATION for line in findings.lines)
    if findings.updates_every and not told:
        yield Question(
            COMMUNICATIONS,
            "What were people told, and when? No update was posted.",
            "/incident log HH:MM communication: <who was told what>",
        )


def _actions(findings: Findings) -> Iterator[Question]:
    if not findings.actions:
        yield Question(
            COMMANDER,
            "What is to be done so that this does not come back? There is no action item.",
            "/incident action <what> owner: <name> <P0..P3> <YYYY-MM-DD>",
        )
    for item in findings.actions:
        yield from _action(item)


def _action(item: ActionItem) -> Iterator[Question]:
    lacks = [what for what, known in (("owner", item.owner), ("due date", item.due)) if not known]
    if lacks:
        owner, priority = item.owner or "<name>", item.priority or "<P0..P3>"
        due = item.due.isoformat() if item.due else "<YYYY-MM-DD>"
        yield Question(
            COMMANDER,
            f"Action {item.number}, {item.title}, has no {' and no '.join(lacks)}. Who does it, and by when?",
            f"/incident action {item.title} owner: {owner} {priority} {due}",
        )


def _silences(findings: Findings) -> Iterator[Question]:
    for gap in findings.gaps:
        between = f"{clock(gap.start, findings.day)} and {clock(gap.end, findings.day)} UTC"
        yield Question(
            OPERATIONS,
            f"What happened between {between}? Nobody put anything on the timeline for {minutes(gap.minutes)}.",
            "/incident log HH:MM <what happened>",
        )


def _unread(findings: Findings) -> Iterator[Question]:
    unread = [str(line.number) for line in findings.lines if line.entry.pending]
    if unread:
        what = "does entry" if len(unread) == 1 else "do entries"
        yield Question(
            COMMANDER,
            f"What {what} {', '.join(unread)} of the timeline say? The text has not been read from Slack yet.",
            "/pir",
        )


_CHECKS: Final[tuple[tuple[str, _Ask], ...]] = (
    (
        "When it started",
        _unless_reached(
            "started",
            Question(
                OPERATIONS,
                "When did it start, and with what? No trigger is on the timeline.",
                "/incident log HH:MM trigger: <what happened first>",
            ),
        ),
    ),
    (
        "When it was detected",
        _unless_reached(
            "detected",
            Question(
                OPERATIONS,
                "When was it first noticed, and by what? No detection is on the timeline.",
                "/incident log HH:MM detection: <what was noticed, and by what>",
            ),
        ),
    ),
    (
        "Who commanded",
        _unless_reached(
            "commander",
            Question(COMMANDER, "Who led the response? No commander was named.", "/incident commander @name"),
        ),
    ),
    ("When the impact was over", _impact_over),
    (
        "When it was resolved",
        _unless_reached(
            "resolved",
            Question(
                COMMANDER,
                "Is it over? The incident is still open.",
                "/incident resolve <how it is known>",
            ),
        ),
    ),
    ("Times in a possible order", _order),
    ("What people were told", _told),
    (
        "Impact",
        _unless_recorded(
            RecordKind.IMPACT,
            Question(
                COMMUNICATIONS,
                "Who was affected, how many, and in what way? No impact is recorded.",
                "/incident record impact <how many, and what they could not do>",
            ),
        ),
    ),
    (
        "Root cause",
        _unless_recorded(
            RecordKind.CAUSE,
            Question(
                OPERATIONS,
                "What was the root cause? None is recorded.",
                "/incident record cause <what made it possible>",
            ),
        ),
    ),
    (
        "Contributing factors",
        _unless_recorded(
            RecordKind.FACTOR,
            Question(
                OPERATIONS,
                "What made it more likely, worse or longer? No contributing factor is recorded.",
                "/incident record factor <what contributed>",
            ),
        ),
    ),
    (
        "Fix",
        _unless_recorded(
            RecordKind.FIX,
            Question(
                OPERATIONS,
                "What ended it, and what will keep it from coming back? No fix is recorded.",
                "/incident record fix <what was done>",
            ),
        ),
    ),
    ("Action items with owner and due date", _actions),
    ("No long silence", _silences),
    ("Every entry read from Slack", _unread),
)
