"""Texts are cut where nothing that belongs together is separated, and code between ``` stays code."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.encoded_length import encoded_length
from handlers.slack.blockkit.cutting import INPUT, MRKDWN, PLAIN, TYPED, TextKind, clip, pieces
from templates.rendering.mrkdwn import escape

FAMILY = "👨\u200d👩\u200d👧"
WHOLE = (
    "&lt;",
    "&amp;",
    "<@U0123ABCD>",
    "<https://example.com/a b|a label>",
    FAMILY,
    "e\u0301",
    "👍🏽",
    "🇩🇪🇫🇷",
    ":fire:",
)

texts = st.lists(
    st.sampled_from(("x" * 30, " ", "\n", "```", "`code`", "日本語", "&amp;", "word ", *WHOLE)), max_size=60
).map("".join)
KINDS = (MRKDWN, TYPED, PLAIN, INPUT)


@pytest.mark.parametrize("whole", WHOLE)
@pytest.mark.parametrize("before", range(40, 60))
def test_what_belongs_together_is_not_cut(whole: str, before: int) -> None:
    text = "X" * before + whole + "Y" * 60
    kept = clip(text, 60).removesuffix("…")
    assert kept.startswith("X" * before) is (len(kept) >= before)
    assert kept[before:] == "" or kept[before:].startswith((whole, "🇩🇪"))
    for piece in pieces(text, 60):
        assert re.sub(r"[XY]", "", piece).replace(whole, "") in ("", "🇩🇪", "🇫🇷")


@given(texts, st.integers(50, 200), st.sampled_from(KINDS))
def test_pieces_fit_and_lose_nothing_but_space(text: str, limit: int, kind: TextKind) -> None:
    cut = list(pieces(text, limit, kind))
    assert all(kind.measure(piece) <= limit for piece in cut)
    assert _bare("".join(cut)) == _bare(text)


def _bare(text: str) -> str:
    return re.sub(r"\s|```", "", text)


@given(texts, st.integers(50, 200), st.sampled_from(KINDS))
def test_a_clipped_text_fits(text: str, limit: int, kind: TextKind) -> None:
    assert kind.measure(clip(text, limit, kind)) <= limit


@given(st.integers(1, 40), st.integers(60, 300))
def test_code_is_closed_and_opened_again_where_it_is_cut(lines: int, limit: int) -> None:
    code = "\n".join(f"    line {number}" for number in range(lines))
    text = f"Log:\n```\n{code}\n```\nThat is all."
    cut = list(pieces(text, limit))
    assert all(piece.count("```") % 2 == 0 for piece in cut)
    inside = [part for piece in cut for part in piece.split("```")[1::2]]
    assert [line for part in inside for line in part.split("\n") if line] == code.split("\n")
    assert clip(text, limit).count("```") % 2 == 0


def test_code_without_line_breaks_is_cut_too() -> None:
    cut = list(pieces(f"```{'x' * 500}```", 100))
    assert all(piece.count("```") == 2 and len(piece) <= 100 for piece in cut)
    assert "".join(cut).count("x") == 500


@pytest.mark.parametrize("length", range(70, 110))
def test_no_piece_begins_with_code_of_which_nothing_is_left(length: int) -> None:
    cut = list(pieces(f"```\n{'x' * length}\n```\nRolled back", 100))
    assert "".join(cut).count("x") == length
    assert cut[-1].endswith("Rolled back")
    assert all(len(piece) <= 100 and piece.count("```") % 2 == 0 for piece in cut)
    assert all(part.strip() for piece in cut for part in piece.split("```")[1::2])


def test_a_link_that_is_longer_than_all_room_is_cut_at_last() -> None:
    assert all(len(piece) <= 50 for piece in pieces(f"See <https://example.com/{'a' * 300}|it>", 50))


def test_a_fence_that_is_never_closed_begins_no_code() -> None:
    text = f"Run ``` and {'then ' * 60}"
    assert "".join(pieces(text, 100)).count("```") == 1
    assert clip(text, 100).count("```") == 1


def test_plain_text_to_copy_gets_no_fences() -> None:
    assert "".join(pieces(f"```\n{'x' * 100}\n```", 60, PLAIN)).count("```") == 2


@given(st.text(alphabet="a&<>🔥日", max_size=200))
def test_a_typed_text_is_measured_as_it_is_encoded(text: str) -> None:
    assert TYPED.measure(text) == PLAIN.measure(text) == encoded_length(text) == MRKDWN.measure(escape(text))
