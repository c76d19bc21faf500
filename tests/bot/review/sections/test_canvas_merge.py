"""What Slack takes of a review as a canvas, and telling what people changed in it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.review.edit_log import fingerprint
from bot.review.sections.canvas_merge import (
    MOST_CELLS,
    MOST_CONTENT,
    CanvasState,
    SectionPrint,
    as_read,
    changes,
    fitted,
    maybe,
    plain,
    sections,
)
from bot.review.sections.canvas_merge import taken as taken_in
from sandbox.workspace.canvas_text import problem
from templates.review.wording import REST_IN_DOCUMENT

PAGE = "# Title\n\nDraft.\n\n## Impact\n\nOne\n\n## Own heading\n\nTwo\n\n## Open questions\n\nWho?\n"


def table(rows: int) -> str:
    return "\n".join(
        ["| a | b | c | d | e |", "|---:|---|---|---|---|", *(f"| {row} | b | c | d | e |" for row in range(rows))]
    )


def kept(page: str = PAGE) -> CanvasState:
    return as_read(CanvasState("C1", {"impact": SectionPrint((fingerprint("x"),), 0, "basis")}), page, page)


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
    assert said == "### Deep\n\none two \\<br> [x](https://example.com/a)\n\n```\n#### code\n```\n"


def test_what_is_too_long_is_cut_at_a_line_and_says_so() -> None:
    said = fitted("# T\n\n## Impact\n\nShort.\n\n## Timeline\n\n" + "word word\n" * (MOST_CONTENT // 9))
    assert len(said) <= MOST_CONTENT
    assert "Short." in said
    assert said.rstrip().endswith(f"_{REST_IN_DOCUMENT}_")
    assert "word word\n\n_The" in said


def test_a_heading_of_somebodys_own_belongs_to_the_section_above() -> None:
    assert sections(PAGE) == {
        "": "# Title\n\nDraft.",
        "impact": "One\n\n## Own heading\n\nTwo",
        "questions": "Who?",
    }


def test_headings_of_earlier_versions_are_still_known() -> None:
    page = "# T\n\n## Where the review stands\n\nDraft.\n\n## Impact\n\nOne\n"
    assert sections(page) == {"": "# T", "standing": "Draft.", "impact": "One"}
    for added in ("Also written, by Ida", "What changed underneath", "Other version by Ida", "Generated text"):
        found = changes(kept(), PAGE.replace("One", f"Three\n\n### {added}\n\nOther"), {"impact": "One"})
        assert [edit.text for edit in found.sections] == ["Three"], added


def test_only_a_section_that_was_changed_is_a_change() -> None:
    assert [one.section for one in changes(kept(PAGE), PAGE.replace("Two", "Three"), {}).sections] == ["impact"]
    assert changes(kept(PAGE), PAGE, {}).sections == ()


def test_a_section_that_is_gone_or_empty_is_no_change() -> None:
    assert changes(kept(), "# Title\n", {}).sections == ()
    assert changes(kept(), "# Title\n\n## Impact\n", {}).sections == ()


def test_the_same_words_set_in_another_way_are_nobodys_change() -> None:
    page = "## Impact\n\n- **One** \\#1\n"
    slacks = "## Impact\n\n* __One__ #1 :red_circle:\n"
    read = as_read(CanvasState("C1", {"impact": SectionPrint(("x",), 0, "")}), page, slacks)
    assert changes(read, slacks, {}).sections == ()


def test_either_text_may_be_there_until_it_is_known_which() -> None:
    before, after = kept(PAGE), kept(PAGE.replace("Two", "Three"))
    both = CanvasState.read(maybe(after, before).text)
    assert changes(both, PAGE, {}).sections == ()
    assert changes(both, PAGE.replace("Two", "Three"), {}).sections == ()
    assert changes(both, PAGE.replace("Two", "Four"), {}).sections != ()


def test_what_was_taken_in_is_not_taken_again() -> None:
    reading = PAGE.replace("Two", "Three").replace("Who?", "Who?\n\nBob.")
    first = changes(kept(), reading, {})
    assert first.loose.endswith("Bob.")
    again = changes(taken_in(kept(), reading, {"impact": 7}), reading, {})
    assert (again.sections, again.loose) == ((), "")


def test_marks_of_the_page_are_no_part_of_what_somebody_wrote() -> None:
    said = (
        "| | |\n|---|---|\n| **State** | \\#1 |\n\n### Sub\n\nA [b](https://e.com) – Written by Bob, 14:20 UTC _(B)_\\"
    )
    assert plain(said) == "\nState | #1\n\nSub\n\nA b (https://e.com)".strip()
