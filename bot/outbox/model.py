"""The outbox: what the world is to be shown, and how far that is.

A message holds facts, never words: what it says is rendered when it is delivered, from the record as it is then. There
is one frozen dataclass for each kind of message, in the module of its capability; storage/outbox/codec.py knows them
all. The outbox is a queue: what has to be known later stands in tables of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import ClassVar

from bot.json_types import Json


class Priority(IntEnum):
    """What goes first when Slack slows us down: the lower one."""

    CHANNEL = 1
    PEOPLE = 2
    BROADCAST = 3
    NORMAL = 5
    LAST = 6


@dataclass(frozen=True)
class OutboxMessage:
    """Something that Slack should show, named by a natural key such as `42/update/3`.

    Enqueueing the same key again wants it redrawn, never a second one. Messages of one `ordering_key` go out one after
    another; "" means no order. `depends_on` are keys that must be shown before.
    """

    priority: ClassVar[Priority] = Priority.NORMAL

    key: str
    ordering_key: str = ""
    depends_on: tuple[str, ...] = ()

    @property
    def is_answerable(self) -> bool:
        """Whether people may answer it or take back what it tells: then it is kept when its row is pruned."""
        return False

    def merged_over(self, _known: "OutboxMessage") -> "OutboxMessage":
        """What to show where `_known` was to be shown under this key: this one alone, unless a kind says otherwise."""
        return self


@dataclass(frozen=True)
class InChannel(OutboxMessage):
    """What is shown in the incident's channel; `posted_in` names an earlier one where it belongs there."""

    priority: ClassVar[Priority] = Priority.PEOPLE

    posted_in: str = ""


@dataclass(frozen=True, kw_only=True)
class UnreadableMessage(OutboxMessage):
    """A stored message that this version can't read: another one wrote it, or it is damaged. It is never delivered."""

    kind: str
    trouble: str


@dataclass(frozen=True)
class OutboxRow:
    """An outbox row as the delivery loop sees it.

    `wanted` counts how often it was asked for, `done` the version that Slack shows (0: nothing yet).
    `tried` is true once an attempt at the wanted version began: after a crash its outcome is unknown.
    `result` is what Slack answered (channel, ts …), kept beside the row for redrawing. `error` is set when it failed
    for good.
    """

    team: str
    incident: int
    message: OutboxMessage
    wanted: int
    done: int
    tried: bool
    attempts: int
    not_before: datetime
    result: Mapping[str, Json]
    error: str

    @property
    def key(self) -> str:
        return self.message.key
