"""`/incident` alone: a private message with a button for each action that is possible here and now.

Pressing a button is the same as typing its command.
"""

from itertools import islice

from slack_sdk.models.blocks import Block, ButtonElement

from bot.commands.requests import Menu
from bot.incidents.menu import MenuItem, choices
from bot.incidents.model import Incident
from bot.incidents.transitions import TRANSITIONS, Verb
from bot.people.model import Person
from bot.people.permissions import REVIEW
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks
from handlers.slack.outbox.render_context import RenderedMessage, message
from handlers.slack.requests.listener_context import Body, ListenerContext
from handlers.slack.review.open_button import open_button
from templates.incidents import messages as incident_messages
from templates.rendering import render

A_ROW = 5  # buttons: more wrap on a phone


async def menu(
    listener: ListenerContext, _command: Body, by: Person, incident: Incident | None, _request: Menu
) -> RenderedMessage:
    member = incident is not None and listener.services.lists.is_member(incident, by)
    offered = [
        choice
        for choice in choices(incident, by, member)
        if listener.services.permissions.may(by, choice.words.split()[0], incident)
    ]
    said = render(incident_messages.MenuHead(incident))
    buttons = [*_review(listener, incident, by), *map(_button, offered)]
    buttons[0].style = "primary"
    return message(said, [*blocks.sections(said), *_rows(buttons)])


def _review(listener: ListenerContext, incident: Incident | None, by: Person) -> list[ButtonElement]:
    """The review is the first thing to do about an incident that ended."""
    services = listener.services
    if incident is None or incident.is_open or Verb.REVIEW not in TRANSITIONS[incident.status]:
        return []
    may = services.permissions.may(by, REVIEW, incident)
    return [open_button(incident.number, services.reviews.link(incident.number))] if may else []


def _rows(offered: list[ButtonElement]) -> list[Block]:
    buttons = iter(offered)
    rows: list[Block] = []
    while row := list(islice(buttons, A_ROW)):
        rows.append(blocks.actions(*row))
    return rows


def _button(choice: MenuItem) -> ButtonElement:
    confirm = (choice.warning, choice.label) if choice.warning else None
    return blocks.button(choice.label, action_ids.run(choice.words), choice.words, confirm=confirm)
