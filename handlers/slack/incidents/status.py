"""The verbs, buttons and forms that change an incident: its status, severity and title, and how it ends.

Most answer nothing, because the channel shows what they changed.
"""

from collections.abc import Mapping

from slack_sdk.models.views import View

from bot.errors import Hint, Refused
from bot.incidents.model import ChannelState, Incident
from bot.incidents.transitions import Verb, next_status
from bot.incidents.verbs import Cancel, ChangeStatus, MergeInto, OpenForm, Rename, Resolve, SetSeverity
from bot.people.model import Person
from handlers.slack import action_ids
from handlers.slack.blockkit.form_values import choice, stored, typed
from handlers.slack.incidents import status_forms
from handlers.slack.incidents.status_forms import CHOICE, FIX, FORMS, TEXT
from handlers.slack.requests.authorization import TYPED
from handlers.slack.requests.listener_context import Body, ListenerContext, Press, Submit, button_value
from handlers.slack.requests.listeners import Listeners
from templates.incidents import messages as incident_messages
from templates.incidents import wording
from templates.rendering import render

# The arguments to type instead of filling in the form.
INSTEAD = {
    Verb.INVESTIGATE: "<status>",
    Verb.SEVERITY: "<sev1..sev4>",
    Verb.RESOLVE: "<text>",
    Verb.CANCEL: "<reason>",
    Verb.MERGE: "of <number>",
    Verb.RENAME: "<title>",
    Verb.PRIVATE: "",
}


def register(app: Listeners, listener: ListenerContext) -> None:
    for action_id, press in _presses(listener).items():
        app.action(action_id)(listener.on_press(press))
    for callback_id, (block, submit) in {**_changes(listener), **_endings(listener)}.items():
        app.view(callback_id)(listener.on_submit(block, submit))


# Buttons


def _presses(listener: ListenerContext) -> Mapping[str, Press]:
    async def severity(body: Body, by: Person) -> str:
        return await _ask(listener, body, listener.incident_of_button(body), Verb.SEVERITY, by)

    async def resolve(body: Body, by: Person) -> str:
        return await _ask(listener, body, listener.incident_of_button(body), Verb.RESOLVE, by)

    async def more(body: Body, by: Person) -> str:
        verb, number = str(body["actions"][0]["selected_option"]["value"]).split("/")
        return await _ask(listener, body, listener.services.permissions.incident_for(by, int(number)), Verb(verb), by)

    async def choose_other(body: Body, by: Person) -> str:
        """Another incident was chosen in the form of a duplicate: it says what merging into that one means."""
        into, view = int(body["actions"][0]["selected_option"]["value"]), body["view"]
        incident = listener.services.permissions.incident_for(by, _number(view))
        drawn = status_forms.merge(listener.services, incident, by, into)
        listener.redraw_view(str(view["id"]), drawn, str(view["hash"]))
        return ""

    async def undo(body: Body, by: Person) -> str:
        listener.services.incidents.take_back(button_value(body), by)
        return ""

    return {
        action_ids.RESOLVE: resolve,
        action_ids.REOPEN: _moving(listener, Verb.REOPEN),
        action_ids.CLOSE: _moving(listener, Verb.CLOSE),
        action_ids.CHANGE_SEVERITY: severity,
        action_ids.MORE: more,
        action_ids.UNDO: undo,
        action_ids.MERGE_CHOICE: choose_other,
    }


def _moving(listener: ListenerContext, verb: Verb) -> Press:
    async def press(body: Body, by: Person) -> str:
        incident = listener.incident_of_button(body)
        request = ChangeStatus(verb)
        return _moved(listener, incident, request, by, str(body.get("response_url", "")))

    return press


async def _ask(listener: ListenerContext, body: Body, incident: Incident, verb: Verb, by: Person) -> str:
    listener.services.permissions.need(by, TYPED[verb], incident)
    if verb is not Verb.INVESTIGATE:  # the form of the status offers what is possible
        next_status(incident, verb)
    view = FORMS[verb](listener.services, incident, by)
    instead = Hint(TYPED[verb], INSTEAD[verb])
    await listener.open_view(str(body["trigger_id"]), view, instead, onto="view" in body)
    return ""


# Forms


Forms = Mapping[str, tuple[str, Submit]]
"""Forms by their id, each with the block at which a refusal is shown."""


def _changes(listener: ListenerContext) -> Forms:
    services = listener.services

    async def status(view: Body, by: Person) -> str | View:
        """Choosing Resolved leads to the resolve form, with what was typed in it."""
        verb, text = Verb(choice(view, CHOICE)), typed(view, TEXT)
        if verb is Verb.RESOLVE:
            incident = services.permissions.incident_for(by, _number(view))
            services.permissions.need(by, TYPED[verb], incident)
            return status_forms.resolve(services, incident, by, text)
        services.incidents.move(_number(view), ChangeStatus(verb, text), by, _once(view))
        return ""

    async def severity(view: Body, by: Person) -> str:
        services.incidents.set_severity(_number(view), choice(view, CHOICE), by, typed(view, TEXT), _once(view))
        return ""

    async def rename(view: Body, by: Person) -> str:
        title = " ".join(_required(view, wording.ENTER_TITLE).split())
        services.incidents.rename(_number(view), title, by, _once(view))
        return ""

    async def private(view: Body, by: Person) -> str:
        before = services.permissions.incident_for(by, _number(view))
        moved = services.channels.make_private(before.number, by, typed(view, TEXT), _once(view))
        if moved.channel_generation > before.channel_generation:
            listener.whisper(before.channel, by.id, render(incident_messages.PrivateAnswer(moved.name, before.channel)))
        return ""

    return {
        action_ids.STATUS_FORM: (CHOICE, status),
        action_ids.SEVERITY_FORM: (CHOICE, severity),
        action_ids.RENAME_FORM: (TEXT, rename),
        action_ids.PRIVATE_FORM: (TEXT, private),
    }


def _endings(listener: ListenerContext) -> Forms:
    services = listener.services

    async def resolve(view: Body, by: Person) -> str:
        services.incidents.resolve(_number(view), typed(view, FIX), by, _once(view))
        return ""

    async def cancel(view: Body, by: Person) -> str:
        services.incidents.cancel(_number(view), _required(view, wording.ENTER_REASON), by, _once(view))
        return ""

    async def merge(view: Body, by: Person) -> str:
        services.incidents.merge(_number(view), int(choice(view, CHOICE)), by, _once(view))
        services.hints.redraw(_number(view))
        return ""

    return {
        action_ids.RESOLVE_FORM: (FIX, resolve),
        action_ids.CANCEL_FORM: (TEXT, cancel),
        action_ids.MERGE_FORM: (CHOICE, merge),
    }


def _number(view: Body) -> int:
    return int(stored(view)["incident"])


def _once(view: Body) -> str:
    """A form that took the place of another one has its view id, so its own name belongs to the request's."""
    return f"view:{view['id']}/{view['callback_id']}"


def _required(view: Body, sentence: str) -> str:
    text = typed(view, TEXT)
    if not text:
        raise Refused(sentence)
    return text


# The verbs


async def ask(listener: ListenerContext, command: Body, by: Person, incident: Incident, request: OpenForm) -> str:
    return await _ask(listener, command, incident, request.form, by)


async def move(listener: ListenerContext, command: Body, by: Person, incident: Incident, request: ChangeStatus) -> str:
    return _moved(listener, incident, request, by, str(command.get("response_url", "")))


def _moved(listener: ListenerContext, incident: Incident, request: ChangeStatus, by: Person, response_url: str) -> str:
    after = listener.services.incidents.move(incident.number, request, by, reply_to=response_url)
    return (
        render(incident_messages.ReopenAnswer(after.name, incident.channel_state is ChannelState.DELETED))
        if after.channel_generation > incident.channel_generation
        else ""
    )


async def resolve(listener: ListenerContext, _command: Body, by: Person, incident: Incident, request: Resolve) -> str:
    """Answers with what is still open."""
    after = listener.services.incidents.move(incident.number, ChangeStatus(Verb.RESOLVE, request.text), by)
    still_open = sum(not task.done_at for task in listener.services.tasks.of_incident(after.number))
    if after.active_commander and not still_open:
        return ""
    return render(incident_messages.ResolvedWithOpen(after.number, still_open, after.active_commander is not None))


async def set_severity(
    listener: ListenerContext, _command: Body, by: Person, incident: Incident, request: SetSeverity
) -> str:
    listener.services.incidents.set_severity(incident.number, request.severity, by, request.reason)
    return ""


async def cancel(listener: ListenerContext, _command: Body, by: Person, incident: Incident, request: Cancel) -> str:
    listener.services.incidents.cancel(incident.number, request.reason, by)
    return ""


async def merge(listener: ListenerContext, command: Body, by: Person, incident: Incident, request: MergeInto) -> str:
    return await ask_merge(listener, str(command["trigger_id"]), incident, request.into, by)


async def ask_merge(listener: ListenerContext, trigger_id: str, incident: Incident, into: int, by: Person) -> str:
    """Opens the form that says what merging means."""
    view = status_forms.merge(listener.services, incident, by, into)
    await listener.open_view(trigger_id, view, Hint("duplicate", f"of {into}"))
    return ""


async def rename(listener: ListenerContext, _command: Body, by: Person, incident: Incident, request: Rename) -> str:
    listener.services.incidents.rename(incident.number, request.title, by)
    return ""
