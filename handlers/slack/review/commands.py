"""`/pir` with its verbs, and the buttons under a posted review."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.errors import Refused
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.review.review_command import (
    BY_SEVERITY,
    VERBS,
    ActOnReview,
    HelpOnReview,
    ListReviews,
    ReviewAction,
    ShowReview,
    hint,
    read,
)
from bot.timeline.pages import TimelineFilter
from handlers.slack import action_ids
from handlers.slack.commands.refusals import in_message
from handlers.slack.commands.signpost import signpost
from handlers.slack.outbox.render_context import RenderedMessage
from handlers.slack.requests.listener_context import Body, ListenerContext, Press, button_value
from handlers.slack.requests.listeners import Listeners
from handlers.slack.requests.payloads import channel_of
from handlers.slack.review import actions, listing, questions, sections, status
from handlers.slack.review.actions import ON_ACTION
from handlers.slack.review.controls import TIMELINE
from handlers.slack.timeline.modal import open_timeline
from templates.rendering import render
from templates.review import messages as review_messages
from templates.review import wording

POST_A_LINE = (ReviewAction.REQUEST_REVIEW, ReviewAction.BACK_TO_DRAFT, ReviewAction.APPROVE)


def register(app: Listeners, listener: ListenerContext) -> None:
    async def command(ack: AsyncAck, command: Body) -> None:
        said = await listener.answer(
            command, lambda: listener.telling_typist(command, lambda: _typed(listener, command)), in_message
        )
        await listener.reply(ack, command, said)

    async def post(body: Body, by: Person) -> str | RenderedMessage:
        incident = listener.incident_of_button(body)
        return await _open(listener, incident, by, channel_of(body))

    async def more(body: Body, by: Person) -> str | RenderedMessage:
        which, _, number = str(body["actions"][0]["selected_option"]["value"]).partition("/")
        if which == TIMELINE:
            await open_timeline(
                listener,
                str(body["trigger_id"]),
                listener.services.permissions.incident_for(by, int(number)),
                TimelineFilter(),
                by,
            )
            return ""
        return await ON_ACTION[ReviewAction(which)](listener, str(body["trigger_id"]), int(number), by, "")

    app.command(action_ids.COMMAND_REVIEW)(command)

    async def opened(ack: AsyncAck, _body: Body) -> None:
        await ack()

    app.action(action_ids.POST_REVIEW)(listener.on_press(post))
    app.action(action_ids.OPEN_REVIEW)(opened)
    app.action(action_ids.REVIEW_MORE)(listener.on_press(more))
    for which in ReviewAction:
        app.action(action_ids.review_action(which))(listener.on_press(_on_press(listener, which)))
    for group in (sections, questions, actions):
        group.register(app, listener)


def _on_press(listener: ListenerContext, which: ReviewAction) -> Press:
    async def press(body: Body, by: Person) -> str | RenderedMessage:
        return await ON_ACTION[which](listener, str(body["trigger_id"]), int(button_value(body)), by, "")

    return press


async def _typed(listener: ListenerContext, command: Body) -> str | RenderedMessage:
    await listener.directory.meet(str(command["user_id"]))
    by, request = listener.typist(command), read(listener.read(str(command.get("text") or "")))
    try:
        return await _ANSWERS[type(request)](listener, command, by, request)
    except Refused as refusal:
        raise refusal.about(getattr(request, "number", 0)) from None


def _meant(listener: ListenerContext, command: Body, by: Person, number: int) -> Incident | None:
    """The incident with that number, if the person may see it; without a number, the incident of the channel."""
    if number:
        return listener.services.permissions.incident_for(by, number)
    return listener.services.permissions.incident_in(str(command["channel_id"]), by)


async def _show(listener: ListenerContext, command: Body, by: Person, request: ShowReview) -> str | RenderedMessage:
    incident = _meant(listener, command, by, request.number)
    if incident is None:
        return signpost(listener, str(command["channel_id"]), by, hint(""))
    changed = bool(request.method or request.template)
    if changed:
        edits = listener.services.reviews.edits(incident.number)
        method, template = _chosen(request.method, edits.method), _chosen(request.template, edits.template)
        listener.services.reviews.set_framework(incident.number, method, template, by)
    return await _open(listener, incident, by, str(command["channel_id"]), changed=changed)


async def _open(
    listener: ListenerContext, incident: Incident, by: Person, channel: str, *, changed: bool = False
) -> str | RenderedMessage:
    """Posts the review, or updates the posted one and answers with its status and a link.

    `channel` is where the person asks; `changed`: they chose another framework or template.
    """
    number, reviews = incident.number, listener.services.reviews
    before = reviews.edits(number)
    reviews.open(number, by)
    if not before.opened_at:
        here = incident.channel == channel
        return "" if here else render(review_messages.ReviewPostedIn(incident.name, incident.open_channel))
    found = await status.in_time(listener, number)
    severity = listener.services.policy.severity(incident.severity).name
    framework, template = _choice(before.method, severity), _choice(before.template, severity)
    head = review_messages.ReviewNow(incident, found, framework if changed else "", template if changed else "")
    return status.answer(listener, number, found, head)


def _choice(chosen: str, severity: str) -> str:
    return wording.CHOICES[chosen] if chosen else wording.default_for(severity)


def _chosen(asked: str, now: str) -> str:
    """What was not named stays as it is; the severity's default is stored as ""."""
    return now if not asked else "" if asked == BY_SEVERITY else asked


async def _act(listener: ListenerContext, command: Body, by: Person, request: ActOnReview) -> str | RenderedMessage:
    incident = _meant(listener, command, by, request.number)
    if incident is None:
        return signpost(listener, str(command["channel_id"]), by, hint(request.action.word))
    trigger_id = str(command["trigger_id"])
    said = await ON_ACTION[request.action](listener, trigger_id, incident.number, by, request.text)
    if said or incident.channel == str(command["channel_id"]) or not _posts_a_line(request):
        return said
    return render(review_messages.ReviewChangedIn(incident.name, incident.open_channel))


def _posts_a_line(request: ActOnReview) -> bool:
    """Whether the incident's channel shows the result, rather than a form."""
    return request.action in POST_A_LINE or (request.action is ReviewAction.MEETING and bool(request.text))


async def _list(listener: ListenerContext, _command: Body, by: Person, _request: ListReviews) -> RenderedMessage:
    return await listing.reviews(listener, by)


async def _help(_listener: ListenerContext, _command: Body, _by: Person, request: HelpOnReview) -> str:
    if request.word:
        return render(review_messages.PirHelpWord(VERBS[request.word]))
    return render(review_messages.PirHelp(tuple(VERBS.values())))


_ANSWERS: Mapping[type, Callable[[ListenerContext, Body, Person, Any], Awaitable[str | RenderedMessage]]] = {
    ShowReview: _show,
    ActOnReview: _act,
    HelpOnReview: _help,
    ListReviews: _list,
}
