"""The actions on a review: each opens its form, or changes the review directly."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import (
    Block,
    DateTimePickerElement,
    RadioButtonsElement,
    UserMultiSelectElement,
)
from slack_sdk.models.views import View

from bot.errors import Hint, NotUnderstood, Unclear
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.review.approval import attendees
from bot.review.document.templates import TEMPLATES
from bot.review.edit_log import RequestedAlready, SectionsMissing
from bot.review.follow_up import status_of
from bot.review.review_command import BY_SEVERITY, FRAMES, VERBS, ReviewAction, hint
from bot.tasks.verbs import AddAction
from bot.time_parsing import read_future
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.form_values import chosen, picked_moment_if_any, picked_people, stored
from handlers.slack.outbox.render_context import RenderedMessage
from handlers.slack.requests.listener_context import Body, FieldErrors, ListenerContext
from handlers.slack.requests.listeners import Listeners
from handlers.slack.review import status
from handlers.slack.review.questions import open_list
from handlers.slack.review.sections import edit
from handlers.slack.tasks import action_items
from templates.rendering import render
from templates.review import messages as review_messages
from templates.review import wording

METHOD: Final = "method"
TEMPLATE: Final = "template"
WHEN: Final = "when"
PEOPLE: Final = "people"
MOST_PEOPLE: Final = 40  # at once: each gets a message of their own

OnAction = Callable[[ListenerContext, str, int, Person, str], Awaitable[str | RenderedMessage]]
"""Takes the listener context, a trigger_id, the incident's number, the person and the text after the verb.

Returns a private answer, "" for none.
"""


def register(app: Listeners, listener: ListenerContext) -> None:
    async def framed(view: Body, by: Person) -> str:
        method, template = (_unless_default(chosen(view, block)) for block in (METHOD, TEMPLATE))
        listener.services.reviews.set_framework(_number(view), method, template, by, f"view:{view['id']}")
        return ""

    async def met(view: Body, by: Person) -> str:
        listener.services.reviews.set_meeting(_number(view), picked_moment_if_any(view, WHEN), by, f"view:{view['id']}")
        return ""

    async def shared(view: Body, by: Person) -> str | FieldErrors:
        people = picked_people(view, PEOPLE)
        if errors := await listener.account_errors({PEOPLE: people}):
            return errors
        listener.services.reviews.share(_number(view), people, by, f"view:{view['id']}")
        return ""

    app.view(action_ids.FRAME_FORM)(listener.on_submit(METHOD, framed))
    app.view(action_ids.MEETING_FORM)(listener.on_submit(WHEN, met))
    app.view(action_ids.SHARE_FORM)(listener.on_submit(PEOPLE, shared))


def _number(view: Body) -> int:
    return int(stored(view)["incident"])


def _unless_default(choice: str) -> str:
    return "" if choice == BY_SEVERITY else choice


# Actions with a form


async def _action(listener: ListenerContext, trigger_id: str, number: int, by: Person, _said: str) -> str:
    incident = listener.services.permissions.incident_for(by, number)
    listener.services.permissions.need(by, "action", incident)
    await listener.open_view(trigger_id, action_items.form(incident, AddAction("")), Hint("action", "<title>"))
    return ""


async def _answer(listener: ListenerContext, trigger_id: str, number: int, by: Person, _said: str) -> str:
    await open_list(listener, trigger_id, number, by)
    return ""


async def _frame(listener: ListenerContext, trigger_id: str, number: int, by: Person, _said: str) -> str:
    incident, edits = listener.services.reviews.ready(number, by)
    drawn = [
        blocks.context(wording.review_of(incident.name)),
        _radios(METHOD, wording.FRAMEWORK_LABEL, (BY_SEVERITY, *FRAMES), edits.method),
        _radios(TEMPLATE, wording.TEMPLATE_LABEL, (BY_SEVERITY, *TEMPLATES), edits.template, wording.TEMPLATE_HINT),
    ]
    view = _form(action_ids.FRAME_FORM, incident, wording.FRAMEWORK_TITLE, wording.SAVE, drawn)
    await listener.open_view(trigger_id, view, hint("<framework> <template>"))
    return ""


def _radios(block: str, label: str, offered: Sequence[str], now: str, hint: str = "") -> Block:
    options = {each: blocks.option(each, wording.CHOICES[each]) for each in offered}
    element = RadioButtonsElement(
        action_id=block, options=list(options.values()), initial_option=options[now or BY_SEVERITY]
    )
    return forms.labeled(label, element, hint=hint)


async def _meeting(listener: ListenerContext, trigger_id: str, number: int, by: Person, said: str) -> str:
    incident, edits = listener.services.reviews.ready(number, by)
    if said:
        listener.services.reviews.set_meeting(number, _read(said, by, listener.services.now()), by)
        return ""
    shown = int(edits.meeting_at.timestamp()) if edits.meeting_at else None
    picker = DateTimePickerElement(action_id=WHEN, initial_date_time=shown)
    means = wording.MEETING_CANCEL_HINT if shown else wording.MEETING_HINT
    drawn = [forms.labeled(wording.MEETING_LABEL, picker, optional=True, hint=means)]
    view = _form(action_ids.MEETING_FORM, incident, wording.meeting_title(incident.name), wording.SAVE, drawn)
    await listener.open_view(trigger_id, view, hint("meeting YYYY-MM-DD HH:MM"))
    return ""


def _read(said: str, by: Person, now: datetime) -> datetime | None:
    """`2024-01-16 15:00` in the person's time zone; `none` for no meeting."""
    if said.casefold() in ("none", "off"):
        return None
    example = hint(VERBS[ReviewAction.MEETING].example)
    try:
        at = read_future(said, by.tz, now)
    except Unclear as unclear:
        raise NotUnderstood(str(unclear), example) from None
    if at is None:
        raise NotUnderstood(wording.no_time(said), example)
    return at


async def _share(listener: ListenerContext, trigger_id: str, number: int, by: Person, _said: str) -> str:
    incident, _ = listener.services.reviews.ready(number, by)
    severity = listener.services.policy.severity(incident.severity)
    first = [each.id for each in attendees(incident) if listener.services.permissions.sees(each, incident)]
    picker = UserMultiSelectElement(
        action_id=PEOPLE,
        initial_users=first[:MOST_PEOPLE] or None,
        max_selected_items=MOST_PEOPLE,
        placeholder=wording.PEOPLE,
    )
    drawn: list[Block] = [
        *blocks.sections(render(review_messages.ShareAbout(severity, incident))),
        forms.labeled(wording.SHARE_WITH, picker),
    ]
    view = _form(action_ids.SHARE_FORM, incident, wording.share_title(incident.name), wording.SHARE, drawn)
    await listener.open_view(trigger_id, view, wording.TRY_AGAIN)
    return ""


def _form(callback_id: str, incident: Incident, title: str, submit: str, drawn: Sequence[Block]) -> View:
    return forms.modal(title, drawn, form=callback_id, submit=submit, kept={"incident": incident.number})


# Actions without a form: the channel shows the change, and the person privately gets what is missing


async def _send(
    listener: ListenerContext, _trigger_id: str, number: int, by: Person, _said: str
) -> str | RenderedMessage:
    """Asked again, it says what is missing again."""
    again = ""
    try:
        listener.services.reviews.request_review(number, by)
    except RequestedAlready as refused:
        again = str(refused)
    found = await status.in_time(listener, number)
    if found is None or not status.is_open(found):
        return again
    return status.answer(listener, number, found, again or review_messages.ReviewAskedFor(found.needed))


async def _draft(listener: ListenerContext, _trigger_id: str, number: int, by: Person, _said: str) -> str:
    listener.services.reviews.back_to_draft(number, by)
    return ""


async def _approve(
    listener: ListenerContext, _trigger_id: str, number: int, by: Person, _said: str
) -> str | RenderedMessage:
    """The review of a long incident is built off the loop; the data is read here."""
    incident, edits = listener.services.reviews.ready(number, by)
    review = await asyncio.to_thread(
        listener.services.reviews.review, listener.services.incidents.details(number), edits
    )
    try:
        listener.services.reviews.approve(number, review, by)
    except SectionsMissing as refused:
        found = status_of(review, listener.services.reviews.edits(number), incident, listener.services.policy)
        return status.answer(listener, number, found, str(refused))
    return ""


ON_ACTION: Final[Mapping[ReviewAction, OnAction]] = {
    ReviewAction.EDIT: edit,
    ReviewAction.ANSWER: _answer,
    ReviewAction.FACTORS: _answer,
    ReviewAction.ACTION: _action,
    ReviewAction.FRAMEWORK: _frame,
    ReviewAction.MEETING: _meeting,
    ReviewAction.REQUEST_REVIEW: _send,
    ReviewAction.BACK_TO_DRAFT: _draft,
    ReviewAction.SHARE: _share,
    ReviewAction.APPROVE: _approve,
}
