"""Conversations as Slack exports them: who said what and when, once, as it was read."""

import json
from typing import Any

import pytest

from bot.analysis.input.chat.markup import addresses, plain
from bot.analysis.input.reading import read_input
from bot.analysis.model import Case, Event
from bot.errors import InputError
from bot.timeline.model import EntryKind

NAMES = {"U1": "Jane Smith"}


def one(value: Any) -> Case:
    return read_input(json.dumps(value), "x.json").cases[0]


def message(at: float, text: str = "", **fields: Any) -> dict[str, Any]:
    """A message so many minutes after 09:00."""
    return {"type": "message", "user": "U1", "text": text, "ts": f"{1718096400 + at * 60:.6f}", **fields}


def told(case: Case) -> list[tuple[str, str, str]]:
    return [(f"{event.at:%H:%M}", event.actor, event.text) for event in case.events]


def event(**fields: Any) -> Event:
    return one([message(1, **fields)]).events[0]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("<@U1> and <@U2|bob> and <@U3>", "@Jane Smith and @bob and @U3"),
        ("<#C1|payments>, <#C2>, <#C3|>", "#payments, #C2, #C3"),
        ("<!here> <!channel> <!subteam^S1|@team-db> <!subteam^S2>", "@here @channel @team-db @S2"),
        ("<https://ci.example.com/1|build 812> <https://x.example.com>", "build 812 https://x.example.com"),
        ("<mailto:a@example.com|a@example.com> <mailto:b@example.com>", "a@example.com b@example.com"),
        ("<!date^1718096400^{date_num} {time}|11 June, 09:00>", "11 June, 09:00"),
        ("<!date^1718096400^{time}^https://example.com>", "2024-06-11 09:00 UTC"),
        ("<!date^99999999999999^{time}>", ""),
        (":white_check_mark: :+1::skin-tone-3: :our-own-emoji: 10:42:13", "✅ 👍 :our-own-emoji: 10:42:13"),
        ("if a <b then", "if a <b then"),
    ],
)
def test_a_text_is_read_as_people_saw_it(written: str, seen: str) -> None:
    assert plain(written, NAMES) == seen


def test_the_addresses_behind_labels_are_not_lost() -> None:
    text = "<https://a.example.com|build 1> <https://b.example.com> <https://c.example.com|https://c.example.com>"
    assert addresses(text) == ["https://a.example.com"]
    assert event(text=text).extra == {"links": ["https://a.example.com"]}


def test_messages_are_in_order_of_time_wherever_they_stand() -> None:
    newest_first = {"ok": True, "messages": [message(9, "fixed"), message(5, "rolled back"), message(1, "down")]}
    assert [event.text for event in one(newest_first).events] == ["down", "rolled back", "fixed"]
    thread = [
        message(1, "down", reply_count=1),
        message(4, "a reply", thread_ts=message(1)["ts"]),
        message(2, "in between"),
    ]
    assert [event.text for event in one(thread).events] == ["down", "in between", "a reply"]


def test_several_pages_and_nested_threads_are_one_conversation() -> None:
    nested = {"messages": [message(3, "b", slackdump_thread_replies=[message(3, "b"), message(5, "c")])]}
    assert [event.text for event in one([{"messages": [message(1, "a")]}, nested]).events] == ["a", "b", "c"]


def test_a_reply_that_was_also_sent_to_the_channel_counts_once() -> None:
    reply = message(2, "found it", thread_ts=message(1)["ts"])
    assert len(one([message(1, "down"), reply, {**reply, "subtype": "thread_broadcast"}]).events) == 2


def test_names_come_from_profiles_then_from_the_people_beside_then_from_the_id() -> None:
    profile = {"real_name": "Jane Smith", "display_name": "jane"}
    said = [message(1, "hi <@U2> <@U4>", user_profile=profile), message(2, "yes"), message(3, "no", user="U2")]
    people: list[Any] = [{"id": "U2", "name": "bob", "profile": {"real_name": "Bob Lee"}}]
    assert told(one({"messages": said, "users": people})) == [
        ("09:01", "Jane Smith", "hi @Bob Lee @U4"),
        ("09:02", "Jane Smith", "yes"),
        ("09:03", "Bob Lee", "no"),
    ]
    by_id = {"messages": [message(1, "x", user="U7")], "users": {"U7": {"real_name": "Ann Lee"}}}
    assert one(by_id).events[0].actor == "Ann Lee"


def test_messages_about_the_channel_are_left_out() -> None:
    kinds = ["channel_join", "channel_leave", "group_join", "channel_topic", "channel_purpose", "channel_archive",
             "pinned_item", "bot_add", "tombstone", "huddle_thread"]  # fmt: skip
    around = [message(number, "about the channel", subtype=kind) for number, kind in enumerate(kinds)]
    kept = [
        message(50, "down"),
        message(51, "shrugs", subtype="me_message"),
        message(52, "FIRING", subtype="bot_message"),
    ]
    assert [event.text for event in one([*around, *kept]).events] == ["down", "shrugs", "FIRING"]


def test_what_an_app_wrote_as_blocks_or_attachments_is_its_text() -> None:
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "High 5xx"}},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "*Region* eu"}, {"type": "mrkdwn", "text": "<@U1>"}]},
        {
            "type": "context",
            "elements": [{"type": "mrkdwn", "text": "since 09:00"}, {"type": "image", "alt_text": "x"}],
        },
    ]
    fields: dict[str, Any] = {"subtype": "bot_message", "bot_id": "B1", "username": "Alerts"}
    assert event(blocks=blocks, **fields).text == "High 5xx\n*Region* eu\n@U1\nsince 09:00"
    attached = [
        {"fallback": "x", "title": "High 5xx", "fields": [{"title": "pod", "value": "p1"}]},
        {"fallback": "only this"},
    ]
    assert event(attachments=attached, **fields).text == "High 5xx\npod: p1\nonly this"
    assert event(text="Alert:", attachments=attached, **fields).text.startswith("Alert:\nHigh 5xx")
    assert event(text="see this", attachments=[{"from_url": "https://x", "text": "a page"}]).text == "see this"


def test_rich_text_keeps_its_lines_and_mentions() -> None:
    line = [
        {"type": "text", "text": "ask "},
        {"type": "user", "user_id": "U2"},
        {"type": "link", "url": "https://x.example.com", "text": " to look"},
        {"type": "emoji", "name": "fire"},
    ]
    items = {
        "type": "rich_text_list",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}],
    }
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": line}, items]}
    assert event(blocks=[rich]).text == "ask @U2 to look🔥\na"


def test_an_edited_message_is_read_as_edited_and_a_deleted_one_is_not() -> None:
    edited = message(8, subtype="message_changed", message=message(1, "50% fail"))
    deleted = {"type": "message", "subtype": "message_deleted", "ts": message(9)["ts"], "deleted_ts": message(2)["ts"]}
    assert [each.text for each in one([message(1, "5% fail"), message(2, "oops"), edited, deleted]).events] == [
        "50% fail"
    ]


def test_reactions_state_the_phase_by_the_emoji_of_the_policy() -> None:
    def kinds(*emoji: str, **marks: EntryKind) -> EntryKind | None:
        said = message(1, "hm", reactions=[{"name": name, "users": ["U1"], "count": 1} for name in emoji])
        return read_input(json.dumps([said]), "x", *([marks] if marks else [])).cases[0].events[0].kind

    assert kinds("eyes", "wrench") is EntryKind.MITIGATION
    assert kinds("pushpin", "mag::skin-tone-2") is EntryKind.INVESTIGATION
    assert kinds("eyes") is None
    assert kinds("eyes", "wrench", eyes=EntryKind.TRIAGE) is EntryKind.TRIAGE


def test_files_are_named() -> None:
    files = [{"name": "a.png", "title": "error rate"}, {"name": "b.txt"}]
    assert event(text="look", files=files).extra == {"files": "error rate, b.txt"}
    assert event(files=files).text == "File: error rate, b.txt"


def test_what_is_not_a_message_is_counted() -> None:
    case = one([message(1, "down"), None, {"type": "message", "text": "no ts"}, message(2, "up")])
    assert case.complaints == ("read 2 of 4 `messages`: no `ts` found.",)
    assert one([message(1, "down"), message(2)]).complaints == ("read 1 of 2 `messages`: no text found.",)


def test_the_name_of_the_channel_is_the_title() -> None:
    assert (
        one({"channel_id": "C1", "name": "inc-7-invoices", "messages": [message(1, "down")]}).title == "#inc-7-invoices"
    )


def test_a_conversation_with_messages_about_the_channel_only_is_refused() -> None:
    with pytest.raises(InputError, match="found Slack"):
        one([message(1, "joined", subtype="channel_join")])


def test_ten_megabytes_of_a_message_are_read_within_bounds() -> None:
    assert one([message(1, "<@U1" * 2_500_000)]).events[0].text
    assert one([message(1, ":a" * 5_000_000)]).events[0].text
