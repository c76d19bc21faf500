"""The short lines in the channel that say what changed: the drawers of each capability, by the type of the line."""

from typing import Final

from bot.outbox.channels import ChannelMoved
from bot.outbox.incidents import ChannelLine
from handlers.slack.incidents import system_lines as incident_lines
from handlers.slack.outbox.posting import Draw
from handlers.slack.outbox.render_context import Message, RenderContext, message
from handlers.slack.retention import system_lines as retention_lines
from handlers.slack.review import system_lines as review_lines
from handlers.slack.roles import system_lines as role_lines
from handlers.slack.tasks import system_lines as task_lines
from templates.rendering import render

LINES: Final = {
    **incident_lines.LINES,
    **retention_lines.LINES,
    **review_lines.LINES,
    **role_lines.LINES,
    **task_lines.LINES,
}


def draw(line: ChannelLine | ChannelMoved, context: RenderContext) -> Message:
    text = render(LINES[type(line)](line, context.policy))
    return message(f"{context.severity.name} {text}", incident_lines.with_undo(line, text))


DRAWERS: Final[dict[type, Draw]] = dict.fromkeys(LINES, draw)
