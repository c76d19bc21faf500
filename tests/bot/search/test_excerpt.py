"""What is shown of a found text: the words that were searched for, and some around them."""

from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from bot.search.excerpt import LENGTH, excerpt
from bot.search.terms import wanted

LONG = " ".join(f"word{number}" for number in range(100))


def of(text: str, asked: str) -> str:
    return excerpt(text, wanted(asked))


def test_a_short_text_is_shown_whole() -> None:
    assert of("Raised the connection limit to 200", "limit") == "Raised the connection limit to 200"


def test_of_a_long_text_the_match_is_shown_with_words_around_it_and_dots_for_the_rest() -> None:
    shown = of(f"{LONG} The pool is exhausted. {LONG}", "POOL")
    assert shown.startswith("…word9")
    assert "word99 The pool is exhausted. word0" in shown
    assert shown.endswith("…")
    assert len(shown) <= LENGTH + 2


def test_the_place_with_most_of_the_words_is_shown() -> None:
    assert "the pool of node 7" in of(f"A pool. {LONG} the pool of node 7 {LONG} node 7", "pool node")


def test_an_address_is_shown_where_it_stands_and_not_where_its_parts_do() -> None:
    assert "host 10.0.3.7" in of(f"10 nodes, 0 errors, 3 of 7. {LONG} host 10.0.3.7 is down {LONG}", "10.0.3.7")


def test_a_match_within_a_word_or_a_run_without_spaces_is_shown() -> None:
    assert "NullPointerException" in of(f"{LONG} java.lang.NullPointerException {LONG}", "pointer")
    assert "決済" in of(f"{'本日は障害なし' * 50}決済が失敗{'本日は障害なし' * 50}", "決済")
    assert "naïve" in of(f"{LONG} nai\u0308ve {LONG}", "naive")


@given(st.text(max_size=600), st.text(min_size=1, max_size=9))
def test_whatever_is_asked_an_excerpt_is_a_part_of_the_text(text: str, asked: str) -> None:
    shown = of(text, asked)
    assert len(shown) <= LENGTH + 3
    assert shown.removeprefix("…").removesuffix("…") in normalize("NFC", text)


def test_of_a_very_long_word_the_beginning_is_shown() -> None:
    assert of(f"{LONG} {'x' * 500} end", "xxx").endswith("x…")


@given(st.integers(0, 99))
def test_a_word_that_was_searched_for_is_in_the_excerpt(number: int) -> None:
    assert f"word{number}" in of(LONG, f"word{number}")
