"""Searches the incidents that a person may see."""

from dataclasses import dataclass
from typing import Final

from bot.incidents.model import Incident
from bot.people.model import Person
from bot.search.model import SearchHit
from bot.unit_of_work import UnitOfWork

MOST_FOUND: Final = 10


@dataclass(frozen=True)
class FoundIncidents:
    """The best hits, best first; `more` is the number of other matching incidents."""

    words: str
    hits: tuple[tuple[Incident, SearchHit], ...]
    more: int


class SearchService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store
        self._policy = unit.policy

    def find(self, words: str, person: Person, include_private: bool = False) -> FoundIncidents:
        """Searches what the person may see.

        `include_private` searches everything, for the command line.
        """
        self._unit.permissions.need(person, "find")
        who = None if include_private else person.id
        hits = self._store.search.find(words, who, MOST_FOUND)
        found = tuple((self._unit.incident(each.incident), each) for each in hits.found)
        return FoundIncidents(words, found, hits.count - len(found))
