"""Reading all data, deleting data older than the retention periods, and erasing a person's data."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.retention.retention import Pruned, RetentionLimits


@dataclass(frozen=True)
class PersonTrace:
    """Where a person appears. `names` are all names they had; `shared` those that someone else has, too.

    `rows` is the number of rows, `texts` the number of texts that name them; `incidents` are the numbers of those.
    """

    names: tuple[str, ...]
    shared: tuple[str, ...]
    rows: int
    texts: int
    incidents: tuple[int, ...]


class RetentionStore(Protocol):
    """Writes in short transactions of its own, so that the bot can keep running."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Reads inside it see one state of the data, even if it is written to meanwhile."""

    def numbers(self, since: datetime | None, until: datetime | None, private: bool) -> Sequence[int]:
        """The incidents declared at or after `since` and before `until`, oldest first; private ones only if asked."""

    def pruned_at(self) -> datetime | None:
        """When pruning last completed."""

    def set_pruned(self, at: datetime) -> None:
        """Inside a transaction."""

    def prune(self, limits: RetentionLimits, most: int) -> Pruned:
        """Delete up to `most` rows of each kind, inside a transaction. The result is all zeros once nothing is left."""

    def trace(self, person_id: str) -> PersonTrace: ...

    def former_name(self, person_id: str, at: datetime) -> str:
        """The name that replaces theirs; the same one if an erasure was interrupted and is repeated."""

    def erase(self, person_id: str, trace: PersonTrace, former: str) -> None:
        """Replace their id and names with `former` in every table."""
