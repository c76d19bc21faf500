"""The short lines in the channel about who commands and who holds which role."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.config.policy import Policy
from bot.outbox.roles import CommanderChanged, HandoverWithdrawn, RolesChanged
from templates.rendering import Context
from templates.roles import messages as role_messages


def _commander(line: CommanderChanged, _policy: Policy) -> Context:
    return role_messages.CommanderLine(line.at, line.by.name, line.before, line.commander)


def _roles(line: RolesChanged, _policy: Policy) -> Context:
    turns = [role_messages.RoleTurn(each.role, list(each.before), list(each.now)) for each in line.changes]
    return role_messages.RolesLine(line.at, line.by.name, turns)


def _withdrawn(line: HandoverWithdrawn, _policy: Policy) -> Context:
    return role_messages.WithdrawnLine(line.at, line.by.name, line.to)


LINES: Final[Mapping[type, Callable[[Any, Policy], Context]]] = {
    CommanderChanged: _commander,
    RolesChanged: _roles,
    HandoverWithdrawn: _withdrawn,
}
