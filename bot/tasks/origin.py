"""The message that a task or an action item was created from, and the request for its permalink."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.outbox import keys
from bot.outbox.tasks import ActionLink, SourceLink, TaskLink


@dataclass(frozen=True)
class Origin:
    """The message that a task or an action item was created from."""

    channel: str
    message_ts: str


def linked(change: Change, origin: Origin | None, link: Callable[[Incident, Origin], SourceLink]) -> Change:
    """Add the request for the permalink. Only Slack knows it, so it is left to the delivery."""
    if origin is None:
        return change
    return replace(change, effects=(*change.effects, link(change.incident, origin)))


def task_link(number: int, incident: Incident, origin: Origin) -> TaskLink:
    key = keys.key(incident, "link", "task", number)
    return TaskLink(key, channel=origin.channel, ts=origin.message_ts, number=number)


def action_link(number: int, incident: Incident, origin: Origin) -> ActionLink:
    key = keys.key(incident, "link", "action", number)
    return ActionLink(key, channel=origin.channel, ts=origin.message_ts, number=number)
