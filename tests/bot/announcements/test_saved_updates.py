"""Stakeholder updates that people saved: which one is current, when it is outdated, and what is a conflict."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.announcements.saved_updates import DraftBasis, EditedUpdate, SavedUpdate, changes, conflicts, current
from bot.announcements.stakeholder_facts import Audience, PublicStatus
from bot.people.model import Person

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
BASIS = DraftBasis(2, PublicStatus.IDENTIFIED)
SAVED = SavedUpdate(4, Audience.STATUS_PAGE, "We are on it.", Person("U1", "Jane"), AT, 2, PublicStatus.IDENTIFIED)
MINE = EditedUpdate(Audience.STATUS_PAGE, "It is fixed.", 4, BASIS)


def test_the_last_one_saved_for_an_audience_is_the_current_one() -> None:
    later, other = replace(SAVED, number=6), replace(SAVED, number=5, audience=Audience.CUSTOMER)
    assert current([SAVED, other, later]) == {Audience.STATUS_PAGE: later, Audience.CUSTOMER: other}


@pytest.mark.parametrize(
    ("basis", "outdated"),
    [
        (BASIS, False),
        (replace(BASIS, update=3), True),
        (replace(BASIS, status=PublicStatus.RESOLVED), True),
    ],
)
def test_a_saved_text_is_outdated_by_a_newer_update_or_another_status(basis: DraftBasis, outdated: bool) -> None:
    assert SAVED.is_outdated(basis) == outdated


@pytest.mark.parametrize(
    ("edited", "saved", "conflict"),
    [
        (MINE, SAVED, False),
        (replace(MINE, over=0), None, False),
        (replace(MINE, over=0), SAVED, True),
        (replace(MINE, over=3), SAVED, True),
        (replace(MINE, over=3, text=SAVED.text), SAVED, False),
    ],
)
def test_a_conflict_is_another_text_than_the_one_the_form_showed(
    edited: EditedUpdate, saved: SavedUpdate | None, conflict: bool
) -> None:
    assert conflicts(edited, saved) == conflict


def test_the_same_text_is_stored_again_only_on_a_new_basis() -> None:
    same = replace(MINE, text=SAVED.text)
    assert not changes(same, SAVED)
    assert changes(replace(same, basis=DraftBasis(3, PublicStatus.IDENTIFIED)), SAVED)
    assert changes(MINE, SAVED)
    assert changes(same, None)
