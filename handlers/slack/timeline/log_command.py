"""`/incident log`: adds an entry to the timeline."""

from bot.incidents.model import Incident
from bot.people.model import Person
from bot.timeline.verbs import Log
from handlers.slack.outbox import messages
from handlers.slack.requests.command_answers import or_there
from handlers.slack.requests.listener_context import Body, ListenerContext


async def log(listener: ListenerContext, _command: Body, by: Person, incident: Incident, request: Log) -> str:
    services = listener.services
    entry, shown = services.timeline.log(incident.number, request, by), services.policy.post_in_channel.log
    said = messages.logged(entry, by, services.now(), with_text=incident.archived or not shown)
    return or_there(said, incident)
