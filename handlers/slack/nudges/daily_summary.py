"""The daily summary: one direct message that says what is overdue for a person in all incidents.

A summary that was followed by the next one is deleted.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from slack_sdk.models.blocks import Block
from slack_sdk.web.async_client import AsyncWebClient

from bot.incidents.model import Incident
from bot.nudges.daily_summary import Overdue
from bot.outbox.model import OutboxRow
from bot.outbox.tasks import DailySummary
from bot.services import Services
from handlers.delivery.sender import NeverSent, Result, Sender
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks
from handlers.slack.outbox.posting import Draw, Poster
from handlers.slack.outbox.render_context import RenderedMessage, message, render_context_of
from handlers.slack.requests.listener_context import offers_for
from handlers.slack.review.open_button import open_button
from handlers.slack.tasks import due_action_items
from templates.nudges import messages as nudge_messages
from templates.nudges import wording
from templates.outbox import wording as outbox_wording
from templates.rendering import render

MOST = 20  # shown: each is two blocks, and a message has 50


class DailySummaryPoster(Poster):
    """Posts messages that belong to a person rather than to one incident."""

    def __init__(self, client: AsyncWebClient, services: Services, bot_user: str) -> None:
        super().__init__(client, services, bot_user)
        self._known = services

    def summary(self) -> Sender:
        return self.sender(lambda summary, _context: drawn(self._known, summary), self._direct)

    async def _direct(self, row: OutboxRow) -> str:
        """Waits where it may be about a private incident whose members are still being read."""
        who = _summary(row).to
        if not self._known.nudges.overdue(who).count and self._known.membership.is_awaited(who):
            raise NeverSent(outbox_wording.MEMBERS_UNREAD)
        return await self.direct_channel(who)

    def _drawn(self, _draw: Draw, row: OutboxRow, place: Result) -> RenderedMessage:
        """One with nothing in it is never posted; a posted one stays and says so."""
        whole, who = drawn(self._known, _summary(row)), _summary(row).to
        is_empty = not self._known.nudges.overdue(who).count and not self._known.membership.is_awaited(who)
        return replace(whole, obsolete=True) if is_empty and not place.get("ts") else whole

    def _left(self, _row: OutboxRow) -> bool:
        return False

    def _since(self, row: OutboxRow) -> datetime:
        return datetime.combine(_summary(row).day, time(0), UTC) - timedelta(days=1)


def _summary(row: OutboxRow) -> DailySummary:
    assert isinstance(row.message, DailySummary)
    return row.message


def drawn(services: Services, summary: DailySummary) -> RenderedMessage:
    """Draw what is still overdue."""
    overdue = services.nudges.overdue(summary.to)
    items = len(overdue.items)
    waiting = wording.waiting(len(overdue.updates), len(overdue.reviews), items)
    rows = list(_rows(services, overdue, summary))
    listed = [block for row in rows[:MOST] for block in row]
    shown = offers_for(services, services.people.person(summary.to)).blocks(listed)
    if len(shown) < len(listed):
        shown.append(blocks.context(render(nudge_messages.NudgeDirect("", may_answer=False))))
    head = blocks.section(render(nudge_messages.SummaryHead(waiting, items)))
    sentence = render(nudge_messages.SummarySentence(waiting, items, _first(overdue)))
    whole = message(sentence, [head, *shown, *blocks.and_more(len(rows) - MOST)])
    return replace(whole, obsolete=summary.replaced)


def _first(overdue: Overdue) -> str:
    titles = [incident.title for incident, _due in (*overdue.updates, *overdue.reviews)]
    return next(iter([*titles, *(item.title for _incident, item in overdue.items)]), "")


def _rows(services: Services, overdue: Overdue, summary: DailySummary) -> Iterator[list[Block]]:
    for incident, due in overdue.updates:
        yield _update(services, incident, due)
    for incident, due in overdue.reviews:
        yield _review(services, incident, due)
    for incident, item in overdue.items:
        yield [*due_action_items.rows(incident, item, summary.day, summary.key)]


def _update(services: Services, incident: Incident, due: datetime) -> list[Block]:
    line = nudge_messages.SummaryUpdate(incident, services.policy.severity(incident.severity), due)
    post = blocks.button(wording.POST_UPDATE, action_ids.POST_UPDATE, incident.number)
    return [blocks.section(render(line)), blocks.actions(post)]


def _review(services: Services, incident: Incident, due: datetime) -> list[Block]:
    line = nudge_messages.SummaryReview(incident, services.policy.severity(incident.severity), due)
    link = render_context_of(services, incident.number).review_link
    return [blocks.section(render(line)), blocks.actions(open_button(incident.number, link))]
