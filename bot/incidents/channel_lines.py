"""Which changes are shown in the channel: the policy may turn some lines off.

A line that is turned off is shown only to the person who made the change. One that asks something of somebody else is
shown in any case, because it notifies them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from bot.config.policy import PostInChannel
from bot.outbox.incidents import ChannelLine
from bot.outbox.model import OutboxMessage
from bot.outbox.roles import CommanderChanged, RolesChanged
from bot.outbox.tasks import TaskAdded, TaskAssigned, TaskLine
from bot.outbox.timeline import EntryLogged

L = TypeVar("L", bound=ChannelLine)


def shown(messages: Iterable[OutboxMessage], policy: PostInChannel) -> Iterator[OutboxMessage]:
    for each in messages:
        match each:
            case EntryLogged():
                yield from (each,) if policy.log else ()  # the answer to `log` says it
            case TaskLine():
                yield from (each,) if policy.tasks or _assigns(each) else _only_to_its_author(each)
            case CommanderChanged() | RolesChanged():
                yield from (each,) if policy.roles or _appoints(each) else _only_to_its_author(each)
            case _:
                yield each


def _assigns(line: TaskLine) -> bool:
    """Whether somebody else gets the task."""
    assignee = line.assignee if isinstance(line, TaskAdded | TaskAssigned) else None
    return assignee is not None and assignee.id != line.by.id


def _appoints(line: CommanderChanged | RolesChanged) -> bool:
    """Whether somebody else gets the role."""
    if isinstance(line, CommanderChanged):
        return line.commander != line.by.name
    return any(name != line.by.name for turn in line.changes for name in turn.added)


def _only_to_its_author(line: L) -> Iterator[L]:
    """Nobody at the command line can be answered in Slack."""
    if line.by.id:
        yield replace(line, only_to=line.by.id)
