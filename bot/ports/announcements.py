"""Stakeholder updates that people saved."""

from collections.abc import Iterable
from typing import Protocol

from bot.announcements.saved_updates import SavedUpdate


class StakeholderUpdateStore(Protocol):
    def add(self, number: int, saved: Iterable[SavedUpdate]) -> None:
        """Store them under the next numbers of their incident."""

    def of_incident(self, number: int) -> tuple[SavedUpdate, ...]:
        """All that were ever saved, oldest first."""
