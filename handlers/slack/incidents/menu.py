"""`/incident` alone: a private message with a button for each action that is possible here and now.

Pressing a button is the same as typing its command.
"""

from itertools import islice
from typing import Literal

from slack_sdk.models.blocks import Block, ButtonElement

from bot.commands.requests import Menu
from bot.incidents.menu import MenuItem, choices
from bot.incidents.model import Incident
from bot.people.model import Person
from handlers.slack import action_ids, blocks
from handlers.slack.listener_context import Body, ListenerContext
from handlers.slack.outbox.render_context import RenderedMessage, message
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
    return message(said, [*blocks.sections(said), *_rows(offered)])


def _rows(offered: list[MenuItem]) -> list[Block]:
    buttons = iter([_button(choice, first=place == 0) for place, choice in enumerate(offered)])
    rows: list[Block] = []
    while row := list(islice(buttons, A_ROW)):
        rows.append(blocks.actions(*row))
    return rows


def _button(choice: MenuItem, *, first: bool) -> ButtonElement:
    confirm = (choice.warning, choice.label) if choice.warning else None
    style: Literal["primary"] | None = "primary" if first else None
    return blocks.button(choice.label, action_ids.run(choice.words), choice.words, style, confirm)
