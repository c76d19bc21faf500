"""Stakeholder updates in Slack: opening the form, saving it, switching the text of a field, and asking for a copy."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.views import View

from bot.announcements.saved_updates import StakeholderUpdates
from bot.announcements.stakeholder_facts import Audience
from bot.errors import Hint
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.updates.verbs import ShowStakeholderUpdates
from handlers.slack import action_ids
from handlers.slack.announcements import stakeholder_form
from handlers.slack.announcements.stakeholder_form import Field, Shown
from handlers.slack.blockkit.form_values import stored, typed
from handlers.slack.requests.listener_context import Body, FieldErrors, ListenerContext, Press, button_value
from handlers.slack.requests.listeners import Listeners
from templates.announcements import wording


def register(app: Listeners, listener: ListenerContext) -> None:
    async def submit(view: Body, by: Person) -> View | FieldErrors:
        fields = stakeholder_form.fields_in(view)
        if errors := stakeholder_form.errors_in(view, fields):
            return errors
        number = int(stored(view)["incident"])
        edits = stakeholder_form.edits_in(view, fields)
        saved, conflicting = listener.services.announcements.save_stakeholder_updates(number, edits, by)
        if not conflicting:
            return stakeholder_form.saved_notice(listener.services.incidents.get(number), saved)
        updates = listener.services.announcements.stakeholder_updates(number, by)
        return _form(listener, number, _after_conflict(view, fields, updates, saved, conflicting), updates)

    app.view(action_ids.STAKEHOLDER_UPDATES_FORM)(listener.on_submit("", submit))
    for action_id, press in _presses(listener).items():
        app.action(action_id)(listener.on_press(press))


def _after_conflict(
    view: Body,
    fields: Sequence[Field],
    updates: StakeholderUpdates,
    saved: Sequence[Audience],
    conflicting: Sequence[Audience],
) -> list[Field]:
    """A field that nobody edited stays as it was opened."""
    return [
        stakeholder_form.after_save(field, typed(view, field.block), updates, conflicting=field.audience in conflicting)
        if field.audience in (*saved, *conflicting)
        else field
        for field in fields
    ]


def _presses(listener: ListenerContext) -> Mapping[str, Press]:
    async def show(body: Body, by: Person) -> str:
        await _open(listener, str(body["trigger_id"]), listener.incident_of_button(body), by)
        return ""

    async def switch(body: Body, by: Person) -> str:
        view = body["view"]
        number = int(stored(view)["incident"])
        updates = listener.services.announcements.stakeholder_updates(number, by)
        audience, other = button_value(body).split("/")
        put = stakeholder_form.with_draft if other == Shown.DRAFT else stakeholder_form.with_saved
        fields = [
            put(field, updates) if field.audience == audience else field for field in stakeholder_form.fields_in(view)
        ]
        listener.redraw_view(str(view["id"]), _form(listener, number, fields, updates), str(view.get("hash", "")))
        return ""

    async def send(body: Body, by: Person) -> str:
        listener.services.announcements.send_stakeholder_updates(int(button_value(body)), by)
        listener.redraw_view(str(body["view"]["id"]), stakeholder_form.sent_notice())
        return ""

    return {
        action_ids.SHOW_STAKEHOLDER_UPDATES: show,
        action_ids.USE_STAKEHOLDER_TEXT: switch,
        action_ids.SEND_STAKEHOLDER_UPDATES: send,
    }


async def _open(listener: ListenerContext, trigger_id: str, incident: Incident, by: Person) -> None:
    updates = listener.services.announcements.stakeholder_updates(incident.number, by)
    view = _form(listener, incident.number, stakeholder_form.opened(updates), updates)
    await listener.open_view(trigger_id, view, Hint("update", "drafts", wording.AGAIN))


def _form(listener: ListenerContext, number: int, fields: Sequence[Field], updates: StakeholderUpdates) -> View:
    incident = listener.services.incidents.get(number)
    return stakeholder_form.form(incident, listener.services.policy.severity(incident.severity), fields, updates)


# The verb of /incident


async def stakeholder_updates(
    listener: ListenerContext, command: Body, by: Person, incident: Incident, _request: ShowStakeholderUpdates
) -> str:
    await _open(listener, str(command["trigger_id"]), incident, by)
    return ""
