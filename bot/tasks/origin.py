"""The message that a task or an action item was made from, and the look-up of where Slack shows it."""

from dataclasses import dataclass, replace

from bot.incidents.change import Change
from bot.outbox import messages


@dataclass(frozen=True)
class Origin:
    """The message that something was made from."""

    channel: str
    message_ts: str


def linked(change: Change, what: str, number: int, origin: Origin | None) -> Change:
    """The address of a message has to be asked of Slack: that waits for the delivery."""
    if origin is None:
        return change
    link = messages.link(change.incident, what, number, origin.channel, origin.message_ts)
    return replace(change, effects=(*change.effects, link))
