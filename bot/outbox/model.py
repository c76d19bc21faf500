"""The outbox: what the world is to be shown, and how far that is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.json_types import Json


class MessageKind(StrEnum):
    """What the delivery loop can do in Slack for an outbox row."""

    CHANNEL = "channel"
    INVITE = "invite"
    KICK = "kick"
    CARD = "card"
    PIN = "pin"
    TOPIC = "topic"
    PURPOSE = "purpose"
    ANNOUNCEMENT = "announcement"
    THREAD = "thread"
    SUBSCRIBER = "subscriber"
    LINK = "link"
    TELL = "tell"
    TROUBLE = "trouble"
    POST = "post"
    NUDGE = "nudge"
    NUDGE_TO = "nudge_to"
    ACTIONS_DUE = "actions_due"
    LOOK_UP = "look_up"
    TICK = "tick"
    REVIEW = "review"
    REVIEW_TO = "review_to"
    CANVAS = "canvas"
    DOCUMENT = "document"
    PICTURE = "picture"
    PUBLISH = "publish"
    SCAN = "scan"
    ANSWER = "answer"
    TIMELINE = "timeline"
    EXPORT = "export"
    ARCHIVE = "archive"
    HOMES = "homes"
    HOME = "home"


@dataclass(frozen=True)
class OutboxMessage:
    """Something that Slack should show: one outbox row, named by a natural key such as `42/update/3`.

    Wanting the same key again wants it redrawn, never a second one. `lane` keeps order: rows of one lane go out one
    after another; "" means no order. `needs` are keys that must be done before. A lower `importance` goes first.
    """

    key: str
    step: MessageKind
    payload: Mapping[str, Json] = field(default_factory=dict)
    lane: str = ""
    needs: tuple[str, ...] = ()
    importance: int = 5


@dataclass(frozen=True)
class OutboxRow:
    """An outbox row as the delivery loop sees it.

    `wanted` counts how often it was asked for, `done` the version that Slack shows (0: nothing yet).
    `tried` is true once an attempt at the wanted version began: after a crash its outcome is unknown.
    `result` is what Slack answered (channel, ts …), kept for redrawing. `error` is set when it failed for good.
    """

    team: str
    incident: int
    key: str
    step: MessageKind
    payload: Mapping[str, Json]
    lane: str
    needs: tuple[str, ...]
    importance: int
    wanted: int
    done: int
    tried: bool
    attempts: int
    not_before: datetime
    result: Mapping[str, Json]
    error: str
