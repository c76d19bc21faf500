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
class ReactionOutcome:
    """What the reactions to a message and what people set by hand come to. `kind` is None where nothing says which."""

    present: bool
    kind: EntryKind | None
    captured_by: tuple[Person, ...]


def outcome_of(reactions: Iterable[Reaction], manual: ManualEdits, kinds: Mapping[str, EntryKind]) -> ReactionOutcome:
    """`kinds` says which emoji means which type; a reaction with another one counts for nothing.

    A removal by hand holds against older reactions, a newer one brings the entry back. What was added or restored by
    hand is there without reactions. The newest says the type: a reaction that counts, or what was set by hand.
    """
    on = sorted((each for each in reactions if _counts(each, manual, kinds)), key=lambda each: each.at)
    said = [(each.at, kind) for each in on if (kind := kind_of(each.emoji, kinds))]
    if manual.kind and manual.kind_at:
        said.append((manual.kind_at, manual.kind))
    kind = max(said, key=lambda each: each[0])[1] if said else None
    return ReactionOutcome(bool(on or manual.present), kind, _captured_by(on, manual))


def kind_of(emoji: str, kinds: Mapping[str, EntryKind]) -> EntryKind | None:
    """The type that an emoji stands for, in whatever skin tone it was put there."""
    return kinds.get(emoji.partition("::")[0])


def reactor_key(reaction: Reaction) -> str:
    """Whose it is: each person has their own for each emoji, but a message is pinned once for all."""
    return "" if reaction.emoji == PIN else reaction.by.id


def moment(ts: str) -> datetime:
    """The moment that Slack's ts (`1705328580.000100`) stands for, to the microsecond."""
    seconds, _, fraction = ts.partition(".")
    return _EPOCH + timedelta(seconds=int(seconds), microseconds=int(fraction[:6].ljust(6, "0")))


def _counts(reaction: Reaction, manual: ManualEdits, kinds: Mapping[str, EntryKind]) -> bool:
    if not reaction.is_on or kind_of(reaction.emoji, kinds) is None:
        return False
    return manual.present is not False or manual.present_at is None or reaction.at > manual.present_at


def _captured_by(on: Iterable[Reaction], manual: ManualEdits) -> tuple[Person, ...]:
    """Everybody once, in the order in which they came."""
    came = [(reaction.at, reaction.by) for reaction in on]
    if manual.present and manual.by and manual.present_at:
        came.append((manual.present_at, manual.by))
    people: dict[str, Person] = {}
    for _, person in sorted(came, key=lambda each: each[0]):
        people.setdefault(person.id, person)
    return tuple(people.values())
