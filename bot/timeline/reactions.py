"""Reactions: which emoji add a message to the timeline, and what all reactions and pins on a message add up to.

For one person, message and emoji the newest event wins, in whatever order events arrive. Of several types the most
specific one counts, and only among equals the newest: a pin, or an emoji for a note, says that a message belongs on the
timeline, and no more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.people.model import Person
from bot.timeline.kinds import PIN, EntryKind, kind_of
from bot.timeline.model import ManualEdits, Reaction

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ReactionOutcome:
    """The result of the reactions to a message and of manual edits. `kind` is None if nothing decides the type."""

    present: bool
    kind: EntryKind | None
    captured_by: tuple[Person, ...]


def outcome_of(reactions: Iterable[Reaction], manual: ManualEdits, kinds: Mapping[str, EntryKind]) -> ReactionOutcome:
    """Combines reactions and manual edits. `kinds` maps emoji to types; reactions with other emoji are ignored.

    Removing an entry by hand overrides older reactions; a newer reaction restores it. An entry added or restored by
    hand needs no reactions.
    """
    on = sorted((each for each in reactions if _counts(each, manual, kinds)), key=lambda each: each.at)
    return ReactionOutcome(bool(on or manual.present), _type(on, manual, kinds), _captured_by(on, manual))


def reactor_key(reaction: Reaction) -> str:
    """The person that the reaction belongs to, "" for a pin: a message is pinned once, not once per person."""
    return "" if reaction.emoji == PIN else reaction.by.id


def is_same_reactor(one: Reaction, other: Reaction) -> bool:
    return reactor_key(one) == reactor_key(other)


def moment(ts: str) -> datetime:
    """The time of a Slack ts (`1705328580.000100`), to the microsecond."""
    seconds, _, fraction = ts.partition(".")
    return _EPOCH + timedelta(seconds=int(seconds), microseconds=int(fraction[:6].ljust(6, "0")))


def _counts(reaction: Reaction, manual: ManualEdits, kinds: Mapping[str, EntryKind]) -> bool:
    if not reaction.is_on or kind_of(reaction.emoji, kinds) is None:
        return False
    return manual.present is not False or manual.present_at is None or reaction.at > manual.present_at


def _type(on: Iterable[Reaction], manual: ManualEdits, kinds: Mapping[str, EntryKind]) -> EntryKind | None:
    """The most specific type, of equally specific ones the newest. What was set by hand is specific, even a note."""
    said = [(kind is not EntryKind.NOTE, each.at, kind) for each in on if (kind := kind_of(each.emoji, kinds))]
    if manual.kind and manual.kind_at:
        said.append((True, manual.kind_at, manual.kind))
    return max(said, key=lambda each: each[:2])[2] if said else None


def _captured_by(on: Iterable[Reaction], manual: ManualEdits) -> tuple[Person, ...]:
    """Each person once, in the order of their first reaction."""
    came = [(reaction.at, reaction.by) for reaction in on]
    if manual.present and manual.by and manual.present_at:
        came.append((manual.present_at, manual.by))
    people: dict[str, Person] = {}
    for _, person in sorted(came, key=lambda each: each[0]):
        people.setdefault(person.id, person)
    return tuple(people.values())
