"""What a person reads whose request was saved but can't be shown in Slack now.

Most commands answer nothing, because the channel shows what they changed. Where Muster can't post there, or nowhere at
all, that answer is lost: what a request adds to the messages that wait is said to the person instead. So it is while
Slack limits the rate for long or is down.

That Slack refuses the token is known from the first refused call on, which is often a message of the request that was
just answered. A person who was answered in the meantime as if all were well is told afterwards: a response_url needs no
token. A form has none, so the token is checked before it is answered.
"""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.incidents.model import Incident
from bot.outbox.requested import Requested
from bot.services import Services
from handlers.delivery.access import ServiceAccess
from handlers.slack.blockkit import blocks
from handlers.slack.outbox.render_context import RenderedMessage
from templates.incidents import messages
from templates.rendering import render

logger = logging.getLogger(__name__)

POSTING: Final = "chat.postMessage"
MOST_TRUSTING: Final = 100  # answers that are still to prove true


class Unposted:
    """`tell` answers at a response_url. The request matters more: what can't be found out here is left unsaid."""

    def __init__(self, services: Services, access: ServiceAccess, tell: Callable[[str, str], None]) -> None:
        self._services = services
        self._access = access
        self._tell = tell
        self._trusting: deque[tuple[str, int]] = deque(maxlen=MOST_TRUSTING)
        access.on_change(lost=self._lost)

    def trusting(self, asked: Requested, response_url: str) -> None:
        """A request is answered as if what it asked for will be posted."""
        if asked.anything and response_url and not self._access.is_lost:
            self._trusting.append((response_url, self._access.acceptances))

    def _lost(self) -> None:
        """Tells those who were answered after the last call that Slack accepted."""
        for response_url, acceptances in self._trusting:
            if acceptances == self._access.acceptances:
                self._tell(response_url, render(messages.NotDelivered(self._access.why)))
        self._trusting.clear()

    def told_to(self, person_id: str, asked: Requested) -> str:
        """A sentence for each incident that the person may see, "" if everything is posted or that can't be read."""
        try:
            return self._told_to(person_id, asked)
        except Exception:
            logger.exception("What a request left unposted can't be read")
            return ""

    def _told_to(self, person_id: str, asked: Requested) -> str:
        if self._access.is_lost:
            return render(messages.NotDelivered(self._access.why)) if asked.anything else ""
        if (asked.in_channels or asked.to_people) and self._access.is_busy(POSTING):
            return render(messages.PostedLater())
        person = self._services.people.person(person_id)
        numbers = sorted({*asked.in_channels, *asked.to_people} - {0})
        found = [each for each in map(self._services.incidents.get, numbers) if _waits(each, asked)]
        unposted = [each for each in found if self._services.permissions.sees(person, each)]
        return "\n".join(render(messages.NotPosted(each)) for each in unposted)


def _waits(incident: Incident, asked: Requested) -> bool:
    """Whether what was asked for can't be shown now: the channel can't be posted in, or Slack refuses to create one.

    Of a private incident, nobody is told directly while Muster can't see who is still in its channel.
    """
    if incident.number in asked.in_channels:
        return incident.archived or bool(incident.channel_error)
    return incident.private and bool(incident.channel and incident.channel_error)


def with_notice(said: str | RenderedMessage, notice: str) -> str | RenderedMessage:
    if isinstance(said, str) and notice in said:
        return said  # the answer itself says so
    if not notice or isinstance(said, str):
        return f"{said}\n{notice}".strip() if notice else said
    return replace(said, text=f"{said.text}\n{notice}", blocks=[*said.blocks, *blocks.sections(notice)])
