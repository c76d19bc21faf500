"""Lists of incidents: which ones a person sees, in what order, and which channels they can join."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.errors import Hint, NotFound
from bot.incidents.menu import LISTS, RECENT_DAYS, is_mine
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.unit_of_work import UnitOfWork
from templates.incidents import wording

PER_PAGE = 10
MOST = 1000  # incidents that a list considers


@dataclass(frozen=True)
class IncidentPage:
    """One page of a list. `joinable` are the numbers of incidents whose channel the person can join."""

    which: str
    page: int
    incidents: tuple[Incident, ...]
    joinable: frozenset[int]
    more: bool


class IncidentLists:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store
        self._policy = unit.policy

    def page_of(self, which: str, person: Person, page: int = 1, include_private: bool = False) -> IncidentPage:
        """A page of the incidents that a person may see: open ones by severity, others newest first.

        `include_private` adds all private ones, for the command line. Raises NotFound for a page after the last.
        """
        self._unit.permissions.need(person, "list")
        known = self._candidates(which, None if include_private else person.id, page)
        found = self._sorted(which, [each for each in known if self._is_in(which, each, person)])
        shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
        if page > 1 and not shown:
            raise NotFound(wording.no_page(page), Hint("list", which))
        joinable = frozenset(each.number for each in shown if self.may_join(each, person))
        return IncidentPage(which, page, tuple(shown), joinable, more=len(found) > page * PER_PAGE)

    def _candidates(self, which: str, person_id: str | None, page: int) -> list[Incident]:
        """All open ones, because they are sorted; of the others, one more than the pages up to this one need."""
        most = page * PER_PAGE + 1 if which in ("all", "closed") else MOST
        return list(self._store.incidents.visible(person_id, LISTS[which], most))

    def shown(self, number: int, person: Person) -> Incident:
        """An incident for a person who may see it. Raises NotFound for everyone else."""
        self._unit.permissions.need(person, "show")
        return self._unit.permissions.incident_for(person, number)

    def _is_in(self, which: str, incident: Incident, person: Person) -> bool:
        if which == "mine":
            return is_mine(incident, person, self._store.people.members(incident.number))
        since = self._unit.now() - timedelta(days=RECENT_DAYS)
        return which != "recent" or incident.declared_at >= since

    def _sorted(self, which: str, found: list[Incident]) -> list[Incident]:
        if which not in ("open", "mine"):
            return found
        order = [level.key for level in self._policy.severities]
        return sorted(found, key=lambda each: (order.index(each.severity), -each.number))

    def may_join(self, incident: Incident, person: Person) -> bool:
        """Whether its channel exists and is open to them, and they are not in it."""
        if incident.private or not incident.is_open or not incident.channel:
            return False
        if not self._unit.permissions.may(person, "join", incident):
            return False
        return person.id not in self._store.people.members(incident.number)

    def is_member(self, incident: Incident, person: Person) -> bool:
        return person.id in self._store.people.members(incident.number)

    def public(self, numbers: Sequence[int]) -> tuple[Incident, ...]:
        """The incidents among these that anyone may see, for messages in a channel."""
        found = (self._store.incidents.get(number) for number in numbers)
        return tuple(each for each in found if each and not each.private)
