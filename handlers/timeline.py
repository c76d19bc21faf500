"""The timeline: marks on messages, `/incident log`, and reading it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.blocks import Block, PlainTextObject
from slack_sdk.models.views import View

from bot.commands import Log, ShowTimeline
from bot.marks import moment
from bot.model import Dossier, Entry, Incident, Mark, Person
from bot.practice import Practice
from handlers import blocks, names
from handlers.desk import Body, Desk
from templates import messages as words
from templates import render


def register(app: AsyncApp, desk: Desk) -> None:
    async def reacted(body: Body) -> None:
        event = body["event"]
        item = event["item"]
        if item["type"] != "message":
            return
        person, at = desk.service.person, moment(event["event_ts"])
        mark = Mark(item["channel"], item["ts"], event["reaction"], person(event["user"]), True, at)
        desk.service.timeline.mark(mark, body["event_id"], person(str(event.get("item_user") or "")))

    async def show(body: Body, _by: Person) -> str:
        await open_timeline(desk, str(body["trigger_id"]), desk.incident_of_button(body))
        return ""

    app.event("reaction_added")(reacted)
    app.action(names.SHOW_TIMELINE)(desk.on_press(show))


async def log(desk: Desk, _command: Body, by: Person, incident: Incident, request: Log) -> str:
    """The answer shows how the time was read, in the typist's zone and in UTC."""
    entry = desk.service.timeline.log(incident.number, request, by)
    local = entry.occurred_at.astimezone(ZoneInfo(by.tz))
    today = desk.service.now().astimezone(ZoneInfo(by.tz)).date()
    day = "today" if local.date() == today else f"{local:%a} {local.day} {local:%b}"
    return render(words.Logged(entry, local, day))


async def show_timeline(desk: Desk, command: Body, _by: Person, incident: Incident, _request: ShowTimeline) -> str:
    await open_timeline(desk, str(command["trigger_id"]), incident)
    return ""


async def open_timeline(desk: Desk, trigger_id: str, incident: Incident) -> None:
    view = timeline_view(desk.service.dossier(incident.number), desk.service.practice)
    await desk.open_view(trigger_id, view, "Please ask for the timeline again.")


def timeline_view(dossier: Dossier, practice: Practice) -> View:
    """The newest entries that a modal can hold, oldest first; what does not fit is counted."""
    return View(
        type="modal",
        title=PlainTextObject(text=f"Timeline of {dossier.incident.name}"),
        close=PlainTextObject(text="Close"),
        blocks=_lines(dossier.entries, practice),
    )


MOST_LINES = blocks.MOST_VIEW_BLOCKS - 1
LONGEST_LINE = 2000  # characters: 99 of them stay under the 250 kB of a view


def _lines(entries: Sequence[Entry], practice: Practice) -> list[Block]:
    if not entries:
        return blocks.sections(render(words.TimelineEmpty(tuple(practice.reactions.items()))))
    marks = {kind: f":{emoji}:" for emoji, kind in practice.reactions.items()}
    ordered = sorted(entries, key=lambda entry: (entry.occurred_at, entry.id))
    earlier = len(ordered) - MOST_LINES
    said = [blocks.context(f"{earlier} earlier entries are in the review: /pir")] if earlier > 0 else []
    lines = (render(words.TimelineEntry(entry, marks.get(entry.kind, "·"))) for entry in ordered[-MOST_LINES:])
    return [*said, *(blocks.section(blocks.clip(line, LONGEST_LINE)) for line in lines)]
