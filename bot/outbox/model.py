"""The outbox: what Slack should show, and how far the delivery is.

A message has facts, never text: it is rendered when it is delivered, from the data at that moment. There is one frozen
dataclass for each kind of message, in the module of its capability; storage/outbox/codec.py knows them all. The outbox
is a queue: what is needed later is stored in tables of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import ClassVar

from bot.json_types import Json


class Priority(IntEnum):
    """What is sent first when Slack limits the rate; the lowest number wins."""

    CHANNEL = 1
    PEOPLE = 2
    BROADCAST = 3
    NORMAL = 5
    LAST = 6


class Rank(IntEnum):
    """Which of the posts that wait for one channel is next; the lowest number wins, and the same rank keeps its order.

    Slack takes one post a second in a channel: what everybody has to know must not wait for a burst of notes.
    """

    NEWS = 1
    ROLES = 2
    NOTES = 3


@dataclass(frozen=True)
class OutboxMessage:
    """Something that Slack should show, named by a natural key such as `42/update/3`.

    Enqueueing the same key again redraws the message instead of posting a second one. Messages with the same
    `ordering_key` are sent one after another, the lowest `rank` first; "" means no order. `depends_on` are keys that
    must be delivered first.
    `in_channel`: it is shown in the incident's channel or about a message there, so it waits while Muster isn't in it.
    `without_channel`: it is shown elsewhere and goes out, too, if Slack refuses to create the channel.
    """

    priority: ClassVar[Priority] = Priority.NORMAL
    rank: ClassVar[Rank] = Rank.NEWS
    in_channel: ClassVar[bool] = False
    without_channel: ClassVar[bool] = False

    key: str
    ordering_key: str = ""
    depends_on: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The id of the channel that a message `in_channel` belongs to, "" for the incident's present one."""
        return ""

    @property
    def pace_key(self) -> str:
        """What its posts have in common with others of the incident that go to the same channel."""
        return self.ordering_key

    @property
    def shared_place(self) -> str:
        """The place that it is posted in together with other incidents' messages, "" if there is none."""
        return ""

    @property
    def is_answerable(self) -> bool:
        """Whether people may answer or undo it: then it is kept when its row is pruned."""
        return False

    @property
    def recipient(self) -> str:
        """The id of the person whom it reaches outside the channel, "" if it doesn't."""
        return ""

    @property
    def asked_by(self) -> str:
        """The id of the person whose request it shows, who is told if Slack refuses it, "" if there is none."""
        return ""

    def merged_over(self, _known: "OutboxMessage") -> "OutboxMessage":
        """The message to show if `_known` already has this key. By default this one replaces it."""
        return self


@dataclass(frozen=True)
class ToPerson(OutboxMessage):
    """A direct message; `to` is a person's id, or a channel's where a subclass says so."""

    to: str = field(kw_only=True)

    @property
    def recipient(self) -> str:
        return self.to

    @property
    def shared_place(self) -> str:
        return self.to


@dataclass(frozen=True)
class InChannel(OutboxMessage):
    """A message in the incident's channel; `posted_in` is the id of an earlier channel if it belongs there."""

    priority: ClassVar[Priority] = Priority.PEOPLE
    in_channel: ClassVar[bool] = True

    posted_in: str = ""

    @property
    def place(self) -> str:
        return self.posted_in


def needs_membership(message: OutboxMessage, channel: str) -> bool:
    """Whether Muster has to be in `channel`, the incident's present one, to deliver a message."""
    return message.in_channel and message.place in ("", channel)


@dataclass(frozen=True, kw_only=True)
class UnreadableMessage(OutboxMessage):
    """A stored message that is damaged or was written by another version. It is never delivered."""

    kind: str
    trouble: str


@dataclass(frozen=True)
class OutboxRow:
    """An outbox row as the delivery loop sees it.

    `wanted` counts how often it was enqueued, `done` is the version that Slack shows (0 for none). `tried` is true
    once an attempt at the wanted version began: after a crash its outcome is unknown. `result` is what Slack answered
    (channel, ts …), needed for redrawing. `error` is set once it failed permanently.
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
