"""Reading the record whole, deleting what is older than the retention periods, erasing a person's data."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.retention.retention import Pruned, RetentionLimits


@dataclass(frozen=True)
class PersonTrace:
    """Where a person is in the record. `names` are all that they went by; `shared` those that somebody else bears too.

    `rows` is how many rows hold them, `texts` how many texts that people wrote name them, `incidents` whose.
    """

    names: tuple[str, ...]
    shared: tuple[str, ...]
    rows: int
    texts: int
    incidents: tuple[int, ...]


class RetentionStore(Protocol):
    """What changes it is done in short transactions of its own, so it runs beside the bot."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Reads inside it see one state of the record, whatever is written meanwhile."""

    def numbers(self, since: datetime | None, until: datetime | None, private: bool) -> Sequence[int]:
        """The incidents declared at or after `since` and before `until`, oldest first; private ones only if asked."""

    def private_channels(self) -> Sequence[int]:
        """The private incidents with a channel that is not archived, over or not: who is in it may see them."""

    def pruned_at(self) -> datetime | None:
        """When all that was too old had been deleted, the last time."""

    def set_pruned(self, at: datetime) -> None:
        """Inside a transaction."""

    def prune(self, limits: RetentionLimits, most: int) -> Pruned:
        """Inside a transaction: deletes up to `most` rows of each kind; nothing once all of it is deleted."""

    def trace(self, person_id: str) -> PersonTrace: ...

    def former_name(self, person_id: str, at: datetime) -> str:
        """The name that replaces theirs in the record, the same again where an erasure was interrupted."""

    def erase(self, person_id: str, trace: PersonTrace, former: str) -> None:
        """Replaces their id and names in every table by `former`."""
