"""The listeners for the verbs of tasks and action items."""

from collections.abc import Mapping
from typing import Final

from bot.tasks.verbs import AddAction, AddTask, AssignTask, CompleteActions, CompleteTasks, ShowActions, ShowTasks
from handlers.slack.requests.command_answers import InIncident
from handlers.slack.tasks import action_items, tasks

IN_INCIDENT: Final[Mapping[type, InIncident]] = {
    AddTask: tasks.add_task,
    CompleteTasks: tasks.tick_tasks,
    AssignTask: tasks.assign_task,
    ShowTasks: tasks.show_tasks,
    AddAction: action_items.add_action,
    CompleteActions: action_items.tick_actions,
    ShowActions: action_items.show_actions,
}
