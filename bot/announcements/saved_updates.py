"""Stakeholder updates that people edited and saved, and what happens where two people edit the same one.

Each save adds a row, so no earlier text is lost. The last one saved for an audience is the current one. A save is based
on the text that the person had in the form: where someone else has saved another one since, it is a conflict, and
nothing is stored for that audience until the person saves again with that text in view.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.announcements.stakeholder_facts import Audience, PublicStatus, StakeholderFacts
from bot.people.model import Person


@dataclass(frozen=True)
class DraftBasis:
    """What a draft was made from: the number of the last status update (0 for none) and the public status."""

    update: int
    status: PublicStatus


@dataclass(frozen=True)
class SavedUpdate:
    """A stakeholder update as someone saved it. `number` counts those of an incident from 1, 0 until it is stored.

    `based_on` and `status` are the basis of the draft that it was edited from.
    """

    number: int
    audience: Audience
    text: str
    by: Person
    at: datetime
    based_on: int
    status: PublicStatus

    def is_outdated(self, basis: DraftBasis) -> bool:
        """Whether a draft made now would have another basis."""
        return (self.based_on, self.status) != (basis.update, basis.status)


@dataclass(frozen=True)
class EditedUpdate:
    """A text to save. `over` is the number of the saved update that the form showed, 0 for the draft."""

    audience: Audience
    text: str
    over: int
    basis: DraftBasis


@dataclass(frozen=True)
class StakeholderUpdates:
    """The facts for the drafts, their basis, and all that was saved, oldest first."""

    facts: StakeholderFacts
    basis: DraftBasis
    saved: tuple[SavedUpdate, ...]

    def current(self, audience: Audience) -> SavedUpdate | None:
        return current(self.saved).get(audience)

    def version(self, number: int) -> SavedUpdate | None:
        return next((each for each in self.saved if each.number == number), None)


def current(saved: Iterable[SavedUpdate]) -> Mapping[Audience, SavedUpdate]:
    """The last one saved for each audience; `saved` oldest first."""
    return {each.audience: each for each in saved}


def conflicts(edited: EditedUpdate, saved: SavedUpdate | None) -> bool:
    """Whether someone saved another text than the one that the form showed."""
    return saved is not None and saved.number != edited.over and saved.text != edited.text


def changes(edited: EditedUpdate, saved: SavedUpdate | None) -> bool:
    """Whether there is anything to store."""
    return saved is None or saved.text != edited.text or saved.is_outdated(edited.basis)
