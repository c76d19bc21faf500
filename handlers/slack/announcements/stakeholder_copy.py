"""A copy of the stakeholder updates as a direct message, each in a block of its own, as plain text to copy."""

from slack_sdk.models.blocks import Block

from bot.announcements.saved_updates import StakeholderUpdates
from bot.announcements.stakeholder_facts import Audience
from handlers.slack.announcements.stakeholder_form import LABELS
from handlers.slack.blockkit import blocks
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, message
from templates.announcements import messages as announcement_messages
from templates.announcements.stakeholder_updates import draft
from templates.rendering import render


def drawn(context: RenderContext, updates: StakeholderUpdates) -> RenderedMessage:
    incident, severity = context.incident, context.severity
    note = blocks.section(render(announcement_messages.StakeholderUpdatesCopyNote(incident, severity)))
    texts = [block for audience in LABELS for block in _text(updates, audience)]
    said = render(announcement_messages.StakeholderUpdatesCopySentence(incident, severity))
    return message(said, [note, *texts])


def _text(updates: StakeholderUpdates, audience: Audience) -> list[Block]:
    """The saved text, else the draft."""
    saved = updates.current(audience)
    text = saved.text if saved else draft(updates.facts, audience)
    head = blocks.context(render(announcement_messages.StakeholderCopyHead(LABELS[audience], saved)))
    return [head, *blocks.plains(text)]
