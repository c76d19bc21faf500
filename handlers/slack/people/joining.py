"""Listeners for joining and leaving an incident's channel."""

from bot.errors import Hint, Refused
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.people.verbs import Join, Leave
from handlers.slack import action_ids
from handlers.slack.requests.listener_context import Body, ListenerContext, button_value
from handlers.slack.requests.listeners import Listeners
from templates.people import messages as people_messages
from templates.people import wording
from templates.rendering import render


def register(app: Listeners, listener: ListenerContext) -> None:
    async def press(body: Body, by: Person) -> str:
        return _join(listener, int(button_value(body)), by)

    app.action(action_ids.JOIN)(listener.on_press(press))


def _join(listener: ListenerContext, number: int, by: Person) -> str:
    return render(people_messages.Joined(listener.services.roles.join(number, by)))


async def join(listener: ListenerContext, _command: Body, by: Person, here: Incident | None, request: Join) -> str:
    """Join the incident with the typed number, or that of the current channel."""
    number = request.number or (here.number if here else 0)
    if not number:
        raise Refused(wording.NUMBER_MISSING, Hint("list", purpose=wording.TO_FIND_NUMBER))
    return _join(listener, number, by)


async def leave(listener: ListenerContext, _command: Body, by: Person, incident: Incident, _request: Leave) -> str:
    listener.services.roles.leave(incident.number, by)
    may_join = listener.services.permissions.may(by, "join", incident)
    return render(people_messages.Left(incident.name, incident.number, may_join))
