"""What the updates of an incident say by now: each fact as whoever said it last."""

from datetime import UTC, datetime

from bot.people.model import Person
from bot.updates.model import LatestFacts, Update, latest_facts

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
BOB = Person("U2", "Bob Kim")


def test_before_the_first_update_nothing_is_said() -> None:
    assert latest_facts(()) == LatestFacts(None, "", "")


def test_an_update_that_leaves_a_fact_out_does_not_erase_it() -> None:
    first = Update(1, "Pool is full", BOB, AT, impact="90 % can't pay", doing="Looking at the release")
    second = Update(2, "Rolling back", BOB, AT, impact="45 % can't pay")
    third = Update(3, "Half done", BOB, AT, doing="Watching the error rate")
    assert latest_facts((first, second, third)) == LatestFacts(
        third, "45 % can't pay", "Watching the error rate", impact_in=2, doing_in=3
    )
