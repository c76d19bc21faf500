"""An incident's channel and what belongs to it: card, pin, topic, invitations, announcement."""

from dataclasses import dataclass, replace
from typing import ClassVar

from bot.outbox.keys import ANNOUNCEMENTS
from bot.outbox.model import InChannel, OutboxMessage, Priority, ToPerson


@dataclass(frozen=True, kw_only=True)
class CreateChannel(OutboxMessage):
    """`generation` counts the incident's channels."""

    priority: ClassVar[Priority] = Priority.CHANNEL

    generation: int = 1


@dataclass(frozen=True, kw_only=True)
class Invite(InChannel):
    """`people` are user ids (U…), user group ids (S…) or email addresses. `asked`: the one person asked to join.

    `by` is the id of the person who asked for it, "" if the policy did.
    """

    people: tuple[str, ...]
    asked: bool = False
    by: str = ""

    @property
    def asked_by(self) -> str:
        return self.by


@dataclass(frozen=True, kw_only=True)
class RemoveMember(OutboxMessage):
    """Removes someone who left the incident from its channel. Rows of earlier versions have no name."""

    priority: ClassVar[Priority] = Priority.PEOPLE
    in_channel: ClassVar[bool] = True

    person: str
    name: str = ""

    @property
    def asked_by(self) -> str:
        return self.person


@dataclass(frozen=True, kw_only=True)
class ReadMembers(OutboxMessage):
    """Reads who is in the channel. Until then nobody sees a private incident, so it comes first."""

    priority: ClassVar[Priority] = Priority.CHANNEL
    in_channel: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class Card(InChannel):
    """`posted_in` is set on the last card in a channel that the incident has left."""

    def merged_over(self, known: OutboxMessage) -> OutboxMessage:
        return replace(self, posted_in=self.posted_in or known.posted_in) if isinstance(known, Card) else self


@dataclass(frozen=True, kw_only=True)
class PinCard(InChannel):
    """Pins the card."""

    priority: ClassVar[Priority] = Priority.NORMAL


@dataclass(frozen=True, kw_only=True)
class Topic(InChannel):
    priority: ClassVar[Priority] = Priority.NORMAL


@dataclass(frozen=True, kw_only=True)
class Purpose(InChannel):
    priority: ClassVar[Priority] = Priority.NORMAL


@dataclass(frozen=True, kw_only=True)
class ArchiveChannel(OutboxMessage):
    """Archives `posted_in`, unless the incident was reopened there in the meantime."""

    in_channel: ClassVar[bool] = True

    posted_in: str

    @property
    def place(self) -> str:
        return self.posted_in


@dataclass(frozen=True, kw_only=True)
class RejoinChannel(OutboxMessage):
    """Puts Muster back into the incident's channel, from which someone removed it."""

    priority: ClassVar[Priority] = Priority.CHANNEL


@dataclass(frozen=True, kw_only=True)
class CallPeople(OutboxMessage):
    """Finds the people whom an incident without a channel can't invite, and tells each of them directly.

    `people` are as in Invite.
    """

    priority: ClassVar[Priority] = Priority.PEOPLE

    people: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class InvitationWanted(OutboxMessage):
    """Asks a person to invite Muster to the channel from which it was removed, and which it can't rejoin.

    It tells nothing but the incident's number, so it has no recipient who must be allowed to see the incident: who is
    allowed can't be read while Muster is not in the channel.
    """

    priority: ClassVar[Priority] = Priority.CHANNEL

    person: str
    reason: str = ""  # Slack's error, where it refuses to let Muster rejoin a public one
    tried: tuple[str, ...] = ()  # ids of those whom Slack didn't let Muster ask


@dataclass(frozen=True, kw_only=True)
class PersonCalled(ToPerson):
    """Tells a person of an incident by direct message, in place of the invitation to its channel."""

    priority: ClassVar[Priority] = Priority.PEOPLE


@dataclass(frozen=True, kw_only=True)
class Announcement(OutboxMessage):
    """The post in the channel where incidents are announced.

    `by` is the id of the person who made the incident private, so that nobody may read it there.
    """

    priority: ClassVar[Priority] = Priority.BROADCAST
    without_channel: ClassVar[bool] = True

    by: str = ""

    @property
    def asked_by(self) -> str:
        return self.by

    @property
    def shared_place(self) -> str:
        return ANNOUNCEMENTS


@dataclass(frozen=True, kw_only=True)
class WhereToGo(OutboxMessage):
    """Tells a person where the channel is: at `reply_to` (where the command is answered), else by direct message."""

    priority: ClassVar[Priority] = Priority.BROADCAST

    reply_to: str = ""
    person: str

    @property
    def recipient(self) -> str:
        return self.person


@dataclass(frozen=True, kw_only=True)
class ChannelTrouble(OutboxMessage):
    """Tells a person directly what is wrong with the channel, because there is no card to say so, or few who read it.

    `reason` is Slack's error where it could not be created, else one of bot/incidents/channels/channel_changes.py.
    `tried` are ids of those whom it didn't reach.
    """

    priority: ClassVar[Priority] = Priority.CHANNEL

    person: str
    reason: str
    tried: tuple[str, ...] = ()

    @property
    def recipient(self) -> str:
        return self.person


@dataclass(frozen=True, kw_only=True)
class NotInvited(OutboxMessage):
    """Tells a person directly that Slack refuses to invite them to the channel, for `reason`: Slack's error.

    Someone who can't see the incident learns nothing but its number, so it has no recipient who must be allowed to.
    """

    priority: ClassVar[Priority] = Priority.PEOPLE

    person: str
    reason: str
    others: bool = False  # other people were invited


@dataclass(frozen=True, kw_only=True)
class NotPostedYet(OutboxMessage):
    """Tells a person directly that what they asked for waits until Muster can post in the channel again.

    It says no more than the same person is told when the state is known before they ask, and nothing of the incident,
    so it has no recipient who must be allowed to see it: who is allowed can't be read in the meantime.
    """

    priority: ClassVar[Priority] = Priority.PEOPLE

    to: str


@dataclass(frozen=True, kw_only=True)
class RetryAnswer(ToPerson):
    """Tells a person who pressed Retry what failed again of `rows` (keys), once all of them were tried."""

    priority: ClassVar[Priority] = Priority.PEOPLE

    rows: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DeliveryFailed(OutboxMessage):
    """Tells a person directly that the message with the key `failed` failed, where nothing in the channel does.

    `tried` are ids of those who should have been told first, but whom it didn't reach.
    """

    priority: ClassVar[Priority] = Priority.PEOPLE

    to: str
    failed: str
    reason: str
    tried: tuple[str, ...] = ()

    @property
    def recipient(self) -> str:
        return self.to


@dataclass(frozen=True, kw_only=True)
class NobodyTold(InChannel):
    """Says in the channel what failed, where no direct message about it reaches anyone."""
