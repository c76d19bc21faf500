"""Slack's text is decoded as people see it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.blockkit.mrkdwn import text_of

NAMES = {("user", "U1"): "Jane Smith", ("channel", "C1"): "incidents", ("usergroup", "S1"): "sre"}
MOMENT = 1705328580  # Mon 15 January 2024, 14:23:00 UTC


def names(kind: str, identifier: str) -> str:
    return NAMES.get((kind, identifier), "")


READ = {
    "plain words": "plain words",
    "a &lt;b&gt; &amp; c": "a <b> & c",
    "&amp;lt; is how &lt; is written": "&lt; is how < is written",
    "&quot;quotes&quot;": "&quot;quotes&quot;",
    "<@U1> looks": "@Jane Smith looks",
    "<@U1|jane> looks": "@Jane Smith looks",
    "<@U9|someone> looks": "@someone looks",
    "<@U9> looks": "@U9 looks",
    "see <#C1|old-name>": "see #incidents",
    "see <#C9|other>": "see #other",
    "<!here> and <!channel> and <!everyone>": "@here and @channel and @everyone",
    "<!here|here>": "@here",
    "<!subteam^S1> and <!subteam^S9|@ops>": "@sre and @ops",
    "<!unknown|shown>": "shown",
    "<!unknown>": "<unknown>",
    "&lt;!channel&gt; &amp; &lt;b&gt;": "<!channel> & <b>",
    "<https://example.com/a_b_c|the _docs_>": "the _docs_ (https://example.com/a_b_c)",
    "<https://example.com/?a=1&amp;b=2>": "https://example.com/?a=1&b=2",
    "<https://example.com|example.com>": "example.com",
    "<mailto:a@example.com|a@example.com>": "a@example.com",
    "<tel:+49123|call>": "call (+49123)",
    "*bold* _italic_ ~gone~": "bold italic gone",
    "*_both_*": "both",
    "*Commander* <@U1>": "Commander @Jane Smith",
    "*<@U1>* commands": "@Jane Smith commands",
    "*<https://example.com|Review>*": "Review (https://example.com)",
    "user_api_v2 and 2*3*4": "user_api_v2 and 2*3*4",
    "* not a list *": "* not a list *",
    "`a_b *c*` stays": "a_b *c* stays",
    "```\nline _one_\n&lt;two&gt;\n```": "line _one_\n<two>",
    "&gt; quoted": "> quoted",
    ":pushpin: pinned": ":pushpin: pinned",
}


@pytest.mark.parametrize("mrkdwn", READ)
def test_mrkdwn_reads_as_people_see_it(mrkdwn: str) -> None:
    assert text_of(mrkdwn, names) == READ[mrkdwn]


DATES = {
    "{date_num}": "2024-01-15",
    "{date_slash}": "15/01/2024",
    "{date}": "January 15th, 2024",
    "{date_pretty}": "January 15th, 2024",
    "{date_short}": "Jan 15, 2024",
    "{date_short_pretty}": "Jan 15, 2024",
    "{date_long}": "Monday, January 15th, 2024",
    "{date_long_full}": "January 15th, 2024",
    "{date_long_pretty}": "Monday, January 15th, 2024",
    "{day_divider_pretty}": "Monday, January 15th, 2024",
    "{time}": "14:23",
    "{time_secs}": "14:23:00",
    "{ago}": "Jan 15, 2024 14:23",
    "{date_num} at {time}": "2024-01-15 at 14:23",
    "{century}": "{century}",
}


@pytest.mark.parametrize("template", DATES)
def test_each_token_of_a_date_is_filled(template: str) -> None:
    assert text_of(f"<!date^{MOMENT}^{template}|fallback>", names) == DATES[template]


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("UTC", "14:23"), ("Europe/Berlin", "15:23"), ("America/New_York", "09:23"), ("Asia/Kolkata", "19:53")],
)
def test_a_date_is_shown_in_the_readers_zone(zone: str, shown: str) -> None:
    assert text_of(f"due <!date^{MOMENT}^{{time}}|14:23 UTC>", names, zone) == f"due {shown}"


@pytest.mark.parametrize(
    ("day", "shown"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (23, "23rd")]
)
def test_days_are_ordinals(day: int, shown: str) -> None:
    moment = MOMENT + (day - 15) * 86_400
    assert text_of(f"<!date^{moment}^{{date}}|x>", names) == f"January {shown}, 2024"


def test_a_date_may_be_a_link() -> None:
    token = f"<!date^{MOMENT}^{{time}}^https://example.com|x>"
    assert text_of(token, names) == "14:23 (https://example.com)"


@pytest.mark.parametrize("token", ["<!date^soon^{time}|at two>", "<!date|at two>", "<!date^1|at two>"])
def test_a_date_that_cannot_be_read_shows_its_fallback(token: str) -> None:
    assert text_of(token, names) == "at two"


@given(st.text(alphabet=st.characters(exclude_characters="*_~`\0"), max_size=60))
def test_what_was_escaped_reads_as_it_was_typed(typed: str) -> None:
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert text_of(escaped, names) == typed


@given(st.text(alphabet="<>@#!^|*_~`&;ab1 \n\0{}", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(text_of(text, names), str)
