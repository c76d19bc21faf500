"""What the messages of a handover look like: the offer with its brief, that nobody took it, and what became of it."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.outbox.roles import BriefLine, HandoverBrief, HandoverEnd, HandoverOffer, HandoverUnanswered
from handlers.slack import action_ids, blocks
from handlers.slack.outbox.render_context import Message, RenderContext, message
from templates.rendering import render
from templates.roles import messages as role_messages

LONGEST_LINE = 200  # characters; the timeline has the rest


def offer(offered: HandoverOffer, context: RenderContext) -> Message:
    if offered.end:
        return _ended(offered, offered.end, _brief(offered.brief, context))
    said = render(role_messages.HandoverOffer(offered.to, offered.by.name, context.incident, offered.note))
    sentence = role_messages.HandoverSentence(context.incident, context.severity, offered.to.name, offered.by.name)
    drawn = [*blocks.sections(said), *_brief(offered.brief, context), _buttons(offered.key)]
    return message(render(sentence), drawn)


def unanswered(reminder: HandoverUnanswered, context: RenderContext) -> Message:
    if reminder.end:
        return _ended(reminder, reminder.end, [])
    to, by = reminder.to, reminder.by
    said = render(role_messages.HandoverUnanswered(to, by, reminder.since))
    sentence = role_messages.HandoverUnansweredSentence(context.incident, context.severity, to.name, by.name)
    return message(render(sentence), [*blocks.sections(said), _buttons(reminder.offer)])


def _ended(offered: HandoverOffer | HandoverUnanswered, end: HandoverEnd, brief: list[Block]) -> Message:
    """The brief stays, for whoever commands now; nobody is mentioned any more."""
    ended = role_messages.HandoverEnded(offered.to.name, offered.by.name, end.how, end.by.name, end.at)
    said = render(ended)
    return message(said, [*blocks.sections(said), *brief])


def _brief(brief: HandoverBrief | None, context: RenderContext) -> list[Block]:
    if brief is None:
        return []
    told = role_messages.HandoverBrief(
        severity=context.policy.severity(brief.severity),
        status=brief.status,
        next_update=brief.next_update,
        known=brief.known,
        impact=brief.impact,
        doing=brief.doing,
        tried=_lines(brief.tried),
        ruled_out=_lines(brief.ruled_out),
        tasks=brief.tasks,
        asked=_lines(brief.asked),
    )
    return blocks.sections(render(told))


def _buttons(key: str) -> Block:
    withdraw = blocks.button("Withdraw", action_ids.WITHDRAW_HANDOVER, key)
    return blocks.actions(blocks.button("Take command", action_ids.ACCEPT_COMMAND, key, "primary"), withdraw)


def _lines(lines: Sequence[BriefLine]) -> list[role_messages.BriefLine]:
    return [role_messages.BriefLine(each.at, blocks.clip(each.text, LONGEST_LINE)) for each in lines]
