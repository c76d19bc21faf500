"""`/incident subscribe`: who gets each update besides the incident's channel."""

from bot.announcements.subscriptions import is_channel
from bot.announcements.verbs import ShowSubscribers, Subscribe
from bot.incidents.model import Incident
from bot.people.model import Person
from handlers.slack.requests.listener_context import Body, ListenerContext
from templates.announcements import messages as announcement_messages
from templates.rendering import render


async def subscribe(
    listener: ListenerContext, _command: Body, by: Person, incident: Incident, request: Subscribe
) -> str:
    changed = listener.services.announcements.subscribe(incident.number, request, by)
    return render(
        announcement_messages.Subscribed(incident, request.channel, request.channel_name, request.off, changed)
    )


async def show_subscribers(
    listener: ListenerContext, _command: Body, _by: Person, incident: Incident, _asked: ShowSubscribers
) -> str:
    people = [listener.services.people.person(each).name for each in incident.subscribers if not is_channel(each)]
    return render(
        announcement_messages.Subscribers(incident, people, [each for each in incident.subscribers if is_channel(each)])
    )
