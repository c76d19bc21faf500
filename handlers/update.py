"""Running the incident: updates with their form, and the buttons on card and nudge."""

import json
from collections.abc import Mapping

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.blocks import InputBlock, PlainTextInputElement, PlainTextObject
from slack_sdk.models.views import View

from bot.lifecycle import Verb
from bot.model import Incident, Person
from bot.requests import Command, Move, PostUpdate, Resolve, SetSeverity
from handlers import names
from handlers.desk import Body, Desk, Press, button_value
from handlers.forms import typed

TEXT = "text"
LONGEST_UPDATE = 3000  # characters of a Block Kit text input


def register(app: AsyncApp, desk: Desk) -> None:
    async def submit(view: Body, by: Person) -> str:
        number = int(json.loads(view["private_metadata"])["incident"])
        desk.service.post_update(number, typed(view, TEXT), by, request_id=f"view:{view['id']}")
        return ""

    app.view(names.UPDATE_FORM)(desk.on_submit(TEXT, submit))
    for action_id, press in _presses(desk).items():
        app.action(action_id)(desk.on_press(press))


def _presses(desk: Desk) -> Mapping[str, Press]:
    service = desk.service

    async def update(body: Body, _by: Person) -> str:
        await open_update_form(desk, str(body["trigger_id"]), desk.incident_of_button(body))
        return ""

    async def take_command(body: Body, by: Person) -> str:
        service.take_command(desk.incident_of_button(body).number, by, by)
        return ""

    async def resolve(body: Body, by: Person) -> str:
        service.resolve(desk.incident_of_button(body).number, by)
        return ""

    async def reopen(body: Body, by: Person) -> str:
        service.move(desk.incident_of_button(body).number, Move(Verb.REOPEN), by)
        return ""

    async def snooze(body: Body, by: Person) -> str:
        nudge_key = button_value(body)
        service.snooze(int(nudge_key.split("/")[0]), nudge_key, by)
        return ""

    async def retry(body: Body, _by: Person) -> str:
        again = service.retry(desk.incident_of_button(body).number)
        return f"Trying {again} again." if again else "There is nothing left to retry."

    return {
        names.POST_UPDATE: update,
        names.TAKE_COMMAND: take_command,
        names.RESOLVE: resolve,
        names.REOPEN: reopen,
        names.SNOOZE: snooze,
        names.RETRY: retry,
    }


async def open_update_form(desk: Desk, trigger_id: str, incident: Incident) -> None:
    await desk.open_view(trigger_id, form(incident), "Type /incident update <text> instead.")


def form(incident: Incident) -> View:
    element = PlainTextInputElement(
        action_id=TEXT,
        multiline=True,
        max_length=LONGEST_UPDATE,
        placeholder=PlainTextObject(text="What is known, what is being done, when the next update comes"),
    )
    return View(
        type="modal",
        callback_id=names.UPDATE_FORM,
        title=PlainTextObject(text=f"Update on {incident.name}"),
        submit=PlainTextObject(text="Post update"),
        close=PlainTextObject(text="Cancel"),
        private_metadata=json.dumps({"incident": incident.number}),
        blocks=[InputBlock(block_id=TEXT, label=PlainTextObject(text="What should people know"), element=element)],
    )


# The verbs of /incident that run the incident. What they change is seen in the channel, so they answer nothing.


async def update(desk: Desk, command: Body, by: Person, incident: Incident, request: PostUpdate) -> str:
    if request.text:
        desk.service.post_update(incident.number, request.text, by)
    else:
        await open_update_form(desk, str(command["trigger_id"]), incident)
    return ""


async def move(desk: Desk, _command: Body, by: Person, incident: Incident, request: Move) -> str:
    desk.service.move(incident.number, request, by)
    return ""


async def resolve(desk: Desk, _command: Body, by: Person, incident: Incident, request: Resolve) -> str:
    desk.service.resolve(incident.number, by, request.text)
    return ""


async def set_severity(desk: Desk, _command: Body, by: Person, incident: Incident, request: SetSeverity) -> str:
    desk.service.set_severity(incident.number, request.severity, by)
    return ""


async def take_command(desk: Desk, _command: Body, by: Person, incident: Incident, request: Command) -> str:
    desk.service.take_command(incident.number, request.commander, by)
    return ""
