"""`@Muster log …`: the only verb that works in a message. All others are slash commands."""

import re
from collections.abc import Mapping
from typing import Any

from bot.commands.parser import parse
from bot.commands.requests import Help
from bot.errors import Hint, Refused
from bot.timeline.verbs import Log
from handlers.slack import action_ids
from handlers.slack.commands import help, refusals  # noqa: A004
from handlers.slack.outbox import messages
from handlers.slack.requests.listener_context import Body, ListenerContext
from handlers.slack.requests.listeners import Listeners
from templates.commands.wording import FOR_ALL_COMMANDS
from templates.incidents import messages as incident_messages
from templates.rendering import render
from templates.timeline import wording


def register(app: Listeners, listener: ListenerContext) -> None:
    async def mentioned(body: Body) -> None:
        event = body["event"]
        if not event.get("user"):
            return
        try:
            said = _obey(listener, event, body["event_id"])
        except Refused as refusal:
            said = refusals.in_message(refusal)
        if said:
            listener.whisper(event["channel"], event["user"], said, str(event.get("thread_ts") or ""))

    app.event("app_mention")(mentioned)


def _obey(listener: ListenerContext, event: Mapping[str, Any], event_id: str) -> str:
    """Returns the private answer, or "" where the message itself was logged: that is confirmed through the outbox."""
    services, by = listener.services, listener.services.people.person(event["user"])
    typed = listener.read(_words_behind(listener.directory.bot_user, str(event.get("text") or "")))
    if typed.text.casefold().split()[:1] != ["log"]:
        raise Refused(wording.ONLY_LOG, Hint("help", purpose=FOR_ALL_COMMANDS))
    _, request, number = parse(typed, listener.asking(by, event["channel"]))
    if isinstance(request, Help):
        return help.shown(request)
    assert isinstance(request, Log)
    here = services.permissions.incident_in(event["channel"], by)
    if number and (here is None or here.number != number):
        entry = services.timeline.log(number, request, by, f"event:{event_id}")
        return messages.logged(entry, by, services.now())
    if here is None:
        return render(incident_messages.ChannelOnly(f"{action_ids.COMMAND_INCIDENT} log"))
    thread_ts = str(event.get("thread_ts") or "")
    ts = str(event.get("ts") or event["event_ts"])
    services.timeline.log_message(here.number, ts, thread_ts, request, by, f"event:{event_id}")
    return ""


def _words_behind(bot_user: str, text: str) -> str:
    """The text after the mention, still in Slack's encoding."""
    return re.split(rf"<@{re.escape(bot_user)}(?:\|[^<>]*)?>", text, maxsplit=1)[-1]
