"""Listeners for taking command, with a confirm if someone else has it, and for handing it over."""

from collections.abc import Mapping

from slack_sdk.models.views import View

from bot.errors import Hint, Unconfirmed
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.roles.verbs import OfferHandover, SetCommander
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.form_values import stored
from handlers.slack.requests.listener_context import Body, ListenerContext, Press, button_value
from handlers.slack.requests.listeners import Listeners
from templates.rendering import render
from templates.roles import messages as role_messages
from templates.roles import wording


def register(app: Listeners, listener: ListenerContext) -> None:
    async def submit(view: Body, by: Person) -> str:
        kept = stored(view)
        listener.services.roles.take_command(
            int(kept["incident"]),
            listener.services.people.person(str(kept["to"]), str(kept["name"])),
            by,
            instead_of=str(kept["instead_of"]),
            request_id=f"view:{view['id']}",
        )
        return ""

    app.view(action_ids.COMMAND_FORM)(listener.on_submit("", submit))
    for action_id, press in _presses(listener).items():
        app.action(action_id)(listener.on_press(press))


def _presses(listener: ListenerContext) -> Mapping[str, Press]:
    async def take(body: Body, by: Person) -> str:
        incident = listener.incident_of_button(body)
        await _take(listener, body, by, incident, by, onto="view" in body)
        return ""

    async def accept(body: Body, by: Person) -> str:
        listener.services.roles.accept(button_value(body), by)
        return ""

    async def withdraw(body: Body, by: Person) -> str:
        listener.services.roles.withdraw(button_value(body), by)
        return ""

    async def decline(body: Body, by: Person) -> str:
        listener.services.roles.decline(button_value(body), by)
        return ""

    return {
        action_ids.TAKE_COMMAND: take,
        action_ids.ACCEPT_COMMAND: accept,
        action_ids.WITHDRAW_HANDOVER: withdraw,
        action_ids.DECLINE_HANDOVER: decline,
    }


async def _take(
    listener: ListenerContext, body: Body, by: Person, incident: Incident, to: Person, *, onto: bool = False
) -> None:
    """Take command at once, or open the dialog that says who would be replaced."""
    try:
        listener.services.roles.take_command(incident.number, to, by)
    except Unconfirmed:
        form = _form(
            listener.services.incidents.get(incident.number),
            listener.services.people.person(to.id, to.name),
            by,
        )
        await listener.open_view(str(body["trigger_id"]), form, Hint("commander", purpose=wording.AGAIN), onto=onto)


def _form(incident: Incident, to: Person, by: Person) -> View:
    now = incident.commander
    assert now is not None  # otherwise there is nothing to confirm
    about = role_messages.CommandConfirm(incident, now.name, incident.commander_since, to.name, mine=to.id == by.id)
    kept = {"incident": incident.number, "to": to.id, "name": to.name, "instead_of": now.id}
    return forms.modal(
        wording.TAKE_OVER if to.id == by.id else wording.ASSIGN_COMMANDER,
        blocks.sections(render(about)),
        form=action_ids.COMMAND_FORM,
        submit=wording.TAKE_OVER if to.id == by.id else wording.ASSIGN_COMMANDER,
        kept=kept,
    )


# Verbs of /incident. They answer nothing: the channel shows what changed.


async def take_command(
    listener: ListenerContext, command: Body, by: Person, incident: Incident, request: SetCommander
) -> str:
    await _take(listener, command, by, incident, request.commander)
    return ""


async def hand_over(
    listener: ListenerContext, _command: Body, by: Person, incident: Incident, request: OfferHandover
) -> str:
    listener.services.roles.offer(incident.number, request.to, by, request.note)
    return ""
