"""Action items in Slack: the command, the list, the form and the message shortcut."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    PlainTextInputElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.errors import Hint, Refused
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.tasks.action_items import PRIORITIES, asked
from bot.tasks.model import ACTION_KINDS, ActionItem
from bot.tasks.origin import Origin
from bot.tasks.verbs import AddAction, CompleteActions, ShowActions
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.cutting import INPUT, clip
from handlers.slack.blockkit.form_values import chosen, picked_day, picked_person, stored, typed
from handlers.slack.requests.decoding import words_of
from handlers.slack.requests.listener_context import Body, FieldErrors, ListenerContext, Press, button_value
from handlers.slack.requests.listeners import Listeners
from templates.rendering import render
from templates.tasks import messages as task_messages
from templates.tasks import wording

TITLE, OWNER, TEAM, PRIORITY, DUE, KIND = "title", "owner", "team", "priority", "due", "kind"
LONGEST_TITLE, LONGEST_TEAM = 300, 100  # characters, in the form
NOTHING_MORE: Mapping[str, str] = {}
MOST_ITEMS = 45  # shown: each is two blocks, and a modal has 100


def register(app: Listeners, listener: ListenerContext) -> None:
    async def submit(view: Body, by: Person) -> str | FieldErrors:
        kept = stored(view)
        if errors := await _errors(listener, view):
            return errors
        _save(listener, kept, _wanted(listener, view), by, f"view:{view['id']}")
        if "below" in kept:
            listener.redraw_view(str(kept["below"]), _list(listener, int(kept["incident"])))
        return ""

    async def make(body: Body, by: Person) -> str:
        incident = listener.services.permissions.incident_in(str(body["channel"]["id"]), by)
        if incident is None:
            return render(task_messages.NoIncidentHere(wording.AN_ACTION_ITEM))
        listener.services.permissions.need(by, "action", incident)
        text = words_of(body["message"], listener.directory.name_of).text
        origin = Origin(incident.channel, str(body["message"]["ts"]))
        view = form(incident, AddAction(blocks.first_line(text, LONGEST_TITLE)), origin=origin)
        await listener.open_view(str(body["trigger_id"]), view, Hint("action", "<title>"))
        return ""

    app.view(action_ids.ACTION_FORM)(listener.on_submit(TITLE, submit))
    app.shortcut(action_ids.MAKE_ACTION)(listener.on_press(make))
    for action_id, press in _presses(listener).items():
        app.action(action_id)(listener.on_press(press))


async def _errors(listener: ListenerContext, view: Body) -> FieldErrors:
    owner, before = picked_person(view, OWNER), stored(view).get("seen", {}).get("owner_id")
    return await listener.account_errors({OWNER: [owner]}) if owner != before else {}


async def added(listener: ListenerContext, view: Body, by: Person) -> ActionItem | FieldErrors:
    """Saves what a form for a new item has. Its number is 0 if that was done before."""
    if errors := await _errors(listener, view):
        return errors
    number, wanted = int(stored(view)["incident"]), _wanted(listener, view)
    return listener.services.action_items.add(number, wanted, by, f"view:{view['id']}")


def _save(listener: ListenerContext, kept: Mapping[str, Any], wanted: AddAction, by: Person, request_id: str) -> None:
    number, items = int(kept["incident"]), listener.services.action_items
    if "action" in kept:
        items.edit(number, int(kept["action"]), _read(kept["seen"]), wanted, by, request_id)
    else:
        origin = Origin(str(kept["channel"]), str(kept["ts"])) if "ts" in kept else None
        items.add(number, wanted, by, request_id, origin)


def _presses(listener: ListenerContext) -> Mapping[str, Press]:
    services = listener.services

    async def add(body: Body, by: Person) -> str:
        incident = services.permissions.incident_for(by, int(button_value(body)))
        services.permissions.need(by, "action", incident)
        await _lay_form(listener, body, form(incident, AddAction(""), below=str(body["view"]["id"])))
        return ""

    async def edit(body: Body, by: Person) -> str:
        number, which = _one(body)
        incident, item = services.permissions.incident_for(by, number), services.action_items.get(number, which)
        services.permissions.need(by, "action", incident)
        await _lay_form(listener, body, form(incident, asked(item), item, below=str(body["view"]["id"])))
        return ""

    return {
        action_ids.ADD_ACTION: add,
        action_ids.EDIT_ACTION: edit,
        action_ids.ACTION_DONE: _ticking(listener, done=True),
        action_ids.ACTION_OPEN: _ticking(listener, done=False),
    }


def _ticking(listener: ListenerContext, done: bool) -> Press:
    async def press(body: Body, by: Person) -> str:
        number, which = _one(body)
        listener.services.action_items.tick(number, (which,), done, by)
        listener.redraw_view(str(body["view"]["id"]), _list(listener, number))
        return ""

    return press


def _one(body: Body) -> tuple[int, int]:
    """The numbers of the incident and the action item, from a value such as `42/3`."""
    number, which = button_value(body).split("/")
    return int(number), int(which)


async def _lay_form(listener: ListenerContext, body: Body, view: View) -> None:
    await listener.open_view(str(body["trigger_id"]), view, Hint("action", "<title>"), onto=True)


# The list


async def _open_list(listener: ListenerContext, body: Body, incident: Incident) -> None:
    view = _list(listener, incident.number)
    await listener.open_view(str(body["trigger_id"]), view, Hint("action", "done <number>"))


def _list(listener: ListenerContext, number: int) -> View:
    incident, items = listener.services.incidents.get(number), listener.services.action_items.in_order(number)
    return forms.modal(
        wording.action_items_of(incident.name),
        [
            blocks.context(render(task_messages.ActionsAbout(len(items), sum(not item.done_at for item in items)))),
            blocks.actions(blocks.button(wording.ADD_ACTION_ITEM, action_ids.ADD_ACTION, number, "primary")),
            *_items(number, items[:MOST_ITEMS], listener.services.now().date()),
            *blocks.and_more(len(items) - MOST_ITEMS),
        ],
        kept={"incident": number},
    )


def _items(number: int, items: Sequence[ActionItem], today: date) -> list[Block]:
    return [
        block
        for item in items
        for block in (blocks.section(render(task_messages.ActionLine(item, today))), _buttons(number, item))
    ]


def _buttons(number: int, item: ActionItem) -> Block:
    which = f"{number}/{item.number}"
    if item.done_at:
        return blocks.actions(blocks.button(wording.REOPEN, action_ids.ACTION_OPEN, which))
    return blocks.actions(
        blocks.button(wording.MARK_DONE, action_ids.ACTION_DONE, which),
        blocks.button(wording.EDIT, action_ids.EDIT_ACTION, which),
    )


# The form


def form(
    incident: Incident,
    item: AddAction,
    known: ActionItem | None = None,
    origin: Origin | None = None,
    below: str = "",
    callback: str = action_ids.ACTION_FORM,
    more: Mapping[str, str] = NOTHING_MORE,
) -> View:
    """`known` is the item to edit, None for a new one; `below` is the id of the list's view under the form.

    What submits under another `callback` finds `more` in the form.
    """
    kept: dict[str, Any] = {"incident": incident.number, **more}
    item = _fitting(item)
    if known:
        kept |= {"action": known.number, "seen": _written(item)}
    if origin:
        kept |= {"channel": origin.channel, "ts": origin.message_ts}
    return forms.modal(
        wording.action_item(known.number) if known else wording.ADD_ACTION_ITEM,
        _inputs(item),
        form=callback,
        submit=wording.SAVE if known else wording.ADD_ACTION_ITEM,
        kept=kept | ({"below": below} if below else {}),
    )


def _fitting(item: AddAction) -> AddAction:
    """The item cut to the limits of the form. A field that is only cut counts as unchanged."""
    title = clip(" ".join(item.title.split()), LONGEST_TITLE, INPUT)
    return replace(item, title=title, owner=clip(item.owner, LONGEST_TEAM, INPUT))


def _inputs(item: AddAction) -> list[Block]:
    title = PlainTextInputElement(action_id=TITLE, max_length=LONGEST_TITLE, initial_value=item.title or None)
    owner = UserSelectElement(action_id=OWNER, initial_user=item.owner_id or None)
    team = PlainTextInputElement(
        action_id=TEAM, max_length=LONGEST_TEAM, initial_value=_team(item) or None, placeholder=wording.TEAM_HINT
    )
    due = DatePickerElement(action_id=DUE, initial_date=item.due.isoformat() if item.due else None)
    return [
        forms.labeled(wording.TITLE, title),
        forms.labeled(wording.OWNER, owner, optional=True),
        forms.labeled(wording.TEAM, team, optional=True),
        _choice(PRIORITY, wording.PRIORITY, PRIORITIES, item.priority),
        forms.labeled(wording.DUE, due, optional=True),
        _choice(KIND, wording.KIND, ACTION_KINDS, item.kind),
    ]


def _team(item: AddAction) -> str:
    return "" if item.owner_id else item.owner


def _choice(block: str, label: str, offered: Sequence[str], now: str) -> InputBlock:
    return forms.menu(block, label, {each: each[:1].upper() + each[1:] for each in offered}, now, optional=True)


def _wanted(listener: ListenerContext, view: Body) -> AddAction:
    title = " ".join(typed(view, TITLE).split())
    if not title:
        raise Refused(wording.BLANK_ACTION_ITEM)
    owner = picked_person(view, OWNER)
    return AddAction(
        title,
        listener.services.people.person(owner).name if owner else typed(view, TEAM),
        owner,
        chosen(view, PRIORITY),
        picked_day(view, DUE),
        chosen(view, KIND),
    )


def _written(item: AddAction) -> dict[str, str]:
    return {
        "title": item.title,
        "owner": item.owner,
        "owner_id": item.owner_id,
        "priority": item.priority,
        "due": item.due.isoformat() if item.due else "",
        "kind": item.kind,
    }


def _read(kept: Mapping[str, str]) -> AddAction:
    due = date.fromisoformat(kept["due"]) if kept["due"] else None
    return AddAction(kept["title"], kept["owner"], kept["owner_id"], kept["priority"], due, kept["kind"])


# The verb of /incident


async def add_action(
    listener: ListenerContext, _command: Body, by: Person, incident: Incident, request: AddAction
) -> str:
    if "@" in request.owner and not request.owner_id and (owner := await listener.directory.with_email(request.owner)):
        request = replace(request, owner=owner.name, owner_id=owner.id)
    item = listener.services.action_items.add(incident.number, request, by)
    return render(task_messages.ActionAdded(item, listener.services.now().date()))


async def show_actions(
    listener: ListenerContext, command: Body, _by: Person, incident: Incident, _request: ShowActions
) -> str:
    await _open_list(listener, command, incident)
    return ""


async def tick_actions(
    listener: ListenerContext, _command: Body, by: Person, incident: Incident, request: CompleteActions
) -> str:
    if not listener.services.action_items.tick(incident.number, request.numbers, request.done, by):
        return wording.already_ticked(request.done)
    lists = listener.services.permissions.may(by, "action", incident)
    return render(task_messages.ActionsTicked(incident.number, request.numbers, request.done, lists))
