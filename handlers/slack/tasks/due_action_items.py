"""The reminder for action items due: one direct message to their owner, with buttons for each item."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.blocks import Block, DatePickerElement, InputBlock, UserSelectElement
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import Hint, Refused
from bot.incidents.model import Incident
from bot.outbox.model import OutboxRow
from bot.outbox.tasks import ActionsDue
from bot.people.model import Person
from bot.services import Services
from bot.tasks.action_items import asked
from bot.tasks.model import ActionItem
from bot.tasks.verbs import AddAction
from handlers.delivery.sender import NeverSent, Result, Sender
from handlers.slack import action_ids, blocks, forms
from handlers.slack.form_values import picked_day, picked_person
from handlers.slack.listener_context import Body, FieldErrors, ListenerContext, button_value
from handlers.slack.outbox.posting import Draw, Poster
from handlers.slack.outbox.render_context import RenderedMessage, message
from templates.commands import slash_commands
from templates.outbox import wording as outbox_wording
from templates.rendering import render
from templates.tasks import messages as task_messages
from templates.tasks import wording

DAY, OWNER = "day", "owner"
MOST_ITEMS = 20  # shown: each is two blocks, and a message has 50


class DuePoster(Poster):
    """Posts messages that belong to a person rather than to one incident."""

    def __init__(self, client: AsyncWebClient, services: Services, bot_user: str) -> None:
        super().__init__(client, services, bot_user)
        self._known = services

    def due(self) -> Sender:
        return self.sender(lambda due, _context: drawn(self._known, due), self._direct)

    async def _direct(self, row: OutboxRow) -> str:
        """Waits where the items may be those of a private incident whose members are still being read."""
        who = _due(row).to
        if not self._known.nudges.owing(who) and self._known.membership.is_awaited(who):
            raise NeverSent(outbox_wording.MEMBERS_UNREAD)
        return await self.direct_channel(_due(row).to)

    def _drawn(self, _draw: Draw, row: OutboxRow, _place: Result) -> RenderedMessage:
        return drawn(self._known, _due(row))

    def _left(self, _row: OutboxRow) -> bool:
        return False

    def _since(self, row: OutboxRow) -> datetime:
        return datetime.combine(_due(row).day, time(0), UTC) - timedelta(days=1)


def _due(row: OutboxRow) -> ActionsDue:
    assert isinstance(row.message, ActionsDue)
    return row.message


def drawn(services: Services, due: ActionsDue) -> RenderedMessage:
    """The reminder with the action items that are still due."""
    owing = services.nudges.owing(due.to)
    about = render(task_messages.ActionsDueHead(len(owing)))
    items = [block for incident, item in owing[:MOST_ITEMS] for block in _item(incident, item, due.day, due.key)]
    sentence = render(task_messages.ActionsDueSentence(len(owing), owing[0][1].title if owing else ""))
    return message(sentence, [blocks.section(about), *items, *blocks.and_more(len(owing) - MOST_ITEMS)])


def _item(incident: Incident, item: ActionItem, day: date, key: str) -> Sequence[Block]:
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


def register(app: AsyncApp, listener: ListenerContext) -> None:
    async def done(body: Body, by: Person) -> str:
        number, which, listed = _meant(button_value(body))
        listener.services.action_items.tick(number, (which,), True, by)
        listener.services.nudges.draw_anew(listed)
        return ""

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
    instead = slash_commands.instead(Hint("action", purpose=wording.in_channel_of(incident.name)))
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
    number, which, listed = _meant(str(json.loads(view["private_metadata"])["of"]))
    seen: AddAction = asked(listener.services.action_items.get(number, which))
    wanted = replace(seen, due=day) if day else seen
    wanted = replace(wanted, owner=owner.name, owner_id=owner.id) if owner else wanted
    listener.services.action_items.edit(number, which, seen, wanted, by, f"view:{view['id']}")
    listener.services.nudges.draw_anew(listed)
