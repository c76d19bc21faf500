"""The lines in the channel that say what changed.

Most messages are the context of their own sentence. Two need more: what a severity requires, and the value after Undo.
"""

from datetime import timedelta
from typing import Final

from slack_sdk.models.blocks import Block

from bot.outbox import incidents, review, roles, tasks, timeline, updates
from bot.outbox.model import OutboxMessage
from handlers.slack.blockkit import blocks
from handlers.slack.incidents import system_lines
from handlers.slack.outbox.posting import Draw
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, message
from handlers.slack.timeline import logged_line
from templates.incidents import messages as incident_messages
from templates.rendering import Context

ShortLine = incidents.ChannelLine | incidents.ChannelMoved

LINES: Final[tuple[type[ShortLine], ...]] = (
    incidents.StatusChanged,
    incidents.SeverityChanged,
    incidents.Resolved,
    incidents.Reopened,
    incidents.Closed,
    incidents.Canceled,
    incidents.Merged,
    incidents.DuplicateMerged,
    incidents.Renamed,
    incidents.ChannelConverted,
    incidents.ChannelShared,
    incidents.MadePrivate,
    incidents.ChannelMoved,
    incidents.WorkMovedOn,
    incidents.ChangeUndone,
    incidents.ChannelArchiving,
    review.ReviewAmended,
    review.ReviewRequested,
    review.ReviewBackToDraft,
    review.ReviewApproved,
    review.ReviewSharedWith,
    review.ReviewMeetingSet,
    roles.CommanderChanged,
    roles.RolesChanged,
    roles.HandoverWithdrawn,
    roles.HandoverDeclined,
    timeline.EntryLogged,
    tasks.TaskAdded,
    tasks.TaskAssigned,
    tasks.TaskTicked,
    updates.SubscriptionChanged,
)


LATE: Final = timedelta(minutes=2)


def draw(line: ShortLine, context: RenderContext) -> RenderedMessage:
    """A line has no time of its own, because Slack shows when it was posted; one that was posted late says when."""
    text = context.render(_sentence(line, context))
    late = _late(line, context)
    notification = f"{context.severity.name} {context.incident.name}: {text} {late}".rstrip()
    return message(notification, [*_drawn(line, text, context), *([blocks.context(late)] if late else [])])


def _drawn(line: ShortLine, text: str, context: RenderContext) -> list[Block]:
    if isinstance(line, timeline.EntryLogged):
        return logged_line.drawn(line, text, context)
    return system_lines.with_undo(line, text)


def _late(line: ShortLine, context: RenderContext) -> str:
    """Counted to the first time it was posted, so that an edit of the line changes nothing."""
    if not isinstance(line, incidents.ChannelLine) or context.shown_at - line.at < LATE:
        return ""
    return context.render(incident_messages.LateLine(line.at))


def _sentence(line: ShortLine, context: RenderContext) -> Context:
    match line:
        case incidents.SeverityChanged():
            return system_lines.severity_line(line, context.incident, context.policy)
        case incidents.ChangeUndone():
            return system_lines.undo_line(line, context.policy)
        case timeline.EntryLogged():
            return logged_line.sentence(line, context)
    return line


DRAWERS: Final[dict[type[OutboxMessage], Draw]] = dict.fromkeys(LINES, draw)
