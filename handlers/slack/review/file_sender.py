"""The files in a review's thread: the picture of the timeline, and the full review as Markdown and HTML.

Their names contain a fingerprint of their content. So a file is found after a lost answer, an unchanged one is not
uploaded again, and the files that a newer one replaces are known and deleted.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final, Self

from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from bot.incidents.model import Incident
from bot.outbox.model import OutboxMessage, OutboxRow
from bot.outbox.review import ReviewDocument, TimelinePicture
from bot.review.document.review import Review
from bot.review.edit_log import ReviewEdits
from bot.review.sections.edited_document import as_written
from bot.services import Services
from handlers.delivery.sender import Result, Sender
from handlers.slack.api_errors import answered
from handlers.slack.file_upload import Upload, upload
from handlers.slack.people.directory import Directory
from handlers.slack.review.message import title
from templates.pictures.png import png
from templates.pictures.shown import noted_in
from templates.pictures.timeline import timeline_picture
from templates.review import wording
from templates.review.document import review_document

PICTURE_EDGE: Final = 12
PICTURE_WIDTH: Final = 520  # units of the drawing, about what Slack shows: its text stays as large as drawn
MOST_FILES: Final = 200  # searched for earlier ones; Slack lists the newest first
GONE: Final = ("file_not_found", "file_deleted", "cant_delete_file")

WrittenFiles = tuple[str, tuple[Upload, ...]]
"""A fingerprint, and the files with it in their names; no files if there is nothing to show."""
Write = Callable[[Incident, Review, ReviewEdits], WrittenFiles]


@dataclass(frozen=True)
class _Uploaded:
    id: str
    name: str
    link: str

    @classmethod
    def read(cls, file: Mapping[str, Any]) -> Self:
        return cls(str(file["id"]), str(file["name"]), str(file.get("permalink") or ""))


class FileSender:
    """`drawing` is the lock under which reviews are drawn, one at a time."""

    def __init__(
        self,
        client: AsyncWebClient,
        session: ClientSession,
        services: Services,
        directory: Directory,
        drawing: asyncio.Lock,
    ) -> None:
        self._client = client
        self._session = session
        self._services = services
        self._directory = directory
        self._drawing = drawing

    def senders(self) -> Mapping[type[OutboxMessage], Sender]:
        return {ReviewDocument: self._sender(_documents), TimelinePicture: self._sender(_picture)}

    def _sender(self, write: Write) -> Sender:
        async def do(row: OutboxRow) -> Result:
            thread_ts = self._thread(row)
            if not thread_ts:
                return row.result
            mark, files = await self._written(row, write)
            if mark == row.result.get("mark"):
                return row.result
            return await self._replaced(row, mark, files, thread_ts)

        async def look(row: OutboxRow) -> Result | None:
            mark, files = await self._written(row, write)
            known = await self._known(row)
            if not files or not {file.name for file in files} <= {one.name for one in known}:
                return None
            return await self._kept(row, mark, files, known)

        return Sender(do, look, "files.completeUploadExternal", "files.list")

    def _thread(self, row: OutboxRow) -> str:
        """The ts of the review's message; "" if it is in a channel that the incident has left."""
        posted = self._services.outbox.result(row.message.depends_on[0])
        here = posted and posted.get("channel") == self._services.incidents.get(row.incident).channel
        return str(posted["ts"]) if posted and here else ""

    async def _written(self, row: OutboxRow, write: Write) -> WrittenFiles:
        """The data is read in this thread, as the database connection belongs to it; the rest runs in others."""
        async with self._drawing:
            details, edits = self._services.incidents.details(row.incident), self._services.reviews.edits(row.incident)
            built = await asyncio.to_thread(self._services.reviews.review, details, edits)
            return await asyncio.to_thread(write, details.incident, built, edits)

    async def _replaced(self, row: OutboxRow, mark: str, files: tuple[Upload, ...], thread_ts: str) -> Result:
        channel = self._services.incidents.get(row.incident).channel
        if files:
            await upload(self._client, self._session, channel, files, thread_ts=thread_ts)
        return await self._kept(row, mark, files, await self._known(row))

    async def _kept(self, row: OutboxRow, mark: str, files: tuple[Upload, ...], known: Sequence[_Uploaded]) -> Result:
        """Deletes the files that these replace."""
        stay: dict[str, _Uploaded] = {}
        names = {file.name for file in files}
        for one in known:
            if one.name in names and one.name not in stay:
                stay[one.name] = one
            else:
                await answered(self._client.files_delete(file=one.id), but=GONE)
        first, last = (stay.get(each.name) for each in (files[0], files[-1])) if files else (None, None)
        shown = {_RESULT[type(row.message)]: first.id if first else "", "link": last.link if last else ""}
        return {"mark": mark, **shown, "at": self._services.now().isoformat()}

    async def _known(self, row: OutboxRow) -> Sequence[_Uploaded]:
        """The files of this kind in the incident's channel."""
        channel = self._services.incidents.get(row.incident).channel
        answer = await self._client.files_list(channel=channel, user=self._directory.bot_user, count=MOST_FILES)
        ours = f"{_NAME[type(row.message)]}-{row.incident}-"
        found = [_Uploaded.read(each) for each in answer["files"]]
        return [one for one in found if one.name.startswith(ours)]


_NAME: Final[Mapping[type, str]] = {ReviewDocument: "review", TimelinePicture: "picture"}
_RESULT: Final[Mapping[type, str]] = {ReviewDocument: "document", TimelinePicture: "picture"}
_FORMS: Final = (("md", "Markdown", "markdown"), ("html", "HTML", "html"))
_ANY_TIME: Final = datetime.min.replace(tzinfo=UTC)  # the time of writing makes no difference


def _documents(incident: Incident, built: Review, edits: ReviewEdits) -> WrittenFiles:
    review = as_written(built, edits)
    mark = _mark(review_document(replace(review, generated_at=_ANY_TIME), "markdown"))
    name = f"{_NAME[ReviewDocument]}-{incident.number}-{mark}"
    return mark, tuple(
        Upload(f"{name}.{ending}", f"{title(incident)} ({called})", review_document(review, form).encode())
        for ending, called, form in _FORMS
    )


def _picture(incident: Incident, built: Review, _edits: ReviewEdits) -> WrittenFiles:
    drawn = timeline_picture(built.case, built.chronicle, PICTURE_WIDTH, noted_in(built), PICTURE_EDGE)
    mark = _mark(drawn)
    if not drawn:
        return mark, ()
    name = f"{_NAME[TimelinePicture]}-{incident.number}-{mark}.png"
    return mark, (Upload(name, wording.timeline_of(incident.name, incident.title), png(drawn)),)


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
