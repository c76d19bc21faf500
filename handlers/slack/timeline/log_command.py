"""`/incident log`: putting something on the timeline in one's own words."""

from bot.commands.requests import Log
from bot.incidents.model import Incident, Person
from handlers.slack import messages
from handlers.slack.listener_context import Body, Desk


async def log(desk: Desk, _command: Body, by: Person, incident: Incident, request: Log) -> str:
    return messages.logged(desk.service.timeline.log(incident.number, request, by), by, desk.service.now())
