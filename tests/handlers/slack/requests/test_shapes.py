"""A value is read as what it should be or not at all, whatever Slack sends."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.slack.requests.payloads import EVENT, REQUEST, VIEW, received
from handlers.slack.requests.shapes import Fields, address, flag, identifier, many, name, number, text, timestamp
from tests.handlers.conftest import START

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
NAMES = st.sampled_from([*EVENT.known, *REQUEST.known, *VIEW.known, "values", "action_id", "selected_option", "words"])
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6))


@pytest.mark.parametrize(
    ("shape", "sent", "read"),
    [
        (text, 5, "5"),
        (text, {"type": "plain_text", "text": "words"}, "words"),
        (text, ["words"], None),
        (text, True, None),
        (text, "half \ud83d", "half ?"),
        (name, "x" * 300, "x" * 255),
        (identifier, {"id": "U1", "name": "jane"}, "U1"),
        (identifier, "", None),
        (identifier, "U" * 300, None),
        (timestamp, 1705328580.5, "1705328580.5"),
        (timestamp, "soon", None),
        (number, "12", 12),
        (number, "12 people", None),
        (flag, "false", False),
        (flag, "words", None),
        (address, "https://hooks.slack.com/x", "https://hooks.slack.com/x"),
        (address, "words", None),
        (many(identifier), ["U1", None, {"id": "U2"}, []], ["U1", "U2"]),
        (many(identifier), "U1", ["U1"]),
        (many(identifier, whole=True), ["U1", {}], None),
        (Fields({"id": identifier}, key="id"), "C1", {"id": "C1"}),
        (Fields({"id": identifier}), {"id": "C1", "undeclared": 1}, {"id": "C1"}),
        (Fields({"id": identifier, "on": flag}, whole=True), {"id": "C1", "on": "words"}, None),
    ],
)
def test_what_can_be_used_is_used(shape: Any, sent: Any, read: Any) -> None:
    assert shape(sent) == read


@given(JSON)
def test_any_event_has_a_time_and_ids_that_are_texts(sent: Any) -> None:
    event = received({"event": sent}, START).get("event", {"event_ts": "1"})
    assert re.fullmatch(r"[\d.]+", event["event_ts"])
    assert all(isinstance(event.get(field, ""), str) for field in ("type", "channel_id", "item_user", "text"))


@given(JSON)
def test_any_request_is_read(sent: Any) -> None:
    request = received(sent, START)
    if "event" not in request:
        assert all(isinstance(request[field], str) for field in ("trigger_id", "response_url", "callback_id"))
        assert all(isinstance(action["action_id"], str) for action in request.get("actions", ()))
