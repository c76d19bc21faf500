"""The form that edits an entry: its history, its submission, and the buttons Remove and Restore."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.people.model import Person
from bot.timeline.entries import by_people
from bot.timeline.model import Entry
from bot.timeline.service import TimelineService
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.cutting import clip
from handlers.slack.blockkit.form_values import stored
from handlers.slack.requests.listener_context import Body, FieldErrors, ListenerContext, Press, button_value
from handlers.slack.requests.listeners import Listeners
from handlers.slack.timeline import entry_inputs
from handlers.slack.timeline.modal import redrawn
from templates.rendering import render
from templates.timeline import messages as timeline_messages
from templates.timeline import wording

MOST_CHANGES = 20  # shown in the history, newest first
LONGEST_CHANGE = 600  # characters of one line
REMOVAL = (wording.CONFIRM_REMOVAL, wording.REMOVE)


def register(app: Listeners, listener: ListenerContext) -> None:
    async def edit(body: Body, by: Person) -> str:
        number, entry_id = (int(part) for part in button_value(body).split("/"))
        listener.services.permissions.incident_for(by, number)
        listener.services.timeline.need_changeable(listener.services.timeline.entry(number, entry_id), by)
        below = {"below": str(body["view"]["id"]), "shows": str(body["view"]["private_metadata"])}
        view = form(listener, number, entry_id, below)
        await listener.open_view(str(body["trigger_id"]), view, wording.OPEN_AGAIN, onto=True)
        return ""

    async def submit(view: Body, by: Person) -> str | FieldErrors:
        kept = stored(view)
        number, entry_id, version = int(kept["incident"]), int(kept["entry"]), int(kept["version"])
        timeline = listener.services.timeline
        seen = timeline.version(number, entry_id, version)
        entered = entry_inputs.wanted(view, seen.occurred_at)
        entered = entered if entered.own_words else replace(entered, text=seen.text)
        if errors := entry_inputs.time_errors(entered, listener.services.now()):
            return errors
        timeline.edit(number, entry_id, entered, by, f"view:{view['id']}", seen)
        _redraw_below(listener, kept, by)
        return ""

    app.action(action_ids.EDIT_ENTRY)(listener.on_press(edit))
    app.action(action_ids.REMOVE_ENTRY)(listener.on_press(_turning(listener, TimelineService.remove)))
    app.action(action_ids.RESTORE_ENTRY)(listener.on_press(_turning(listener, TimelineService.restore)))
    app.view(action_ids.ENTRY_FORM)(listener.on_submit(entry_inputs.TEXT, submit))


def _turning(listener: ListenerContext, turn: Callable[[TimelineService, int, int, Person], None]) -> Press:
    """Removes or restores the entry and redraws the form and the timeline below it."""

    async def press(body: Body, by: Person) -> str:
        kept = stored(body["view"])
        number, entry_id = int(kept["incident"]), int(kept["entry"])
        turn(listener.services.timeline, number, entry_id, by)
        below = {key: str(kept[key]) for key in ("below", "shows") if key in kept}
        listener.redraw_view(str(body["view"]["id"]), form(listener, number, entry_id, below))
        _redraw_below(listener, kept, by)
        return ""

    return press


def _redraw_below(listener: ListenerContext, kept: dict[str, Any], by: Person) -> None:
    if "below" in kept:
        listener.redraw_view(str(kept["below"]), redrawn(listener, str(kept["shows"]), by))


def form(listener: ListenerContext, number: int, entry_id: int, below: dict[str, str] | None = None) -> View:
    """`below` identifies the timeline modal under the form. Raises Refused for an entry that Muster wrote."""
    entry = listener.services.timeline.entry(number, entry_id)
    by_people(entry)
    kept = {"incident": number, "entry": entry_id, "version": entry.version, **(below or {})}
    return forms.modal(
        wording.EDIT_ENTRY,
        [
            blocks.context(render(timeline_messages.EntryAbout(entry))),
            *entry_inputs.inputs(entry.kind, entry.occurred_at, entry.text),
            blocks.actions(_turn_button(entry)),
            *_history(listener.services.timeline.history(entry_id)),
        ],
        form=action_ids.ENTRY_FORM,
        submit=wording.SAVE,
        kept=kept,
    )


def _turn_button(entry: Entry) -> Any:
    if entry.removed:
        return blocks.button(wording.RESTORE, action_ids.RESTORE_ENTRY, entry.id)
    return blocks.button(wording.REMOVE, action_ids.REMOVE_ENTRY, entry.id, "danger", REMOVAL)


def _history(versions: Sequence[Entry]) -> Iterator[Block]:
    """Who added the entry and who changed what, newest first."""
    changes = list(pairwise(versions))[-MOST_CHANGES:]
    for before, after in reversed(changes):
        yield _line(timeline_messages.EntryHistoryLine(before, after))
    if len(versions) - 1 > MOST_CHANGES:
        yield blocks.context(wording.earlier_changes(len(versions) - 1 - MOST_CHANGES))
    yield _line(timeline_messages.EntryFirst(versions[0]))


def _line(said: timeline_messages.EntryHistoryLine | timeline_messages.EntryFirst) -> Block:
    return blocks.context(clip(render(said), LONGEST_CHANGE))
