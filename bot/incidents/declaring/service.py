"""The service that declares incidents.

Declaring the same title again within two minutes returns the incident that was opened.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.incidents.declaring.hints import NO_HINTS, DeclarationHints, HintService
from bot.incidents.declaring.model import Declaration, title_key, with_short_title
from bot.incidents.declaring.opening import new_incident, opening_change
from bot.incidents.model import Incident
from bot.timeline.model import EntrySource
from bot.unit_of_work import UnitOfWork

SAME_DECLARE = timedelta(minutes=2)  # within it, the same title by the same person is the same incident


@dataclass(frozen=True)
class Opened:
    """`existed`: the same declaration had already opened this incident."""

    incident: Incident
    existed: bool
    hints: DeclarationHints = NO_HINTS


class DeclaringService:
    def __init__(self, unit: UnitOfWork, hints: HintService) -> None:
        self._unit = unit
        self._store = unit.store
        self._hints = hints

    def declare(self, asked: Declaration, request_id: str = "") -> Opened:
        """Opens an incident, or returns the one that the same person has just opened with this title.

        A `request_id` (the view id of a form) that was already handled opens nothing either.
        """
        at, asked = self._unit.now(), with_short_title(asked)
        with self._store.transaction():
            self._unit.permissions.need(asked.by, "declare")
            if known := self._declared_before(asked, request_id, at):
                return Opened(known, existed=True)
            asked, hints = self._hints.settle_severity(asked)
            incident = self._store.incidents.add(new_incident(asked, self._unit.team, at))
            self._unit.save(opening_change(incident, asked, self._unit.policy, hints), at)
        self._unit.woken()
        return Opened(incident, existed=False, hints=hints)

    def _declared_before(self, asked: Declaration, request_id: str, at: datetime) -> Incident | None:
        again = bool(request_id) and not self._store.requests.remember(request_id, at)
        since = datetime.min.replace(tzinfo=at.tzinfo) if again else at - SAME_DECLARE
        known = self._store.incidents.declared_since(asked.by.id, title_key(asked.title), since)
        return known if known and known.drill == asked.drill else None  # a drill never hides a real incident

    def link_reason(self, number: int, permalink: str) -> None:
        """Saves the permalink of the message that the incident was declared from, which is fetched later."""
        with self._store.transaction():
            for entry in self._store.timeline.entries(number, removed=True):
                if entry.source is EntrySource.SHORTCUT and not entry.message_ts:
                    self._store.timeline.link(entry.id, permalink)
