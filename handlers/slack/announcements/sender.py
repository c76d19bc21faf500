"""What goes to people directly or below the announcement: updates, reviews that are out, nudges, action items due.

Whether somebody may be told is asked once more at the moment of delivery: an incident may have become private, and who
was a member may have left.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from slack_sdk.web.async_client import AsyncWebClient

from bot.announcements.subscriptions import is_channel
from bot.outbox.model import MessageKind, OutboxRow
from bot.review.follow_up import OUT
from bot.services import Services
from handlers.delivery.worker import Result, Sender
from handlers.slack import blocks
from handlers.slack.api_errors import answered
from handlers.slack.nudges import messages
from handlers.slack.posting import Poster
from handlers.slack.render_context import Message, RenderContext, message, moment, name
from handlers.slack.review.follow_up import ReviewCare
from handlers.slack.tasks.due_action_items import DuePoster
from templates.announcements import messages as announcement_messages
from templates.rendering import render
from templates.review import messages as review_messages
from templates.updates import messages as update_messages


class Telling:
    def __init__(self, client: AsyncWebClient, services: Services, poster: Poster) -> None:
        self._client = client
        self._services = services
        self._poster = poster

    def performers(self) -> Mapping[MessageKind, Sender]:
        reminder_state = ReviewCare(self._services, self._poster)
        thread = self._poster.performer(_below, self._announced_in, self._announced)
        subscriber = self._poster.performer(_to_subscriber, self._reached)
        return {
            MessageKind.THREAD: _allowed(thread, self._is_public),
            MessageKind.SUBSCRIBER: _allowed(subscriber, self._may_get),
            MessageKind.NUDGE_TO: _allowed(reminder_state.asked(messages.direct, self._reached), self._may_get),
            MessageKind.ACTIONS_DUE: DuePoster(self._client, self._services).due(),
        }

    def _is_public(self, row: OutboxRow) -> bool:
        return not self._services.incidents.get(row.incident).private

    def _may_get(self, row: OutboxRow) -> bool:
        return self._services.announcements.may_get(self._services.incidents.get(row.incident), str(row.payload["to"]))

    async def _announced_in(self, row: OutboxRow) -> str:
        return str(self._announcement(row)["channel"])

    def _announced(self, row: OutboxRow) -> str:
        return str(self._announcement(row)["ts"])

    def _announcement(self, row: OutboxRow) -> Result:
        announcement = self._services.outbox.row(row.needs[0])
        assert announcement is not None  # the delivery starts no row before what it needs is done
        return announcement.result

    async def _reached(self, row: OutboxRow) -> str:
        """The direct message with a person; a public channel is joined, for only then can be posted in it."""
        who = str(row.payload["to"])
        if not is_channel(who):
            return await self._poster.direct_channel(who)
        joined = self._client.conversations_join(channel=who)
        await answered(joined, but=("method_not_supported_for_channel_type", "channel_not_found"))
        return who


def _allowed(performer: Sender, is_allowed: Callable[[OutboxRow], bool]) -> Sender:
    """Where it is not allowed any more, nothing is said, and that is that."""

    async def do(row: OutboxRow) -> Result:
        return await performer.do(row) if is_allowed(row) else {}

    async def look(row: OutboxRow) -> Result | None:
        return await performer.look(row) if is_allowed(row) else {}

    return replace(performer, do=do, look=look)


def _below(row: OutboxRow, context: RenderContext) -> Message:
    return _review_out(row, context) if row.payload["what"] == OUT else _update(row, context, headed=False)


def _review_out(row: OutboxRow, context: RenderContext) -> Message:
    named = row.payload["approved_by"]
    assert isinstance(named, Sequence)
    approved_by = [str(each) for each in named]
    out = review_messages.ReviewOut(context.incident, approved_by, moment(row.payload["at"]))
    text = render(out)
    return message(text, blocks.sections(text))


def _to_subscriber(row: OutboxRow, context: RenderContext) -> Message:
    return _update(row, context, headed=True)


def _update(row: OutboxRow, context: RenderContext, headed: bool) -> Message:
    facts, incident = row.payload, context.incident
    severity = context.policy.severity(str(facts["severity"]))
    by, text = name(facts["by"]), str(facts["text"])
    told = announcement_messages.UpdateElsewhere(
        incident=incident,
        severity=severity,
        status=str(facts["status"]),
        text=text,
        impact=str(facts["impact"]),
        doing=str(facts["doing"]),
        by=by,
        at=moment(facts["at"]),
        next_update=moment(facts["next_by"]) if facts["next_by"] else None,
        headed=headed,
    )
    sentence = render(update_messages.UpdateSentence(incident, severity, text, by))
    return message(sentence, blocks.sections(render(told)))
