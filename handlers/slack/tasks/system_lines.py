"""The short lines in the channel about tasks and subscriptions."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.config.policy import Policy
from bot.outbox.tasks import TaskAdded, TaskAssigned, TaskTicked
from bot.outbox.updates import SubscriptionChanged
from templates.announcements import messages as announcement_messages
from templates.rendering import Context
from templates.tasks import messages as task_messages


def _added(line: TaskAdded, _policy: Policy) -> Context:
    return task_messages.TaskAdded(line.at, line.by.name, str(line.number), line.title, line.assignee)


def _assigned(line: TaskAssigned, _policy: Policy) -> Context:
    return task_messages.TaskAssigned(line.at, line.by.name, str(line.number), line.title, line.assignee)


def _ticked(line: TaskTicked, _policy: Policy) -> Context:
    return task_messages.TaskTicked(line.at, line.by.name, str(line.number), line.title, done=line.done)


def _subscribed(line: SubscriptionChanged, _policy: Policy) -> Context:
    return announcement_messages.SubscribedLine(line.at, line.by.name, line.channel, line.off)


LINES: Final[Mapping[type, Callable[[Any, Policy], Context]]] = {
    TaskAdded: _added,
    TaskAssigned: _assigned,
    TaskTicked: _ticked,
    SubscriptionChanged: _subscribed,
}
