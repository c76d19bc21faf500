"""When the posted review, its files and its canvas are redrawn: after changes, but not more often than is useful."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.incidents.change import Change
from bot.json_types import Json
from bot.outbox import messages
from bot.outbox.keys import number_of
from bot.outbox.model import OutboxMessage, OutboxRow
from bot.ports.store import Store

FILES_EVERY: Final = timedelta(minutes=1)  # at most: each time is an upload
CANVAS_EVERY: Final = timedelta(seconds=10)  # at most
MESSAGE_AFTER: Final = timedelta(seconds=10)  # collects the changes in between
PICTURE_AGAIN: Final = timedelta(seconds=30)
PICTURE_AFTER: Final = timedelta(seconds=2)  # Slack needs a moment before a message can show an uploaded picture


class ReviewRedraw:
    """Every method is called inside a transaction."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def follow(self, change: Change, *, by_people: bool) -> None:
        """Shows changes to the review at once, and other changes to the incident with the next redraw."""
        incident, at = change.incident, self._now()
        again = messages.review(incident)
        if not any(effect.key == again.key for effect in change.effects):
            waits = self._store.outbox.row(again.key)
            posted = waits or self._store.outbox.result(again.key)
            if posted is None or not by_people:
                return
            self._want(again, _waiting(waits) or at + MESSAGE_AFTER)
        for effect in messages.review_files(incident):
            self._want_at_most(effect, FILES_EVERY)
        self._want_at_most(messages.review_canvas(incident), CANVAS_EVERY)

    def picture_uploaded(self, row: OutboxRow, result: Mapping[str, Json]) -> None:
        """Redraws the message to show the picture that was just uploaded."""
        incident = self._store.incidents.get(row.incident)
        if incident and result.get("picture") != row.result.get("picture"):
            self._want_not_before(messages.review(incident), PICTURE_AFTER)

    def message_posted(self, row: OutboxRow, result: Mapping[str, Json]) -> None:
        """Redraws the card with a link to the review, and retries a picture that Slack was not ready to show."""
        incident = self._store.incidents.get(row.incident)
        if incident and any(result.get(each) != row.result.get(each) for each in ("ts", "link")):
            self._want(messages.card(incident), self._now())
        if incident and result.get("refused") != row.result.get("refused") and result.get("refused"):
            self._want_not_before(messages.review(incident), PICTURE_AGAIN)

    def questions_found(self, row: OutboxRow, result: Mapping[str, Json]) -> None:
        """Sends everyone whom the posted review asks something their own questions, once."""
        incident, asked = self._store.incidents.get(row.incident), result.get("asks")
        if incident is None or not isinstance(asked, list):
            return
        for person in asked:
            effect = messages.review_questions_to(incident, str(person))
            if self._store.outbox.row(effect.key) is None and self._store.outbox.result(effect.key) is None:
                self._want(effect, self._now())

    def document_written(self, row: OutboxRow, result: Mapping[str, Json]) -> None:
        """Redraws the message with a link to the canvas, or to the document where there is no canvas."""
        incident = self._store.incidents.get(row.incident)
        if incident and any(result.get(each) != row.result.get(each) for each in ("link", "refused")):
            self._want_not_before(messages.review(incident), timedelta(0))

    def _want_not_before(self, effect: OutboxMessage, wait: timedelta) -> None:
        """A redraw that is scheduled for later stays scheduled."""
        at = self._now() + wait
        self._want(effect, max(at, _waiting(self._store.outbox.row(effect.key)) or at))

    def _want_at_most(self, effect: OutboxMessage, every: timedelta) -> None:
        row, at = self._store.outbox.row(effect.key), self._now()
        self._want(effect, max(at, _waiting(row) or _last(row) + every) if row else at)

    def _want(self, effect: OutboxMessage, at: datetime) -> None:
        self._store.outbox.enqueue(number_of(effect.key), (effect,), at)


def _waiting(row: OutboxRow | None) -> datetime | None:
    """When a row is due that was not tried yet."""
    return row.not_before if row and row.done < row.wanted and not row.tried and not row.error else None


def _last(row: OutboxRow) -> datetime:
    """When the row was last delivered, or was due if its delivery is in progress."""
    return datetime.fromisoformat(str(row.result["at"])) if "at" in row.result and not row.tried else row.not_before
