"""What a person reads whose request was saved but can't be shown in Slack now.

Most commands answer nothing, because the channel shows what they changed. Where Muster can't post there, or nowhere at
all, that answer is lost: what a request adds to the messages that wait is said to the person instead.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bot.incidents.model import Incident
from bot.outbox.requested import Requested, noted
from bot.services import Services
from handlers.delivery.access import ServiceAccess
from handlers.slack.blockkit import blocks
from handlers.slack.outbox.render_context import RenderedMessage
from templates.incidents import messages
from templates.rendering import render

logger = logging.getLogger(__name__)


@contextmanager
def watched(services: Services, access: ServiceAccess) -> Iterator["Unposted"]:
    """Around a request, from before it is decided until it is answered."""
    with noted() as requested:
        yield Unposted(services, access, requested)


class Unposted:
    """The request matters more: what can't be found out here is left unsaid."""

    def __init__(self, services: Services, access: ServiceAccess, requested: Requested) -> None:
        self._services = services
        self._access = access
        self._requested = requested

    def told_to(self, person_id: str) -> str:
        """A sentence for each incident that the person may see, "" if everything is posted or that can't be read."""
        try:
            return self._told_to(person_id)
        except Exception:
            logger.exception("What a request left unposted can't be read")
            return ""

    def _told_to(self, person_id: str) -> str:
        if self._access.is_lost:
            return render(messages.NotDelivered(self._access.why)) if self._requested.anything else ""
        person = self._services.people.person(person_id)
        found = [self._services.incidents.get(number) for number in sorted(self._requested.in_channels)]
        unposted = [each for each in found if _waits(each) and self._services.permissions.sees(person, each)]
        return "\n".join(render(messages.NotPosted(each)) for each in unposted)


def _waits(incident: Incident) -> bool:
    """Whether Muster can't post in its channel now, or Slack refuses to create one."""
    return incident.archived or bool(incident.channel_error)


def with_notice(said: str | RenderedMessage, notice: str) -> str | RenderedMessage:
    if isinstance(said, str) and notice in said:
        return said  # the answer itself says so
    if not notice or isinstance(said, str):
        return f"{said}\n{notice}".strip() if notice else said
    return replace(said, text=f"{said.text}\n{notice}", blocks=[*said.blocks, *blocks.sections(notice)])
