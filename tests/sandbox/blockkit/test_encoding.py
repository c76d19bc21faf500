"""Typed text is encoded as Slack's text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox import Sandbox, SettableClock
from sandbox.blockkit.encoding import command_text, message_text
from tests.sandbox.sandbox_examples import MANIFEST, PEOPLE

BOX = Sandbox(MANIFEST, PEOPLE, clock=SettableClock(0), usergroups={"sre": ["Jane Smith"]})
JANE = BOX.person("Jane Smith").id
GENERAL = BOX.channel("general").id
SRE = BOX.state.usergroups[0].id


@pytest.mark.parametrize(
    ("typed", "encoded"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("@Jane Smith look", f"<@{JANE}> look"),
        ("(@jane)", f"(<@{JANE}>)"),
        ("@janet", "@janet"),
        ("mail jane@example.com.", "mail <mailto:jane@example.com|jane@example.com>."),
        ("in #general, #nowhere", f"in <#{GENERAL}|general>, #nowhere"),
        ("@here and @channel", "<!here> and <!channel>"),
        ("@sre", f"<!subteam^{SRE}|@sre>"),
        ("see https://a.example/x?b=1&c=2.", "see <https://a.example/x?b=1&amp;c=2>."),
        ("`@jane <b>`", "`@jane &lt;b&gt;`"),
        ("", ""),
    ],
)
def test_messages_are_encoded(typed: str, encoded: str) -> None:
    assert message_text(BOX.space, typed) == encoded


def test_commands_name_people_and_channels() -> None:
    typed = "declare @Jane Smith in #general <x>"
    encoded = f"declare <@{JANE}|jane> in <#{GENERAL}|general> &lt;x&gt;"
    assert command_text(BOX.space, typed, should_escape=True) == encoded


def test_commands_without_escaping_keep_mentions_as_typed() -> None:
    assert command_text(BOX.space, "ask @jane & #general", should_escape=False) == "ask @jane &amp; #general"


@given(st.text())
def test_nothing_typed_is_lost_and_no_markup_is_smuggled_in(typed: str) -> None:
    encoded = message_text(BOX.space, typed)
    tokens = re.findall(r"<[^<>]*>", encoded)
    assert all(re.fullmatch(r"<(@U\w+|#C\w+\|[\w-]+|!\w+(\^\w+\|@\w+)?|mailto:.*|https?:.*)>", each) for each in tokens)
    if not tokens:
        decoded = encoded.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert decoded == typed
