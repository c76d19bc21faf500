"""Where the answer to a review question is saved besides the review.

The question's key decides. Keys never change, so this works for questions that an earlier version posted. A new check
in bot/review/document/completeness.py needs a row here if its answers are to be saved elsewhere.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.review.facts import FactKind
from bot.timeline.kinds import EntryKind


@dataclass(frozen=True)
class ToFacts:
    """A fact of this kind. `label`, such as `services`, is put in front of the text."""

    kind: FactKind
    label: str = ""


@dataclass(frozen=True)
class ToTimeline:
    """A timeline entry, if the answer begins with a time. `kind` is its entry type, None for any."""

    kind: EntryKind | None = None


@dataclass(frozen=True)
class ToActionItems:
    """An action item, if the answer names an owner or a due date."""


Destination: TypeAlias = ToFacts | ToTimeline | ToActionItems

_BY_KEY: Final[dict[str, Destination]] = {
    "times/started": ToTimeline(EntryKind.TRIGGER),
    "times/detected": ToTimeline(EntryKind.DETECTION),
    "times/mitigated": ToTimeline(EntryKind.MONITORING),
    "order/started_at": ToTimeline(EntryKind.TRIGGER),
    "order/detected_at": ToTimeline(EntryKind.DETECTION),
    "detection": ToTimeline(EntryKind.DETECTION),
    "told": ToTimeline(EntryKind.COMMUNICATION),
    "response/steps": ToTimeline(EntryKind.MITIGATION),
    "timeline": ToTimeline(),
    "timeline/times": ToTimeline(),
    "impact/users": ToFacts(FactKind.IMPACT),
    "impact/services": ToFacts(FactKind.IMPACT, "services"),
    "impact/business": ToFacts(FactKind.IMPACT),
    "cause": ToFacts(FactKind.CAUSE),
    "factors": ToFacts(FactKind.FACTOR),
    "fix": ToFacts(FactKind.FIX),
    "fix/lasting": ToFacts(FactKind.FIX),
    "lessons": ToFacts(FactKind.LESSON),
    "actions": ToActionItems(),
}
_BY_FAMILY: Final[dict[str, Destination]] = {
    "gap": ToTimeline(),
    "fishbone": ToFacts(FactKind.FACTOR),
    "bow-tie": ToFacts(FactKind.FACTOR),
}


def destination_of(key: str) -> Destination | None:
    """By the question's key, or its first part if it has a variable one: `gap/<moment>`."""
    return _BY_KEY.get(key) or _BY_FAMILY.get(key.partition("/")[0])
