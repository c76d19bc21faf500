"""`/incident list` and `/incident show`: private answers with the incidents that the person may see."""

from slack_sdk.models.blocks import Block

from bot.config.policy import Policy
from bot.errors import Hint, Refused
from bot.incidents.lists import IncidentPage
from bot.incidents.menu import IncidentList
from bot.incidents.model import Incident
from bot.incidents.verbs import ListIncidents, ShowIncident
from bot.people.model import Person
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks
from handlers.slack.incidents.card import drawn_card
from handlers.slack.outbox.render_context import RenderedMessage, message, render_context_of
from handlers.slack.requests.listener_context import Body, ListenerContext
from templates.incidents import messages as incident_messages
from templates.incidents import wording
from templates.rendering import render


async def list_incidents(
    listener: ListenerContext, _command: Body, by: Person, _here: Incident | None, request: ListIncidents
) -> RenderedMessage:
    listed = listener.services.lists.page_of(request.which, by, request.page)
    head = render(incident_messages.ListHead(IncidentList(listed.which), len(listed.incidents), listed.page))
    drawn = [_row(each, listed, listener.services.policy) for each in listed.incidents]
    return message(head, [*blocks.sections(head), *drawn, *_more(listed)])


def _row(incident: Incident, listed: IncidentPage, policy: Policy) -> Block:
    said = render(incident_messages.ListRow(incident, policy.severity(incident.severity)))
    join = blocks.button(wording.JOIN, action_ids.JOIN, incident.number) if incident.number in listed.joinable else None
    return blocks.section(said, join)


def _more(listed: IncidentPage) -> list[Block]:
    if not listed.more:
        return []
    command = f"list {listed.which} {listed.page + 1}"
    return [blocks.actions(blocks.button(wording.NEXT_PAGE, action_ids.RUN_PAGE, command))]


async def show(
    listener: ListenerContext, _command: Body, by: Person, here: Incident | None, request: ShowIncident
) -> RenderedMessage:
    """The card of the named incident, else of the channel's incident."""
    number = request.number or (here.number if here else 0)
    if not number:
        raise Refused(wording.NO_INCIDENT_HERE, Hint("show", "<number>", wording.TO_NAME_ONE, "41"))
    incident = listener.services.lists.shown(number, by)
    card = drawn_card(render_context_of(listener.services, incident.number))
    if here and here.number == number:
        return card
    join = [] if listener.services.lists.is_member(incident, by) or incident.private else [_join(incident)]
    outside = blocks.context(render(incident_messages.ShownOutside(incident)))
    return message(card.text, [*card.blocks, outside, *join])


def _join(incident: Incident) -> Block:
    return blocks.actions(blocks.button(wording.JOIN, action_ids.JOIN, incident.number))
