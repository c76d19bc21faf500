"""Draws the line about someone with duties who isn't there, with a button for each kind of duty they still have."""

from collections.abc import Iterator

from slack_sdk.models.blocks import ButtonElement

from bot.incidents.model import Incident
from bot.outbox.roles import Absence, HolderGone, HolderGoneDirectly
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, message
from handlers.slack.review.open_button import open_button
from templates.incidents import wording as incident_wording
from templates.roles.messages import HolderGoneAbout


def gone(line: HolderGone, context: RenderContext) -> RenderedMessage:
    said, buttons = context.render(line), list(_buttons(line, context))
    return message(said, [*blocks.sections(said), *([blocks.actions(*buttons)] if buttons else [])])


def gone_directly(line: HolderGoneDirectly, context: RenderContext) -> RenderedMessage:
    about = context.render(HolderGoneAbout(context.incident, context.severity))
    said, buttons = f"{about} {context.render(line.line)}", list(_review_button(line, context))
    return message(said, [*blocks.sections(said), *([blocks.actions(*buttons)] if buttons else [])])


def _buttons(line: HolderGone, context: RenderContext) -> Iterator[ButtonElement]:
    """Only for what nobody took over since."""
    if line.over:
        return
    incident = context.incident
    if incident.is_open:
        yield from _of_open(line, incident)
    yield from _review_button(line, context)
    if line.items:
        yield blocks.button(incident_wording.ACTION_ITEMS, action_ids.run("action"), "action")


def _of_open(line: HolderGone, incident: Incident) -> Iterator[ButtonElement]:
    nobody_leads = line.declared and incident.commander is None
    if nobody_leads or (line.commands and incident.commander and incident.commander.id == line.person.id):
        label = incident_wording.TAKE_COMMAND if nobody_leads else incident_wording.TAKE_OVER
        yield blocks.button(label, action_ids.TAKE_COMMAND, incident.number, "primary")
    if line.roles and any(held.person.id == line.person.id for held in incident.roles):
        yield blocks.button(incident_wording.ROLES, action_ids.SHOW_ROLES, incident.number)
    if line.tasks:
        yield blocks.button(incident_wording.TASKS, action_ids.SHOW_TASKS, incident.number)


def _review_button(line: Absence, context: RenderContext) -> Iterator[ButtonElement]:
    if line.review and not line.over and not context.incident.is_open:
        yield open_button(context.incident.number, context.review_link, "primary")
