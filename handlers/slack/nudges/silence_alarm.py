"""Listeners for the silence alarm: Add entry with its form, and Nothing to add."""

from datetime import datetime

from slack_sdk.models.views import View

from bot.errors import Hint
from bot.outbox.keys import number_of
from bot.outbox.nudges import Nudge, UnexplainedSilence
from bot.people.model import Person
from bot.timeline.model import EntryKind
from bot.timeline.verbs import Log
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.form_values import stored
from handlers.slack.requests.listener_context import Body, FieldErrors, ListenerContext, button_value
from handlers.slack.requests.listeners import Listeners
from handlers.slack.timeline.entry_inputs import TEXT, kind_input, text_input, time_errors, wanted, when_input
from templates.nudges import messages as nudge_messages
from templates.rendering import render
from templates.timeline import wording


def register(app: Listeners, listener: ListenerContext) -> None:
    async def say(body: Body, _by: Person) -> str:
        question = listener.services.timeline.question(button_value(body))
        await listener.open_view(str(body["trigger_id"]), form(question), Hint("log", "HH:MM <text>"))
        return ""

    async def nothing(body: Body, by: Person) -> str:
        key = button_value(body)
        listener.services.timeline.nothing_happened(number_of(key), key, by)
        return ""

    async def submit(view: Body, by: Person) -> str | FieldErrors:
        key = str(stored(view)["question"])
        entered = wanted(view)
        if errors := time_errors(entered, listener.services.now()):
            return errors
        told = Log(entered.text, entered.kind, entered.occurred_at)
        listener.services.timeline.log(number_of(key), told, by, request_id=f"view:{view['id']}", question=key)
        return ""

    app.action(action_ids.SAY_WHAT_HAPPENED)(listener.on_press(say))
    app.action(action_ids.NOTHING_HAPPENED)(listener.on_press(nothing))
    app.view(action_ids.SILENCE_FORM)(listener.on_submit(TEXT, submit))


def form(question: Nudge) -> View:
    """Start with the middle of the silence. Slack shows and reads the time in the reader's zone."""
    silence, end = question.question(UnexplainedSilence), question.at
    assert silence is not None  # otherwise there is no silence to ask about
    assert end is not None
    start = silence.since
    return forms.modal(
        wording.WHAT_HAPPENED,
        [
            blocks.context(render(nudge_messages.SilenceAbout(start, end))),
            when_input(_begin(start, end)),
            kind_input(EntryKind.NOTE),
            text_input(),
        ],
        form=action_ids.SILENCE_FORM,
        submit=wording.ADD_TO_TIMELINE,
        kept={"question": question.key},
    )


def _begin(start: datetime, end: datetime) -> datetime:
    middle = start + (end - start) / 2
    return middle if middle.replace(second=0, microsecond=0) > start else end
