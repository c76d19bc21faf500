"""The line in the channel before it is archived."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.config.policy import Policy
from bot.outbox.incidents import ChannelArchiving
from templates.rendering import Context
from templates.retention.messages import ArchivingLine


def _archiving(line: ChannelArchiving, _policy: Policy) -> Context:
    return ArchivingLine(line.number, line.days, line.ended)


LINES: Final[Mapping[type, Callable[[Any, Policy], Context]]] = {ChannelArchiving: _archiving}
