"""The message that a task or an action item was made from, and the look-up of where Slack shows it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.outbox import keys
from bot.outbox.tasks import ActionLink, SourceLink, TaskLink


@dataclass(frozen=True)
class Origin:
    """The message that something was made from."""

    channel: str
    message_ts: str


def linked(change: Change, origin: Origin | None, link: Callable[[Incident, Origin], SourceLink]) -> Change:
    """The address of a message has to be asked of Slack: that waits for the delivery."""
    if origin is None:
        return change
    return replace(change, effects=(*change.effects, link(change.incident, origin)))


def task_link(number: int, incident: Incident, origin: Origin) -> TaskLink:
    key = keys.key(incident, "link", "task", number)
    return TaskLink(key, channel=origin.channel, ts=origin.message_ts, number=number)


def action_link(number: int, incident: Incident, origin: Origin) -> ActionLink:
    key = keys.key(incident, "link", "action", number)
    return ActionLink(key, channel=origin.channel, ts=origin.message_ts, number=number)
