"""The line in the channel before it is archived."""

from collections.abc import Callable, Mapping

from bot.config.policy import Policy
from bot.json_types import Json
from templates.rendering import Context
from templates.retention.messages import ArchivingLine

Facts = Mapping[str, Json]


def _archiving(facts: Facts, _policy: Policy) -> Context:
    return ArchivingLine(int(str(facts["number"])), int(str(facts["days"])), str(facts["ended"]))


LINES: Mapping[str, Callable[[Facts, Policy], Context]] = {"archiving": _archiving}
