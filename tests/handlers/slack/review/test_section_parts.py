"""Cutting a long section into inputs, and joining what is in them."""

from hypothesis import given
from hypothesis import strategies as st

from bot.encoded_length import units
from handlers.slack.blockkit.forms import TYPED
from handlers.slack.review.section_parts import Parts, cut, joined

LENGTHS = st.sampled_from((1, 40, 700, 2900, 3100, 9000))
WORDS = st.sampled_from(("word ", "x", "🔥", "- item\n", "long line "))
PIECES = st.builds(lambda word, length: word * length, WORDS, LENGTHS)
BETWEEN = st.sampled_from(("\n\n", "\n", " ", "\n   \n", "\n\n\n  "))
SEVERAL = st.lists(st.builds(str.__add__, PIECES, BETWEEN), min_size=1, max_size=8)
TEXTS = SEVERAL.map("".join).map(str.strip)


@given(TEXTS)
def test_a_text_of_any_length_fits_its_inputs_and_is_joined_as_it_was(text: str) -> None:
    parts = cut(text)
    assert all(0 < units(part) <= TYPED for part in parts.texts)
    assert joined(parts.texts, parts.joints) == text
    assert len(parts.texts) <= 2 * units(text) / TYPED + 1


def test_it_is_cut_at_the_ends_of_paragraphs_else_of_lines_else_between_words() -> None:
    paragraph = "\n".join(["a line of words"] * 120)
    assert cut(f"{paragraph}\n\n{paragraph}") == Parts((paragraph, paragraph), ("\n\n",))
    line = ("word " * 400).strip()
    assert cut(f"{line}\n{line}") == Parts((line, line), ("\n",))
    assert cut(f"{line} {line}").joints == (" ",)
    assert [len(part) for part in cut("x" * 7000).texts] == [3000, 3000, 1000]
    assert cut("Short.") == Parts(("Short.",))


def test_a_part_that_was_emptied_leaves_nothing_behind() -> None:
    assert joined(["one", " ", "three"], ["\n", " "]) == "one three"
    assert joined(["", "two"], ["\n\n"]) == "two"


def test_a_part_that_was_added_is_a_paragraph() -> None:
    assert joined(["one", "two", "more"], ["\n"]) == "one\ntwo\n\nmore"
