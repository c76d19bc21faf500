"""`@Muster log …`: the only verb that works in a message. All others are slash commands."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.commands.parser import parse
from bot.commands.requests import CommandContext
from bot.errors import Hint, Refused
from bot.timeline.verbs import Log
from handlers.slack import action_ids
from handlers.slack.commands import refusals
from handlers.slack.listener_context import Body, ListenerContext
from templates.commands.wording import FOR_ALL_COMMANDS
from templates.incidents import messages as incident_messages
from templates.rendering import render
from templates.timeline import wording


def register(app: AsyncApp, listener: ListenerContext) -> None:
    async def mentioned(body: Body) -> None:
        event = body["event"]
        if "user" not in event:
            return
        try:
            said = _obey(listener, event, body["event_id"])
        except Refused as refusal:
            said = refusals.in_message(refusal)
        if said:
            listener.whisper(event["channel"], event["user"], said, str(event.get("thread_ts") or ""))

    app.event("app_mention")(mentioned)


def _obey(listener: ListenerContext, event: Mapping[str, Any], event_id: str) -> str:
    """Returns why nothing was logged, or "" on success: the confirmation is sent through the outbox."""
    services, by = listener.services, listener.services.people.person(event["user"])
    typed = listener.read(_words_behind(listener.directory.bot_user, str(event["text"])))
    if typed.text.casefold().split()[:1] != ["log"]:
        raise Refused(wording.ONLY_LOG, Hint("help", purpose=FOR_ALL_COMMANDS))
    incident = services.incidents.in_channel(event["channel"])
    if incident is None:
        return render(incident_messages.ChannelOnly(f"{action_ids.COMMAND_INCIDENT} log"))
    _, request = parse(typed, CommandContext(by, services.now(), services.policy))
    assert isinstance(request, Log)
    thread_ts = str(event.get("thread_ts") or "")
    services.timeline.log_message(incident.number, event["ts"], thread_ts, request, by, f"event:{event_id}")
    return ""


def _words_behind(bot_user: str, text: str) -> str:
    """The text after the mention, still in Slack's encoding."""
    return re.split(rf"<@{re.escape(bot_user)}(?:\|[^<>]*)?>", text, maxsplit=1)[-1]
