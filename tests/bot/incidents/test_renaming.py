"""Renaming, decided: what is said, what is drawn anew, and that the same title is refused."""

import pytest

from bot.errors import Refused
from bot.incidents.renaming import rename
from tests.bot.incidents.incident_examples import BOB, INCIDENT, NOW, keys


def test_a_new_title_is_said_and_shown_in_the_topic() -> None:
    change = rename(INCIDENT, "Card payments fail", BOB, NOW)
    assert change.incident.title == "Card payments fail"
    assert [entry.text for entry in change.entries] == ['Renamed from "Payments fail" to "Card payments fail"']
    assert keys(change) == ["42/card", "42/announcement", "42/line/1", "42/topic"]


def test_the_same_title_again_is_refused() -> None:
    with pytest.raises(Refused, match=r"^#42 already has that title\.$"):
        rename(INCIDENT, "Payments fail", BOB, NOW)
