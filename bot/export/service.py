"""Reads incidents for an export, one at a time."""

from collections.abc import Generator

from bot.export.model import ExportedIncident, ExportRequest
from bot.unit_of_work import UnitOfWork


class ExportService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store
        self._records = unit.store.retention
        self._now = unit.now

    def count(self, request: ExportRequest) -> int:
        return len(self._records.numbers(request.since, request.until, request.private))

    def incidents(self, request: ExportRequest) -> Generator[ExportedIncident, None, None]:
        """Yields the incidents from one snapshot of the database."""
        at = self._now()
        with self._records.snapshot():
            for number in self._records.numbers(request.since, request.until, request.private):
                yield ExportedIncident(
                    self._unit.details(number),
                    tuple(self._store.timeline.entries(number, removed=True)),
                    tuple(self._store.review.edit_log(number)),
                    self._store.stakeholder_updates.of_incident(number),
                    at,
                )
