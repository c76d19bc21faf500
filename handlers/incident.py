"""`/incident`: from the verb that was typed to what answers it. Each verb of the table has its answer here."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.commands import VERBS, parse
from bot.model import Incident, Person
from bot.requests import (
    AddAction,
    AddRecord,
    Asking,
    Command,
    Declare,
    ExportTimeline,
    Help,
    Log,
    Move,
    PostTimeline,
    PostUpdate,
    Resolve,
    SetSeverity,
    ShowTimeline,
)
from handlers import names, review, timeline, timeline_files, timeline_page, update
from handlers.declare import declare
from handlers.desk import Body, Desk
from templates import messages as words
from templates import render

Obey = Callable[[Desk, Body, Person, Incident, Any], Awaitable[str]]

IN_INCIDENT: Mapping[type, Obey] = {
    Log: timeline.log,
    ShowTimeline: timeline_page.show_timeline,
    PostTimeline: timeline_files.post_timeline,
    ExportTimeline: timeline_files.export_timeline,
    PostUpdate: update.update,
    Move: update.move,
    Resolve: update.resolve,
    SetSeverity: update.set_severity,
    Command: update.take_command,
    AddAction: review.add_action,
    AddRecord: review.record,
}


def register(app: AsyncApp, desk: Desk) -> None:
    async def command(ack: AsyncAck, command: Body) -> None:
        await ack(await desk.answer(lambda: _obey(desk, command)))

    app.command(names.COMMAND_INCIDENT)(command)


async def _obey(desk: Desk, command: Body) -> str:
    by = desk.typist(command)
    asking = Asking(by, desk.service.now(), desk.service.practice)
    verb, request = parse(desk.read(str(command.get("text") or "")), asking)
    if isinstance(request, Declare):
        return await declare(desk, command, by, request)
    if isinstance(request, Help):
        return _help(request)
    incident = desk.service.incident_in(str(command["channel_id"]))
    if incident is None:
        return render(words.ChannelOnly(f"{names.COMMAND_INCIDENT} {verb.name}"))
    return await IN_INCIDENT[type(request)](desk, command, by, incident, request)


def _help(request: Help) -> str:
    return render(words.HelpVerb(VERBS[request.verb]) if request.verb else words.HelpList(tuple(VERBS.values())))
