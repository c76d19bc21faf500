"""What a form becomes when its request is answered or refused.

A notice stands in its place, above the form that follows, or beside an input.
"""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.views import View

from bot.errors import Refused
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.fitting import VIEW, fitted
from handlers.slack.commands import refusals
from handlers.slack.outbox.render_context import RenderedMessage
from templates.commands import wording


def in_place_of(view: Mapping[str, Any], said: str) -> View:
    return notice(_title(view), said)


def _title(view: Mapping[str, Any]) -> str:
    return str((view.get("title") or {}).get("text") or wording.NOTICE)


def noticed(view: View, notice: str) -> View:
    """The form that follows, below what was saved by the one before."""
    view.blocks = fitted([*blocks.sections(notice), *(view.blocks or ())], VIEW)
    return view


def in_form(view: Mapping[str, Any], block: str, refusal: Refused) -> View | Mapping[str, str]:
    inputs = [str(each.get("block_id")) for each in view.get("blocks", ()) if each.get("type") == "input"]
    places = [place for place in (block, *inputs) if place in inputs]
    if places:
        return {places[0]: refusals.in_form(refusal)}
    return in_place_of(view, refusals.in_message(refusal))


def notice(title: str, said: str | RenderedMessage) -> View:
    """A modal with one sentence, titled by what was asked for."""
    return forms.modal(
        title, said.blocks if isinstance(said, RenderedMessage) else blocks.sections(said), close=wording.BACK
    )
