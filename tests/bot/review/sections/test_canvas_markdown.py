"""What Slack takes of a review as a canvas, and reading it back."""

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review.sections.canvas_markdown import MOST_CELLS, MOST_CONTENT, fitted, plain
from sandbox.workspace.canvas_text import problem
from templates.rendering.markdown import escape
from templates.review.wording import REST_IN_DOCUMENT
from tests.templates.document_reading import markdown_text, markdown_tokens
from tests.templates.hostile_examples import TYPED

# What Markdown knows, and what is next to it when people type
SIGNS = (*"*_`~[]()<>&|#+-=:.!\\$ \n1ax", "\n\n", "[x](y)", "![](@U1)", "<b>", "&amp;", "&#42;", "---", "***", "1. ")
BITS = (
    "- ",
    "# ",
    "## Impact",
    "| a |",
    "|---|",
    "```",
    "~~~",
    "https://example.com/a_b",
    "<br>",
    "[ ] ",
    "\\*",
    "\\",
)
TYPED_BITS = st.lists(st.sampled_from((*SIGNS, *BITS)), max_size=14).map("".join)
ANY_TYPED = (TYPED_BITS | st.sampled_from(TYPED)).map(str.strip).filter(bool)
PLAIN = {"inline", "text", "softbreak", "hardbreak", "paragraph_open", "paragraph_close", "text_special"}
IN_TABLE = {f"{part}_{end}" for part in ("table", "thead", "tbody", "tr", "th", "td") for end in ("open", "close")}
IN_LIST = {f"{part}_{end}" for part in ("bullet_list", "list_item") for end in ("open", "close")}


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def kinds(markdown: str) -> set[str]:
    return {token.type for token in markdown_tokens(markdown)}


@given(ANY_TYPED)
def test_what_is_typed_into_a_section_shows_as_it_was_typed_and_is_no_markup(typed: str) -> None:
    written = fitted(f"## Impact\n\n{escape(typed)}\n")
    below = written.partition("\n")[2]
    assert kinds(below) <= PLAIN
    assert lines(markdown_text(below)) == lines(typed)


@given(ANY_TYPED)
def test_what_is_typed_into_a_section_is_read_back_as_it_was_typed(typed: str) -> None:
    below = fitted(f"## Impact\n\n{escape(typed)}\n").partition("\n")[2]
    asked = "\n".join(line.strip() for line in typed.split("\n"))
    assert plain(below) == re.sub(r"\n{3,}", "\n\n", asked).strip()


@given(ANY_TYPED)
def test_what_is_typed_into_a_list_or_a_table_stays_in_its_item_or_cell(typed: str) -> None:
    item = fitted(f"- {escape(typed)}\n- last\n")
    assert kinds(item) <= PLAIN | IN_LIST
    assert lines(markdown_text(item)) == [*lines(typed), "last"]
    row = fitted(f"| head | more |\n|---|---|\n| {escape(typed)} | last |\n")
    assert kinds(row) <= PLAIN | IN_TABLE
    assert words_of(lines(markdown_text(row))) == ["head", "more", *typed.split(), "last"]


def words_of(said: Iterable[str]) -> list[str]:
    return [word for line in said for word in line.split()]


@pytest.mark.parametrize("typed", TYPED)
def test_the_worst_that_people_type_is_no_markup(typed: str) -> None:
    written = fitted(f"{escape(typed)}\n")
    assert "\\" not in written
    assert lines(markdown_text(written)) == lines(typed)


NO_MARKUP = ("incident #1", "C:\\temp", "5 * 3", "R&D <5", "db_pool", "[4] and (5)", "~5 min", "x | y", "+1", "a -- b")


@pytest.mark.parametrize("typed", NO_MARKUP)
def test_what_is_no_markup_where_it_stands_stays_as_it_is(typed: str) -> None:
    assert fitted(escape(typed)) == typed


def test_what_is_markup_where_it_stands_is_a_reference_to_its_character() -> None:
    assert fitted(escape("- *one* [two](three)")) == "&#45; &#42;one&#42; [two&#93;(three)"
    assert fitted(f"| a |\n|---|\n| {escape('x | y')} |\n") == "| a |\n|---|\n| x &#124; y |\n"


def test_lines_of_a_paragraph_stay_lines_and_paragraphs_stay_paragraphs() -> None:
    typed = escape("one\ntwo\n\nthree")
    assert fitted(typed) == "one  \ntwo\n\nthree"
    assert fitted(f"- {typed}\n- four") == "- one  \n  two  \n  three\n- four"


def test_numbers_of_sources_are_left_out_where_the_text_is_a_persons_from_now_on() -> None:
    assert plain("For 75 minutes. [4] 12 users. [12]\n\nMore.", numbered=True) == "For 75 minutes. 12 users.\n\nMore."
    assert plain("As in [4].", numbered=False) == "As in [4]."


def table(rows: int) -> str:
    return "\n".join(
        ["| a | b | c | d | e |", "|---:|---|---|---|---|", *(f"| {row} | b | c | d | e |" for row in range(rows))]
    )


def test_a_long_table_goes_on_in_another_with_the_same_head() -> None:
    long = fitted(f"## Timeline\n\n{table(200)}\n")
    assert problem(f"## Timeline\n\n{table(200)}\n") is not None
    assert problem(long) is None
    assert long.count("| a | b | c | d | e |") == 4
    assert all(f"\n| {row} | b" in long for row in range(200))


@given(st.integers(1, 400), st.integers(1, 60))
def test_no_table_has_more_cells_than_slack_takes(columns: int, rows: int) -> None:
    row = "|" + " x |" * min(columns, MOST_CELLS // 2)
    divider = "|" + "---|" * min(columns, MOST_CELLS // 2)
    assert problem(fitted("\n".join([row, divider, *([row] * rows)]))) is None


def test_deep_headings_and_line_breaks_are_set_as_slack_takes_them() -> None:
    said = fitted("##### Deep\n\none<br>two \\<br> [x](<https://example.com/a>)\n\n```\n#### code\n```\n")
    assert said == "### Deep\n\none  \ntwo &#60;br> [x](https://example.com/a)\n\n```\n#### code\n```\n"


def test_what_is_too_long_is_cut_at_a_line_and_says_so() -> None:
    said = fitted("# T\n\n## Impact\n\nShort.\n\n## Timeline\n\n" + "word word\n" * (MOST_CONTENT // 9))
    assert len(said) <= MOST_CONTENT
    assert "Short." in said
    assert said.rstrip().endswith(f"_{REST_IN_DOCUMENT}_")
    assert "word word\n\n_The" in said


def test_marks_of_the_page_are_no_part_of_what_somebody_wrote() -> None:
    said = (
        "| | |\n|---|---|\n| **State** | \\#1 |\n\n### Sub\n\nA [b](https://e.com) – Written by Bob, 14:20 UTC _(B)_\\"
    )
    assert plain(said) == "\nState | #1\n\nSub\n\nA b (https://e.com)".strip()
