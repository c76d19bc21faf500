"""What Muster reads of Slack's payloads. Everything passes here once, before any listener.

Slack's payloads differ from its types: optional fields come as null, required ones are left out or are of another type,
and the same person is `user`, `user_id` or `actor_id`. A listener that can't do without a missing field raises
Incomplete instead of KeyError: a sentence for the person who waits for an answer, a line in the log for an event.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from handlers.slack.requests.shapes import (
    Fields,
    Incomplete,
    Payload,
    Shape,
    address,
    by_name,
    either,
    flag,
    identifier,
    many,
    name,
    number,
    text,
    timestamp,
)

WHO: Final = ("user", "user_id", "actor_id")  # the names of the person behind an event


def _fields(shape: Shape, *names: str) -> dict[str, Shape]:
    return dict.fromkeys(names, shape)


# Messages


def _block(sent: Any) -> Payload | None:
    return BLOCK(sent)


BLOCK: Final = Fields(  # and what is in it: elements, texts, options
    {
        **_fields(text, "type", "block_id", "action_id", "value", "initial_value", "name", "url"),
        **_fields(identifier, "user_id", "initial_user"),
        **_fields(many(identifier), "initial_users"),
        **_fields(_block, "element", "hint", "label", "accessory", "placeholder"),
        **_fields(many(_block), "elements", "fields", "options", "initial_options"),
        **_fields(either(_block, text), "text", "title"),
    },
    others=True,
)
LABEL: Final = Fields(_fields(text, "type", "text"), key="text")
FILE: Final = Fields({"id": identifier, **_fields(text, "name", "title", "mimetype", "permalink")})
ATTACHMENT: Final = Fields(
    {
        **_fields(text, "pretext", "title", "text", "fallback"),
        "fields": many(Fields(_fields(text, "title", "value"))),
        "blocks": many(BLOCK),
    }
)
EDITED: Final = Fields({"user": identifier, "ts": timestamp})
REACTION: Final = Fields({"name": text, "count": number, "users": many(identifier)})
_MESSAGE: Final[Mapping[str, Shape]] = {
    **_fields(text, "type", "subtype", "text", "username", "permalink"),
    **_fields(identifier, "user", "bot_id", "app_id"),
    **_fields(timestamp, "ts", "thread_ts"),
    "bot_profile": Fields({"name": text}),
    "edited": EDITED,
    "blocks": many(BLOCK),
    "attachments": many(ATTACHMENT),
    "files": many(FILE),
    "reactions": many(REACTION),
    "reply_count": number,
    "metadata": Fields({"event_type": text, "event_payload": Fields({"key": text})}),
}
MESSAGE: Final = Fields(_MESSAGE)

# People and groups

USER: Final = Fields(
    {
        **_fields(identifier, "id", "team_id"),
        **_fields(name, "name", "username", "real_name", "tz"),
        **_fields(flag, "deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger"),
        "profile": Fields(_fields(name, "real_name", "display_name")),
        "enterprise_user": Fields({"teams": many(identifier)}),
    },
    key="id",
)
GROUP: Final = Fields(
    {
        "id": identifier,
        "handle": name,
        "users": many(identifier),
        **_fields(number, "user_count", "date_delete"),
    }
)
CHANNEL: Final = Fields({"id": identifier, "name": name}, key="id")
TEAM: Final = Fields({"id": identifier, "enterprise_id": identifier}, key="id")

# Events

ITEM: Final = Fields(
    {"type": text, "channel": identifier, "ts": timestamp, "created_by": identifier, "message": MESSAGE}
)
EVENT: Final = Fields(
    {
        **_MESSAGE,
        **_fields(identifier, "user_id", "actor_id", "inviter", "item_user", "subteam_id"),
        **_fields(identifier, "channel", "channel_id", "old_channel_id", "new_channel_id"),
        **_fields(timestamp, "event_ts", "deleted_ts"),
        **_fields(name, "reaction", "name", "tab"),
        **_fields(MESSAGE, "message", "previous_message"),
        **_fields(many(identifier), "added_users", "removed_users"),
        "is_ext_shared": flag,
        "item": ITEM,
        "subteam": GROUP,
    }
)
# Events whose person or channel is an object, as Slack documents them.
_EVENTS: Final[Mapping[str, Shape]] = {
    **dict.fromkeys(
        ("user_change", "team_join", "user_profile_changed", "user_status_changed"),
        Fields({**EVENT.known, "user": USER}),
    ),
    **dict.fromkeys(
        ("channel_created", "channel_rename", "group_rename", "im_created"),
        Fields({**EVENT.known, "channel": CHANNEL}),
    ),
}


def _event(sent: Any) -> Payload | None:
    kind = text(sent.get("type")) if isinstance(sent, Mapping) else ""
    read: Payload | None = _EVENTS.get(kind or "", EVENT)(sent)
    return read


CALLBACK: Final = Fields(
    {
        **_fields(identifier, "team_id", "event_id"),
        **_fields(timestamp, "event_time"),
        "type": text,
        "event": _event,
    }
)

# Commands, buttons, forms and shortcuts

OPTION: Final = Fields({"value": text, "text": LABEL}, key="value")
# What was typed or chosen. Read entirely or not at all: a part would be taken for what somebody wants.
INPUT: Final = Fields(
    {
        **_fields(text, "type", "value", "selected_date"),
        "selected_date_time": number,
        "selected_user": identifier,
        "selected_users": many(identifier, whole=True),
        "selected_option": OPTION,
        "selected_options": many(OPTION, whole=True),
    },
    others=True,
    whole=True,
)
ACTION: Final = Fields({**INPUT.known, **_fields(text, "action_id", "block_id"), "text": LABEL})
VIEW: Final = Fields(
    {
        "id": identifier,
        **_fields(text, "type", "callback_id", "private_metadata", "hash"),
        **_fields(LABEL, "title", "submit", "close"),
        "blocks": many(BLOCK),
        "state": Fields({"values": by_name(by_name(INPUT))}),
    }
)
REQUEST: Final = Fields(
    {
        **_fields(text, "type", "callback_id", "trigger_id", "action_id", "block_id", "value"),
        **_fields(text, "command", "text", "challenge"),
        "user_name": name,
        "response_url": address,
        **_fields(identifier, "user_id", "channel_id", "team_id"),
        **_fields(timestamp, "message_ts", "minute_rate_limited"),
        **_fields(flag, "is_enterprise_install", "is_cleared"),
        "user": USER,
        "channel": CHANNEL,
        **_fields(TEAM, "team", "enterprise"),
        "container": Fields({"channel_id": identifier}),
        "message": MESSAGE,
        "actions": many(ACTION),
        "view": VIEW,
    }
)
NOT_ALWAYS: Final = ("trigger_id", "response_url", "callback_id")  # "" in a request that came without


def needed(payload: Mapping[str, Any], field: str) -> str:
    """The text of a field that may not be empty, such as who asks: no id at all stands for the command line."""
    if not payload.get(field):
        raise Incomplete(field)
    return str(payload[field])


def received(sent: Any, now: datetime) -> Payload:
    """The payload of an envelope, with what each listener relies on."""
    callback = CALLBACK(sent) or Payload()
    if "event" in callback:
        _complete_event(callback, callback["event"], now)
        return callback
    request = REQUEST(sent) or Payload()
    _complete(request)
    return request


def _complete_event(payload: Payload, event: Payload, now: datetime) -> None:
    """When it happened, who did it if that is known, and an id that is the same when Slack delivers it again."""
    payload["type"] = "event_callback"
    if "event_id" not in payload:
        said = json.dumps([event, payload.get("event_time")], sort_keys=True)
        payload["event_id"] = hashlib.sha256(said.encode()).hexdigest()
    times = (event.get("event_ts"), event.get("ts"), payload.get("event_time"), f"{now.timestamp():.6f}")
    event["event_ts"] = next(filter(None, times))
    who = next((event[field] for field in WHO if event.get(field)), None)
    if who is not None:
        event["user"] = who


def _complete(request: Payload) -> None:
    for field in NOT_ALWAYS:
        request.setdefault(field, "")
    if not request.get("actions"):
        request.pop("actions", None)  # bolt takes the first one
    for action in request.get("actions", ()):
        action.setdefault("action_id", "")
    if "message_ts" in request:
        request.setdefault("message", Payload()).setdefault("ts", request["message_ts"])
    if "view" in request:
        request["view"].setdefault("type", "modal")
        request["view"].setdefault("callback_id", "")
    if request.get("type") not in KINDS and (kind := _kind(request)):
        request["type"] = kind


KINDS: Final = ("block_actions", "view_submission", "view_closed", "block_suggestion", "shortcut", "message_action")


def _kind(request: Payload) -> str:
    """What an interaction is by what it has, for one that doesn't say so."""
    if "actions" in request:
        return "block_actions"
    if "view" in request:
        return "view_closed" if "is_cleared" in request else "view_submission"
    if not request["callback_id"]:
        return ""
    return "message_action" if "message" in request else "shortcut"


def stored_in(metadata: str, field: str = "private_metadata") -> Payload:
    """What Muster stored with a form or button."""
    try:
        found = json.loads(metadata)
    except ValueError:
        found = None
    if not isinstance(found, Mapping):
        raise Incomplete(field)
    return Payload(found)


def channel_of(interaction: Mapping[str, Any]) -> str:
    """The channel of a button, shortcut or command, "" if it was used in no channel or Slack doesn't say."""
    channel, container = interaction.get("channel") or {}, interaction.get("container") or {}
    return str(channel.get("id") or container.get("channel_id") or interaction.get("channel_id") or "")
