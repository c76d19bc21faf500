"""The review to people by direct message: as it stands when it is delivered, drawn off the loop."""

import asyncio
from collections.abc import Mapping

from bot.analysis.review import Review
from bot.chapters import chapters
from bot.living import Living
from bot.model import Incident, Row, Step
from bot.practice import Practice
from bot.service import Service
from handlers import blocks
from handlers.delivery import Performer, Result
from handlers.posting import Poster
from handlers.scenes import Message, message, name
from templates import render
from templates import review_forms as words

LONGEST_SUMMARY = 2400  # characters


class ReviewSending:
    def __init__(self, service: Service, poster: Poster) -> None:
        self._service = service
        self._poster = poster

    def performers(self) -> Mapping[Step, Performer]:
        posted = self._poster.performer(lambda _row, _scene: message("", []), self._direct)
        return {Step.REVIEW_TO: Performer(self._send, self._look, posted.method, posted.looks_by, posted.redraws_by)}

    async def _send(self, row: Row) -> Result:
        return await (await self._poster_of(row)).do(row) if self._may_get(row) else {}

    async def _look(self, row: Row) -> Result | None:
        return await (await self._poster_of(row)).look(row) if self._may_get(row) else {}

    def _may_get(self, row: Row) -> bool:
        """Asked once more at delivery: somebody may have left a private incident's channel."""
        return self._service.may_see(self._service.person(str(row.payload["to"])), self._service.incident(row.incident))

    async def _poster_of(self, row: Row) -> Performer:
        """The record is read here; of a long incident the review is built off the loop."""
        incident, living = self._service.incident(row.incident), self._service.hands.living(row.incident)
        review = await asyncio.to_thread(self._service.hands.review, self._service.dossier(row.incident), living)
        drawn = sent(row, incident, review, living, self._service.practice)
        return self._poster.performer(lambda _row, _scene: drawn, self._direct)

    async def _direct(self, row: Row) -> str:
        return await self._poster.direct_channel(str(row.payload["to"]))


def sent(row: Row, incident: Incident, review: Review, living: Living, practice: Practice) -> Message:
    summary = next((one.text for one in chapters(review, living) if one.key == "summary"), "")
    said = words.ReviewSent(
        incident=incident,
        severity=practice.severity(incident.severity),
        by=name(row.payload["by"]),
        state=living.state.value,
        completeness=review.completeness,
        summary=blocks.clip(summary, LONGEST_SUMMARY),
        meeting=living.meeting_at,
    )
    text = render(words.ReviewSentSentence(incident, name(row.payload["by"]), living.state.value))
    return message(text, blocks.sections(render(said)))
