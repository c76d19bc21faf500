"""The message shortcut "Add to timeline": its form, prefilled with the message, and the submission."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.views import View

from bot.errors import Hint
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.timeline.reactions import moment
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.form_values import stored
from handlers.slack.people.directory import app_of
from handlers.slack.requests.decoding import words_of
from handlers.slack.requests.listener_context import Body, FieldErrors, ListenerContext
from handlers.slack.requests.listeners import Listeners
from handlers.slack.timeline import entry_form, entry_inputs
from templates.rendering import render
from templates.timeline import messages as timeline_messages
from templates.timeline import wording


def register(app: Listeners, listener: ListenerContext) -> None:
    instead = Hint("log", "<text>", wording.REACT_OR_LOG)

    async def add(body: Body, by: Person) -> str:
        incident = listener.services.permissions.incident_in(str(body["channel"]["id"]), by)
        if incident is None:
            return render(timeline_messages.AddOutside())
        await listener.open_view(str(body["trigger_id"]), _form(listener, incident, body["message"], by), instead)
        return ""

    async def submit(view: Body, by: Person) -> str | FieldErrors:
        kept = stored(view)
        ts, author = str(kept["ts"]), Person(str(kept["author"]["id"]), str(kept["author"]["name"]))
        incident = listener.services.incidents.get(int(kept["incident"]))
        entered = entry_inputs.wanted(view, moment(ts))
        if errors := entry_inputs.time_errors(entered, listener.services.now()):
            return errors
        request = f"view:{view['id']}"
        listener.services.timeline.add_message(incident.number, incident.channel, ts, entered, author, by, request)
        return ""

    app.shortcut(action_ids.ADD_TO_TIMELINE)(listener.on_press(add))
    app.view(action_ids.ADD_FORM)(listener.on_submit(entry_inputs.TEXT, submit))


def _form(listener: ListenerContext, incident: Incident, message: Mapping[str, Any], by: Person) -> View:
    """The form to add the message, or to edit its entry if it is already on the timeline."""
    known = listener.services.timeline.entry_of(incident.channel, str(message["ts"]))
    if known:
        listener.services.timeline.need_changeable(known, by)
    if known and not known.removed:
        return entry_form.form(listener, incident.number, known.id)
    return form(incident, _draft(listener, incident, message, known))


def _draft(listener: ListenerContext, incident: Incident, message: Mapping[str, Any], known: Entry | None) -> Entry:
    """The values that the form starts with: those of the message, or of its removed entry."""
    if known:
        return known
    at, text = moment(str(message["ts"])), words_of(message, listener.directory.name_of).text
    author = app_of(message) or listener.services.people.person(str(message.get("user") or ""))
    return Entry(
        at,
        listener.services.now(),
        EntryKind.NOTE,
        text,
        author,
        EntrySource.SHORTCUT,
        channel=incident.channel,
        message_ts=message["ts"],
    )


def form(incident: Incident, draft: Entry) -> View:
    author = {"id": draft.author.id, "name": draft.author.name}
    return forms.modal(
        wording.ADD_TO_TIMELINE,
        [
            blocks.context(render(timeline_messages.EntryAbout(draft))),
            *entry_inputs.inputs(draft.kind, draft.occurred_at, draft.text),
        ],
        form=action_ids.ADD_FORM,
        submit=wording.ADD,
        kept={"incident": incident.number, "ts": draft.message_ts, "author": author},
    )
