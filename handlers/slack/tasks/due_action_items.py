"""The action items of a daily summary: a row with buttons for each, and what the buttons do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from slack_sdk.models.blocks import Block, DatePickerElement, InputBlock, UserSelectElement

from bot.errors import Hint, Refused
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.tasks.action_items import asked
from bot.tasks.model import ActionItem
from bot.tasks.verbs import AddAction
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.form_values import picked_day, picked_person, stored
from handlers.slack.requests.listener_context import Body, FieldErrors, ListenerContext, button_value
from handlers.slack.requests.listeners import Listeners
from templates.rendering import render
from templates.tasks import messages as task_messages
from templates.tasks import wording

DAY, OWNER = "day", "owner"
MOST_ITEMS = 20  # shown: each is two blocks, and a message has 50


def rows(incident: Incident, item: ActionItem, day: date, key: str) -> Sequence[Block]:
    """An item of a daily summary, with its buttons; `key` is the summary's."""
    assert item.due is not None  # or it would not be in the reminder
    late, value = max(0, (day - item.due).days), f"{incident.number}/{item.number}|{key}"
    return (
        blocks.section(render(task_messages.ActionDue(incident, item, late, day))),
        blocks.actions(
            blocks.button(wording.MARK_DONE, action_ids.DUE_DONE, value),
            blocks.button(wording.CHANGE_DUE_DATE, action_ids.DUE_LATER, value),
            blocks.button(wording.CHANGE_OWNER, action_ids.DUE_HAND_OVER, value),
        ),
    )


def register(app: Listeners, listener: ListenerContext) -> None:
    async def done(body: Body, by: Person) -> str:
        number, which, listed = _meant(button_value(body))
        changed = listener.services.action_items.tick(number, (which,), True, by)
        listener.services.nudges.draw_anew(listed)
        return "" if changed else wording.already_ticked(done=True)

    async def later(body: Body, by: Person) -> str:
        await _open(listener, body, by, action_ids.LATER_FORM, wording.CHANGE_DUE_DATE, _day_input(listener))
        return ""

    async def hand_over(body: Body, by: Person) -> str:
        await _open(listener, body, by, action_ids.HAND_OVER_FORM, wording.CHANGE_OWNER, _owner_input())
        return ""

    async def put_off(view: Body, by: Person) -> str:
        day = picked_day(view, DAY)
        if day is None or day <= listener.services.now().date():
            raise Refused(wording.DAY_PAST)
        _edit(listener, view, by, day=day)
        return ""

    async def hand_on(view: Body, by: Person) -> str | FieldErrors:
        if errors := await listener.account_errors({OWNER: [picked_person(view, OWNER)]}):
            return errors
        owner = listener.services.people.person(picked_person(view, OWNER))
        _edit(listener, view, by, owner=owner)
        return ""

    app.action(action_ids.DUE_DONE)(listener.on_press(done))
    app.action(action_ids.DUE_LATER)(listener.on_press(later))
    app.action(action_ids.DUE_HAND_OVER)(listener.on_press(hand_over))
    app.view(action_ids.LATER_FORM)(listener.on_submit(DAY, put_off))
    app.view(action_ids.HAND_OVER_FORM)(listener.on_submit(OWNER, hand_on))


def _meant(value: str) -> tuple[int, int, str]:
    """The incident, the action item and the key of the reminder, from a value such as `42/3|0/actions/U1/…`."""
    item, listed = value.split("|")
    number, which = item.split("/")
    return int(number), int(which), listed


async def _open(listener: ListenerContext, body: Body, by: Person, form: str, title: str, asks: InputBlock) -> None:
    number, which, _listed = _meant(button_value(body))
    incident, item = (
        listener.services.permissions.incident_for(by, number),
        listener.services.action_items.get(number, which),
    )
    view = forms.modal(
        title,
        [blocks.context(render(_due_line(listener, incident, item))), asks],
        form=form,
        submit=wording.SAVE,
        kept={"of": button_value(body)},
    )
    instead = Hint("action", purpose=wording.FOR_THE_LIST)
    await listener.open_view(str(body["trigger_id"]), view, instead)


def _due_line(listener: ListenerContext, incident: Incident, item: ActionItem) -> task_messages.ActionDue:
    today = listener.services.now().date()
    late = max(0, (today - item.due).days) if item.due else 0
    return task_messages.ActionDue(incident, item, late, today)


def _day_input(listener: ListenerContext) -> InputBlock:
    day = listener.services.now().date() + timedelta(days=listener.services.policy.reminders.postpone_days)
    element = DatePickerElement(action_id=DAY, initial_date=day.isoformat())
    return forms.labeled(wording.NEW_DUE_DATE, element)


def _owner_input() -> InputBlock:
    return forms.labeled(wording.NEW_OWNER, UserSelectElement(action_id=OWNER))


def _edit(
    listener: ListenerContext, view: Body, by: Person, day: date | None = None, owner: Person | None = None
) -> None:
    number, which, listed = _meant(str(stored(view)["of"]))
    seen: AddAction = asked(listener.services.action_items.get(number, which))
    wanted = replace(seen, due=day) if day else seen
    wanted = replace(wanted, owner=owner.name, owner_id=owner.id) if owner else wanted
    listener.services.action_items.edit(number, which, seen, wanted, by, f"view:{view['id']}")
    listener.services.nudges.draw_anew(listed)
