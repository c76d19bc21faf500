"""Posting updates: the form and the command."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.announcements.broadcast import is_announced
from bot.config.policy import Policy
from bot.encoded_length import encoded_length
from bot.errors import Hint, Refused
from bot.incidents.model import OPEN, ChannelState, Incident, Status
from bot.nudges.update_schedule import cadence
from bot.people.model import Person
from bot.time_format import remaining
from bot.updates.updates import excess
from bot.updates.verbs import PostUpdate
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.form_values import chosen, stored, typed
from handlers.slack.commands import refusals
from handlers.slack.incidents import status_forms
from handlers.slack.requests.listener_context import Body, FieldErrors, ListenerContext, Press, button_value
from handlers.slack.requests.listeners import Listeners
from templates.announcements import messages as announcement_messages
from templates.announcements import wording as announcement_wording
from templates.incidents import wording as incident_wording
from templates.rendering import render
from templates.updates import messages as update_messages
from templates.updates import wording

STATUS, TEXT, IMPACT, DOING, NEXT = "status", "text", "impact", "doing", "next"
NO_TIME = 0
NEXT_UPDATES = (15, 30, 60, 120, 240, 480, 1440)  # minutes


def register(app: Listeners, listener: ListenerContext) -> None:
    async def submit(view: Body, by: Person) -> str | View | FieldErrors:
        """Choosing Resolved posts the update and leads to the resolve form, as everywhere."""
        number, posted = int(stored(view)["incident"]), _update_in(listener, view)
        resolving = posted.status is Status.RESOLVED
        if posted.status and (error := _status_error(listener, number, "resolve" if resolving else "status", by)):
            return {STATUS: error}
        if over := excess(posted):
            return {_longest(posted): wording.too_long(over)}
        update = replace(posted, status=None) if resolving else posted
        incident = listener.services.updates.post(number, update, by, f"view:{view['id']}")
        _offer_stakeholder_updates(listener, incident, by)
        return status_forms.resolve(listener.services, incident, by) if resolving and incident.is_open else ""

    app.view(action_ids.UPDATE_FORM)(listener.on_submit(TEXT, submit))
    for action_id, press in _presses(listener).items():
        app.action(action_id)(listener.on_press(press))


def _longest(posted: PostUpdate) -> str:
    """The field that can be shortened most."""
    texts = {TEXT: posted.text, IMPACT: posted.impact, DOING: posted.doing}
    return max(texts, key=lambda field: encoded_length(texts[field]))


def _status_error(listener: ListenerContext, number: int, verb: str, by: Person) -> str:
    """Why someone who may post an update may not change the status."""
    permissions = listener.services.permissions
    try:
        permissions.need(by, verb, permissions.incident_for(by, number))
    except Refused as refusal:
        return refusals.in_form(refusal)
    return ""


def _presses(listener: ListenerContext) -> Mapping[str, Press]:
    services = listener.services

    async def update(body: Body, by: Person) -> str:
        await open_update_form(listener, str(body["trigger_id"]), int(button_value(body)), by)
        return ""

    async def retry(body: Body, by: Person) -> str:
        again = services.outbox.retry(listener.incident_of_button(body).number, by)
        return wording.RETRYING if again else wording.NOTHING_TO_RETRY

    return {action_ids.POST_UPDATE: update, action_ids.RETRY: retry}


# The form


async def open_update_form(listener: ListenerContext, trigger_id: str, number: int, by: Person) -> None:
    incident = listener.services.updates.postable(number, by)
    await listener.open_view(trigger_id, form(incident, listener.services.policy), Hint("update", "<text>"))


def form(incident: Incident, policy: Policy) -> View:
    """The metadata has the current status, so that a status nobody chose does not undo a change made meanwhile."""
    return forms.modal(
        wording.form_title(incident.name),
        _inputs(incident, policy),
        form=action_ids.UPDATE_FORM,
        submit=wording.POST,
        kept={"incident": incident.number, "status": incident.status.value},
    )


def _inputs(incident: Incident, policy: Policy) -> list[Block]:
    note = update_messages.UpdateFormNote(is_announced(incident), len(incident.subscribers))
    about = blocks.context(render(note))
    texts = [
        _text_input(TEXT, wording.TEXT, wording.TEXT_HINT),
        _text_input(IMPACT, wording.IMPACT, wording.IMPACT_HINT, hint=wording.IMPACT_KEEP_HINT),
        _text_input(DOING, wording.DOING, wording.DOING_HINT, hint=wording.KEEP_HINT),
    ]
    if not incident.is_open:
        return [about, *texts]
    return [about, _status_input(incident.status), *texts, _next_input(incident, policy)]


def _text_input(block: str, label: str, example: str, hint: str = "") -> InputBlock:
    """A text with a hint may stay empty."""
    element = PlainTextInputElement(
        action_id=block, multiline=True, max_length=forms.TYPED, placeholder=PlainTextObject(text=example)
    )
    return forms.labeled(label, element, optional=bool(hint), hint=hint)


def _status_input(now: Status) -> InputBlock:
    offered = [status for status in Status if status in OPEN or status is Status.RESOLVED]
    labels = {each.value: incident_wording.status_name(each) for each in offered}
    return forms.menu(STATUS, wording.STATUS, labels, now, hint=wording.STATUS_HINT)


def _next_input(incident: Incident, policy: Policy) -> InputBlock:
    """The menu of times, with the cadence of the severity selected, or no next update where it has none."""
    every = cadence(incident, policy)
    options = {each: _promise(each) for each in sorted({*NEXT_UPDATES, every})}
    element = StaticSelectElement(action_id=NEXT, options=list(options.values()), initial_option=options[every])
    return forms.labeled(wording.NEXT, element, hint=wording.NEXT_HINT if every else "")


def _promise(minutes: int) -> Option:
    return blocks.option(str(minutes), remaining(timedelta(minutes=minutes)) if minutes else wording.NO_TIME)


def _update_in(listener: ListenerContext, view: Body) -> PostUpdate:
    text = typed(view, TEXT)
    if not text:
        raise Refused(wording.BLANK)
    minutes = int(chosen(view, NEXT) or NO_TIME)
    seen, status = stored(view).get("status"), chosen(view, STATUS)
    return PostUpdate(
        text,
        impact=typed(view, IMPACT),
        doing=typed(view, DOING),
        next_by=listener.services.now() + timedelta(minutes=minutes) if minutes else None,
        status=Status(status) if status and status != seen else None,
    )


def _offer_stakeholder_updates(listener: ListenerContext, incident: Incident, by: Person) -> None:
    posted = listener.services.updates.last(incident.number)
    if posted and incident.channel_state is ChannelState.READY:
        said = render(announcement_messages.UpdateConfirmed(posted.number, incident.channel))
        label = announcement_wording.EDIT_STAKEHOLDER_UPDATES
        button = blocks.actions(blocks.button(label, action_ids.SHOW_STAKEHOLDER_UPDATES, incident.number))
        listener.whisper(incident.channel, by.id, said, drawn=[*blocks.sections(said), button])


# The verb of /incident


async def update(listener: ListenerContext, command: Body, by: Person, incident: Incident, request: PostUpdate) -> str:
    """Post the update or open the form. The update is visible in the channel, so there is no private answer."""
    if request.text:
        listener.services.updates.post(incident.number, request, by)
    else:
        await open_update_form(listener, str(command["trigger_id"]), incident.number, by)
    return ""
