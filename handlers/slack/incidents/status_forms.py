"""The forms for an incident's state: what each asks, prefilled with what is, and the one word its submission needs."""

import json
from collections.abc import Callable, Mapping, Sequence

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.incidents.model import Incident
from bot.incidents.titles import MAX_TITLE
from bot.incidents.transitions import MOVE_TO, TRANSITIONS, Verb
from bot.people.model import Person
from bot.services import Services
from handlers.slack import action_ids, blocks
from templates.incidents import messages as incident_messages
from templates.rendering import render

CHOICE, TEXT = "choice", "text"
LONGEST_TEXT = 1000  # characters
OPTION_TEXT = 75  # characters of an option and of its description
MOST_OPTIONS = 100  # of a menu
BESIDES = {Verb.REOPEN: "open again (investigating)", Verb.CLOSE: "closed"}

Form = Callable[[Services, Incident, Person], View]


def status(_services: Services, incident: Incident, _by: Person) -> View:
    """Only what the status allows; a line about it may go with it."""
    return _view(
        incident, action_ids.STATUS_FORM, "Status", "Change status", [_statuses(incident), _text("What changed")]
    )


def _statuses(incident: Incident) -> InputBlock:
    words = {verb: to.value for to, verb in MOVE_TO.items()} | BESIDES
    offered = [verb for verb in words if verb in TRANSITIONS[incident.status]]
    options = [Option(value=verb.value, text=words[verb]) for verb in offered]
    return _input(CHOICE, f"Now {incident.status}, to be", RadioButtonsElement(action_id=CHOICE, options=options))


def severity(services: Services, incident: Incident, _by: Person) -> View:
    levels = services.policy.severities
    options = {
        level.key: Option(
            value=level.key,
            text=f"{level.emoji} {level.name} {level.label}",
            description=blocks.clip(level.meaning, OPTION_TEXT),
        )
        for level in levels
    }
    radios = RadioButtonsElement(
        action_id=CHOICE, options=list(options.values()), initial_option=options[incident.severity]
    )
    brings = [blocks.context(render(incident_messages.SeverityMeaning(level))) for level in levels]
    drawn = [_input(CHOICE, "How bad it is", radios), *brings, _text("Why")]
    return _view(incident, action_ids.SEVERITY_FORM, "Severity", "Change severity", drawn)


def cancel(_services: Services, incident: Incident, _by: Person) -> View:
    said = blocks.context("The incident ends, nudges stop, no figure counts it. It can be reopened.")
    drawn = [said, _text("Why it was a false alarm", optional=False)]
    return _view(incident, action_ids.CANCEL_FORM, "False alarm", "End as false alarm", drawn)


def merge(services: Services, incident: Incident, by: Person) -> View:
    """The other open incidents that whoever asks may see, newest first."""
    others = services.incidents.mergeable(incident, by)[:MOST_OPTIONS]
    if not others:
        return _view(incident, "", "Duplicate", "", [blocks.section("No other incident is open.")])
    options = [Option(value=str(each.number), text=_titled(each)) for each in others]
    select = StaticSelectElement(
        action_id=CHOICE, options=options, placeholder=PlainTextObject(text="The incident that goes on")
    )
    said = blocks.context("This one ends, its people are invited to the other one. Its timeline stays.")
    drawn = [_input(CHOICE, f"{incident.name} repeats", select), said]
    return _view(incident, action_ids.MERGE_FORM, "Duplicate", "Merge", drawn)


def _titled(incident: Incident) -> str:
    return blocks.clip(f"{incident.name} {incident.title}", OPTION_TEXT)


def rename(_services: Services, incident: Incident, _by: Person) -> View:
    element = PlainTextInputElement(action_id=TEXT, max_length=MAX_TITLE, initial_value=incident.title)
    return _view(incident, action_ids.RENAME_FORM, "Rename", "Rename", [_input(TEXT, "Title", element)])


def private(services: Services, incident: Incident, _by: Person) -> View:
    count = services.channels.count_members(incident.number)
    said = blocks.section(render(incident_messages.PrivateWarning(incident.name, count)))
    return _view(incident, action_ids.PRIVATE_FORM, "Make private", "Make it private", [said, _text("Why")])


def _view(incident: Incident, callback_id: str, title: str, submit: str, drawn: Sequence[Block]) -> View:
    """Without a callback_id there is nothing to submit."""
    return View(
        type="modal",
        callback_id=callback_id or None,
        title=PlainTextObject(text=blocks.clip(f"{title} of {incident.name}", 24)),
        submit=PlainTextObject(text=submit) if callback_id else None,
        close=PlainTextObject(text="Cancel" if callback_id else "Back"),
        private_metadata=json.dumps({"incident": incident.number}),
        blocks=drawn,
    )


def _text(label: str, *, optional: bool = True) -> InputBlock:
    element = PlainTextInputElement(action_id=TEXT, multiline=True, max_length=LONGEST_TEXT)
    return InputBlock(block_id=TEXT, label=PlainTextObject(text=label), element=element, optional=optional)


def _input(
    block: str, label: str, element: RadioButtonsElement | StaticSelectElement | PlainTextInputElement
) -> InputBlock:
    return InputBlock(block_id=block, label=PlainTextObject(text=label), element=element)


# What a verb asks for when it is typed alone, and what the card's menu offers under the same name.
FORMS: Mapping[Verb, Form] = {
    Verb.INVESTIGATE: status,
    Verb.SEVERITY: severity,
    Verb.CANCEL: cancel,
    Verb.MERGE: merge,
    Verb.RENAME: rename,
    Verb.PRIVATE: private,
}
