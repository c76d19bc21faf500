"""The timeline modal: one page by phase and day, with its filters and paging buttons.

The view's private_metadata holds the filters and the page; the entries are read from the database each time.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ActionsBlock as Actions
from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    CheckboxesElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.config.policy import Policy
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.timeline.display import Shown
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.timeline.pages import NEWEST, Part, TimelineFilter, grouped
from bot.timeline.verbs import ShowTimeline
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.form_values import choice, chosen_all
from handlers.slack.requests.listener_context import Body, ListenerContext
from handlers.slack.requests.listeners import Listeners
from handlers.slack.requests.payloads import stored_in
from handlers.slack.timeline.entry_lines import emoji_of, line
from templates.rendering import render
from templates.timeline import messages as timeline_messages
from templates.timeline import wording

EVERY_TYPE = "all"
PART_LABELS = {
    Part.MILESTONES: wording.MILESTONES,
    Part.CHANNEL: wording.CHANNEL,
    Part.REMOVED: wording.REMOVED,
}
EVERYTHING = frozenset(Part)


def register(app: Listeners, listener: ListenerContext) -> None:
    async def show(body: Body, by: Person) -> str:
        await open_timeline(listener, str(body["trigger_id"]), listener.incident_of_button(body), TimelineFilter(), by)
        return ""

    async def choose(body: Body, by: Person) -> str:
        number, look = look_of(body["view"]["private_metadata"])
        _redraw(listener, body, number, replace(_chosen(body["view"], look), page=NEWEST), by)
        return ""

    async def turn(body: Body, by: Person) -> str:
        number, look = look_of(body["view"]["private_metadata"])
        _redraw(listener, body, number, replace(look, page=int(body["actions"][0]["value"])), by)
        return ""

    app.action(action_ids.SHOW_TIMELINE)(listener.on_press(show))
    app.action(action_ids.TIMELINE_KIND)(listener.on_press(choose))
    app.action(action_ids.TIMELINE_PARTS)(listener.on_press(choose))
    app.action(action_ids.TIMELINE_EARLIER)(listener.on_press(turn))
    app.action(action_ids.TIMELINE_LATER)(listener.on_press(turn))


async def show_timeline(
    listener: ListenerContext, command: Body, by: Person, incident: Incident, request: ShowTimeline
) -> str:
    look = TimelineFilter(request.kind, request.since, EVERYTHING if request.everything else TimelineFilter().parts)
    await open_timeline(listener, str(command["trigger_id"]), incident, look, by)
    return ""


async def open_timeline(
    listener: ListenerContext, trigger_id: str, incident: Incident, look: TimelineFilter, by: Person
) -> None:
    view = timeline_view(listener, incident.number, look, by)
    await listener.open_view(trigger_id, view, wording.ASK_AGAIN)


def _redraw(listener: ListenerContext, body: Body, number: int, look: TimelineFilter, by: Person) -> None:
    seen = str(body["view"].get("hash", ""))
    listener.redraw_view(str(body["view"]["id"]), timeline_view(listener, number, look, by), seen)


def redrawn(listener: ListenerContext, private_metadata: str, by: Person) -> View:
    """The current view of a timeline modal with this private_metadata."""
    return timeline_view(listener, *look_of(private_metadata), by)


def timeline_view(listener: ListenerContext, number: int, look: TimelineFilter, by: Person) -> View:
    """The modal for the person `by`, oldest entry first, with days in their time zone."""
    listener.services.permissions.incident_for(by, number)
    shown, policy = listener.services.timeline_display.page(number, look), listener.services.policy
    turned = replace(look, page=shown.page.number)
    return forms.modal(
        wording.timeline_of(shown.incident.name),
        [
            *_controls(shown, look, policy),
            *_lines(
                shown,
                policy,
                listener.services.now().astimezone(ZoneInfo(by.tz)),
                lambda entry: listener.services.timeline.may_change(entry, by),
            ),
            *_later(shown),
        ],
        kept=_kept(number, turned),
    )


# Private metadata


def _kept(number: int, look: TimelineFilter) -> Mapping[str, object]:
    since = look.since.isoformat() if look.since else ""
    return {
        "incident": number,
        "kind": look.kind or "",
        "since": since,
        "parts": sorted(look.parts),
        "page": look.page,
    }


def look_of(private_metadata: str) -> tuple[int, TimelineFilter]:
    """The incident's number and the filter of the modal."""
    kept = stored_in(private_metadata)
    kind = EntryKind(kept["kind"]) if kept["kind"] else None
    since = datetime.fromisoformat(kept["since"]) if kept["since"] else None
    return int(kept["incident"]), TimelineFilter(kind, since, frozenset(map(Part, kept["parts"])), int(kept["page"]))


def _chosen(view: Body, look: TimelineFilter) -> TimelineFilter:
    """The filter from all menus of the modal, so that a quick second choice does not undo the first."""
    kind = choice(view, action_ids.TIMELINE_KIND)
    parts = frozenset(map(Part, chosen_all(view, action_ids.TIMELINE_PARTS)))
    return replace(look, kind=None if kind == EVERY_TYPE else EntryKind(kind), parts=parts)


# Blocks


def _controls(shown: Shown, look: TimelineFilter, policy: Policy) -> Iterator[Block]:
    yield Actions(block_id=action_ids.TIMELINE_KIND, elements=[_kinds(shown, look, policy)])
    yield Actions(block_id=action_ids.TIMELINE_PARTS, elements=[_parts(look)])
    page = shown.page
    scope = timeline_messages.TimelineScope(
        page.number, page.of, page.first, page.last, page.total, look.kind, look.since
    )
    yield blocks.context(render(scope))
    if page.number > 1:
        yield blocks.actions(_turning(wording.EARLIER, action_ids.TIMELINE_EARLIER, page.number - 1))


def _kinds(shown: Shown, look: TimelineFilter, policy: Policy) -> StaticSelectElement:
    offered = [kind for kind in EntryKind if kind in shown.kinds or kind is look.kind]
    every = blocks.option(EVERY_TYPE, wording.ALL_TYPES)
    options = {kind: blocks.option(kind.value, f"{emoji_of(kind, policy)} {kind}") for kind in offered}
    return StaticSelectElement(
        action_id=action_ids.TIMELINE_KIND,
        placeholder=PlainTextObject(text=wording.TYPE_OF_ENTRY),
        options=[every, *options.values()],
        initial_option=options[look.kind] if look.kind else every,
    )


def _parts(look: TimelineFilter) -> CheckboxesElement:
    options = {part: blocks.option(part, label) for part, label in PART_LABELS.items()}
    ticked = [option for part, option in options.items() if part in look.parts]
    return CheckboxesElement(
        action_id=action_ids.TIMELINE_PARTS, options=list(options.values()), initial_options=ticked or None
    )


def _lines(shown: Shown, policy: Policy, now: datetime, may_change: Callable[[Entry], bool]) -> Iterator[Block]:
    """`now` is in the reader's time zone."""
    if not shown.page.entries:
        yield from blocks.sections(
            render(timeline_messages.TimelineEmpty(shown.incident.number, tuple(policy.reactions.items())))
        )
    for group in grouped(shown.page.entries, shown.cuts, lambda moment: moment.astimezone(now.tzinfo).date()):
        yield blocks.header(render(timeline_messages.TimelineHead(group.phase, group.day, now.date())))
        for entry in group.entries:
            yield _entry(shown.incident, entry, policy, may_change(entry))


def _entry(incident: Incident, entry: Entry, policy: Policy, may_change: bool) -> Block:
    """A line of the timeline. Entries that the bot wrote, and others' for guests, can't be edited: no button."""
    said = line(entry, policy, dated=False)
    if entry.source is EntrySource.SYSTEM or not may_change:
        return blocks.section(said)
    spoken = wording.edit_entry_of(entry.kind, entry.author.name)
    edit = blocks.button(wording.EDIT, action_ids.EDIT_ENTRY, f"{incident.number}/{entry.id}", spoken=spoken)
    return blocks.section(said, edit)


def _later(shown: Shown) -> Iterator[Block]:
    if shown.page.number < shown.page.of:
        yield blocks.actions(_turning(wording.LATER, action_ids.TIMELINE_LATER, shown.page.number + 1))


def _turning(label: str, action_id: str, page: int) -> ButtonElement:
    return blocks.button(label, action_id, page)
