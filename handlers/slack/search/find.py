"""The answer to a search: the incidents whose texts match and that whoever searches may see, to them alone."""

from bot.config.policy import Policy, Severity
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.search.service import FoundIncidents
from bot.search.verbs import FindIncidents
from handlers.slack import blocks
from handlers.slack.listener_context import Body, ListenerContext
from handlers.slack.outbox.render_context import RenderedMessage, message
from templates.rendering import render
from templates.search import messages as search_messages
from templates.search import wording


async def find(
    listener: ListenerContext, _command: Body, by: Person, _here: Incident | None, request: FindIncidents
) -> RenderedMessage:
    finds = listener.services.search.find(request.words, by)
    head = render(search_messages.FoundHead(finds.words, len(finds.hits), finds.more))
    drawn = [blocks.section(render(search_messages.FoundRow(*hit))) for hit in rows(finds, listener.services.policy)]
    return message(head, [*blocks.sections(head), *drawn, *blocks.and_more(finds.more)])


def rows(finds: FoundIncidents, policy: Policy) -> list[tuple[Incident, Severity, str, str]]:
    """Each incident with its severity, where the words were found, and the words around; "" for a title."""
    return [
        (
            incident,
            policy.severity(incident.severity),
            wording.FOUND_IN[found.what],
            "" if found.what == "title" else " ".join(found.words.split()),
        )
        for incident, found in finds.hits
    ]
