"""Messages to people outside a channel: checked again at delivery, in this one place for every kind of message.

They offer their reader only what that person may do.
An incident may have become private, and a member may have left, since the message was stored. After an absence, the
members of a private incident have to be read first: until then its messages to people wait.
"""

from dataclasses import replace

from bot.announcements.subscriptions import is_channel
from bot.outbox.model import OutboxRow
from bot.services import Services
from handlers.delivery.sender import NeverSent, Result, Sender
from handlers.slack.outbox.render_context import RenderedMessage
from handlers.slack.requests.listener_context import offers_for
from templates.outbox import wording


def to_those_who_see(sender: Sender, services: Services) -> Sender:
    """The same sender; it counts a message as delivered, without posting it, for someone who can't see the incident."""

    async def do(row: OutboxRow) -> Result:
        return await sender.do(row) if _may_go(services, row) else {}

    async def look(row: OutboxRow) -> Result | None:
        return await sender.look(row) if _may_go(services, row) else {}

    return replace(sender, do=do, look=look)


def offered(services: Services, who: str, said: RenderedMessage) -> RenderedMessage:
    """The message without the buttons that its reader may not press; all of them for "" or a channel."""
    if not who or is_channel(who):
        return said
    return replace(said, blocks=offers_for(services, services.people.person(who)).blocks(said.blocks))


def _may_go(services: Services, row: OutboxRow) -> bool:
    """Raises NeverSent while it isn't known."""
    who = row.message.recipient
    if who and services.people.person(who).deactivated:
        return False
    if not who or is_channel(who) or not row.incident:
        return True
    if services.membership.is_unwatched(row.incident):
        raise NeverSent(wording.MEMBERS_UNREAD)
    if services.membership.sees(row.incident, who):
        return True
    if services.membership.is_known(row.incident):
        return False
    raise NeverSent(wording.MEMBERS_UNREAD)
