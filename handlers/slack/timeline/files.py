"""Shares the timeline: `/incident timeline post` posts it in the channel, `export` sends it as files.

Files go to the person who asked, by direct message, so that a private incident's entries stay with its members.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from aiohttp import ClientSession
from slack_sdk.models.blocks import Block
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import Refused
from bot.incidents.change import IncidentDetails
from bot.incidents.model import Incident
from bot.outbox.model import OutboxRow
from bot.outbox.timeline import TimelineFiles, TimelinePart
from bot.people.model import Person
from bot.services import Services
from bot.timeline.model import Entry
from bot.timeline.pages import LONGEST_LINE, MOST_TEXT, EntryGroup, cuts_in, grouped, in_order
from bot.timeline.timeline_files import timeline_csv, timeline_json
from bot.timeline.verbs import ExportTimeline, PostTimeline
from handlers.delivery.sender import Result
from handlers.slack.blockkit import blocks
from handlers.slack.file_upload import Upload, upload
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, message
from handlers.slack.people.directory import Directory
from handlers.slack.requests.listener_context import Body, ListenerContext
from handlers.slack.timeline.entry_lines import line
from templates.people import wording as people_wording
from templates.rendering import render
from templates.timeline import documents as timeline_documents
from templates.timeline import messages as timeline_messages
from templates.timeline import wording

MOST_FILES = 200  # searched for an earlier export; Slack lists the newest first


async def post_timeline(
    listener: ListenerContext, _command: Body, by: Person, incident: Incident, _request: PostTimeline
) -> str:
    """Returns no answer: the person sees the post in the channel."""
    listener.services.timeline_display.post(incident.number, by)
    return ""


async def export_timeline(
    listener: ListenerContext, _command: Body, by: Person, incident: Incident, _request: ExportTimeline
) -> str:
    if listener.services.membership.is_unwatched(incident.number):
        raise Refused(people_wording.REMOVED)  # no file of a private incident goes to anybody until it is back
    count = listener.services.timeline_display.export(incident.number, by)
    return render(timeline_messages.TimelineSent(incident.name, incident.private, count))


# Posts


def piece(part: TimelinePart, context: RenderContext) -> RenderedMessage:
    """One message of a posted timeline, without the entries removed since."""
    entries = in_order(entry for entry in context.details.entries if entry.id in part.entries)
    head = render(timeline_messages.TimelinePost(part, len(entries)))
    said = render(timeline_messages.TimelinePostSentence(context.incident, context.severity, part))
    return message(said, [blocks.context(head), *_posted(entries, context)])


def _posted(entries: Sequence[Entry], context: RenderContext) -> Iterator[Block]:
    """Cuts texts that have grown since the timeline was split, so that the message still fits."""
    most = LONGEST_LINE
    if sum(len(line(entry, context.policy, dated=True)) for entry in entries) > MOST_TEXT:
        most = MOST_TEXT // len(entries)
    for group in grouped(entries, cuts_in(context.incident, context.details.entries), _any_day):
        lines = [line(entry, context.policy, dated=True, most=most) for entry in group.entries]
        yield from blocks.sections("\n".join([render(timeline_messages.TimelinePhase(group.phase)), *lines]))


def _any_day(_moment: datetime) -> date:
    """No grouping by day: readers are in different time zones, so each line has its own date."""
    return date.min


# Files


class Exports:
    """Sends exports by direct message, and finds them again by their file names, which are unique to an export."""

    def __init__(
        self, client: AsyncWebClient, session: ClientSession, services: Services, directory: Directory
    ) -> None:
        self._client = client
        self._session = session
        self._services = services
        self._directory = directory

    async def send(self, row: OutboxRow) -> Result:
        details, at = self._services.incidents.details(row.incident), self._services.now()
        written = await asyncio.to_thread(_files, details, at)  # in a thread: a long timeline would delay the acks
        files = [Upload(_name(row, ending), _title(details.incident, ending), each) for ending, each in written.items()]
        comment = render(timeline_messages.TimelineFilesComment(details.incident, len(details.entries), at))
        await upload(self._client, self._session, await self._direct(row), files, comment)
        return {}

    async def look(self, row: OutboxRow) -> Result | None:
        """Looks for one file only, because all files are sent in one call."""
        answer = await self._client.files_list(
            channel=await self._direct(row), user=self._directory.bot_user, count=MOST_FILES
        )
        return {} if any(file["name"] == _name(row, "csv") for file in answer["files"]) else None

    async def _direct(self, row: OutboxRow) -> str:
        assert isinstance(row.message, TimelineFiles)
        opened = await self._client.conversations_open(users=[row.message.person])
        return str(opened["channel"]["id"])


def _files(details: IncidentDetails, at: datetime) -> Mapping[str, bytes]:
    """The files by extension. Spreadsheets read CSV as UTF-8 only if it starts with a byte order mark."""
    entries = in_order(details.entries)
    return {
        "csv": timeline_csv(entries).encode("utf-8-sig"),
        "json": timeline_json(details.incident, entries, at).encode(),
        "md": render(
            timeline_documents.TimelineMarkdown(details.incident, tuple(_groups(details, entries)), at)
        ).encode(),
    }


def _groups(details: IncidentDetails, entries: Sequence[Entry]) -> Iterator[EntryGroup]:
    cuts = cuts_in(details.incident, entries)
    return grouped(entries, cuts, lambda moment: moment.astimezone(UTC).date())


def _name(row: OutboxRow, ending: str) -> str:
    return f"timeline-{row.incident}-{row.key.rsplit('/', maxsplit=1)[-1]}.{ending}"


def _title(incident: Incident, ending: str) -> str:
    return wording.file_title(incident.name, ending.upper())
