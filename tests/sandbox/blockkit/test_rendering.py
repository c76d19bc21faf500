"""Messages and views are rendered line by line as people see them."""

from typing import Any

import pytest

from sandbox.blockkit.elements import ELEMENTS
from sandbox.blockkit.rendering import lines_of, view_lines
from sandbox.blockkit.validation import check, check_view

Json = dict[str, Any]
NAMES = {("user", "U1"): "Jane Smith", ("channel", "C1"): "incidents", ("usergroup", "S1"): "sre"}
MOMENT = 1705328580  # Mon 15 January 2024, 14:23:00 UTC


def names(kind: str, identifier: str) -> str:
    return NAMES.get((kind, identifier), "")


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def button(text: str) -> Json:
    return {"type": "button", "text": plain(text)}


def options(*texts: str) -> list[Json]:
    return [{"text": plain(text), "value": text} for text in texts]


def shown(*blocks: Json) -> list[str]:
    """The lines of valid blocks."""
    assert check(list(blocks), "message") == []
    return lines_of({"text": "fallback", "blocks": list(blocks)}, names)


def element(block: Json) -> str:
    [line] = shown({"type": "actions", "elements": [block]})
    return line


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


def run(*leaves: Json, kind: str = "rich_text_section", **more: Any) -> Json:
    return {"type": kind, "elements": list(leaves), **more}


def word(text: str) -> Json:
    return {"type": "text", "text": text}


def test_a_message_without_blocks_is_its_text() -> None:
    assert lines_of({"text": "one\n<@U1> &amp; two"}, names) == ["one", "@Jane Smith & two"]


def test_an_empty_message_has_no_lines() -> None:
    assert lines_of({"text": ""}, names) == []


def test_blocks_stand_in_place_of_the_text() -> None:
    assert shown({"type": "header", "text": plain("SEV1 · Payments")}) == ["SEV1 · Payments"]


def test_plain_text_is_shown_as_it_is() -> None:
    assert shown({"type": "header", "text": plain("*a* <b> &amp;")}) == ["*a* <b> &amp;"]


def test_a_section_shows_text_then_fields() -> None:
    section = {"type": "section", "text": mrkdwn("*a*\nb"), "fields": [mrkdwn("*Status*\nOpen"), plain("c")]}
    assert shown(section) == ["a", "b", "Status Open", "c"]


def test_an_accessory_stands_beside_the_last_line() -> None:
    assert shown({"type": "section", "text": mrkdwn("a\nb"), "accessory": button("Edit")}) == ["a", "b  [Edit]"]


def test_boxes_beside_a_section_stand_below_it() -> None:
    boxes = {"type": "checkboxes", "options": options("x", "y")}
    assert shown({"type": "section", "text": mrkdwn("a"), "accessory": boxes}) == ["a", "[ ] x", "[ ] y"]


def test_a_divider_is_a_rule() -> None:
    assert shown({"type": "divider"}) == ["────────"]


def test_buttons_and_menus_share_a_line() -> None:
    menu = {"type": "static_select", "placeholder": plain("Snooze"), "options": options("15 min")}
    row = {"type": "actions", "elements": [button("Post update"), button("Resolve"), menu]}
    assert shown(row) == ["[Post update] [Resolve] [Snooze ▾]"]


def test_boxes_among_buttons_have_lines_of_their_own() -> None:
    radio = {"type": "radio_buttons", "options": options("x", "y"), "initial_option": options("y")[0]}
    row = {"type": "actions", "elements": [button("Go"), radio]}
    assert shown(row) == ["[Go]", "( ) x", "(x) y"]


FILLED: dict[str, tuple[Json, str]] = {
    "an option": (
        {"type": "static_select", "options": options("a", "b"), "initial_option": options("b")[0]},
        "[b ▾]",
    ),
    "several options": (
        {"type": "multi_static_select", "options": options("a", "b"), "initial_options": options("a", "b")},
        "[a, b ▾]",
    ),
    "a person": ({"type": "users_select", "initial_user": "U1"}, "[@Jane Smith ▾]"),
    "people": ({"type": "multi_users_select", "initial_users": ["U1"]}, "[@Jane Smith ▾]"),
    "a channel": ({"type": "channels_select", "initial_channel": "C1"}, "[#incidents ▾]"),
    "a conversation": ({"type": "conversations_select", "initial_conversation": "C1"}, "[#incidents ▾]"),
    "a date": ({"type": "datepicker", "initial_date": "2024-01-15"}, "[2024-01-15 ▾]"),
    "a time": ({"type": "timepicker", "initial_time": "14:05"}, "[14:05 ▾]"),
    "a moment": ({"type": "datetimepicker", "initial_date_time": MOMENT}, "[2024-01-15 14:23 ▾]"),
    "nothing yet": ({"type": "datepicker"}, "[▾]"),
    "an overflow menu": ({"type": "overflow", "options": options("a")}, "[⋯]"),
}


@pytest.mark.parametrize("name", FILLED)
def test_a_menu_shows_what_is_chosen(name: str) -> None:
    menu, line = FILLED[name]
    assert element(menu) == line


def test_a_context_is_one_line() -> None:
    image = {"type": "image", "image_url": "https://example.com", "alt_text": "phases"}
    block = {"type": "context", "elements": [mrkdwn("*#42*"), plain("22 min"), image]}
    assert shown(block) == ["#42 22 min (image: phases)"]


def test_an_image_shows_its_title_and_description() -> None:
    image = {"type": "image", "image_url": "https://example.com", "alt_text": "phases"}
    assert shown({**image, "title": plain("Timeline")}) == ["Timeline", "(image: phases)"]


def test_a_video_shows_its_title() -> None:
    video = {"type": "video", "alt_text": "a", "title": plain("Demo"), "video_url": "u", "thumbnail_url": "u"}
    assert shown(video) == ["(video: Demo)"]


def test_a_remote_file_shows_its_id() -> None:
    assert shown({"type": "file", "external_id": "doc-1", "source": "remote"}) == ["(file: doc-1)"]


def test_markdown_loses_its_marks() -> None:
    text = "## Review\n- **Cause** as recorded\n[docs](https://example.com)"
    assert shown({"type": "markdown", "text": text}) == [
        "Review",
        "- Cause as recorded",
        "docs (https://example.com)",
    ]


def cell(text: str) -> Json:
    if text.isdigit():
        return {"type": "raw_number", "text": text, "value": int(text)}
    return {"type": "raw_text", "text": text}


def test_a_table_is_aligned() -> None:
    rows = [["Time", "Min"], ["detected", "5"], ["resolved\nlate", "145"]]
    table = {
        "type": "table",
        "column_settings": [{"align": "left"}, {"align": "right"}],
        "rows": [[cell(text) for text in row] for row in rows],
    }
    assert shown(table) == ["Time           Min", "detected         5", "resolved late  145"]


def test_a_cell_may_be_rich_text_and_a_row_short() -> None:
    bold = rich(run({"type": "user", "user_id": "U1"}))
    table = {"type": "table", "rows": [[bold, {"type": "raw_text", "text": "x"}], [bold]]}
    assert shown(table) == ["@Jane Smith  x", "@Jane Smith"]


def test_rich_text_shows_each_kind_of_leaf() -> None:
    leaves: list[Json] = [
        {"type": "text", "text": "a ", "style": {"bold": True}},
        {"type": "link", "url": "https://example.com", "text": "docs"},
        {"type": "emoji", "name": "mag"},
        {"type": "user", "user_id": "U1"},
        {"type": "usergroup", "usergroup_id": "S1"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "broadcast", "range": "here"},
        {"type": "team", "team_id": "T1"},
        {"type": "color", "value": "#fff"},
        {"type": "date", "timestamp": MOMENT, "format": "{time}"},
    ]
    assert shown(rich(run(*leaves))) == [
        "a docs (https://example.com):mag:@Jane Smith@sre#incidents@here@team#fff14:23"
    ]


def test_rich_text_shows_lists_quotes_and_code() -> None:
    bullets = run(run(word("a")), run(word("b")), kind="rich_text_list", style="bullet", indent=1)
    numbers = run(run(word("c")), kind="rich_text_list", style="ordered", offset=2)
    quote = run(word("d\ne"), kind="rich_text_quote")
    code = run(word("f *g*\nh\n"), kind="rich_text_preformatted")
    assert shown(rich(bullets, numbers, quote, code)) == [
        "  • a",
        "  • b",
        "3. c",
        "> d",
        "> e",
        "f *g*",
        "h",
    ]


def test_attachments_read_as_one_column() -> None:
    alert = {
        "fallback": "unseen",
        "pretext": "Alert",
        "title": "High error rate",
        "title_link": "https://example.com/alert",
        "text": "*5xx* over 10 %\nsince 14:15",
        "fields": [{"title": "Service", "value": "<https://example.com|checkout>"}, {"value": "alone"}],
        "blocks": [{"type": "section", "text": mrkdwn("more")}],
        "footer": "Alertmanager",
    }
    assert lines_of({"text": "", "attachments": [alert]}, names) == [
        "| Alert",
        "| High error rate (https://example.com/alert)",
        "| 5xx over 10 %",
        "| since 14:15",
        "| Service: checkout (https://example.com)",
        "| alone",
        "| more",
        "| Alertmanager",
    ]


def test_an_attachment_without_content_shows_its_fallback() -> None:
    assert lines_of({"text": "", "attachments": [{"fallback": "Alert: disk"}]}, names) == ["| Alert: disk"]


def test_a_block_without_a_look_shows_what_it_is() -> None:
    alert = {"blocks": [{"type": "card", "title": plain("Disk")}]}
    assert lines_of({"text": "", "attachments": [alert]}, names) == ["| (card)"]


def test_files_are_named() -> None:
    files = [{"name": "review.md", "title": "Review of #42"}, {"name": "graph.png"}]
    assert lines_of({"text": "See", "files": files}, names) == [
        "See",
        "(file: Review of #42)",
        "(file: graph.png)",
    ]


def test_a_modal_reads_from_its_title_to_its_buttons() -> None:
    title = {"type": "plain_text_input", "placeholder": plain("What is broken")}
    private = {"type": "checkboxes", "options": options("Private")}
    view = {
        "type": "modal",
        "title": plain("Declare an incident"),
        "submit": plain("Declare"),
        "close": plain("Cancel"),
        "blocks": [
            {"type": "input", "label": plain("Title"), "element": title, "hint": plain("Short")},
            {"type": "input", "label": plain("Who"), "element": private, "optional": True},
        ],
    }
    assert check_view(view) == []
    assert view_lines(view, names) == [
        "Declare an incident",
        "Title:  [What is broken]",
        "  Short",
        "Who (optional):  [ ] Private",
        "[Cancel] [Declare]",
    ]


@pytest.mark.parametrize(
    ("value", "shown"), [("typed", "[typed]"), (rich(run(word("rich"), word(" words"))), "[rich words]")]
)
def test_an_input_shows_what_stands_in_it(value: object, shown: str) -> None:
    kind = "plain_text_input" if isinstance(value, str) else "rich_text_input"
    block = {"type": "input", "label": plain("Text"), "element": {"type": kind, "initial_value": value}}
    view = {"type": "modal", "title": plain("T"), "submit": plain("S"), "blocks": [block]}
    assert check_view(view) == []
    assert view_lines(view, names) == ["T", f"Text:  {shown}", "[S]"]


def test_a_home_view_is_its_blocks() -> None:
    home = {"type": "home", "blocks": [{"type": "section", "text": mrkdwn("*Open incidents*")}]}
    assert view_lines(home, names) == ["Open incidents"]


@pytest.mark.parametrize("kind", sorted(ELEMENTS))
def test_every_element_that_slack_takes_has_a_look(kind: str) -> None:
    known: Json = {"text": plain("a"), "alt_text": "a", "options": options("a"), "image_url": "u"}
    holder = "context" if kind == "image" else "actions"
    assert lines_of({"blocks": [{"type": holder, "elements": [{"type": kind, **known}]}]}, names)
