"""Reactions: which emoji log a message, and what people's emoji and pins on one come to.

For one person, message and emoji the newest event wins, whatever the order in which events arrive.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final

from bot.people.model import Person
from bot.timeline.model import EntryKind, ManualEdits, Reaction

# Which emoji put a message on the timeline, and as which type, unless the policy says otherwise.
DEFAULT_REACTIONS: Final[Mapping[str, EntryKind]] = MappingProxyType(
    {
        "pushpin": EntryKind.NOTE,
        "mag": EntryKind.INVESTIGATION,
        "wrench": EntryKind.MITIGATION,
        "rotating_light": EntryKind.DETECTION,
        "loudspeaker": EntryKind.COMMUNICATION,
        "arrow_up": EntryKind.ESCALATION,
        "white_check_mark": EntryKind.RESOLUTION,
    }
)

PIN: Final = ":pin:"  # stands for a pin among the emoji; the name of a real one never ends with a colon

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Standing:
    """What the marks on a message and the people's hand come to. `kind` is None where nothing says which."""

    present: bool
    kind: EntryKind | None
    captured_by: tuple[Person, ...]


def standing(marks: Iterable[Reaction], hand: ManualEdits, kinds: Mapping[str, EntryKind]) -> Standing:
    """`kinds` says which emoji means which type; a mark with another one counts for nothing.

    A removal by hand holds against older marks, a newer mark brings the entry back. What was added or restored by
    hand stands without marks. The newest says the type: a standing mark, or the hand.
    """
    on = sorted((mark for mark in marks if _counts(mark, hand, kinds)), key=lambda mark: mark.at)
    said = [(mark.at, kind) for mark in on if (kind := kind_of(mark.emoji, kinds))]
    if hand.kind and hand.kind_at:
        said.append((hand.kind_at, hand.kind))
    kind = max(said, key=lambda each: each[0])[1] if said else None
    return Standing(bool(on or hand.present), kind, _captured_by(on, hand))


def kind_of(emoji: str, kinds: Mapping[str, EntryKind]) -> EntryKind | None:
    """The type that an emoji stands for, in whatever skin tone it was put there."""
    return kinds.get(emoji.partition("::")[0])


def slot(mark: Reaction) -> str:
    """Whose place a mark takes: each person has one for each emoji, but a message is pinned once for all."""
    return "" if mark.emoji == PIN else mark.by.id


def moment(ts: str) -> datetime:
    """The moment that Slack's ts (`1705328580.000100`) stands for, to the microsecond."""
    seconds, _, fraction = ts.partition(".")
    return _EPOCH + timedelta(seconds=int(seconds), microseconds=int(fraction[:6].ljust(6, "0")))


def _counts(mark: Reaction, hand: ManualEdits, kinds: Mapping[str, EntryKind]) -> bool:
    if not mark.is_on or kind_of(mark.emoji, kinds) is None:
        return False
    return hand.present is not False or hand.present_at is None or mark.at > hand.present_at


def _captured_by(on: Iterable[Reaction], hand: ManualEdits) -> tuple[Person, ...]:
    """Everybody once, in the order in which they came."""
    came = [(mark.at, mark.by) for mark in on]
    if hand.present and hand.by and hand.present_at:
        came.append((hand.present_at, hand.by))
    people: dict[str, Person] = {}
    for _, person in sorted(came, key=lambda each: each[0]):
        people.setdefault(person.id, person)
    return tuple(people.values())
