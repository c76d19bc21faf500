"""Archives channels, deletes old data, and erases a person's data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.errors import NotFound
from bot.incidents.change import Change
from bot.incidents.channels import channel_changes
from bot.json_types import Json
from bot.outbox import messages
from bot.outbox.channels import ArchiveChannel
from bot.people.model import MUSTER
from bot.ports.retention import PersonTrace
from bot.retention import retention
from bot.retention.retention import PRUNED_EVERY, Pruned
from bot.unit_of_work import UnitOfWork
from templates.retention import wording

BATCH: Final = 200  # rows of each kind per transaction, so that each takes only a few milliseconds


@dataclass(frozen=True)
class ErasedPerson:
    """The result of an erasure: the replacement name, where data was found, and whose cards are updated."""

    former: str
    trace: PersonTrace
    redrawn: tuple[int, ...]


class RetentionService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store
        self._records = unit.store.retention
        self._now = unit.now

    # Archiving

    def is_to_archive(self, number: int, channel: str) -> bool:
        return retention.to_archive(self._unit.incident(number), channel)

    def archived(self, number: int, asked: ArchiveChannel, result: Mapping[str, Json]) -> None:
        """Marks the channel as archived, within a transaction. Slack's event may arrive before or after."""
        incident = self._unit.incident(number)
        if result.get("archived") and incident.channel == asked.posted_in and not incident.archived:
            change = channel_changes.archived(incident, True, MUSTER, self._now())
            self._unit.save(change, self._now(), by_people=False)

    # Retention

    def prune_some(self, *, now: bool = False) -> Pruned:
        """Deletes a small batch of old data in one short transaction, at most once a day.

        Call it until it deletes nothing. `now` ignores when it last ran.
        """
        at, last = self._now(), self._records.pruned_at()
        if not now and last is not None and at - last < PRUNED_EVERY:
            return Pruned()
        with self._store.transaction():
            pruned = self._records.prune(retention.limits(self._unit.policy.retention, at), BATCH)
            if not pruned:
                self._records.set_pruned(at)
        return pruned

    # Erasing a person's data

    def trace(self, person_id: str) -> PersonTrace:
        """Finds a person's data. Raises NotFound if there is none."""
        trace = self._records.trace(person_id)
        if not trace.rows:
            raise NotFound(wording.person_not_found(person_id))
        return trace

    def erase(self, person_id: str) -> ErasedPerson:
        """Erases a person's data everywhere, and updates the cards of open incidents."""
        trace = self.trace(person_id)
        former = self._records.former_name(person_id, self._now())
        self._records.erase(person_id, trace, former)
        redrawn = tuple(number for number in trace.incidents if self._drawn_anew(number))
        self._unit.woken()
        return ErasedPerson(former, trace, redrawn)

    def _drawn_anew(self, number: int) -> bool:
        """Updates the card and reschedules the reminders of an incident; returns whether the card is shown."""
        at = self._now()
        with self._store.transaction():
            incident = self._unit.incident(number)
            shown = messages.redraw(incident) if incident.is_open and incident.channel else ()
            self._unit.save(Change(incident, effects=shown), at, by_people=False)
        return bool(shown)
