"""Tasks in Slack: the command, the list to complete and assign them in, and the message shortcut."""

import re
from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    CheckboxesElement,
    Option,
    PlainTextInputElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.errors import Hint, Refused
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.tasks.model import Task
from bot.tasks.origin import Origin
from bot.tasks.verbs import AddTask, AssignTask, CompleteTasks, ShowTasks
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.cutting import PLAIN, pieces
from handlers.slack.blockkit.form_values import picked_person, stored, typed
from handlers.slack.requests.decoding import words_of
from handlers.slack.requests.listener_context import Body, FieldErrors, ListenerContext, Press, button_value
from handlers.slack.requests.listeners import Listeners
from handlers.slack.requests.shapes import Incomplete
from templates.rendering import render
from templates.tasks import messages as task_messages
from templates.tasks import wording

TITLE, ASSIGNEE = "title", "assignee"
LONGEST_TITLE = 300  # characters, in the form
MOST_TASKS = 90  # shown: a modal has 100 blocks
DONE = "done"


def register(app: Listeners, listener: ListenerContext) -> None:
    async def submit(view: Body, by: Person) -> str | FieldErrors:
        kept = stored(view)
        title, person = " ".join(typed(view, TITLE).split()), picked_person(view, ASSIGNEE)
        if not title:
            return _nothing_typed(view, person)
        if errors := await listener.account_errors({ASSIGNEE: [person]}):
            return errors
        asked = AddTask(title, listener.services.people.person(person) if person else None)
        origin = Origin(str(kept["channel"]), str(kept["ts"])) if "ts" in kept else None
        listener.services.tasks.add(int(kept["incident"]), asked, by, f"view:{view['id']}", origin)
        return ""

    async def make(body: Body, by: Person) -> str:
        incident = listener.services.permissions.incident_in(str(body["channel"]["id"]), by)
        if incident is None:
            return render(task_messages.NoIncidentHere(wording.A_TASK))
        listener.services.permissions.need(by, "task", incident)
        text = words_of(body["message"], listener.directory.name_of).text
        origin = Origin(incident.channel, str(body["message"]["ts"]))
        view = form(incident, blocks.first_line(text, LONGEST_TITLE), origin)
        await listener.open_view(str(body["trigger_id"]), view, Hint("task", "<title>"))
        return ""

    async def show(body: Body, by: Person) -> str:
        await _open_list(listener, body, listener.services.permissions.incident_for(by, int(button_value(body))))
        return ""

    app.view(action_ids.TASK_FORM)(listener.on_submit(TITLE, submit))
    app.view(action_ids.TASKS_FORM)(listener.on_submit(TITLE, submit))
    app.shortcut(action_ids.MAKE_TASK)(listener.on_press(make))
    app.action(action_ids.SHOW_TASKS)(listener.on_press(show))
    app.action(action_ids.TICK_TASK)(listener.on_press(_ticking(listener)))
    app.action(action_ids.ASSIGN_TASK)(listener.on_press(_assigning(listener)))


def _nothing_typed(view: Body, person: str) -> str:
    """In the list, the field for a new task may stay empty."""
    if view["callback_id"] == action_ids.TASKS_FORM and not person:
        return ""
    raise Refused(wording.BLANK_TASK)


def _ticking(listener: ListenerContext) -> Press:
    async def press(body: Body, by: Person) -> str:
        number, which = _one(body)
        done = bool(body["actions"][0]["selected_options"])
        listener.services.tasks.tick(number, (which,), done, by)
        return ""

    return press


def _assigning(listener: ListenerContext) -> Press:
    async def press(body: Body, by: Person) -> str:
        number, which = _one(body)
        person = str(body["actions"][0].get("selected_user") or "")
        await listener.directory.meet_all([person])
        whom = listener.services.people.person(person) if person else None
        listener.services.tasks.assign(number, which, whom, by)
        return ""

    return press


def _one(body: Body) -> tuple[int, int]:
    """The numbers of the incident and the task; the task's block has the id `task/3`."""
    of_task = re.fullmatch(r"task/(\d{1,9})", str(body["actions"][0]["block_id"]))
    if of_task is None:
        raise Incomplete("block_id")
    return int(stored(body["view"])["incident"]), int(of_task[1])


# The list


async def _open_list(listener: ListenerContext, body: Body, incident: Incident) -> None:
    tasks = listener.services.tasks.in_order(incident.number)
    await listener.open_view(str(body["trigger_id"]), _list(incident, tasks), Hint("task", "done <number>"))


def _list(incident: Incident, tasks: Sequence[Task]) -> View:
    """Checkboxes and assignees save immediately; the submit button adds the new task."""
    return forms.modal(
        wording.tasks_of(incident.name),
        [
            blocks.context(render(_about(incident, tasks))),
            *(_line(incident, task) for task in tasks[:MOST_TASKS]),
            *blocks.and_more(len(tasks) - MOST_TASKS),
            *(_inputs(wording.NEW_TASK, "", optional=True) if incident.is_open else ()),
        ],
        form=action_ids.TASKS_FORM,
        submit=wording.ADD_TASK if incident.is_open else "",
        close=wording.CLOSE,
        kept={"incident": incident.number},
    )


def _about(incident: Incident, tasks: Sequence[Task]) -> task_messages.TasksAbout:
    todo = sum(not task.done_at for task in tasks)
    return task_messages.TasksAbout(len(tasks), todo, editable=incident.is_open)


def _line(incident: Incident, task: Task) -> Block:
    """A row that is read-only once the incident is resolved."""
    if not incident.is_open:
        return blocks.section(render(task_messages.TaskListRow(task)))
    option = _option(task)
    tick = CheckboxesElement(
        action_id=action_ids.TICK_TASK, options=[option], initial_options=[option] if task.done_at else None
    )
    assignee = task.assignee.id if task.assignee else None
    whom = UserSelectElement(
        action_id=action_ids.ASSIGN_TASK, placeholder=wording.ASSIGNEE, initial_user=assignee or None
    )
    return ActionsBlock(block_id=f"task/{task.number}", elements=[tick, whom])


def _option(task: Task) -> Option:
    """The checkbox of a task; a long title continues in its description."""
    said = f"{task.number}. {task.title}"
    head = next(pieces(said, blocks.OPTION, PLAIN))
    rest = said[len(head) :].strip()
    about = rest or (wording.SUGGESTED if task.suggested else "")
    return blocks.option(DONE, head, about)


def form(incident: Incident, title: str, origin: Origin) -> View:
    return forms.modal(
        wording.task_for(incident.name),
        _inputs(wording.TASK, title),
        form=action_ids.TASK_FORM,
        submit=wording.ADD_TASK,
        kept={"incident": incident.number, "channel": origin.channel, "ts": origin.message_ts},
    )


def _inputs(label: str, title: str, optional: bool = False) -> list[Any]:
    what = PlainTextInputElement(action_id=TITLE, max_length=LONGEST_TITLE, initial_value=title or None)
    whom = UserSelectElement(action_id=ASSIGNEE)
    return [
        forms.labeled(label, what, optional=optional),
        forms.labeled(wording.ASSIGNEE, whom, optional=True),
    ]


# The verb of /incident. Its changes are posted in the channel, so there is no private answer.


async def show_tasks(
    listener: ListenerContext, command: Body, _by: Person, incident: Incident, _request: ShowTasks
) -> str:
    await _open_list(listener, command, incident)
    return ""


async def add_task(listener: ListenerContext, _command: Body, by: Person, incident: Incident, request: AddTask) -> str:
    listener.services.tasks.add(incident.number, request, by)
    return ""


async def tick_tasks(
    listener: ListenerContext, _command: Body, by: Person, incident: Incident, request: CompleteTasks
) -> str:
    changed = listener.services.tasks.tick(incident.number, request.numbers, request.done, by)
    return "" if changed else wording.already_ticked(request.done)


async def assign_task(
    listener: ListenerContext, _command: Body, by: Person, incident: Incident, request: AssignTask
) -> str:
    changed = listener.services.tasks.assign(incident.number, request.number, request.assignee, by)
    return "" if changed else wording.already_assigned(request.assignee.name if request.assignee else "")
