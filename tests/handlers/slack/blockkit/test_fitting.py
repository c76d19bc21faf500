"""Messages are fitted: the longest texts are cut, what can be pressed stays, and short messages stay as they are."""

from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import ActionsBlock, Block, DividerBlock

from handlers.slack.blockkit import blocks
from handlers.slack.blockkit.fitting import MESSAGE, VIEW, fitted, size
from sandbox.blockkit.validation import check, is_too_long

texts = st.builds(
    lambda unit, count: unit * count,
    st.sampled_from(("x", "word ", "&amp;", "🔥", "日本", "```\ncode\n", "<@U0123ABCD> ", "line\n")),
    st.integers(1, 4000),
)


def drawn_of(kind: str, text: str) -> list[Block]:
    match kind:
        case "sections":
            return blocks.sections(text)
        case "fields":
            return blocks.fields([text, "*Status*\nInvestigating"])
        case "context":
            return [blocks.context(text)]
        case "plain":
            return blocks.plains(text)
        case "header":
            return [blocks.header(text)]
        case "divider":
            return [DividerBlock()]
    return [blocks.actions(blocks.button(text, f"go_{len(text)}", len(text), confirm=(text, "Go")))]


KINDS = ("sections", "fields", "context", "plain", "header", "divider", "actions")
messages = st.lists(st.tuples(st.sampled_from(KINDS), texts), min_size=1, max_size=20)


@given(messages)
@settings(deadline=None, max_examples=60)
def test_any_message_fits_and_keeps_its_buttons(parts: list[tuple[str, str]]) -> None:
    drawn = [block for kind, text in parts for block in drawn_of(kind, text)]
    kept = fitted(drawn)
    sent = [block.to_dict() for block in kept]
    assert size(kept) <= MESSAGE.most
    assert check(sent, "message") == []
    assert not is_too_long(sent)
    assert sum(isinstance(block, ActionsBlock) for block in kept) == sum(kind == "actions" for kind, _ in parts)


def test_a_message_that_fits_stays_as_it_is() -> None:
    drawn = [blocks.header("Title"), *blocks.sections("word " * 1500), blocks.actions(blocks.button("Go", "go", 1))]
    before = [block.to_dict() for block in drawn]
    assert [block.to_dict() for block in fitted(drawn)] == before


def test_the_longest_text_is_cut_and_the_short_ones_stay_whole() -> None:
    kept = fitted([*blocks.sections("long " * 4000), blocks.section("Short."), blocks.context("Shorter.")])
    said = [str(block.to_dict()) for block in kept]
    assert "Short." in said[-2]
    assert "Shorter." in said[-1]
    assert "…" in said[-3]
    assert not any("…" in each for each in said[:-3])  # one text in several sections is cut at its end


def test_a_button_beside_a_long_text_stays() -> None:
    kept = fitted(blocks.sections("long " * 4000, blocks.button("Undo", "undo", 1)))
    assert "undo" in str(kept[-1].to_dict())


def test_a_view_may_be_longer_than_a_message() -> None:
    drawn = [block for _ in range(12) for block in blocks.sections("word " * 500)]
    assert size(fitted(drawn, VIEW)) > MESSAGE.most
    assert len(fitted([blocks.context("x") for _ in range(120)], VIEW)) == 100
