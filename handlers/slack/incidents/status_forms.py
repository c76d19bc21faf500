"""The forms that change an incident, prefilled with the current values. Each says what will happen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.incidents.model import Incident, Status
from bot.incidents.titles import MAX_TITLE
from bot.incidents.transitions import MOVE_TO, TRANSITIONS, Verb, need_resolvable
from bot.nudges.reminder_schedule import review_due
from bot.people.model import Person
from bot.services import Services
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from templates.incidents import messages as incident_messages
from templates.incidents import wording
from templates.rendering import render

CHOICE, TEXT, FIX = "choice", "text", "fix"
LONGEST_TEXT = 1000  # characters
MOST_OPTIONS = 100  # of a menu
MOST_TASKS = 8  # shown in the resolve form
CHOICES = {verb: wording.status_name(status) for status, verb in MOVE_TO.items()}
CHOICES |= {Verb.REOPEN: wording.REOPEN_CHOICE, Verb.CLOSE: wording.CLOSE_CHOICE}

Form = Callable[[Services, Incident, Person], View]


def status(_services: Services, incident: Incident, _by: Person) -> View:
    """Offers only the statuses that the current one allows."""
    offered = [verb for verb in CHOICES if verb in TRANSITIONS[incident.status]]
    options = [blocks.option(verb.value, CHOICES[verb]) for verb in offered]
    radios = RadioButtonsElement(action_id=CHOICE, options=options)
    drawn = [
        forms.labeled(wording.NEW_STATUS, radios, hint=wording.current_status(incident.status)),
        _text(wording.WHAT_CHANGED),
        blocks.context(wording.STATUS_MEANS),
    ]
    return _view(incident, action_ids.STATUS_FORM, wording.status_form, wording.CHANGE_STATUS, drawn)


def severity(services: Services, incident: Incident, _by: Person) -> View:
    levels = services.policy.severities
    options = {
        level.key: blocks.option(level.key, f"{level.emoji} {level.name} {level.label}", level.meaning)
        for level in levels
    }
    radios = RadioButtonsElement(
        action_id=CHOICE, options=list(options.values()), initial_option=options[incident.severity]
    )
    requires = [blocks.context(render(incident_messages.SeverityMeaning(level))) for level in levels]
    drawn = [
        forms.labeled(wording.SEVERITY, radios),
        *requires,
        _text(wording.REASON),
        blocks.context(wording.SEVERITY_MEANS),
    ]
    return _view(incident, action_ids.SEVERITY_FORM, wording.severity_form, wording.CHANGE_SEVERITY, drawn)


def resolve(services: Services, incident: Incident, _by: Person, fix: str = "") -> View:
    """Shows what is still open. Raises IllegalTransition if the incident can't be resolved."""
    need_resolvable(incident, fix)
    tasks = [task for task in services.tasks.in_order(incident.number) if not task.done_at]
    about = incident_messages.ResolveAbout(
        tasks=tasks[:MOST_TASKS],
        more=len(tasks[MOST_TASKS:]),
        commander=incident.active_commander is not None,
        review_due=_review_due(services, incident),
    )
    element = PlainTextInputElement(
        action_id=FIX,
        multiline=True,
        max_length=LONGEST_TEXT,
        initial_value=fix or None,
        placeholder=PlainTextObject(text=wording.WHAT_FIXED_IT_EXAMPLE),
    )
    drawn = [
        *blocks.sections(render(about)),
        forms.labeled(wording.WHAT_FIXED_IT, element, optional=True, hint=wording.WHAT_FIXED_IT_HINT),
    ]
    return _view(incident, action_ids.RESOLVE_FORM, wording.resolve_form, wording.RESOLVE, drawn)


def _review_due(services: Services, incident: Incident) -> datetime | None:
    """When the review will be due if the incident is resolved now."""
    return review_due(replace(incident, status=Status.RESOLVED, resolved_at=services.now()), services.policy)


def cancel(_services: Services, incident: Incident, _by: Person) -> View:
    drawn = [_text(wording.REASON, optional=False, hint=wording.CANCEL_HINT), blocks.context(wording.CANCEL_MEANS)]
    return _view(incident, action_ids.CANCEL_FORM, wording.cancel_form, wording.FALSE_ALARM, drawn)


def merge(services: Services, incident: Incident, by: Person, into: int = 0) -> View:
    """Offers the other open incidents that the person may see, newest first, and says what merging means.

    Raises Refused if it can't be merged into the chosen one, `into`, 0 for none yet.
    """
    about = _merge_about(services, incident, by, into) if into else [blocks.context(wording.merge_means(incident.name))]
    others = services.incidents.mergeable(incident, by)[:MOST_OPTIONS]
    if not others:
        return _view(incident, "", wording.merge_form, "", [blocks.section(wording.NO_OTHER_OPEN)])
    options = {each.number: blocks.option(str(each.number), f"{each.name} {each.title}") for each in others}
    select = StaticSelectElement(
        action_id=CHOICE,
        options=list(options.values()),
        initial_option=options.get(into),
        placeholder=PlainTextObject(text=wording.MERGE_PLACEHOLDER),
    )
    chosen = forms.labeled(wording.DUPLICATE_OF, select)
    chosen.dispatch_action = True  # choosing another incident shows what that means
    return _view(incident, action_ids.MERGE_FORM, wording.merge_form, wording.DUPLICATE, [chosen, *about])


def _merge_about(services: Services, incident: Incident, by: Person, into: int) -> Sequence[Block]:
    planned = services.incidents.merge_consequences(incident.number, into, by)
    before = services.policy.severity(planned.into.severity)
    said = incident_messages.MergeAbout(
        incident=incident,
        into=planned.into,
        before=before,
        raised=services.policy.severity(planned.severity) if planned.severity else before,
        commander=planned.commander.name if planned.commander else "",
        invited=planned.invited,
        tasks=len(planned.work.tasks),
        items=len(planned.work.items),
    )
    return blocks.sections(render(said))


def rename(_services: Services, incident: Incident, _by: Person) -> View:
    element = PlainTextInputElement(action_id=TEXT, max_length=forms.TYPED, initial_value=incident.title)
    drawn = [
        forms.labeled(wording.TITLE, element, hint=wording.title_hint(MAX_TITLE)),
        blocks.context(wording.RENAME_MEANS),
    ]
    return _view(incident, action_ids.RENAME_FORM, wording.rename_form, wording.RENAME, drawn)


def private(services: Services, incident: Incident, _by: Person) -> View:
    count = services.channels.count_members(incident.number)
    said = blocks.section(render(incident_messages.PrivateWarning(incident.name, count)))
    drawn = [said, _text(wording.REASON)]
    return _view(incident, action_ids.PRIVATE_FORM, wording.private_form, wording.MAKE_PRIVATE, drawn)


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


def _text(label: str, *, optional: bool = True, hint: str = "") -> InputBlock:
    element = PlainTextInputElement(action_id=TEXT, multiline=True, max_length=LONGEST_TEXT)
    return forms.labeled(label, element, optional=optional, hint=hint)


# What a verb opens when it is typed without arguments, and what the card's menu opens.
FORMS: Mapping[Verb, Form] = {
    Verb.INVESTIGATE: status,
    Verb.SEVERITY: severity,
    Verb.RESOLVE: resolve,
    Verb.CANCEL: cancel,
    Verb.MERGE: merge,
    Verb.RENAME: rename,
    Verb.PRIVATE: private,
}
