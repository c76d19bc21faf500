"""The state of a workspace: plain dataclasses that convert to JSON and back. No rules, sockets or tasks."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

Json = dict[str, Any]


@dataclass
class User:
    """A person, or the user that stands for an app (`is_bot`, with its `bot_id`)."""

    id: str
    team_id: str
    name: str
    real_name: str
    tz: str = "Etc/UTC"
    email: str = ""
    title: str = ""
    is_bot: bool = False
    bot_id: str = ""
    is_restricted: bool = False
    is_ultra_restricted: bool = False  # a guest of a single channel, who is restricted, too
    deleted: bool = False


@dataclass
class EmojiReaction:
    name: str
    users: list[str] = field(default_factory=list)

    def json(self) -> Json:
        return {"name": self.name, "users": list(self.users), "count": len(self.users)}


@dataclass
class Message:
    """A message, a thread reply (`thread_ts` of another message) or an ephemeral (`to`, a user id)."""

    channel: str
    ts: str
    text: str
    user: str = ""
    subtype: str = ""
    bot_id: str = ""
    app_id: str = ""
    username: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    thread_ts: str = ""
    broadcast: bool = False
    reactions: list[EmojiReaction] = field(default_factory=list)
    edited: Json | None = None
    metadata: Json | None = None
    reply_count: int = 0
    reply_users: list[str] = field(default_factory=list)
    latest_reply: str = ""
    pinned_to: list[str] = field(default_factory=list)
    extra: Json = field(default_factory=dict)
    to: str = ""

    @property
    def is_reply(self) -> bool:
        return bool(self.thread_ts) and self.thread_ts != self.ts

    @property
    def author(self) -> str:
        """The id of the author: a user's, or a bot's if it has no user."""
        return self.user or self.bot_id

    def json(self, metadata: bool = False) -> Json:
        """The message as conversations.history returns it; its metadata only on request."""
        parts: Json = {"type": "message", "subtype": self.subtype, "user": self.user, "text": self.text}
        parts |= {"ts": self.ts, "bot_id": self.bot_id, "app_id": self.app_id, "username": self.username}
        parts |= {"blocks": self.blocks, "attachments": self.attachments, "files": self.files}
        parts |= {"thread_ts": self.thread_ts, "edited": self.edited, "pinned_to": self.pinned_to}
        parts |= {"reactions": [each.json() for each in self.reactions], **self.extra}
        if self.reply_count:
            parts |= self._thread()
        if metadata:
            parts["metadata"] = self.metadata
        return {key: value for key, value in parts.items() if value or key == "text"}

    def _thread(self) -> Json:
        users = list(self.reply_users)
        counts = {"reply_count": self.reply_count, "reply_users_count": len(users)}
        return {**counts, "reply_users": users, "latest_reply": self.latest_reply}


@dataclass
class Pin:
    ts: str
    user: str
    created: int


@dataclass
class Bookmark:
    id: str
    channel_id: str
    title: str
    link: str
    type: str = "link"
    emoji: str = ""
    created: int = 0
    updated: int = 0
    last_updated_by_user_id: str = ""


@dataclass
class Channel:
    """A conversation. `kind` is "channel", "im" or "mpim"; `messages` includes replies, in ts order."""

    id: str
    name: str
    creator: str
    created: int
    kind: str = "channel"
    is_private: bool = False
    is_archived: bool = False
    is_general: bool = False
    topic: str = ""
    topic_by: str = ""
    topic_at: int = 0
    purpose: str = ""
    purpose_by: str = ""
    purpose_at: int = 0
    previous_names: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    ephemerals: list[Message] = field(default_factory=list)
    pins: list[Pin] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    last_ts: int = 0
    shared_with: list[str] = field(default_factory=list)

    def message(self, ts: str) -> Message | None:
        """The message or reply with that ts; searched from the newest."""
        return next((each for each in reversed(self.messages) if each.ts == ts), None)


@dataclass
class View:
    """A modal on a person's screen, or their App Home. `json` is Slack's view object, `channel` the id of the
    conversation in which it was opened.
    """

    user: str
    json: Json
    channel: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.json["id"])

    @property
    def title(self) -> str:
        return str(self.json.get("title", {}).get("text", ""))

    @property
    def blocks(self) -> list[Json]:
        return list(self.json["blocks"])

    @property
    def state(self) -> dict[str, dict[str, Json]]:
        """Slack's `state.values`: block_id, action_id, then the element's value."""
        values: dict[str, dict[str, Json]] = self.json["state"]["values"]
        return values


@dataclass
class File:
    """A file; `content` in base64, `shared` lists channel ids with the ts of the message that shows it."""

    id: str
    name: str
    title: str
    mimetype: str
    size: int
    user: str
    created: int
    content: str = ""
    shared: dict[str, str] = field(default_factory=dict)
    complete: bool = False


@dataclass
class CanvasSection:
    """A piece of a canvas: a heading, a paragraph, an item of a list … in Markdown."""

    id: str
    text: str


@dataclass
class Canvas:
    """A document. `channel` is where it has a tab; `own` marks the one canvas of that channel.

    `access` gives users and channels, by id, "read" or "write"; `revision` counts its changes.
    """

    id: str
    title: str
    user: str
    created: int
    channel: str = ""
    own: bool = False
    sections: list[CanvasSection] = field(default_factory=list)
    access: dict[str, str] = field(default_factory=dict)
    revision: int = 0
    updated: int = 0
    updated_by: str = ""


@dataclass
class Usergroup:
    id: str
    handle: str
    name: str
    users: list[str] = field(default_factory=list)


@dataclass
class Act:
    """What a person did other than posting: `what` is a sentence without its subject."""

    at: float
    person: str
    channel: str
    what: str


@dataclass
class AppIds:
    """The installed app's identity in this workspace."""

    app_id: str
    bot_id: str
    user_id: str


@dataclass
class State:
    """The whole workspace."""

    team_id: str
    team_name: str
    team_domain: str
    app: AppIds
    users: list[User] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    canvases: list[Canvas] = field(default_factory=list)
    canvas_plan: str = "paid"
    returns_metadata: bool = True  # False: the history has none, not even the app's own
    usergroups: list[Usergroup] = field(default_factory=list)
    other_apps: dict[str, str] = field(default_factory=dict)  # name: bot_id
    modals: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    read: dict[str, dict[str, str]] = field(default_factory=dict)  # user id: conversation or thread: ts
    counters: dict[str, int] = field(default_factory=dict)

    def dump(self) -> Json:
        """The state as JSON; `State.load` restores an equal state."""
        return asdict(self)

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> State:
        state = _revive(cls, data)
        assert isinstance(state, cls)
        return state


def _revive(kind: Any, value: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _revive(inner[0], value)
    if origin is list and is_dataclass(inner[0]):
        return [_revive(inner[0], each) for each in value]
    if origin is dict:
        return {key: _revive(inner[1], each) for key, each in value.items()}
    if origin is list and get_origin(inner[0]) is dict:
        return [dict(each) for each in value]
    return _instance(kind, value) if is_dataclass(kind) else value


def _instance(kind: Any, value: Any) -> Any:
    """Fields missing from an older dump get their default."""
    hints = get_type_hints(kind)
    known = (each.name for each in fields(kind) if each.name in value)
    return kind(**{name: _revive(hints[name], value[name]) for name in known})
