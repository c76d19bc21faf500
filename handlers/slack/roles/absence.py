"""Draws the line about someone with duties who isn't there, with a button for each kind of duty they still have."""

from collections.abc import Iterator

from slack_sdk.models.blocks import ButtonElement

from bot.outbox.roles import HolderGone
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, message
from templates.incidents import wording as incident_wording


def gone(line: HolderGone, context: RenderContext) -> RenderedMessage:
    said, buttons = context.render(line), list(_buttons(line, context))
    return message(said, [*blocks.sections(said), *([blocks.actions(*buttons)] if buttons else [])])


def _buttons(line: HolderGone, context: RenderContext) -> Iterator[ButtonElement]:
    """Only for what nobody took over since."""
    incident = context.incident
    if line.over or not incident.is_open:
        return
    if line.commands and incident.commander == line.person:
        yield blocks.button(incident_wording.TAKE_OVER, action_ids.TAKE_COMMAND, incident.number, "primary")
    if line.roles and any(held.person == line.person for held in incident.roles):
        yield blocks.button(incident_wording.ROLES, action_ids.SHOW_ROLES, incident.number)
    if line.tasks:
        yield blocks.button(incident_wording.TASKS, action_ids.SHOW_TASKS, incident.number)
    if line.items:
        yield blocks.button(incident_wording.ACTION_ITEMS, action_ids.run("action"), "action")
