"""Which open incidents are taken for the same one as a new declaration, and which are not."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.incidents.declaring.similar import MOST, MOST_LEARNED, learned_from, similar, words
from bot.incidents.model import Incident, Status
from bot.people.model import Person

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
JANE = Person("U1", "Jane Smith")


def incident(number: int, title: str, *services: str) -> Incident:
    return Incident("T1", number, title, "sev2", Status.INVESTIGATING, JANE, AT, AT, services=services)


OTHERS = (
    incident(1, "Checkout fails for customers in Europe"),
    incident(2, "Search index is stale", "search"),
    incident(3, "Login page blank on mobile"),
    incident(4, "Nightly export is late"),
)


def alike(title: str, *services: str) -> list[int]:
    return [each.number for each in similar(title, services, OTHERS)]


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("European checkout failing", [1]),
        ("checkouts fail", [1]),
        ("Users get a blank login page", [3]),
        ("Exports late tonight", [4]),
        ("Payments are down", []),
        ("Customers see errors", []),
        ("down", []),
        ("", []),
    ],
)
def test_words_that_say_what_is_broken_make_incidents_alike_and_those_that_all_share_do_not(
    title: str, numbers: list[int]
) -> None:
    assert alike(title) == numbers


def test_the_same_service_makes_incidents_alike_whatever_their_words() -> None:
    assert alike("Results are empty", "search") == [2]
    assert alike("Results are empty", "billing") == []


def test_what_shares_service_and_words_comes_first_and_no_more_than_a_few_are_shown() -> None:
    others = [incident(number, f"Pod {number} of search restarts", "search") for number in range(1, 9)]
    others.append(incident(9, "Search index is stale", "search"))
    found = [each.number for each in similar("Stale index", ("search",), others)]
    assert len(found) == MOST
    assert found[0] == 9


def test_a_word_that_every_open_incident_has_weighs_little() -> None:
    others = [incident(number, f"Frankfurt {what}") for number, what in enumerate(("mail", "proxy", "disk", "vpn"), 1)]
    assert [each.number for each in similar("Frankfurt vpn", (), others)] == [4]


@given(st.text(), st.lists(st.text(), max_size=5))
def test_any_text_is_compared(title: str, titles: list[str]) -> None:
    others = [incident(number, each) for number, each in enumerate(titles, 1)]
    found = similar(title, (), others)
    assert len(found) <= MOST
    assert {each.number for each in found} <= set(range(1, len(titles) + 1))


@given(st.text(min_size=1))
def test_an_incident_of_the_same_words_is_alike_if_they_say_anything(title: str) -> None:
    assert bool(similar(title, (), [incident(1, title)])) == bool(words(title))


# Past ones with a review


def past(title: str, *services: str) -> list[int]:
    return [each.number for each in learned_from(title, services, OTHERS)]


def test_a_past_incident_is_an_example_by_its_words() -> None:
    assert past("European checkout failing") == [1]
    assert past("Payments are down") == []


def test_a_service_in_common_alone_makes_no_example_but_needs_fewer_words() -> None:
    assert past("Relevance is off", "search") == []
    assert past("Rebuild the index") == []
    assert past("Rebuild the index", "search") == [2]


def test_of_equal_examples_the_newest_come_first_and_no_more_than_anybody_reads() -> None:
    same = [incident(number, "Checkout fails in Europe") for number in range(1, 6)]
    found = learned_from("Checkout fails in Europe", (), same)
    assert [each.number for each in found] == [5, 4][:MOST_LEARNED]
