"""The short lines in the channel that say what changed. Each message is its own sentence, but for those that say more
than they hold: what a severity brings with it, what a change taken back is called now.
"""

from typing import Final

from bot.config.policy import Policy
from bot.outbox import incidents, review, roles, tasks, updates
from bot.outbox.model import OutboxMessage
from handlers.slack.incidents import system_lines
from handlers.slack.outbox.posting import Draw
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, message
from templates.rendering import Context, render

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
    tasks.TaskAdded,
    tasks.TaskAssigned,
    tasks.TaskTicked,
    updates.SubscriptionChanged,
)


def draw(line: ShortLine, context: RenderContext) -> RenderedMessage:
    text = render(_sentence(line, context.policy))
    return message(f"{context.severity.name} {text}", system_lines.with_undo(line, text))


def _sentence(line: ShortLine, policy: Policy) -> Context:
    match line:
        case incidents.SeverityChanged():
            return system_lines.severity_line(line, policy)
        case incidents.ChangeUndone():
            return system_lines.undo_line(line, policy)
    return line


DRAWERS: Final[dict[type[OutboxMessage], Draw]] = dict.fromkeys(LINES, draw)
