"""The review: `/pir`, its button, and the facts and action items that people keep for it."""

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.model import Person
from handlers import names
from handlers.desk import Body, Desk
from templates import messages as words
from templates import render


def register(app: AsyncApp, desk: Desk) -> None:
    async def command(ack: AsyncAck, command: Body) -> None:
        await ack(await desk.answer(lambda: _post_review(desk, command)))

    async def press(body: Body, by: Person) -> str:
        desk.service.ask_for_review(desk.incident_of_button(body).number, by)
        return ""

    app.command(names.COMMAND_REVIEW)(command)
    app.action(names.POST_REVIEW)(desk.on_press(press))


async def _post_review(desk: Desk, command: Body) -> str:
    await desk.directory.meet(str(command["user_id"]))
    incident = desk.service.incident_in(str(command["channel_id"]))
    if incident is None:
        return render(words.ChannelOnly(names.COMMAND_REVIEW))
    desk.service.ask_for_review(incident.number, desk.typist(command))
    return ""
