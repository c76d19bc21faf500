"""Where the answer to a question of the review belongs on the incident's record.

It follows from the question's key, which is the same as long as the same thing is asked: so a question that waits in
the channel or on a button since an earlier version has it too. A new check in bot/review/document/completeness.py gets
its row here. A key that is not here means that the answer stays in the review alone.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.review.facts import FactKind
from bot.timeline.model import EntryKind


@dataclass(frozen=True)
class ToFacts:
    """A fact of this kind. `label` says what of it is meant, such as `services`, and opens the fact's text."""

    kind: FactKind
    label: str = ""


@dataclass(frozen=True)
class ToTimeline:
    """An entry, where the answer begins with a time. `kind` is what was asked for, None for any."""

    kind: EntryKind | None = None


@dataclass(frozen=True)
class ToActionItems:
    """An action item, where the answer names an owner or a date."""


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
    """By the key of the question, or by the part of it that all questions of its kind share: `gap/<moment>`."""
    return _BY_KEY.get(key) or _BY_FAMILY.get(key.partition("/")[0])
