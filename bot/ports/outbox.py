"""The outbox: a queue of messages for Slack, and the result of each delivery."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.json_types import Json
from bot.outbox.incidents import RevertibleLine
from bot.outbox.model import OutboxMessage, OutboxRow


class OutboxStore(Protocol):
    def enqueue(self, number: int, effects: Iterable[OutboxMessage], at: datetime) -> None:
        """Add rows. A known key is merged as its kind defines, wanted once more, and its error is cleared."""

    def row(self, key: str) -> OutboxRow | None:
        """None for a key that was never enqueued, or whose row was delivered and pruned."""

    def deliverable(self, number: int) -> Sequence[OutboxRow]:
        """Rows of this incident that are neither delivered nor failed, oldest first, whatever their `not_before`.

        A row that can't be read is an UnreadableMessage.
        """

    def waiting_incidents(self) -> Sequence[int]:
        """Numbers of the incidents that have such rows; 0 stands for the workspace."""

    def newest(self, most: int) -> Sequence[OutboxRow]: ...

    def failed(self, number: int) -> Sequence[OutboxRow]: ...

    def result(self, key: str) -> Mapping[str, Json] | None:
        """Slack's response to the delivery of this key; it is kept when the row is pruned."""

    def shows(self, channel: str, ts: str) -> bool:
        """Whether a message was delivered as this one in Slack."""

    def answerable(self, key: str) -> OutboxMessage | None:
        """The last version of a message that people can answer or undo; it is kept when the row is pruned.

        None also for one that can't be read.
        """

    def newest_answerable(self, name: str) -> OutboxMessage | None:
        """The newest answerable message of the workspace whose key is this name and a last part."""

    def newest_change(self, number: int, thing: str) -> RevertibleLine | None:
        """The message of the last change of `thing`; it is kept when the row is pruned."""

    def move_waiting(self, number: int, before: str, now: str) -> None:
        """Make an incident's waiting rows that depend on the key `before` depend on `now`."""

    def mark_tried(self, keys: Sequence[str]) -> None:
        """Call just before the request. The outcome is unknown until `mark_done`, `postpone` or `mark_failed`."""

    def mark_done(self, key: str, version: int, result: Mapping[str, Json]) -> None:
        """Record that Slack shows this version. A newer version that is wanted stays in the queue."""

    def postpone(self, key: str, not_before: datetime, *, outcome_unknown: bool) -> None: ...

    def mark_failed(self, key: str, error: str) -> None: ...

    def retry_failed(self, number: int, at: datetime) -> int:
        """Queue an incident's failed rows again; return how many."""
