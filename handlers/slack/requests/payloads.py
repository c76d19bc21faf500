"""What Slack sends, read leniently: a field that is null counts as missing, and needing a missing one is a refusal.

Slack's payloads differ from its types: optional fields come as null, required ones are left out, and the same person is
`user`, `user_id` or `actor_id`. Everything passes here once, so no listener meets a None. A listener that can't do
without a missing field raises Incomplete instead of KeyError: a sentence for the person who waits for an answer, a line
in the log for an event.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from bot.errors import Refused
from templates.commands import wording

WHO = ("user", "user_id", "actor_id")  # the names of the person behind an event
_IDS: Final = ("user", "channel", "channel_id", "item_user")
# Events whose person or channel is an object, as Slack documents them
_OBJECTS: Final = frozenset(
    {
        *((kind, "user") for kind in ("user_change", "team_join", "user_profile_changed", "user_status_changed")),
        *((kind, "channel") for kind in ("channel_created", "channel_rename", "group_rename", "im_created")),
    }
)
_TS: Final = re.compile(r"\d+(\.\d+)?")
NOT_ALWAYS = ("trigger_id", "response_url")  # "" in a command or interaction that came without


class Incomplete(Refused):
    def __init__(self, field: str) -> None:
        super().__init__(wording.incomplete(field))


class Payload(dict[str, Any]):
    """A JSON object of Slack. A missing field raises Incomplete."""

    def __missing__(self, field: str) -> Any:
        raise Incomplete(field)


def needed(payload: Mapping[str, Any], field: str) -> str:
    """The text of a field that may not be empty, such as who asks: no id at all stands for the command line."""
    if not payload.get(field):
        raise Incomplete(field)
    return str(payload[field])


def lenient(sent: Any) -> Any:
    """A payload or an answer of the Web API, without its nulls."""
    if isinstance(sent, Mapping):
        return Payload({field: lenient(value) for field, value in sent.items() if value is not None})
    if isinstance(sent, list):
        return [lenient(value) for value in sent if value is not None]
    return sent


def received(sent: Mapping[str, Any], now: datetime) -> Payload:
    """The payload of an envelope, with what each listener relies on."""
    payload: Payload = lenient(sent)
    if isinstance(payload.get("event"), Payload):
        _complete_event(payload, payload["event"], now)
        return payload
    payload.pop("event", None)
    if not payload.get("actions"):
        payload.pop("actions", None)  # bolt takes the first one
    if payload.get("message_ts"):
        payload.setdefault("message", Payload()).setdefault("ts", payload["message_ts"])
    if "view" in payload:
        payload["view"].setdefault("type", "modal")
    for field in NOT_ALWAYS:
        payload.setdefault(field, "")
    return payload


def _complete_event(payload: Payload, event: Payload, now: datetime) -> None:
    """When it happened, who did it if that is known, and an id that is the same when Slack delivers it again."""
    if not payload.get("event_id"):
        payload["event_id"] = hashlib.sha256(json.dumps(event, sort_keys=True).encode()).hexdigest()
    times = (event.get("event_ts"), event.get("ts"), payload.get("event_time"), f"{now.timestamp():.6f}")
    event["event_ts"] = next(str(at) for at in times if _TS.fullmatch(str(at)))
    who = next((event[field] for field in WHO if event.get(field)), None)
    if who is not None:
        event["user"] = who
    _straighten(event)


def _straighten(event: Payload) -> None:
    """What comes in another type than Slack documents: an object for its id, anything for an object that is needed."""
    for field in _IDS:
        if isinstance(event.get(field), Mapping) and (event.get("type"), field) not in _OBJECTS:
            event[field] = str(event[field].get("id") or "")
    for message in (event, event.get("message"), event.get("previous_message")):
        if isinstance(message, Payload) and not isinstance(message.get("edited", Payload()), Mapping):
            del message["edited"]


def channel_of(interaction: Mapping[str, Any]) -> str:
    """The channel of a button, shortcut or command, "" if it was used in no channel or Slack doesn't say."""
    channel, container = interaction.get("channel") or {}, interaction.get("container") or {}
    return str(channel.get("id") or container.get("channel_id") or interaction.get("channel_id") or "")
