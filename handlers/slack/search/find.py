"""`/incident find`: the incidents whose texts hold all the words, as whoever asks may see them, to them alone."""

from bot.commands.requests import Find
from bot.config.policy import Policy, Severity
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.search.service import Finds
from handlers.slack import blocks
from handlers.slack.listener_context import ListenerContext
from handlers.slack.render_context import Message, message
from templates.rendering import render
from templates.search import messages as search_messages


def find(listener: ListenerContext, by: Person, request: Find) -> Message:
    finds = listener.services.finding.find(request.words, by)
    head = render(search_messages.FoundHead(finds.words, len(finds.hits), finds.more))
    drawn = [blocks.section(render(search_messages.FoundRow(*hit))) for hit in rows(finds, listener.services.policy)]
    return message(head, [*blocks.sections(head), *drawn, *blocks.and_more(finds.more)])


def rows(finds: Finds, policy: Policy) -> list[tuple[Incident, Severity, str, str]]:
    """Each incident with its severity, where the words stand, and those around; nothing where the title has them."""
    return [
        (
            incident,
            policy.severity(incident.severity),
            "Timeline" if found.what == "entry" else found.what.capitalize(),
            "" if found.what == "title" else " ".join(found.words.split()),
        )
        for incident, found in finds.hits
    ]
