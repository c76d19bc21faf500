"""Draws the messages of a handover: the offer with its brief, the reminder that it has no answer, and how it ended."""

from dataclasses import replace

from slack_sdk.models.blocks import Block

from bot.outbox.roles import BriefLine, HandoverBrief, HandoverEnd, HandoverOffer, HandoverUnanswered
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks
from handlers.slack.blockkit.cutting import TYPED, clip
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, message
from templates.roles import messages as role_messages
from templates.roles import wording

LONGEST_LINE = 200  # characters; the timeline has the rest


def offer(offered: HandoverOffer, context: RenderContext) -> RenderedMessage:
    if offered.end:
        return _ended(offered, offered.end, _brief(offered.brief, context), context)
    said = context.render(role_messages.CommandOffer(context.incident, offered))
    sentence = role_messages.HandoverSentence(context.incident, context.severity, offered.to.name, offered.by.name)
    drawn = [*blocks.sections(said), *_brief(offered.brief, context), _buttons(offered.key)]
    return message(context.render(sentence), drawn)


def unanswered(reminder: HandoverUnanswered, context: RenderContext) -> RenderedMessage:
    if reminder.end:
        return _ended(reminder, reminder.end, [], context)
    to, by = reminder.to.name, reminder.by.name
    sentence = role_messages.HandoverUnansweredSentence(context.incident, context.severity, to, by)
    return message(context.render(sentence), [*blocks.sections(context.render(reminder)), _buttons(reminder.offer)])


def _ended(
    offered: HandoverOffer | HandoverUnanswered, end: HandoverEnd, brief: list[Block], context: RenderContext
) -> RenderedMessage:
    """Keep the brief for the new commander, without mentions and buttons."""
    said = context.render(role_messages.HandoverEnded(offered.to, offered.by, end))
    return message(said, [*blocks.sections(said), *brief])


def _brief(brief: HandoverBrief | None, context: RenderContext) -> list[Block]:
    if brief is None:
        return []
    short = replace(brief, tried=_short(brief.tried), ruled_out=_short(brief.ruled_out), asked=_short(brief.asked))
    return blocks.sections(context.render(role_messages.CommanderBrief(context.policy.severity(brief.severity), short)))


def _buttons(key: str) -> Block:
    return blocks.actions(
        blocks.button(wording.TAKE_OVER, action_ids.ACCEPT_COMMAND, key, "primary"),
        blocks.button(wording.DECLINE, action_ids.DECLINE_HANDOVER, key),
        blocks.button(wording.WITHDRAW, action_ids.WITHDRAW_HANDOVER, key),
    )


def _short(lines: tuple[BriefLine, ...]) -> tuple[BriefLine, ...]:
    return tuple(replace(each, text=clip(each.text, LONGEST_LINE, TYPED)) for each in lines)
