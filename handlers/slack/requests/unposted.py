"""What a person reads whose request was saved but can't be shown in Slack now.

Most commands answer nothing, because the channel shows what they changed. Where Muster can't post there, or nowhere at
all, that answer is lost: what a request adds to the messages that wait is said to the person instead.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace

from bot.services import Services
from handlers.delivery.access import ServiceAccess
from handlers.slack.blockkit import blocks
from handlers.slack.outbox.render_context import RenderedMessage
from templates.incidents import messages
from templates.rendering import render

logger = logging.getLogger(__name__)

ANYTHING = 0  # in place of an incident's number


class Unposted:
    """Made before the request is decided. The request matters more: what can't be found out here is left unsaid."""

    def __init__(self, services: Services, access: ServiceAccess) -> None:
        self._services = services
        self._access = access
        self._before = self._waiting()

    def told_to(self, person_id: str) -> str:
        """A sentence for each incident that the person may see, "" if everything is posted or that can't be read."""
        try:
            return self._told_to(person_id)
        except Exception:
            logger.exception("What a request left unposted can't be read")
            return ""

    def _told_to(self, person_id: str) -> str:
        more = [number for number, count in self._waiting().items() if count > self._before.get(number, 0)]
        if ANYTHING in more:
            return render(messages.NotDelivered(self._access.why))
        person = self._services.people.person(person_id)
        found = [self._services.incidents.get(number) for number in more]
        seen = [each for each in found if self._services.permissions.sees(person, each)]
        return "\n".join(render(messages.NotPosted(each)) for each in seen)

    def _waiting(self) -> Mapping[int, int]:
        try:
            if self._access.is_lost:
                return {ANYTHING: self._services.outbox.waiting_count()}
            return self._services.channels.waiting_for()
        except Exception:
            logger.exception("What waits for a channel can't be read")
            return {}


def with_notice(said: str | RenderedMessage, notice: str) -> str | RenderedMessage:
    if isinstance(said, str) and notice in said:
        return said  # the answer itself says so
    if not notice or isinstance(said, str):
        return f"{said}\n{notice}".strip() if notice else said
    return replace(said, text=f"{said.text}\n{notice}", blocks=[*said.blocks, *blocks.sections(notice)])
