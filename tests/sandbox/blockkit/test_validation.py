"""Blocks and views that Slack rejects are rejected, with its messages."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.blockkit.elements import Surface
from sandbox.blockkit.validation import check, check_view, is_too_large, is_too_long

Json = dict[str, Any]


def plain(text: str = "Words") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "*Words*") -> Json:
    return {"type": "mrkdwn", "text": text}


def option(number: int, text: str = "Choice") -> Json:
    return {"text": plain(text), "value": f"v{number}"}


def options(count: int) -> list[Json]:
    return [option(number) for number in range(count)]


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain(), **more}


def section(text: str = "Words", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain(), "element": element, **more}


def select(**more: Any) -> Json:
    return {"type": "static_select", **more}


def table(rows: int, columns: int) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("Title"), "submit": plain("Go"), "blocks": list(blocks), **more}


def confirm(title: str = "Sure", text: str = "Sure", yes: str = "Yes", no: str = "No") -> Json:
    return {"title": plain(title), "text": mrkdwn(text), "confirm": plain(yes), "deny": plain(no)}


# Slack's published limits: how to build a block with a text of a length, and the longest that Slack accepts.
LONGEST: dict[str, tuple[Callable[[str], Json], int]] = {
    "section text": (section, 3_000),
    "field text": (lambda text: {"type": "section", "fields": [mrkdwn(text)]}, 2_000),
    "header": (lambda text: {"type": "header", "text": plain(text)}, 150),
    "button text": (lambda text: actions({"type": "button", "text": plain(text)}), 75),
    "button value": (lambda text: actions(button(value=text)), 2_000),
    "button url": (lambda text: actions(button(url=text)), 3_000),
    "action_id": (lambda text: actions(button(action_id=text)), 255),
    "block_id": (lambda text: {"type": "divider", "block_id": text}, 255),
    "option text": (lambda text: actions(select(options=[option(1, text)])), 75),
    "option value": (lambda text: actions(select(options=[{"text": plain(), "value": text}])), 150),
    "placeholder": (lambda text: actions(select(options=options(1), placeholder=plain(text))), 150),
    "confirm title": (lambda text: actions(button(confirm=confirm(title=text))), 100),
    "confirm text": (lambda text: actions(button(confirm=confirm(text=text))), 300),
    "confirm button": (lambda text: actions(button(confirm=confirm(yes=text))), 30),
    "deny button": (lambda text: actions(button(confirm=confirm(no=text))), 30),
    "markdown": (lambda text: {"type": "markdown", "text": text}, 12_000),
    "alternative text": (lambda text: {"type": "image", "image_url": "https://x.io", "alt_text": text}, 2_000),
    "label": (lambda text: {**field({"type": "plain_text_input"}), "label": plain(text)}, 2_000),
}
MOST_ITEMS: dict[str, tuple[Callable[[int], Json], int]] = {
    "fields": (lambda n: {"type": "section", "fields": [mrkdwn()] * n}, 10),
    "actions": (lambda n: actions(*[button(action_id=f"a{i}") for i in range(n)]), 25),
    "context": (lambda n: {"type": "context", "elements": [mrkdwn()] * n}, 10),
    "options": (lambda n: actions(select(options=options(n))), 100),
    "overflow": (lambda n: actions({"type": "overflow", "options": options(n)}), 5),
    "checkboxes": (lambda n: actions({"type": "checkboxes", "options": options(n)}), 10),
    "radio buttons": (lambda n: actions({"type": "radio_buttons", "options": options(n)}), 10),
    "table rows": (lambda n: table(n, 1), 100),
    "table columns": (lambda n: table(1, n), 20),
}


def without_place(problems: list[str]) -> list[str]:
    return [problem.split(" [json-pointer")[0] for problem in problems]


@pytest.mark.parametrize("name", LONGEST)
def test_a_text_may_be_as_long_as_slack_takes_and_no_longer(name: str) -> None:
    build, most = LONGEST[name]
    assert check([build("x" * most)], "message") == []
    found = check([build("x" * (most + 1))], "message")
    assert without_place(found) == [f"[ERROR] must be less than {most + 1} characters"]


@pytest.mark.parametrize("name", MOST_ITEMS)
def test_there_may_be_as_many_as_slack_takes_and_no_more(name: str) -> None:
    build, most = MOST_ITEMS[name]
    assert check([build(most)], "message") == []
    found = check([build(most + 1)], "message")
    assert without_place(found) == [f"[ERROR] no more than {most} items allowed"]


def test_a_problem_names_the_place_by_json_pointer() -> None:
    found = check([{"type": "divider"}, section("x" * 3_001)], "message")
    assert found == ["[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"]


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_each_surface_has_its_number_of_blocks(surface: Surface, most: int) -> None:
    assert check([{"type": "divider"}] * most, surface) == []
    assert check([{"type": "divider"}] * (most + 1), surface) == [
        f"[ERROR] no more than {most} items allowed [json-pointer:/blocks]"
    ]


SAID: Json = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Words"}]}
REFUSED: dict[str, tuple[Json, str]] = {
    "a block of no kind": ({}, "missing required field: type [json-pointer:/blocks/0]"),
    "an unknown block": ({"type": "poster"}, "unsupported type: poster [json-pointer:/blocks/0/type]"),
    "an unknown element": (
        actions({"type": "lever"}),
        "unsupported type: lever [json-pointer:/blocks/0/elements/0/type]",
    ),
    "an unknown property": (
        actions(button(disabled=True)),
        "invalid additional property: disabled [json-pointer:/blocks/0/elements/0]",
    ),
    "mrkdwn in a header": (
        {"type": "header", "text": mrkdwn()},
        "value must be one of: plain_text [json-pointer:/blocks/0/text/type]",
    ),
    "mrkdwn on a button": (
        actions({"type": "button", "text": mrkdwn()}),
        "value must be one of: plain_text [json-pointer:/blocks/0/elements/0/text/type]",
    ),
    "emoji in mrkdwn": (
        {"type": "section", "text": {**mrkdwn(), "emoji": True}},
        "invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    "an empty text": (section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    "a text that is none": (
        {"type": "section", "text": "Words"},
        "must be an object [json-pointer:/blocks/0/text]",
    ),
    "an empty section": (
        {"type": "section"},
        "must define either `text` or `fields` [json-pointer:/blocks/0]",
    ),
    "no buttons": (actions(), "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    "an image without a description": (
        {"type": "image", "image_url": "https://example.com/a.png"},
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    "an image from nowhere": (
        {"type": "image", "alt_text": "a"},
        "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]",
    ),
    "a button in a context": (
        {"type": "context", "elements": [button()]},
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    "a text input among buttons": (
        actions({"type": "plain_text_input"}),
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    "a button as an input": (
        field(button()),
        "unsupported type: button [json-pointer:/blocks/0/element/type]",
    ),
    "a file input in a message": (
        field({"type": "file_input"}),
        "unsupported type: file_input [json-pointer:/blocks/0/element/type]",
    ),
    "an unknown style": (
        actions(button(style="secondary")),
        "value must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
    "a menu without options": (
        actions(select()),
        "must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]",
    ),
    "an initial option that is not offered": (
        actions(select(options=options(2), initial_option=option(5))),
        "initial_option must match one of the provided options [json-pointer:/blocks/0/elements/0/initial_option]",
    ),
    "a date in another form": (
        actions({"type": "datepicker", "initial_date": "15.01.2024"}),
        "must be a date such as 2024-01-15 [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    "a date without dashes": (
        actions({"type": "datepicker", "initial_date": "20240115"}),
        "must be a date such as 2024-01-15 [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    "a time with seconds": (
        actions({"type": "timepicker", "initial_time": "14:05:00"}),
        "must be a time such as 14:05 [json-pointer:/blocks/0/elements/0/initial_time]",
    ),
    "a flag that is a word": (
        field({"type": "plain_text_input", "multiline": "yes"}),
        "must be a boolean [json-pointer:/blocks/0/element/multiline]",
    ),
    "a length that is a word": (
        field({"type": "plain_text_input", "max_length": "9"}),
        "must be an integer [json-pointer:/blocks/0/element/max_length]",
    ),
    "a length out of range": (
        field({"type": "plain_text_input", "max_length": 3_001}),
        "must be between 1 and 3000 [json-pointer:/blocks/0/element/max_length]",
    ),
    "rich text that says nothing": (
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
        "no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/elements]",
    ),
    "an empty cell": (
        {"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]},
        "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]",
    ),
    "a number that is none": (
        {"type": "table", "rows": [[{"type": "raw_number", "text": "5", "value": "5"}]]},
        "must be a number [json-pointer:/blocks/0/rows/0/0/value]",
    ),
    "rich text without its parts": (
        {"type": "rich_text", "elements": [{"type": "text", "text": "a"}]},
        "unsupported type: text [json-pointer:/blocks/0/elements/0/type]",
    ),
    "a list of no style": (
        {"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": [SAID]}]},
        "missing required field: style [json-pointer:/blocks/0/elements/0]",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_malformed_block_is_refused_with_its_reason(name: str) -> None:
    block, sentence = REFUSED[name]
    assert check([block], "message") == [f"[ERROR] {sentence}"]


@pytest.mark.parametrize("blocks", [None, "[]", {"type": "divider"}])
def test_blocks_that_are_no_list_are_refused(blocks: object) -> None:
    assert check(blocks, "message") == ["[ERROR] must be an array [json-pointer:/blocks]"]


def test_a_block_that_is_no_object_is_refused() -> None:
    assert check(["divider"], "message") == ["[ERROR] must be an object [json-pointer:/blocks/0]"]


@pytest.mark.parametrize("kind", ["markdown", "table"])
@pytest.mark.parametrize("surface", ["modal", "home"])
def test_markdown_and_tables_are_for_messages_only(kind: str, surface: Surface) -> None:
    block = table(1, 1) if kind == "table" else {"type": "markdown", "text": "x"}
    assert check([block], "message") == []
    assert check([block], surface) == [f"[ERROR] unsupported type: {kind} [json-pointer:/blocks/0/type]"]


def test_two_blocks_may_not_share_an_id() -> None:
    twins = [{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}]
    assert check(twins, "message") == ['[ERROR] `block_id` "a" must be unique [json-pointer:/blocks]']


def test_blocks_without_ids_are_no_twins() -> None:
    assert check([{"type": "divider"}, {"type": "divider"}], "message") == []


def test_an_action_id_is_unique_within_its_block_only() -> None:
    same = button(action_id="a")
    assert check([actions(same), actions(same)], "message") == []
    assert check([actions(same, same)], "message") == [
        '[ERROR] `action_id` "a" must be unique within its block [json-pointer:/blocks/0/elements]'
    ]


def test_markdown_blocks_share_their_limit() -> None:
    halves = [{"type": "markdown", "text": "x" * 6_000}] * 2
    assert check(halves, "message") == []
    assert check([*halves, {"type": "markdown", "text": "x"}], "message") == [
        "[ERROR] markdown blocks must have less than 12001 characters in all [json-pointer:/blocks]"
    ]


def test_a_message_has_one_table() -> None:
    assert check([table(1, 1)] * 2, "message") == ["[ERROR] only_one_table_allowed [json-pointer:/blocks]"]


def test_a_tables_cells_share_their_limit() -> None:
    cells = [{"type": "raw_text", "text": "x" * 5_000}] * 2
    assert check([{"type": "table", "rows": [cells]}], "message") == []
    longer = [{"type": "raw_text", "text": "x"}, *cells]
    assert check([{"type": "table", "rows": [longer]}], "message") == [
        "[ERROR] tables must have less than 10001 characters in all [json-pointer:/blocks]"
    ]


def test_one_element_may_take_the_focus() -> None:
    focused = field({"type": "plain_text_input", "focus_on_load": True})
    assert check_view(modal(focused)) == []
    assert check_view(modal(focused, focused)) == [
        "[ERROR] only one element may have focus_on_load [json-pointer:/view/blocks]"
    ]


def markdown(length: int) -> Json:
    return {"type": "markdown", "text": "x" * length}


def test_a_message_is_refused_at_the_lengths_that_apps_reported() -> None:
    assert not is_too_long([markdown(13_297)])
    assert is_too_long([markdown(13_298)])
    assert not is_too_long([markdown(13_172), {"type": "divider"}])
    assert is_too_long([markdown(13_173), {"type": "divider"}])
    assert is_too_long([section("x" * 667)] * 17)


def test_a_message_is_measured_as_slack_encodes_it() -> None:
    assert is_too_long([section("&lt;" * 750)] * 5)
    assert is_too_long([{"type": "section", "text": plain("<" * 1_700)}] * 2)
    assert not is_too_long([{"type": "section", "text": plain("x" * 1_700)}] * 2)
    assert not is_too_long([section("<https://example.com/a|a> &amp; " * 90)] * 4)


def test_a_view_is_a_modal_or_a_home() -> None:
    assert check_view({"type": "page"}) == ["[ERROR] unsupported type: page [json-pointer:/view/type]"]
    assert check_view("modal") == ["[ERROR] must be an object [json-pointer:/view]"]


def test_a_modal_needs_a_title_and_blocks() -> None:
    assert check_view({"type": "modal"}) == [
        "[ERROR] missing required field: blocks [json-pointer:/view]",
        "[ERROR] missing required field: title [json-pointer:/view]",
    ]


@pytest.mark.parametrize(("name", "most"), [("title", 24), ("submit", 24), ("close", 24)])
def test_the_words_around_a_modal_are_short(name: str, most: int) -> None:
    assert check_view(modal(section(), **{name: plain("x" * most)})) == []
    assert check_view(modal(section(), **{name: plain("x" * (most + 1))})) == [
        f"[ERROR] must be less than 25 characters [json-pointer:/view/{name}/text]"
    ]


@pytest.mark.parametrize(("name", "most"), [("private_metadata", 3_000), ("callback_id", 255)])
def test_what_travels_with_a_view_is_limited(name: str, most: int) -> None:
    assert check_view(modal(section(), **{name: "x" * most})) == []
    assert check_view(modal(section(), **{name: "x" * (most + 1)})) == [
        f"[ERROR] must be less than {most + 1} characters [json-pointer:/view/{name}]"
    ]


def test_a_modal_with_an_input_needs_a_submit_button() -> None:
    view = modal(section(), field({"type": "plain_text_input"}))
    del view["submit"]
    assert check_view(view) == ["[ERROR] must define `submit` to use `input` block [json-pointer:/view/blocks/1]"]


def test_a_home_view_has_no_title() -> None:
    home = {"type": "home", "blocks": [section()]}
    assert check_view(home) == []
    assert check_view({**home, "title": plain()}) == ["[ERROR] invalid additional property: title [json-pointer:/view]"]


def test_a_view_over_250_kb_is_too_large() -> None:
    large = actions(select(options=[option(n, "x" * 75) for n in range(100)]))
    view = modal(*[large] * 25)
    assert is_too_large(view)
    assert check_view(view) == ["[ERROR] must be less than 256001 bytes [json-pointer:/view]"]
    assert not is_too_large(modal(*[large] * 5))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "text", "elements", "blocks", "accessory"]), inner, max_size=4)
        | st.fixed_dictionaries({"type": st.sampled_from(["section", "actions", "input", "button", "modal"])})
    ),
    max_leaves=12,
)


@given(JSON)
def test_whatever_is_sent_gets_an_answer(value: object) -> None:
    assert all(problem.startswith("[ERROR] ") for problem in check(value, "message") + check_view(value))
