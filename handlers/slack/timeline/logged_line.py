"""The line in the channel that shows an entry somebody logged with a command, and its Undo."""

from slack_sdk.models.blocks import Block

from bot.outbox.timeline import EntryLogged
from bot.people.model import Person
from bot.timeline.model import Entry
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks
from handlers.slack.outbox.render_context import RenderContext
from handlers.slack.requests.listener_context import Body, ListenerContext, button_value
from handlers.slack.requests.listeners import Listeners
from templates.incidents.wording import UNDO
from templates.rendering import Context
from templates.timeline import messages as timeline_messages
from templates.timeline import wording


def register(app: Listeners, listener: ListenerContext) -> None:
    async def undo(body: Body, by: Person) -> str:
        number, entry_id = (int(part) for part in button_value(body).split("/"))
        listener.services.timeline.remove(number, entry_id, by)
        return ""

    app.action(action_ids.UNDO_LOG)(listener.on_press(undo))


def sentence(line: EntryLogged, context: RenderContext) -> Context:
    return timeline_messages.LoggedLine(line, _entry(line, context))


def drawn(line: EntryLogged, text: str, context: RenderContext) -> list[Block]:
    """Anyone in the channel sees Undo, so it asks first."""
    if _entry(line, context) is None:
        return blocks.sections(text)
    value = f"{context.incident.number}/{line.entry}"
    confirm = (wording.CONFIRM_REMOVAL, wording.REMOVE)
    return blocks.sections(text, blocks.button(UNDO, action_ids.UNDO_LOG, value, confirm=confirm))


def _entry(line: EntryLogged, context: RenderContext) -> Entry | None:
    """The entry in its newest version, None once it was removed."""
    return next((each for each in context.details.entries if each.id == line.entry), None)
