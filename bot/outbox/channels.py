"""An incident's channel and what stands in it or around it: card, pin, topic, who is invited, where it is announced."""

from dataclasses import dataclass, replace
from typing import ClassVar

from bot.outbox.model import InChannel, OutboxMessage, Priority


@dataclass(frozen=True, kw_only=True)
class CreateChannel(OutboxMessage):
    """`generation` counts the incident's channels."""

    priority: ClassVar[Priority] = Priority.CHANNEL

    generation: int = 1


@dataclass(frozen=True, kw_only=True)
class Invite(InChannel):
    """`people` are U… or S… ids or e-mail addresses."""

    people: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RemoveMember(OutboxMessage):
    """Out of the channel, at their own wish."""

    priority: ClassVar[Priority] = Priority.PEOPLE

    person: str


@dataclass(frozen=True, kw_only=True)
class Card(InChannel):
    """`posted_in` is set on the last card of a channel that was left: it says where the incident went."""

    def merged_over(self, known: OutboxMessage) -> OutboxMessage:
        return replace(self, posted_in=self.posted_in or known.posted_in) if isinstance(known, Card) else self


@dataclass(frozen=True, kw_only=True)
class PinCard(InChannel):
    """The card's pin."""

    priority: ClassVar[Priority] = Priority.NORMAL


@dataclass(frozen=True, kw_only=True)
class Topic(InChannel):
    priority: ClassVar[Priority] = Priority.NORMAL


@dataclass(frozen=True, kw_only=True)
class Purpose(InChannel):
    priority: ClassVar[Priority] = Priority.NORMAL


@dataclass(frozen=True, kw_only=True)
class ArchiveChannel(OutboxMessage):
    """Archives `posted_in`, unless the incident goes on there by then."""

    posted_in: str


@dataclass(frozen=True, kw_only=True)
class Announcement(OutboxMessage):
    """In the channel where incidents are announced."""

    priority: ClassVar[Priority] = Priority.BROADCAST


@dataclass(frozen=True, kw_only=True)
class WhereToGo(OutboxMessage):
    """To somebody who asked from elsewhere: which channel it is. Where they asked (`reply_to`), else directly."""

    priority: ClassVar[Priority] = Priority.BROADCAST

    reply_to: str = ""
    person: str


@dataclass(frozen=True, kw_only=True)
class ChannelTrouble(OutboxMessage):
    """Without a channel there is no card to say so: the declarer hears it directly."""

    priority: ClassVar[Priority] = Priority.CHANNEL

    person: str
    reason: str
