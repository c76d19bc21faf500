"""The short lines in the channel about tasks and subscriptions."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.config.policy import Policy
from bot.json_types import Json
from bot.people.model import Person
from handlers.slack.render_context import moment, name
from templates.announcements import messages as announcement_messages
from templates.rendering import Context
from templates.tasks import messages as task_messages

Facts = Mapping[str, Json]


def _added(facts: Facts, _policy: Policy) -> Context:
    return task_messages.TaskAdded(*_task(facts), _assignee(facts))


def _assigned(facts: Facts, _policy: Policy) -> Context:
    return task_messages.TaskAssigned(*_task(facts), _assignee(facts))


def _ticked(facts: Facts, _policy: Policy) -> Context:
    return task_messages.TaskTicked(*_task(facts), done=facts["what"] == "task_done")


def _task(facts: Facts) -> tuple[datetime, str, str, str]:
    return moment(facts["at"]), name(facts["by"]), str(facts["number"]), str(facts["title"])


def _assignee(facts: Facts) -> Person | None:
    who = str(facts["for"])
    return Person(str(facts["for_id"]), who) if who else None


def _subscribed(facts: Facts, _policy: Policy) -> Context:
    off = facts["what"] == "unsubscribed"
    return announcement_messages.SubscribedLine(moment(facts["at"]), name(facts["by"]), str(facts["channel"]), off)


LINES: Mapping[str, Callable[[Facts, Policy], Context]] = {
    "task_added": _added,
    "task_assigned": _assigned,
    "task_done": _ticked,
    "task_open": _ticked,
    "subscribed": _subscribed,
    "unsubscribed": _subscribed,
}
