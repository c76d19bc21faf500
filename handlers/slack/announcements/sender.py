"""Messages to people directly and in the announcement's thread: updates, published reviews, nudges, action items due.

Permissions are checked again at delivery: an incident may have become private, and a member may have left.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from bot.announcements.subscriptions import is_channel
from bot.outbox.model import OutboxMessage, OutboxRow
from bot.outbox.nudges import DirectNudge
from bot.outbox.review import ReviewPublished
from bot.outbox.tasks import DailySummary
from bot.outbox.updates import StakeholderUpdatesCopy, UpdateBelowAnnouncement, UpdateSnapshot, UpdateToSubscriber
from bot.services import Services
from handlers.delivery.sender import Result, Sender
from handlers.slack.announcements import stakeholder_copy
from handlers.slack.api_errors import answered
from handlers.slack.blockkit import blocks
from handlers.slack.nudges import messages
from handlers.slack.nudges.daily_summary import DailySummaryPoster
from handlers.slack.outbox.posting import Poster
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, message, sentence
from handlers.slack.requests.authorization import Offers
from handlers.slack.requests.listener_context import offers_for
from handlers.slack.review.follow_up_sender import FollowUpSender
from templates.announcements import messages as announcement_messages
from templates.review import messages as review_messages
from templates.updates import messages as update_messages


class AnnouncementSenders:
    def __init__(self, client: AsyncWebClient, services: Services, poster: Poster) -> None:
        self._client = client
        self._services = services
        self._poster = poster

    def senders(self) -> Mapping[type[OutboxMessage], Sender]:
        follow_up = FollowUpSender(self._services, self._poster)
        below = partial(self._poster.sender, where=self._announced_in, below=self._announced)
        return {
            UpdateBelowAnnouncement: _allowed(below(_update_below), self._is_public),
            ReviewPublished: _allowed(below(_review_published), self._is_public),
            StakeholderUpdatesCopy: self._poster.sender(self._copy, self._reached),
            UpdateToSubscriber: _allowed(self._poster.sender(_update_to, self._reached), self._may_get),
            DirectNudge: _allowed(
                follow_up.asked(partial(messages.direct, self._offers), self._reached), self._may_get
            ),
            DailySummary: DailySummaryPoster(self._client, self._services, self._poster.bot_user).summary(),
        }

    def _offers(self, person: str) -> Offers:
        return offers_for(self._services, self._services.people.person(person))

    def _is_public(self, row: OutboxRow) -> bool:
        return not self._services.incidents.get(row.incident).private

    def _may_get(self, row: OutboxRow) -> bool:
        return self._services.announcements.may_get(self._services.incidents.get(row.incident), _receiver(row))

    def _copy(self, _copy: StakeholderUpdatesCopy, context: RenderContext) -> RenderedMessage:
        updates = self._services.announcements.stakeholder_updates_of(context.incident)
        return stakeholder_copy.drawn(context, updates)

    async def _announced_in(self, row: OutboxRow) -> str:
        return str(self._announcement(row)["channel"])

    def _announced(self, row: OutboxRow) -> str:
        return str(self._announcement(row)["ts"])

    def _announcement(self, row: OutboxRow) -> Result:
        announcement = self._services.outbox.result(row.message.depends_on[0])
        assert announcement is not None  # a row is delivered only after those it depends on
        return announcement

    async def _reached(self, row: OutboxRow) -> str:
        """The direct message with a person, or a channel, which the bot has to join before it can post."""
        who = _receiver(row)
        if not is_channel(who):
            return await self._poster.direct_channel(who)
        joined = self._client.conversations_join(channel=who)
        await answered(joined, but=("method_not_supported_for_channel_type", "channel_not_found"))
        return who


def _receiver(row: OutboxRow) -> str:
    assert isinstance(row.message, UpdateToSubscriber | DirectNudge | StakeholderUpdatesCopy)
    return row.message.to


def _allowed(sender: Sender, is_allowed: Callable[[OutboxRow], bool]) -> Sender:
    """A sender that counts a message as delivered, without posting it, where it is no longer allowed."""

    async def do(row: OutboxRow) -> Result:
        return await sender.do(row) if is_allowed(row) else {}

    async def look(row: OutboxRow) -> Result | None:
        return await sender.look(row) if is_allowed(row) else {}

    return replace(sender, do=do, look=look)


def _review_published(published: ReviewPublished, context: RenderContext) -> RenderedMessage:
    link = context.review_link or ""
    below = review_messages.ReviewPublishedBelow(context.incident, published.approved_by, published.at, link)
    return sentence(below, context.shown_at)


def _update_below(posted: UpdateBelowAnnouncement, context: RenderContext) -> RenderedMessage:
    return _update(posted.update, context, headed=False)


def _update_to(posted: UpdateToSubscriber, context: RenderContext) -> RenderedMessage:
    return _update(posted.update, context, headed=True)


def _update(update: UpdateSnapshot, context: RenderContext, headed: bool) -> RenderedMessage:
    incident, severity = context.incident, context.policy.severity(update.severity)
    shown = announcement_messages.UpdateElsewhere(incident, severity, update, update.status.capitalize(), headed)
    said = context.render(update_messages.UpdateSentence(incident, severity, update))
    return message(said, blocks.sections(context.render(shown)))
