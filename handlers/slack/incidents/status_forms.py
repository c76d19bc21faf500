"""The forms for an incident's state: what each asks, prefilled with what is, and the one word its submission needs."""

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
from handlers.slack import action_ids, blocks, forms
from templates.incidents import messages as incident_messages
from templates.incidents import wording
from templates.rendering import render

CHOICE, TEXT = "choice", "text"
LONGEST_TEXT = 1000  # characters
OPTION_TEXT = 75  # characters of an option and of its description
MOST_OPTIONS = 100  # of a menu
BESIDES = {Verb.REOPEN: wording.REOPENED_STATUS, Verb.CLOSE: wording.CLOSED_STATUS}

Form = Callable[[Services, Incident, Person], View]


def status(_services: Services, incident: Incident, _by: Person) -> View:
    """Only what the status allows; a line about it may go with it."""
    drawn = [_statuses(incident), _text(wording.WHAT_CHANGED)]
    return _view(incident, action_ids.STATUS_FORM, wording.status_form, wording.CHANGE_STATUS, drawn)


def _statuses(incident: Incident) -> InputBlock:
    words = {verb: to.value for to, verb in MOVE_TO.items()} | BESIDES
    offered = [verb for verb in words if verb in TRANSITIONS[incident.status]]
    options = [Option(value=verb.value, text=words[verb]) for verb in offered]
    label = wording.change_status_to(incident.status)
    return forms.labeled(label, RadioButtonsElement(action_id=CHOICE, options=options))


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
    drawn = [forms.labeled(wording.SEVERITY, radios), *brings, _text(wording.WHY)]
    return _view(incident, action_ids.SEVERITY_FORM, wording.severity_form, wording.CHANGE_SEVERITY, drawn)


def cancel(_services: Services, incident: Incident, _by: Person) -> View:
    said = blocks.context(wording.CANCEL_MEANS)
    drawn = [said, _text(wording.WHY_FALSE_ALARM, optional=False)]
    return _view(incident, action_ids.CANCEL_FORM, wording.cancel_form, wording.END_AS_FALSE_ALARM, drawn)


def merge(services: Services, incident: Incident, by: Person) -> View:
    """The other open incidents that whoever asks may see, newest first."""
    others = services.incidents.mergeable(incident, by)[:MOST_OPTIONS]
    if not others:
        return _view(incident, "", wording.merge_form, "", [blocks.section(wording.NO_OTHER_OPEN)])
    options = [Option(value=str(each.number), text=_titled(each)) for each in others]
    select = StaticSelectElement(
        action_id=CHOICE, options=options, placeholder=PlainTextObject(text=wording.MERGE_PLACEHOLDER)
    )
    said = blocks.context(wording.MERGE_MEANS)
    drawn = [forms.labeled(wording.repeats(incident.name), select), said]
    return _view(incident, action_ids.MERGE_FORM, wording.merge_form, wording.MERGE, drawn)


def _titled(incident: Incident) -> str:
    return blocks.clip(f"{incident.name} {incident.title}", OPTION_TEXT)


def rename(_services: Services, incident: Incident, _by: Person) -> View:
    element = PlainTextInputElement(action_id=TEXT, max_length=MAX_TITLE, initial_value=incident.title)
    return _view(
        incident, action_ids.RENAME_FORM, wording.rename_form, wording.RENAME, [forms.labeled(wording.TITLE, element)]
    )


def private(services: Services, incident: Incident, _by: Person) -> View:
    count = services.channels.count_members(incident.number)
    said = blocks.section(render(incident_messages.PrivateWarning(incident.name, count)))
    return _view(
        incident, action_ids.PRIVATE_FORM, wording.private_form, wording.MAKE_IT_PRIVATE, [said, _text(wording.WHY)]
    )


def _view(
    incident: Incident, callback_id: str, title: Callable[[str], str], submit: str, drawn: Sequence[Block]
) -> View:
    """Without a callback_id there is nothing to submit."""
    return forms.modal(
        title(incident.name),
        drawn,
        form=callback_id,
        submit=submit if callback_id else "",
        close=wording.CANCEL if callback_id else wording.BACK,
        kept={"incident": incident.number},
    )


def _text(label: str, *, optional: bool = True) -> InputBlock:
    element = PlainTextInputElement(action_id=TEXT, multiline=True, max_length=LONGEST_TEXT)
    return forms.labeled(label, element, optional=optional)


# What a verb asks for when it is typed alone, and what the card's menu offers under the same name.
FORMS: Mapping[Verb, Form] = {
    Verb.INVESTIGATE: status,
    Verb.SEVERITY: severity,
    Verb.CANCEL: cancel,
    Verb.MERGE: merge,
    Verb.RENAME: rename,
    Verb.PRIVATE: private,
}
