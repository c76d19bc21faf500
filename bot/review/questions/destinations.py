"""What a review can ask, by the question's key, the most useful first: which section it is about, and where its answer
is saved besides the review.

A question comes before another where its answer unlocks more: what the five whys begin with and what figures are
measured from, then what contradicts the record, then what is left to tell. Keys never change, so this works for
questions that an earlier version posted; a key with a variable end, such as `gap/<moment>`, has the row of its family.
A new question needs a row here.
"""

from collections.abc import Mapping
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


@dataclass(frozen=True)
class Topic:
    """`sections` are those that tell what is asked: someone who writes one of them has answered. `after` are questions
    that are asked first: while one of them is open, this one waits."""

    sections: tuple[str, ...] = ()
    destination: Destination | None = None
    after: tuple[str, ...] = ()


_TOPICS: Final[Mapping[str, Topic]] = {
    "timeline": Topic(("timeline",), ToTimeline()),
    "timeline/times": Topic(("timeline",), ToTimeline()),
    "times/started": Topic((), ToTimeline(EntryKind.TRIGGER)),
    "times/detected": Topic(("detection",), ToTimeline(EntryKind.DETECTION), after=("times/started",)),
    "order/started_at": Topic((), ToTimeline(EntryKind.TRIGGER)),
    "order/detected_at": Topic((), ToTimeline(EntryKind.DETECTION)),
    "times/mitigated": Topic((), ToTimeline(EntryKind.MONITORING)),
    "times/mitigating": Topic(),
    "times/resolved": Topic(),
    "cause": Topic(("root-cause",), ToFacts(FactKind.CAUSE)),
    "impact/users": Topic(("impact",), ToFacts(FactKind.IMPACT)),
    "change": Topic(("root-cause", "five-whys"), ToFacts(FactKind.FACTOR)),
    "whys": Topic(("five-whys",)),
    "late": Topic(("detection",), ToFacts(FactKind.FACTOR)),
    "alert": Topic(("detection",), ToTimeline(EntryKind.DETECTION)),
    "temporary": Topic(("resolution",), ToTimeline()),
    "fix/covered": Topic(("actions",), ToActionItems()),
    "actions": Topic(("actions",), ToActionItems()),
    "actions/lacking": Topic(("actions",)),  # the family `actions/<numbers>`
    "estimate": Topic(("impact",), ToFacts(FactKind.IMPACT)),
    "meeting": Topic(),
    "dependents": Topic(("impact",), ToFacts(FactKind.IMPACT, "services")),
    "impact/services": Topic(("impact",), ToFacts(FactKind.IMPACT, "services")),
    "impact/business": Topic(("impact",), ToFacts(FactKind.IMPACT)),
    "escalation": Topic(("communication",), ToTimeline(EntryKind.ESCALATION)),
    "length": Topic(("figures",)),
    "factors": Topic(("factors",), ToFacts(FactKind.FACTOR), after=("cause",)),
    "fishbone": Topic(("factors", "fishbone"), ToFacts(FactKind.FACTOR)),
    "bow-tie": Topic(("factors", "bow-tie"), ToFacts(FactKind.FACTOR)),
    "fix": Topic(("resolution",), ToFacts(FactKind.FIX)),
    "fix/lasting": Topic(("actions", "resolution"), ToFacts(FactKind.FIX)),
    "response/steps": Topic(("response",), ToTimeline(EntryKind.MITIGATION)),
    "detection": Topic(("detection",), ToTimeline(EntryKind.DETECTION)),
    "promise": Topic(("communication",), ToFacts(FactKind.HINDERED)),
    "lessons": Topic(("lessons", "helped", "hindered"), ToFacts(FactKind.LESSON)),
    "told": Topic(("communication",), ToTimeline(EntryKind.COMMUNICATION), after=("impact/users",)),
    "unread": Topic(("timeline",)),
    "commander": Topic(("participants", "response"), after=("times/started", "cause")),
    "participants": Topic(("participants",)),
    "gap": Topic(("timeline",), ToTimeline()),
}
_FAMILIES: Final[Mapping[str, str]] = {"actions": "actions/lacking"}
_RANKS: Final[Mapping[str, int]] = {key: place for place, key in enumerate(_TOPICS)}
_UNKNOWN: Final = Topic()  # of an earlier version, or text that belongs to no question


def topic_of(key: str) -> Topic:
    return _TOPICS.get(kind_of(key), _UNKNOWN)


def destination_of(key: str) -> Destination | None:
    return topic_of(key).destination


def rank_of(key: str) -> int:
    """Its place among all questions: the lowest is asked first."""
    return _RANKS.get(kind_of(key), len(_RANKS))


def kind_of(key: str) -> str:
    """The row of a key: its own, else that of its family, its first part."""
    family = key.partition("/")[0]
    return key if key in _TOPICS else _FAMILIES.get(family, family)
