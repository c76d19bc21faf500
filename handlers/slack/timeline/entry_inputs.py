"""The inputs of an entry's forms: type, time and text, and how their values are read."""

from datetime import datetime

from slack_sdk.models.blocks import (
    Block,
    DateTimePickerElement,
    InputBlock,
    PlainTextInputElement,
)

from bot.errors import Refused
from bot.timeline.entries import EntryEdit, is_future
from bot.timeline.model import BY_PEOPLE, EntryKind
from handlers.slack.blockkit import forms
from handlers.slack.blockkit.cutting import INPUT, clip
from handlers.slack.blockkit.form_values import choice, picked_moment, prefilled, typed
from handlers.slack.requests.listener_context import Body, FieldErrors
from templates.timeline import wording

KIND, WHEN, TEXT = "kind", "when", "text"


def inputs(kind: EntryKind, at: datetime, text: str) -> list[Block]:
    """Slack shows the time in the zone of the person who fills in the form."""
    return [kind_input(kind), when_input(at), text_input(text)]


def kind_input(kind: EntryKind) -> InputBlock:
    """The types that people can choose, plus the current one if only the configuration can set it."""
    offered = BY_PEOPLE if kind in BY_PEOPLE else (*BY_PEOPLE, kind)
    return forms.menu(KIND, wording.TYPE, {each: each.value.capitalize() for each in offered}, kind)


def when_input(at: datetime) -> InputBlock:
    element = DateTimePickerElement(action_id=WHEN, initial_date_time=int(_minute(at).timestamp()))
    return forms.labeled(wording.WHEN, element)


def text_input(text: str = "") -> InputBlock:
    element = PlainTextInputElement(
        action_id=TEXT, multiline=True, max_length=forms.TYPED, initial_value=clip(text, forms.TYPED, INPUT) or None
    )
    return forms.labeled(wording.WHAT_HAPPENED, element)


def wanted(view: Body, at: datetime | None = None) -> EntryEdit:
    """The submitted values. `at` is the exact time that the form showed, kept if its minute is unchanged.

    Raises Refused for an empty text.
    """
    text = typed(view, TEXT)
    if not text:
        raise Refused(wording.BLANK)
    picked = picked_moment(view, WHEN)
    happened = at if at and picked == _minute(at) else picked
    return EntryEdit(EntryKind(choice(view, KIND)), text, happened, own_words=text != prefilled(view, TEXT))


def time_errors(entered: EntryEdit, now: datetime) -> FieldErrors:
    """The error of a future time, shown at its own input; refusals go to the text."""
    return {WHEN: wording.IN_THE_FUTURE} if is_future(entered, now) else {}


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
