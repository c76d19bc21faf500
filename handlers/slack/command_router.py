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
    AssignTask,
    Cancel,
    Command,
    CommandContext,
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
    ShowStakeholderUpdates,
    ShowStats,
    ShowSubscribers,
    ShowTasks,
    ShowTimeline,
    Snooze,
    Subscribe,
    TakeRole,
    TickActions,
    TickTasks,
)
from bot.incidents.model import Incident
from bot.people.model import Person
from handlers.slack import action_ids
from handlers.slack.announcements import subscriptions
from handlers.slack.incidents import listing, menu, status
from handlers.slack.incidents.declare_form import declare
from handlers.slack.listener_context import Body, ListenerContext, button_value
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
from templates.commands import messages as command_messages
from templates.incidents import messages as incident_messages
from templates.rendering import render

Obey = Callable[[ListenerContext, Body, Person, Incident, Any], Awaitable[str | Message]]

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
    ShowStakeholderUpdates: update_form.stakeholder_updates,
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


def register(app: AsyncApp, listener: ListenerContext) -> None:
    async def command(ack: AsyncAck, command: Body) -> None:
        said = await listener.answer(lambda: _typed(listener, command))
        await (ack(text=said.text, blocks=said.blocks) if isinstance(said, Message) else ack(said))

    async def run(body: Body, by: Person) -> str | Message:
        return await obey(listener, _as_typed(body), by)

    app.command(action_ids.COMMAND_INCIDENT)(command)
    for action_id in action_ids.RUN:
        app.action(action_id)(listener.on_press(run))


async def _typed(listener: ListenerContext, command: Body) -> str | Message:
    await listener.directory.meet(str(command["user_id"]))
    return await obey(listener, command, listener.typist(command))


async def obey(listener: ListenerContext, command: Body, by: Person) -> str | Message:
    asking = CommandContext(by, listener.services.now(), listener.services.policy)
    verb, request = parse(listener.read(str(command.get("text") or "")), asking)
    incident = _named(listener, by, request) or listener.services.incidents.in_channel(str(command["channel_id"]))
    if type(request) in ANYWHERE:
        return await ANYWHERE[type(request)](listener, command, by, incident, request)
    if incident is None:
        return _signpost(listener, command, by, f"{action_ids.COMMAND_INCIDENT} {verb.name}")
    return await IN_INCIDENT[type(request)](listener, command, by, incident, request)


def _signpost(listener: ListenerContext, command: Body, by: Person, typed: str) -> str:
    """Where to type it: an incident may have left this channel."""
    left = listener.services.incidents.once_in_channel(str(command["channel_id"]))
    if left and listener.services.permissions.sees(by, left):
        return render(incident_messages.GoesOnElsewhere(left.name, left.channel, typed))
    return render(incident_messages.ChannelOnly(typed))


def _named(listener: ListenerContext, by: Person, request: object) -> Incident | None:
    """The incident that a request names itself: in an archived channel nobody can type."""
    return (
        listener.services.permissions.incident_for(by, request.number)
        if isinstance(request, Move) and request.number
        else None
    )


def _as_typed(body: Body) -> Body:
    """The press of a button that carries a command, as if somebody had typed it where the button is."""
    where = {
        "channel_id": str(body.get("channel", {}).get("id", "")),
        "response_url": str(body.get("response_url", "")),
    }
    return {**where, "text": button_value(body), "trigger_id": body["trigger_id"]}


async def _help(_listener: ListenerContext, _command: Body, _by: Person, _here: Incident | None, request: Help) -> str:
    return render(
        command_messages.HelpVerb(VERBS[request.verb])
        if request.verb
        else command_messages.HelpList(tuple(VERBS.values()))
    )


ANYWHERE: Mapping[type, Callable[[ListenerContext, Body, Person, Incident | None, Any], Awaitable[str | Message]]] = {
    Declare: declare,
    Menu: menu.menu,
    ListIncidents: listing.list_incidents,
    ShowIncident: listing.show,
    Find: find.find,
    ShowStats: stats.stats,
    Help: _help,
    Join: joining.join,
}
