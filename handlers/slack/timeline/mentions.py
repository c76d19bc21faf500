"""`@Muster log …`: the only verb that works in a message. All others are slash commands.

Slack tells of such a message again when it is edited, as a mention and as a changed message. The mention logs a message
that wasn't logged so far; the entry of one that was is corrected by the changed message, like any other.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.commands.parser import parse, verb_and_rest
from bot.commands.requests import CommandContext, Help
from bot.config.policy import Policy
from bot.errors import Hint, Refused, Unclear
from bot.people.model import Person
from bot.timeline.reactions import moment
from bot.timeline.verbs import Log, log
from handlers.slack.commands import help, refusals  # noqa: A004
from handlers.slack.commands.signpost import signpost
from handlers.slack.outbox import messages
from handlers.slack.people.directory import Directory
from handlers.slack.requests.decoding import decode, message_text
from handlers.slack.requests.listener_context import Body, ListenerContext
from handlers.slack.requests.listeners import Listeners
from templates.commands.wording import FOR_ALL_COMMANDS, of_another
from templates.timeline import wording


def register(app: Listeners, listener: ListenerContext) -> None:
    async def mentioned(body: Body) -> None:
        event = body["event"]
        if not event.get("user"):
            return
        with listener.read_in(event["channel"]):
            said = _answer(listener, event, body["event_id"])
        if said:
            listener.whisper(event["channel"], event["user"], said, str(event.get("thread_ts") or ""))

    app.event("app_mention")(mentioned)


def _answer(listener: ListenerContext, event: Mapping[str, Any], event_id: str) -> str:
    try:
        return _obey(listener, event, event_id)
    except Refused as refusal:
        return refusals.in_message(refusal)


def _obey(listener: ListenerContext, event: Mapping[str, Any], event_id: str) -> str:
    """Returns the private answer, or "" where the message itself was logged: that is confirmed through the outbox."""
    services, by = listener.services, listener.services.people.person(event["user"])
    ts = str(event.get("ts") or event["event_ts"])
    if event.get("edited") and services.timeline.entry_of(event["channel"], ts):
        return ""
    typed = listener.read(_words_behind(listener.directory.bot_user, str(event.get("text") or "")))
    verb, said = verb_and_rest(typed.text)
    if verb.casefold() != "log":
        raise Refused(wording.ONLY_LOG, Hint("help", purpose=FOR_ALL_COMMANDS))
    _, request, number = parse(typed, listener.asking(by, event["channel"]))
    if isinstance(request, Help):
        return help.shown(request)
    assert isinstance(request, Log)
    here = services.permissions.incident_in(event["channel"], by)
    if number and (here is None or here.number != number):
        return _log_elsewhere(listener, number, request, by, f"event:{event_id}")
    if here is None:
        return signpost(listener, event["channel"], by, Hint("log", said))
    thread_ts = str(event.get("thread_ts") or "")
    services.timeline.log_message(here.number, ts, thread_ts, request, by, f"event:{event_id}")
    return ""


def _log_elsewhere(listener: ListenerContext, number: int, request: Log, by: Person, once: str) -> str:
    try:
        entry = listener.services.timeline.log(number, request, by, once)
    except Refused as refusal:
        raise refusal.about(number) from None
    return of_another(f"#{number}", messages.logged(entry, by, listener.services.now()))


def logged_again(message: Mapping[str, Any], by: Person, directory: Directory, policy: Policy) -> Log:
    """What an edited message logs now. A time such as -10m counts from when it was posted. Raises Unclear."""
    typed = decode(_words_behind(directory.bot_user, message_text(message)), directory.name_of)
    verb, behind = verb_and_rest(typed.text)
    said = replace(typed, text=behind if verb.casefold() == "log" else typed.text)
    try:
        return log(said, CommandContext(by, moment(str(message["ts"])), policy))
    except Unclear:  # such as a time that was to come when the message was posted
        return log(said, CommandContext(by, moment(str(message["edited"]["ts"])), policy))


def _words_behind(bot_user: str, text: str) -> str:
    """The text after the mention and the mark that sets it off, still in Slack's encoding."""
    return re.split(rf"<@{re.escape(bot_user)}(?:\|[^<>]*)?>[\s:,;.!–—-]*", text, maxsplit=1)[-1]
