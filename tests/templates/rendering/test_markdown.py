"""What people typed stays text in Markdown, wherever a template puts it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from templates.rendering.markdown import code, escape, link
from tests.templates.document_reading import markdown_text, markdown_tokens

PRINTED = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")) | st.sampled_from("\n\\`*_[]<>&|~$#+-=:.)(!1 ")
)
PLACES = ("{}", "- {}", "1. {}", "# {}", "**Role:** {}", "| a | {} |\n|---|---|\n| b | {} |", "> {}", "_({})_")


def as_read(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().split("\n"))


@pytest.mark.parametrize("place", PLACES)
@given(typed=PRINTED)
@example("# not a heading #")
@example("1. not a list")
@example("| not | a | cell \\|")
@example("    not code")
@example("&lt;not an entity&gt;")
@example("snake_case _not_ emphasised_")
@example("a\n\n- b\n===\n---")
def test_text_reads_as_it_was_typed(place: str, typed: str) -> None:
    source = place.replace("{}", f"«{escape(typed)}»") if typed.strip() else ""
    assert markdown_text(source).count(f"«{as_read(typed)}»") == place.count("{}") * bool(typed.strip())


@pytest.mark.parametrize(
    "typed",
    [
        "# a",
        "> a",
        "- a",
        "+ a",
        "* a",
        "1. a",
        "12) a",
        "===",
        "---",
        "***",
        "___",
        "~~~",
        "```",
        "| a |",
        ": a",
        "C #",
    ],
)
@pytest.mark.parametrize("place", PLACES)
def test_what_would_begin_a_block_reads_as_it_was_typed(place: str, typed: str) -> None:
    written, plain = (place.replace("{}", text) for text in (escape(typed), "word"))
    assert markdown_text(written) == markdown_text(plain).replace("word", typed)


@pytest.mark.parametrize("place", PLACES)
@given(typed=PRINTED.filter(lambda text: bool(text.strip())))
def test_text_at_the_start_of_a_line_makes_no_structure(place: str, typed: str) -> None:
    plain = [token.type for token in markdown_tokens(place.replace("{}", "word")) if token.block]
    written = [token.type for token in markdown_tokens(place.replace("{}", escape(typed))) if token.block]
    assert written == plain


@given(typed=PRINTED)
def test_text_brings_no_html_but_line_breaks(typed: str) -> None:
    html = [token.content for token in markdown_tokens(escape(typed)) if token.type.startswith("html")]
    assert set(html) <= {"<br>"}


@given(typed=PRINTED.filter(lambda text: bool(text.strip())))
@example("`` ` ```")
@example("`")
def test_a_command_in_a_code_span_reads_as_it_was_typed(typed: str) -> None:
    spans = [token.content for token in markdown_tokens(f"Answer with {code(typed)}") if token.type == "code_inline"]
    assert spans == [" ".join(typed.split())]


def test_a_link_leads_only_to_a_web_address() -> None:
    assert link("https://corp.slack.com/p1", "14:15") == "[14:15](<https://corp.slack.com/p1>)"
    assert link("javascript:alert(1)", "14:15") == "14:15"
    assert link("https://corp.slack.com/a b", "14:15") == "14:15"


def test_names_of_things_stay_readable_in_the_source() -> None:
    assert escape("db_pool_size at 95 % (user-api, v2.4.1)") == "db_pool_size at 95 % (user-api, v2.4.1)"
