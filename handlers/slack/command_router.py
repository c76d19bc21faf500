"""`/incident`: from the verb that was typed to what answers it. Each verb of the table has its answer here."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.commands.parser import VERBS, parse
from bot.commands.requests import (
    AddAction,
    AddRecord,
    AddTask,
    AskFor,
    Asking,
    AssignTask,
    Cancel,
    Command,
    Declare,
    ExportTimeline,
    Find,
    HandOver,
    Help,
    Join,
    Leave,
    ListIncidents,
    Log,
    Menu,
    MergeInto,
    Move,
    PostTimeline,
    PostUpdate,
    ReleaseRole,
    Rename,
    Resolve,
    SetSeverity,
    ShowActions,
    ShowIncident,
    ShowRoles,
    ShowStats,
    ShowSubscribers,
    ShowTasks,
    ShowTexts,
    ShowTimeline,
    Snooze,
    Subscribe,
    TakeRole,
    TickActions,
    TickTasks,
)
from bot.incidents.model import Incident, Person
from handlers.slack import action_ids
from handlers.slack.announcements import subscriptions
from handlers.slack.incidents import listing, menu, status
from handlers.slack.incidents.declare_form import declare
from handlers.slack.listener_context import Body, Desk, button_value
from handlers.slack.metrics import stats
from handlers.slack.nudges import answers
from handlers.slack.people import joining
from handlers.slack.render_context import Message
from handlers.slack.review import facts
from handlers.slack.roles import commander, roles_form
from handlers.slack.search import find
from handlers.slack.tasks import action_items, tasks
from handlers.slack.timeline import files, log_command, modal
from handlers.slack.updates import update_form
from templates import messages as words
from templates import render
from templates import state as state_words

Obey = Callable[[Desk, Body, Person, Incident, Any], Awaitable[str | Message]]

IN_INCIDENT: Mapping[type, Obey] = {
    Log: log_command.log,
    ShowTimeline: modal.show_timeline,
    PostTimeline: files.post_timeline,
    ExportTimeline: files.export_timeline,
    PostUpdate: update_form.update,
    Move: status.move,
    Resolve: status.resolve,
    SetSeverity: status.set_severity,
    Cancel: status.cancel,
    MergeInto: status.merge,
    Rename: status.rename,
    AskFor: status.ask,
    Command: commander.take_command,
    HandOver: commander.hand_over,
    TakeRole: roles_form.take,
    ReleaseRole: roles_form.release,
    ShowRoles: roles_form.show,
    Leave: joining.leave,
    ShowTexts: update_form.texts,
    Snooze: answers.snooze,
    AddTask: tasks.add_task,
    TickTasks: tasks.tick_tasks,
    AssignTask: tasks.assign_task,
    ShowTasks: tasks.show_tasks,
    AddAction: action_items.add_action,
    TickActions: action_items.tick_actions,
    ShowActions: action_items.show_actions,
    AddRecord: facts.record,
    Subscribe: subscriptions.subscribe,
    ShowSubscribers: subscriptions.show_subscribers,
}


def register(app: AsyncApp, desk: Desk) -> None:
    async def command(ack: AsyncAck, command: Body) -> None:
        said = await desk.answer(lambda: _typed(desk, command))
        await (ack(text=said.text, blocks=said.blocks) if isinstance(said, Message) else ack(said))

    async def run(body: Body, by: Person) -> str | Message:
        return await obey(desk, _as_typed(body), by)

    app.command(action_ids.COMMAND_INCIDENT)(command)
    for action_id in action_ids.RUN:
        app.action(action_id)(desk.on_press(run))


async def _typed(desk: Desk, command: Body) -> str | Message:
    await desk.directory.meet(str(command["user_id"]))
    return await obey(desk, command, desk.typist(command))


async def obey(desk: Desk, command: Body, by: Person) -> str | Message:
    asking = Asking(by, desk.service.now(), desk.service.practice)
    verb, request = parse(desk.read(str(command.get("text") or "")), asking)
    incident = _named(desk, by, request) or desk.service.incident_in(str(command["channel_id"]))
    if type(request) in ANYWHERE:
        return await ANYWHERE[type(request)](desk, command, by, incident, request)
    if incident is None:
        return _signpost(desk, command, by, f"{action_ids.COMMAND_INCIDENT} {verb.name}")
    return await IN_INCIDENT[type(request)](desk, command, by, incident, request)


def _signpost(desk: Desk, command: Body, by: Person, typed: str) -> str:
    """Where to type it: an incident may have left this channel."""
    left = desk.service.state.once_in(str(command["channel_id"]))
    if left and desk.service.may_see(by, left):
        return render(state_words.GoesOnElsewhere(left.name, left.channel, typed))
    return render(words.ChannelOnly(typed))


def _named(desk: Desk, by: Person, request: object) -> Incident | None:
    """The incident that a request names itself: in an archived channel nobody can type."""
    return desk.service.seen(request.number, by) if isinstance(request, Move) and request.number else None


def _as_typed(body: Body) -> Body:
    """The press of a button that carries a command, as if somebody had typed it where the button is."""
    where = {
        "channel_id": str(body.get("channel", {}).get("id", "")),
        "response_url": str(body.get("response_url", "")),
    }
    return {**where, "text": button_value(body), "trigger_id": body["trigger_id"]}


async def _declare(desk: Desk, command: Body, by: Person, _here: Incident | None, request: Declare) -> str:
    return await declare(desk, command, by, request)


async def _menu(desk: Desk, _command: Body, by: Person, here: Incident | None, _request: Menu) -> Message:
    return menu.menu(desk, by, here)


async def _list(desk: Desk, _command: Body, by: Person, _here: Incident | None, request: ListIncidents) -> Message:
    return listing.incidents(desk, by, request)


async def _show(desk: Desk, _command: Body, by: Person, here: Incident | None, request: ShowIncident) -> str | Message:
    return listing.show(desk, by, request, here)


async def _find(desk: Desk, _command: Body, by: Person, _here: Incident | None, request: Find) -> Message:
    return find.find(desk, by, request)


async def _stats(desk: Desk, _command: Body, by: Person, _here: Incident | None, request: ShowStats) -> Message:
    return stats.stats(desk, by, request)


async def _join(desk: Desk, _command: Body, by: Person, here: Incident | None, request: Join) -> str:
    return joining.join(desk, by, here, request)


async def _help(_desk: Desk, _command: Body, _by: Person, _here: Incident | None, request: Help) -> str:
    return render(words.HelpVerb(VERBS[request.verb]) if request.verb else words.HelpList(tuple(VERBS.values())))


ANYWHERE: Mapping[type, Callable[[Desk, Body, Person, Incident | None, Any], Awaitable[str | Message]]] = {
    Declare: _declare,
    Menu: _menu,
    ListIncidents: _list,
    ShowIncident: _show,
    Find: _find,
    ShowStats: _stats,
    Help: _help,
    Join: _join,
}
