"""What the tests of questions have in common: a resolved incident, and what is asked about it."""

from dataclasses import replace
from typing import Any

from bot.analysis.model import Case, Event, Participant
from bot.review.document.parts import Question
from bot.timeline.kinds import EntryKind
from tests.bot.review.document.review_cases import after, event, reviewed

CASE = Case(
    title="Mail is late",
    severity="SEV2",
    status="resolved",
    services=("mail-router",),
    commander="Ida Holm",
    participants=(Participant("Nora Weiss", "Operations Lead"), Participant("Paul Okafor", "Communications Lead")),
    events=(
        event(1, -12, EntryKind.TRIGGER, "Queue grows", "system"),
        event(2, -5, EntryKind.DETECTION, "Alert: mail error rate 9%", "monitoring"),
        event(3, 0, EntryKind.DECLARATION, "SEV2 declared"),
        event(4, 20, EntryKind.MITIGATION, "Rolled the relay back", "Tom Berg"),
        event(5, 25, EntryKind.RESOLUTION, "Resolved"),
    ),
)


def case(*events: Event, **fields: Any) -> Case:
    """The incident with further entries, numbered on."""
    more = (replace(one, number=len(CASE.events) + place) for place, one in enumerate(events, start=1))
    return replace(CASE, **{"events": (*CASE.events, *more), **fields})


def asked(case: Case, kind: str) -> list[Question]:
    """The questions of a kind: those under its key, or whose key begins with it."""
    return [one for one in reviewed(case).asked if one.key == kind or one.key.startswith(f"{kind}/")]


def texts(case: Case, kind: str) -> list[str]:
    return [one.text for one in asked(case, kind)]


def at(minutes: float, kind: EntryKind, text: str, actor: str = "Ida Holm", **fields: Any) -> Event:
    return event(0, minutes, kind, text, actor, **fields)


__all__ = ("CASE", "after", "asked", "at", "case", "texts")
