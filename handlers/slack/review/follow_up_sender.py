"""Senders for the review's text in the search, and for reminders that say how a review is doing."""

import asyncio
from collections.abc import Callable
from functools import partial

from bot.outbox.model import OutboxRow
from bot.outbox.nudges import Asking, OverdueReview, UndecidedFactors
from bot.review.follow_up import ReviewStatus
from bot.services import Services
from handlers.delivery.sender import Result, Sender
from handlers.slack.outbox.posting import Poster, Where
from handlers.slack.outbox.render_context import RenderedMessage


class FollowUpSender:
    def __init__(self, services: Services, poster: Poster) -> None:
        self._services = services
        self._poster = poster

    async def publish(self, row: OutboxRow) -> Result:
        """Builds the text off the loop: a long one would delay the acks."""
        text = await asyncio.to_thread(self._services.review_follow_up.publication(row.incident))
        self._services.review_follow_up.published(row.incident, text)
        return {}

    def asked(self, page: Callable[..., RenderedMessage], where: Where | None = None) -> Sender:
        """A sender that first finds out the review's status, off the loop, if the message is about a review."""

        async def sender(row: OutboxRow) -> Sender:
            return self._poster.sender(partial(page, standing=await self._standing(row)), where)

        async def do(row: OutboxRow) -> Result:
            return await (await sender(row)).do(row)

        async def look(row: OutboxRow) -> Result | None:
            return await (await sender(row)).look(row)

        plain = self._poster.sender(page, where)
        return Sender(do, look, plain.method, looks_by=plain.looks_by, redraws_by=plain.redraws_by)

    async def _standing(self, row: OutboxRow) -> ReviewStatus | None:
        asked = row.message.still_open if isinstance(row.message, Asking) else ()
        if not any(isinstance(each, OverdueReview | UndecidedFactors) for each in asked):
            return None
        return await asyncio.to_thread(self._services.review_follow_up.status(row.incident))
