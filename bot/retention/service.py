"""The way in for keeping and letting go: archiving, retention, the export of the record, a person's removal.

Like the rest of the record it is reached through the service, as `services.keeping`.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.errors import NotFound
from bot.incidents import channels
from bot.incidents.change import Change, IncidentDetails
from bot.incidents.model import Incident
from bot.json_types import Json
from bot.outbox import messages
from bot.outbox.model import OutboxRow
from bot.ports.retention import Trace
from bot.retention import retention
from bot.retention.retention import MUSTER, PRUNED_EVERY, Pruned
from bot.review.edit_log import EditLogEntry
from bot.timeline.model import Entry
from bot.unit_of_work import UnitOfWork

BATCH: Final = 200  # rows of each kind in one transaction: a few milliseconds, between which everything else goes on


@dataclass(frozen=True)
class Asked:
    """Which incidents an export holds: declared at or after `since` and before `until`."""

    since: datetime | None = None
    until: datetime | None = None
    private: bool = False


@dataclass(frozen=True)
class Held:
    """One incident whole. `entries` are the newest versions, removed ones too; `acts` those on its review."""

    details: IncidentDetails
    entries: tuple[Entry, ...]
    acts: tuple[EditLogEntry, ...]
    at: datetime

    @property
    def incident(self) -> Incident:
        return self.details.incident


@dataclass(frozen=True)
class Forgotten:
    """What became of somebody: the name in their place, where they were, and whose cards are drawn anew."""

    former: str
    trace: Trace
    redrawn: tuple[int, ...]


class RetentionService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store
        self._holdings = unit.store.retention
        self._now = unit.now

    # Archiving

    def is_to_archive(self, row: OutboxRow) -> bool:
        incident = self._unit.incident(row.incident)
        return retention.to_archive(incident, str(row.payload["posted_in"]))

    def archived(self, row: OutboxRow, result: Mapping[str, Json]) -> None:
        """Inside a transaction: Slack did it. The event that tells of it may have come before, or may come yet."""
        incident = self._unit.incident(row.incident)
        if result.get("archived") and incident.channel == row.payload["posted_in"] and not incident.archived:
            change = channels.archived(incident, True, MUSTER, self._now())
            self._unit.save(change, self._now(), by_people=False)

    # Retention

    def prune_some(self, *, now: bool = False) -> Pruned:
        """A small batch of what is too old, in one short transaction; nothing where a day has not gone since the last.

        Call it until it lets nothing more go. `now`: whether or not a day has gone.
        """
        at, last = self._now(), self._holdings.pruned_at()
        if not now and last is not None and at - last < PRUNED_EVERY:
            return Pruned()
        with self._store.transaction():
            pruned = self._holdings.prune(retention.limits(self._unit.policy.retention, at), BATCH)
            if not pruned:
                self._holdings.set_pruned(at)
        return pruned

    # Export

    def count(self, asked: Asked) -> int:
        return len(self._holdings.numbers(asked.since, asked.until, asked.private))

    def held(self, asked: Asked) -> Generator[Held, None, None]:
        """One incident after another, all as they were when it began."""
        at = self._now()
        with self._holdings.snapshot():
            for number in self._holdings.numbers(asked.since, asked.until, asked.private):
                details = self._store.details(number)
                assert details is not None  # one state of the record
                entries = tuple(self._store.timeline.entries(number, removed=True))
                yield Held(details, entries, tuple(self._store.review.edit_log(number)), at)

    # Forgetting

    def trace(self, person_id: str) -> Trace:
        """Where somebody is in the record; raises NotFound where they are nowhere."""
        trace = self._holdings.trace(person_id)
        if not trace.rows:
            raise NotFound(f"{person_id} is not in the record. A person's id begins with U and is in their profile.")
        return trace

    def forget(self, person_id: str) -> Forgotten:
        """Replaces somebody wherever they are; what the bot drew of open incidents is drawn anew."""
        trace = self.trace(person_id)
        former = self._holdings.former(person_id, self._now())
        self._holdings.forget(person_id, trace, former)
        redrawn = tuple(number for number in trace.incidents if self._drawn_anew(number))
        self._unit.woken()
        return Forgotten(former, trace, redrawn)

    def _drawn_anew(self, number: int) -> bool:
        """With its reminders planned anew, for some may have waited for them."""
        at = self._now()
        with self._store.transaction():
            incident = self._unit.incident(number)
            shown = messages.redraw(incident) if incident.is_open and incident.channel else ()
            self._unit.save(Change(incident, effects=shown), at, by_people=False)
        return bool(shown)
