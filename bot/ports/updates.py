"""The status updates of incidents."""

from collections.abc import Iterable
from typing import Protocol

from bot.updates.model import Update


class UpdateStore(Protocol):
    def add(self, number: int, updates: Iterable[Update]) -> None: ...

    def of_incident(self, number: int) -> tuple[Update, ...]:
        """Oldest first."""

    def last(self, number: int) -> Update | None: ...

    def next_number(self, number: int) -> int: ...
