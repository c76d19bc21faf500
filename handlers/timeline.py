"""`/incident log`: putting something on the timeline in one's own words."""

from bot.model import Incident, Person
from bot.requests import Log
from handlers import pages
from handlers.desk import Body, Desk


async def log(desk: Desk, _command: Body, by: Person, incident: Incident, request: Log) -> str:
    return pages.logged(desk.service.timeline.log(incident.number, request, by), by, desk.service.now())
