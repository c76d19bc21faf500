"""/incident: from what was typed to the capability that answers it."""

from collections.abc import Mapping
from typing import Final

from slack_bolt.async_app import AsyncAck

from bot.commands.addressing import Understood
from bot.commands.parser import parse, verb_and_rest
from bot.commands.requests import Help
from bot.errors import Hint, Refused
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.tasks.verbs import CompleteActions
from handlers.slack import action_ids
from handlers.slack.announcements import verbs as announcements
from handlers.slack.commands import help  # noqa: A004
from handlers.slack.commands.refusals import to_command
from handlers.slack.commands.signpost import signpost
from handlers.slack.incidents import verbs as incidents
from handlers.slack.metrics import verbs as metrics
from handlers.slack.nudges import verbs as nudges
from handlers.slack.outbox.render_context import RenderedMessage
from handlers.slack.people import verbs as people
from handlers.slack.requests.command_answers import Anywhere, InIncident
from handlers.slack.requests.listener_context import Body, ListenerContext, button_value
from handlers.slack.requests.listeners import Listeners
from handlers.slack.requests.payloads import channel_of
from handlers.slack.review import verbs as review
from handlers.slack.roles import verbs as roles
from handlers.slack.search import verbs as search
from handlers.slack.tasks import verbs as tasks
from handlers.slack.timeline import verbs as timeline
from handlers.slack.updates import verbs as updates
from templates.commands import wording
from templates.incidents import messages as incident_messages
from templates.rendering import render


def register(app: Listeners, listener: ListenerContext) -> None:
    async def typed(ack: AsyncAck, command: Body) -> None:
        said = await listener.answer(
            command,
            lambda: listener.telling_typist(command, lambda: _typed(listener, command)),
            lambda refusal: to_command(refusal, _whole(listener, command)),
        )
        await listener.reply(ack, command, said)

    async def run(body: Body, by: Person) -> str | RenderedMessage:
        return await obey(listener, _as_typed(body), by)

    app.command(action_ids.COMMAND_INCIDENT)(typed)
    for action_id in action_ids.RUN:
        app.action(action_id)(listener.on_press(run))


async def _typed(listener: ListenerContext, command: Body) -> str | RenderedMessage:
    mentioned = listener.read(str(command.get("text") or "")).people.values()
    await listener.directory.meet_all((str(command["user_id"]), *mentioned))
    return await obey(listener, command, listener.typist(command))


async def obey(listener: ListenerContext, command: Body, by: Person) -> str | RenderedMessage:
    channel = str(command["channel_id"])
    asking = listener.asking(by, channel)
    understood = parse(listener.read(str(command.get("text") or "")), asking)
    try:
        return await _answered(listener, command, by, understood)
    except Refused as refusal:
        raise refusal.about(understood.number) from None


async def _answered(
    listener: ListenerContext, command: Body, by: Person, understood: Understood
) -> str | RenderedMessage:
    request, number = understood.request, understood.number
    channel = str(command["channel_id"])
    here = listener.services.permissions.incident_in(channel, by)
    incident = listener.services.permissions.incident_for(by, number) if number else here
    anywhere = ANYWHERE.get(type(request))
    if anywhere is None and incident is None:
        return signpost(listener, channel, by, Hint(understood.verb.name, verb_and_rest(_text(listener, command))[1]))
    if right := _right(listener, by, incident, understood):
        listener.services.permissions.need(by, right, incident)
    if anywhere:
        return await anywhere(listener, command, by, incident, request)
    assert incident is not None
    said = await IN_INCIDENT[type(request)](listener, command, by, incident, request)
    if here and incident.number == here.number:
        return said
    if said:
        is_fact = understood.verb.states_a_fact  # whose answer speaks of the fact alone
        return wording.of_another(incident.name, said) if is_fact and isinstance(said, str) else said
    return _done_elsewhere(listener, command, incident.number)


def _right(listener: ListenerContext, by: Person, incident: Incident | None, understood: Understood) -> str:
    """The permission that a command needs, "" if it needs none."""
    if isinstance(understood.request, CompleteActions) and incident:
        return listener.services.action_items.verb_of(incident.number, understood.request.numbers, by)
    return understood.verb.name


def _done_elsewhere(listener: ListenerContext, command: Body, number: int) -> str:
    """Where to look at what was done: the person who asked is in another channel. An open form shows it itself."""
    if listener.has_opened_form(str(command["trigger_id"])):
        return ""
    incident = listener.services.incidents.get(number)
    return render(incident_messages.DoneElsewhere(incident, listener.services.policy.severity(incident.severity)))


def _whole(listener: ListenerContext, command: Body) -> str:
    """The command as it was typed."""
    return f"{action_ids.COMMAND_INCIDENT} {_text(listener, command)}".strip()


def _text(listener: ListenerContext, command: Body) -> str:
    return listener.read(str(command.get("text") or "")).text


def _as_typed(body: Body) -> Body:
    """The press of a button with a command, as if the person had typed it in the channel of the button."""
    where = {
        "channel_id": channel_of(body),
        "response_url": body["response_url"],
    }
    return {**where, "text": button_value(body), "trigger_id": body["trigger_id"]}


async def _help(_listener: ListenerContext, _command: Body, _by: Person, _here: Incident | None, request: Help) -> str:
    return help.shown(request)


ANYWHERE: Final[Mapping[type, Anywhere]] = {
    **incidents.ANYWHERE,
    **search.ANYWHERE,
    **metrics.ANYWHERE,
    **people.ANYWHERE,
    Help: _help,
}
IN_INCIDENT: Final[Mapping[type, InIncident]] = {
    **announcements.IN_INCIDENT,
    **incidents.IN_INCIDENT,
    **nudges.IN_INCIDENT,
    **people.IN_INCIDENT,
    **review.IN_INCIDENT,
    **roles.IN_INCIDENT,
    **tasks.IN_INCIDENT,
    **timeline.IN_INCIDENT,
    **updates.IN_INCIDENT,
}
