"""What the messages of a handover look like: the offer with its brief, that nobody took it, and what became of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from bot.json_types import Json
from bot.outbox.model import OutboxRow
from bot.people.model import Person
from handlers.slack import action_ids, blocks
from handlers.slack.render_context import Message, RenderContext, message, moment, name
from templates.rendering import render
from templates.roles import messages as role_messages

LONGEST_LINE = 200  # characters; the timeline has the rest


def handover(row: OutboxRow, context: RenderContext) -> Message:
    facts = row.payload
    if "end" in facts:
        return _ended(facts, context)
    if "offer" in facts:
        return _unanswered(facts, context)
    to, by = _person(facts["to"]), name(facts["by"])
    said = render(role_messages.HandoverOffer(to, by, context.incident, str(facts["note"])))
    drawn = [*blocks.sections(said), *_brief(facts, context), _buttons(row.key)]
    return message(render(role_messages.HandoverSentence(context.incident, context.severity, to.name, by)), drawn)


def _unanswered(facts: Mapping[str, Json], context: RenderContext) -> Message:
    to, by = _person(facts["to"]), _person(facts["by"])
    said = render(role_messages.HandoverUnanswered(to, by, moment(facts["since"])))
    sentence = role_messages.HandoverUnansweredSentence(context.incident, context.severity, to.name, by.name)
    return message(render(sentence), [*blocks.sections(said), _buttons(str(facts["offer"]))])


def _ended(facts: Mapping[str, Json], context: RenderContext) -> Message:
    """The brief stays, for whoever commands now; nobody is mentioned any more."""
    to, by, ended_by = (name(facts[each]) for each in ("to", "by", "ended_by"))
    said = render(role_messages.HandoverEnded(to, by, str(facts["end"]), ended_by, moment(facts["ended_at"])))
    return message(said, [*blocks.sections(said), *(_brief(facts, context) if "tried" in facts else ())])


def _brief(facts: Mapping[str, Json], context: RenderContext) -> list[Block]:
    told = role_messages.HandoverBrief(
        severity=context.policy.severity(str(facts["severity"])),
        status=str(facts["status"]),
        next_update=moment(facts["next_update"]) if facts["next_update"] else None,
        known=str(facts["known"]),
        tried=_lines(facts["tried"]),
        ruled_out=_lines(facts["ruled_out"]),
        tasks=[str(task) for task in _listed(facts["tasks"])],
        asked=_lines(facts["asked"]),
    )
    return blocks.sections(render(told))


def _buttons(key: str) -> Block:
    withdraw = blocks.button("Withdraw", action_ids.WITHDRAW_HANDOVER, key)
    return blocks.actions(blocks.button("Take command", action_ids.ACCEPT_COMMAND, key, "primary"), withdraw)


def _person(value: Any) -> Person:
    return Person(str(value["id"]), str(value["name"]))


def _lines(value: Json) -> list[role_messages.BriefLine]:
    return [_line(each) for each in _listed(value)]


def _line(value: Any) -> role_messages.BriefLine:
    return role_messages.BriefLine(moment(value["at"]), blocks.clip(str(value["text"]), LONGEST_LINE))


def _listed(value: Json) -> Sequence[Json]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()
