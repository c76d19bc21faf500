"""The way in for keeping and letting go: archiving, retention, the export of the record, a person's removal.

Like the rest of the record it is reached through the service, as `service.keeping`.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.errors import NotFound
from bot.incidents import channels
from bot.incidents.model import Change, Dossier, Entry, Incident, Json, Row
from bot.outbox import messages
from bot.ports.retention import Trace
from bot.retention import retention
from bot.retention.retention import MUSTER, PRUNED_EVERY, Pruned
from bot.review.edit_log import Act
from bot.unit_of_work import Keeper

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

    dossier: Dossier
    entries: tuple[Entry, ...]
    acts: tuple[Act, ...]
    at: datetime

    @property
    def incident(self) -> Incident:
        return self.dossier.incident


@dataclass(frozen=True)
class Forgotten:
    """What became of somebody: the name in their place, where they were, and whose cards are drawn anew."""

    former: str
    trace: Trace
    redrawn: tuple[int, ...]


class Keeping:
    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._store = keeper.store
        self._holdings = keeper.store.holdings
        self._now = keeper.now

    # Archiving

    def is_to_archive(self, row: Row) -> bool:
        incident = self._keeper.incident(row.incident)
        return retention.to_archive(incident, str(row.payload["posted_in"]))

    def archived(self, row: Row, result: Mapping[str, Json]) -> None:
        """Inside a transaction: Slack did it. The event that tells of it may have come before, or may come yet."""
        incident = self._keeper.incident(row.incident)
        if result.get("archived") and incident.channel == row.payload["posted_in"] and not incident.archived:
            change = channels.archived(incident, True, MUSTER, self._now())
            self._keeper.save(change, self._now(), by_people=False)

    # Retention

    def prune_some(self, *, now: bool = False) -> Pruned:
        """A small batch of what is too old, in one short transaction; nothing where a day has not gone since the last.

        Call it until it lets nothing more go. `now`: whether or not a day has gone.
        """
        at, last = self._now(), self._holdings.pruned_at()
        if not now and last is not None and at - last < PRUNED_EVERY:
            return Pruned()
        with self._store.transaction():
            pruned = self._holdings.prune(retention.limits(self._keeper.practice.keep, at), BATCH)
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
                dossier = self._store.dossier(number)
                assert dossier is not None  # one state of the record
                entries = tuple(self._store.entries(number, removed=True))
                yield Held(dossier, entries, tuple(self._store.acts(number)), at)

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
        self._keeper.woken()
        return Forgotten(former, trace, redrawn)

    def _drawn_anew(self, number: int) -> bool:
        """With its reminders planned anew, for some may have waited for them."""
        at = self._now()
        with self._store.transaction():
            incident = self._keeper.incident(number)
            shown = messages.redraw(incident) if incident.is_open and incident.channel else ()
            self._keeper.save(Change(incident, effects=shown), at, by_people=False)
        return bool(shown)
