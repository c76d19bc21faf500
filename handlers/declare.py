"""Declaring: the command with a title, the form without one, and the form's submission."""

import json
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.blocks import (
    CheckboxesElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticMultiSelectElement,
)
from slack_sdk.models.views import View

from bot.errors import Refused
from bot.lifecycle import Declaration
from bot.model import Person
from bot.practice import Practice
from bot.requests import Declare
from bot.service import Opened
from bot.verbs_entrance import MAX_TITLE
from handlers import blocks, names
from handlers.desk import Body, Desk
from handlers.forms import chosen, chosen_all, typed
from templates import messages as words
from templates import render

TITLE, SEVERITY, SERVICES, SUMMARY, PRIVATE = "title", "severity", "services", "summary", "private"
ONLY_INVITED = "private"
OPTION_TEXT = 75  # characters of an option's description


def register(app: AsyncApp, desk: Desk) -> None:
    async def submit(view: Body, by: Person) -> str:
        asked = _asked(view, by, desk.service.practice)
        opened = desk.service.declare(asked, request_id=f"view:{view['id']}")
        if opened.existed and asked.response_url:
            desk.tell(asked.response_url, answer(desk, opened))
        return ""

    app.view(names.DECLARE_FORM)(desk.on_submit(TITLE, submit))


async def declare(desk: Desk, command: Body, by: Person, request: Declare) -> str:
    """The answer to `/incident declare`; without a title it opens the form and says nothing."""
    if not request.title:
        view = form(desk.service.practice, request.severity, str(command["response_url"]))
        await desk.open_view(str(command["trigger_id"]), view, "Type /incident declare sev1 <title> instead.")
        return ""
    services = desk.service.practice.services_in(request.title)
    asked = Declaration(
        request.title, request.severity, by, services=services, response_url=str(command["response_url"])
    )
    return answer(desk, desk.service.declare(asked))


def answer(desk: Desk, opened: Opened) -> str:
    incident = opened.incident
    if opened.existed:
        return render(words.Existing(incident))
    return render(words.Opening(incident, desk.service.practice.severity(incident.severity)))


def form(practice: Practice, severity: str, response_url: str) -> View:
    """The declare form; the place of the command travels along, so that the declarer is told there where to go."""
    return View(
        type="modal",
        callback_id=names.DECLARE_FORM,
        title=PlainTextObject(text="Declare an incident"),
        submit=PlainTextObject(text="Declare"),
        close=PlainTextObject(text="Cancel"),
        private_metadata=json.dumps({"response_url": response_url}),
        blocks=[
            _title_input(),
            _severity_input(practice, severity),
            _services_input(practice),
            _summary_input(),
            _private_input(),
        ],
    )


def _title_input() -> InputBlock:
    element = PlainTextInputElement(
        action_id=TITLE, max_length=MAX_TITLE, placeholder=PlainTextObject(text="What is broken, in a few words")
    )
    return InputBlock(block_id=TITLE, label=PlainTextObject(text="Title"), element=element)


def _severity_input(practice: Practice, severity: str) -> InputBlock:
    """Each level with what it means, so that nobody has to know the matrix by heart."""
    options = {
        level.key: Option(
            value=level.key,
            text=f"{level.mark} {level.name} {level.word}",
            description=blocks.clip(level.meaning, OPTION_TEXT),
        )
        for level in practice.severities
    }
    element = RadioButtonsElement(action_id=SEVERITY, options=list(options.values()), initial_option=options[severity])
    return InputBlock(block_id=SEVERITY, label=PlainTextObject(text="Severity"), element=element)


def _services_input(practice: Practice) -> InputBlock:
    """A choice of the services that are configured, a line to type into where there are none."""
    element: StaticMultiSelectElement | PlainTextInputElement
    if practice.services:
        options = [Option(value=service.name, text=service.name) for service in practice.services[:100]]
        element = StaticMultiSelectElement(
            action_id=SERVICES, options=options, placeholder=PlainTextObject(text="Which services")
        )
    else:
        element = PlainTextInputElement(
            action_id=SERVICES, placeholder=PlainTextObject(text="payment-gateway, checkout"), max_length=500
        )
    return InputBlock(block_id=SERVICES, label=PlainTextObject(text="Services"), element=element, optional=True)


def _summary_input() -> InputBlock:
    element = PlainTextInputElement(action_id=SUMMARY, multiline=True, max_length=2000)
    label = PlainTextObject(text="Summary")
    return InputBlock(block_id=SUMMARY, label=label, element=element, optional=True)


def _private_input() -> InputBlock:
    only = Option(value=ONLY_INVITED, text="Only invited people see this incident")
    element = CheckboxesElement(action_id=PRIVATE, options=[only])
    return InputBlock(block_id=PRIVATE, label=PlainTextObject(text="Private"), element=element, optional=True)


def _asked(view: Mapping[str, Any], by: Person, practice: Practice) -> Declaration:
    title = " ".join(typed(view, TITLE).split())
    if not title:
        raise Refused("A title of blanks tells nobody what is broken. Say it in a few words.")
    services = chosen_all(view, SERVICES) if practice.services else _listed(typed(view, SERVICES))
    return Declaration(
        title=title,
        severity=chosen(view, SEVERITY),
        by=by,
        services=services or practice.services_in(title),
        summary=typed(view, SUMMARY),
        private=ONLY_INVITED in chosen_all(view, PRIVATE),
        response_url=str(json.loads(view["private_metadata"])["response_url"]),
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
