"""How people reach a review: `/pir` with its verbs, and the buttons under a posted review."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

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
    read,
)
from bot.timeline.pages import TimelineFilter
from handlers.slack import action_ids
from handlers.slack.listener_context import Body, ListenerContext, Press, button_value
from handlers.slack.outbox.render_context import RenderedMessage
from handlers.slack.review import actions, listing, questions, sections
from handlers.slack.review.actions import ON_ACTION
from handlers.slack.review.controls import TIMELINE
from handlers.slack.timeline.modal import open_timeline
from templates.incidents import messages as incident_messages
from templates.rendering import render
from templates.review import messages as review_messages


def register(app: AsyncApp, listener: ListenerContext) -> None:
    async def command(ack: AsyncAck, command: Body) -> None:
        said = await listener.answer(lambda: _typed(listener, command))
        await (ack(text=said.text, blocks=said.blocks) if isinstance(said, RenderedMessage) else ack(said))

    async def post(body: Body, by: Person) -> str:
        listener.services.reviews.open(listener.incident_of_button(body).number, by)
        return ""

    async def more(body: Body, by: Person) -> str:
        which, _, number = str(body["actions"][0]["selected_option"]["value"]).partition("/")
        if which == TIMELINE:
            await open_timeline(
                listener,
                str(body["trigger_id"]),
                listener.services.permissions.incident_for(by, int(number)),
                TimelineFilter(),
                by,
            )
        else:
            await ON_ACTION[ReviewAction(which)](listener, str(body["trigger_id"]), int(number), by, "")
        return ""

    app.command(action_ids.COMMAND_REVIEW)(command)

    async def opened(ack: AsyncAck) -> None:
        await ack()

    app.action(action_ids.POST_REVIEW)(listener.on_press(post))
    app.action(action_ids.OPEN_REVIEW)(opened)
    app.action(action_ids.REVIEW_MORE)(listener.on_press(more))
    for which in ReviewAction:
        app.action(action_ids.review_action(which))(listener.on_press(_on_press(listener, which)))
    for group in (sections, questions, actions):
        group.register(app, listener)


def _on_press(listener: ListenerContext, which: ReviewAction) -> Press:
    async def press(body: Body, by: Person) -> str:
        await ON_ACTION[which](listener, str(body["trigger_id"]), int(button_value(body)), by, "")
        return ""

    return press


async def _typed(listener: ListenerContext, command: Body) -> str | RenderedMessage:
    await listener.directory.meet(str(command["user_id"]))
    by, request = listener.typist(command), read(listener.read(str(command.get("text") or "")))
    return await _ANSWERS[type(request)](listener, command, by, request)


def _meant(listener: ListenerContext, command: Body, by: Person, number: int) -> Incident | None:
    """The incident with that number, if they may know of it; without one, that of the channel."""
    if number:
        return listener.services.permissions.incident_for(by, number)
    return listener.services.incidents.in_channel(str(command["channel_id"]))


async def _show(listener: ListenerContext, command: Body, by: Person, request: ShowReview) -> str:
    incident = _meant(listener, command, by, request.number)
    if incident is None:
        return render(incident_messages.ChannelOnly(action_ids.COMMAND_REVIEW))
    edits = listener.services.reviews.edits(incident.number)
    if request.method or request.template:
        method = _chosen(request.method, edits.method)
        listener.services.reviews.set_framework(incident.number, method, _chosen(request.template, edits.template), by)
    listener.services.reviews.open(incident.number, by)
    here = incident.channel == str(command["channel_id"])
    if here and not edits.opened_at:
        return ""
    return render(review_messages.ReviewElsewhere(incident.name, "" if here else incident.channel, edits.opened_at))


def _chosen(asked: str, now: str) -> str:
    """What was not asked for stays as it is; what the severity asks for is kept as nothing."""
    return now if not asked else "" if asked == BY_SEVERITY else asked


async def _act(listener: ListenerContext, command: Body, by: Person, request: ActOnReview) -> str:
    incident = _meant(listener, command, by, request.number)
    if incident is None:
        return render(incident_messages.ChannelOnly(f"{action_ids.COMMAND_REVIEW} {request.action}"))
    await ON_ACTION[request.action](listener, str(command["trigger_id"]), incident.number, by, request.text)
    return ""


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
