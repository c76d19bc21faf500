"""Renaming, decided: what is said, what is drawn anew, and that the same title is refused."""

import pytest

from bot.errors import Refused
from bot.incidents.renaming import rename
from bot.incidents.titles import MAX_TITLE
from tests.bot.incidents.incident_examples import BOB, INCIDENT, NOW, keys


def test_a_new_title_is_said_and_shown_in_the_topic() -> None:
    change = rename(INCIDENT, "Card payments fail", BOB, NOW)
    assert change.incident.title == "Card payments fail"
    assert [entry.text for entry in change.entries] == ['Renamed from "Payments fail" to "Card payments fail"']
    assert keys(change) == ["42/card", "42/announcement", "42/line/1", "42/topic"]


LONG = f"Card payments fail in {'Europe and ' * 12}Asia"


def test_a_long_title_is_cut_at_a_word_and_the_summary_gets_the_whole() -> None:
    once = rename(INCIDENT, LONG, BOB, NOW).incident
    assert once.title.startswith("Card payments fail in Europe")
    assert once.title.endswith(("Europe…", "and…"))
    assert len(once.title) <= MAX_TITLE
    assert once.summary == f"{LONG}\n\nCards fail"
    assert rename(once, "Cards fail", BOB, NOW).incident.summary == "Cards fail"
    assert rename(once, f"All {LONG}", BOB, NOW).incident.summary == f"All {LONG}\n\nCards fail"
    for title in (LONG, once.title):
        with pytest.raises(Refused, match=r"^#42 already has that title\.$"):
            rename(once, title, BOB, NOW)


def test_the_same_title_again_is_refused() -> None:
    with pytest.raises(Refused, match=r"^#42 already has that title\.$"):
        rename(INCIDENT, "Payments fail", BOB, NOW)
