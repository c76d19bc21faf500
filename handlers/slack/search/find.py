"""The private answer to a search: the matching incidents that the person may see."""

from bot.incidents.model import Incident
from bot.people.model import Person
from bot.search.found_rows import found_rows
from bot.search.verbs import FindIncidents
from handlers.slack.blockkit import blocks
from handlers.slack.outbox.render_context import RenderedMessage, message
from handlers.slack.requests.listener_context import Body, ListenerContext
from templates.rendering import render
from templates.search import messages as search_messages


async def find(
    listener: ListenerContext, _command: Body, by: Person, _here: Incident | None, request: FindIncidents
) -> RenderedMessage:
    finds = listener.services.search.find(request.words, by)
    head = render(search_messages.FoundHead(finds.words, len(finds.hits), finds.more))
    drawn = [
        blocks.section(render(search_messages.FoundRow(*hit))) for hit in found_rows(finds, listener.services.policy)
    ]
    return message(head, [*blocks.sections(head), *drawn])
