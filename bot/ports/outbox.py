"""The outbox: a queue of what Slack is to show, and what became of each attempt."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.json_types import Json
from bot.outbox.incidents import RevertibleLine
from bot.outbox.model import OutboxMessage, OutboxRow


class OutboxStore(Protocol):
    def enqueue(self, number: int, effects: Iterable[OutboxMessage], at: datetime) -> None:
        """Adds rows; a known key is merged as its kind says, wanted once more, and its error is cleared."""

    def row(self, key: str) -> OutboxRow | None:
        """None for a key that was never wanted, or whose row is done and pruned."""

    def deliverable(self, number: int) -> Sequence[OutboxRow]:
        """Rows of this incident that are not done and have not failed, oldest first, whatever their `not_before`.

        What can't be read is among them, as an UnreadableMessage.
        """

    def waiting_incidents(self) -> Sequence[int]:
        """Numbers that have such rows (0 stands for the workspace itself)."""

    def newest(self, most: int) -> Sequence[OutboxRow]: ...

    def failed(self, number: int) -> Sequence[OutboxRow]: ...

    def result(self, key: str) -> Mapping[str, Json] | None:
        """What Slack answered when the message of this key was delivered; it outlives the row."""

    def answerable(self, key: str) -> OutboxMessage | None:
        """A message that people may answer or take back, as it was said last; it outlives the row.

        None also for one that can't be read.
        """

    def newest_change(self, number: int, thing: str) -> RevertibleLine | None:
        """The line of the last change of `thing`; it outlives the row."""

    def move_waiting(self, number: int, before: str, now: str) -> None:
        """An incident's rows that are not done and depended on the one key depend on the other from now on."""

    def mark_tried(self, keys: Sequence[str]) -> None:
        """Just before the call: from here on the outcome is unknown until `mark_done`, `postpone` or `mark_failed`."""

    def mark_done(self, key: str, version: int, result: Mapping[str, Json]) -> None:
        """Slack shows this version. A newer wanted version stays to be done."""

    def postpone(self, key: str, not_before: datetime, *, outcome_unknown: bool) -> None: ...

    def mark_failed(self, key: str, error: str) -> None: ...

    def retry_failed(self, number: int, at: datetime) -> int:
        """Makes an incident's failed rows waiting ones again; returns how many."""
