"""The review's way in: `/pir` with its words, and the buttons that lay a hand on a posted review."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.incidents.model import Incident, Person
from bot.review.commands import BY_SEVERITY, COMMAND, WORDS, Hand, HelpReview, LayHand, ListReviews, ShowReview, read
from bot.timeline.pages import Look
from handlers.slack import action_ids
from handlers.slack.listener_context import Body, Desk, Press, button_value
from handlers.slack.render_context import Message
from handlers.slack.review import listing, questions, sections, states
from handlers.slack.review.buttons import TIMELINE
from handlers.slack.review.states import MOVES
from handlers.slack.timeline.modal import open_timeline
from templates import messages as words
from templates import render
from templates import review_forms as forms


def register(app: AsyncApp, desk: Desk) -> None:
    async def command(ack: AsyncAck, command: Body) -> None:
        said = await desk.answer(lambda: _typed(desk, command))
        await (ack(text=said.text, blocks=said.blocks) if isinstance(said, Message) else ack(said))

    async def post(body: Body, by: Person) -> str:
        desk.service.ask_for_review(desk.incident_of_button(body).number, by)
        return ""

    async def more(body: Body, by: Person) -> str:
        which, _, number = str(body["actions"][0]["selected_option"]["value"]).partition("/")
        if which == TIMELINE:
            await open_timeline(desk, str(body["trigger_id"]), desk.service.seen(int(number), by), Look(), by)
        else:
            await MOVES[Hand(which)](desk, str(body["trigger_id"]), int(number), by, "")
        return ""

    app.command(action_ids.COMMAND_REVIEW)(command)
    app.action(action_ids.POST_REVIEW)(desk.on_press(post))
    app.action(action_ids.REVIEW_MORE)(desk.on_press(more))
    for which in Hand:
        app.action(action_ids.hand(which))(desk.on_press(_hand(desk, which)))
    for group in (sections, questions, states):
        group.register(app, desk)


def _hand(desk: Desk, which: Hand) -> Press:
    async def press(body: Body, by: Person) -> str:
        await MOVES[which](desk, str(body["trigger_id"]), int(button_value(body)), by, "")
        return ""

    return press


async def _typed(desk: Desk, command: Body) -> str | Message:
    await desk.directory.meet(str(command["user_id"]))
    by, request = desk.typist(command), read(desk.read(str(command.get("text") or "")))
    return await _ANSWERS[type(request)](desk, command, by, request)


def _meant(desk: Desk, command: Body, by: Person, number: int) -> Incident | None:
    """The incident with that number, if they may know of it; without one, that of the channel."""
    if number:
        return desk.service.seen(number, by)
    return desk.service.incident_in(str(command["channel_id"]))


async def _show(desk: Desk, command: Body, by: Person, request: ShowReview) -> str:
    incident = _meant(desk, command, by, request.number)
    if incident is None:
        return render(words.ChannelOnly(COMMAND))
    living = desk.service.hands.living(incident.number)
    if request.method or request.template:
        method = _chosen(request.method, living.method)
        desk.service.hands.frame(incident.number, method, _chosen(request.template, living.template), by)
    desk.service.ask_for_review(incident.number, by)
    here = incident.channel == str(command["channel_id"])
    if here and not living.opened_at:
        return ""
    return render(forms.ReviewElsewhere(incident.name, "" if here else incident.channel, living.opened_at))


def _chosen(asked: str, now: str) -> str:
    """What was not asked for stays as it is; what the severity asks for is kept as nothing."""
    return now if not asked else "" if asked == BY_SEVERITY else asked


async def _lay(desk: Desk, command: Body, by: Person, request: LayHand) -> str:
    incident = _meant(desk, command, by, request.number)
    if incident is None:
        return render(words.ChannelOnly(f"{COMMAND} {request.hand}"))
    await MOVES[request.hand](desk, str(command["trigger_id"]), incident.number, by, request.text)
    return ""


async def _list(desk: Desk, _command: Body, by: Person, _request: ListReviews) -> Message:
    return await listing.reviews(desk, by)


async def _help(_desk: Desk, _command: Body, _by: Person, request: HelpReview) -> str:
    if request.word:
        return render(forms.PirHelpWord(WORDS[request.word]))
    return render(forms.PirHelp(tuple(WORDS.values())))


_ANSWERS: Mapping[type, Callable[[Desk, Body, Person, Any], Awaitable[str | Message]]] = {
    ShowReview: _show,
    LayHand: _lay,
    HelpReview: _help,
    ListReviews: _list,
}
