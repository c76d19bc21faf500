"""The review in Slack: the message that shows it and is drawn anew, and what people get by direct message.

It is drawn as it stands when it is delivered, and off the loop: of a long incident that takes a while.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from bot.analysis.review import Review
from bot.chapters import chapters
from bot.living import Living
from bot.model import Row, Step
from bot.service import Service
from handlers import blocks, review_page
from handlers.delivery import Performer, Result
from handlers.posting import Poster
from handlers.scenes import Message, Scene, message, name
from templates import render
from templates import review_forms as words

LONGEST_SUMMARY = 2400  # characters

Draw = Callable[[Row, Scene, Review, Living], Message]


class ReviewSending:
    def __init__(self, service: Service, poster: Poster) -> None:
        self._service = service
        self._poster = poster

    def performers(self) -> Mapping[Step, Performer]:
        return {
            Step.REVIEW: self._performer(_posted, self._poster.incident_channel, lambda _row: True),
            Step.REVIEW_TO: self._performer(_sent, self._direct, self._may_get),
        }

    def _performer(
        self, draw: Draw, where: Callable[[Row], Awaitable[str]], is_allowed: Callable[[Row], bool]
    ) -> Performer:
        async def do(row: Row) -> Result:
            return await (await self._drawn(draw, where, row)).do(row) if is_allowed(row) else {}

        async def look(row: Row) -> Result | None:
            return await (await self._drawn(draw, where, row)).look(row) if is_allowed(row) else {}

        return Performer(do, look, "chat.postMessage", looks_by="conversations.history", redraws_by="chat.update")

    async def _drawn(self, draw: Draw, where: Callable[[Row], Awaitable[str]], row: Row) -> Performer:
        """The record is read here: its connection belongs to this thread."""
        scene, living = self._poster.scene(row), self._service.hands.living(row.incident)
        built = await asyncio.to_thread(self._service.hands.review, scene.dossier, living)
        drawn = await asyncio.to_thread(draw, row, scene, built, living)
        return self._poster.performer(lambda _row, _scene: drawn, where)

    def _may_get(self, row: Row) -> bool:
        """Asked once more at delivery: somebody may have left a private incident's channel."""
        return self._service.may_see(self._service.person(str(row.payload["to"])), self._service.incident(row.incident))

    async def _direct(self, row: Row) -> str:
        return await self._poster.direct_channel(str(row.payload["to"]))


def _posted(row: Row, _scene: Scene, review: Review, living: Living) -> Message:
    return review_page.review(row.incident, review, living)


def _sent(row: Row, scene: Scene, review: Review, living: Living) -> Message:
    summary = next((one.text for one in chapters(review, living) if one.key == "summary"), "")
    by = name(row.payload["by"])
    said = words.ReviewSent(
        incident=scene.incident,
        severity=scene.severity,
        by=by,
        state=living.state.value,
        completeness=review.completeness,
        summary=blocks.clip(summary, LONGEST_SUMMARY),
        meeting=living.meeting_at,
    )
    sentence = render(words.ReviewSentSentence(scene.incident, by, living.state.value))
    return message(sentence, blocks.sections(render(said)))
