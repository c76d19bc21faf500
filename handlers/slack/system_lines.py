"""The short lines in the channel that say what changed: one drawer for each `what` of a row's payload."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.config.policy import Policy
from bot.json_types import Json
from bot.outbox.model import OutboxRow
from handlers.slack.incidents import system_lines as state_lines
from handlers.slack.render_context import Message, RenderContext, message, moment, name
from handlers.slack.retention import system_lines as retention_lines
from handlers.slack.review import system_lines as review_lines
from handlers.slack.tasks import system_lines as work_lines
from templates.rendering import Context, render
from templates.roles import messages as role_messages

Facts = Mapping[str, Json]


def line(row: OutboxRow, context: RenderContext) -> Message:
    text = render(LINES[str(row.payload["what"])](row.payload, context.policy))
    return message(f"{context.severity.name} {text}", state_lines.with_undo(row, text))


def _commander(facts: Facts, _policy: Policy) -> Context:
    before, commander = str(facts["before"]), str(facts["commander"])
    return role_messages.CommanderLine(moment(facts["at"]), name(facts["by"]), before, commander)


def _roles(facts: Facts, _policy: Policy) -> Context:
    return role_messages.RolesLine(moment(facts["at"]), name(facts["by"]), _turns(facts["changes"]))


def _turns(value: Any) -> list[role_messages.RoleTurn]:
    return [role_messages.RoleTurn(str(each["role"]), each["before"], each["now"]) for each in value]


def _withdrawn(facts: Facts, _policy: Policy) -> Context:
    return role_messages.WithdrawnLine(moment(facts["at"]), name(facts["by"]), str(facts["to"]))


LINES: Mapping[str, Callable[[Facts, Policy], Context]] = {
    "commander": _commander,
    "roles": _roles,
    "withdrawn": _withdrawn,
    **retention_lines.LINES,
    **review_lines.LINES,
    **state_lines.LINES,
    **work_lines.LINES,
}
