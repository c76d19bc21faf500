"""Finding what is known: the search through what people wrote, and the figures. Reached as `services.finding`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from difflib import get_close_matches
from typing import Final

from bot.config.policy import folded
from bot.errors import NotFound
from bot.incidents.model import Incident
from bot.metrics.stats import PERIODS, IncidentMetrics, Stats, stats
from bot.people.model import Person
from bot.search.model import SearchHit
from bot.unit_of_work import UnitOfWork

MOST_FOUND: Final = 10
MOST_NAMED: Final = 5  # services that a refusal lists


@dataclass(frozen=True)
class Finds:
    """The best first; `more` incidents hold the words, too."""

    words: str
    hits: tuple[tuple[Incident, SearchHit], ...]
    more: int


class SearchService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store
        self._policy = unit.policy

    def find(self, words: str, person: Person, include_private: bool = False) -> Finds:
        """Of what somebody may see; a guest only what lies in the channels that they are in.

        `include_private`: all there is, for who sits at the machine.
        """
        self._unit.need(person, "find")
        who = None if include_private else person.id
        hits = self._store.search.find(words, who, MOST_FOUND, inside=self._is_guest(person))
        found = tuple((self._unit.incident(each.incident), each) for each in hits.found)
        return Finds(words, found, hits.count - len(found))

    def _is_guest(self, person: Person) -> bool:
        known = self._store.people.person(person.id) or replace(person, guest=bool(person.id))
        return known.guest

    def stats(self, person: Person, period: str, service: str = "", include_private: bool = False) -> Stats:
        """Of the incidents that somebody may see; raises NotFound for a service that nobody knows."""
        self._unit.need(person, "stats")
        until = self._unit.now()
        since = until - timedelta(days=PERIODS[period])
        lives = self._store.metrics.declared_since(since, None if include_private else person.id)
        named = self._service_called(service, lives) if service else ""
        return stats(lives, self._policy, since, until, named)

    def _service_called(self, word: str, lives: Iterable[IncidentMetrics]) -> str:
        """By name or alias, in any case and spelling, of those in the practice or on one of these incidents."""
        called = {folded(alias): each.name for each in self._policy.services for alias in (*each.aliases, each.name)}
        called |= {folded(name): name for life in lives for name in life.services if folded(name) not in called}
        if found := called.get(folded(word)):
            return found
        raise NotFound(_no_service(word, called[close[0]] if (close := _close(word, called)) else "", called.values()))


def _close(word: str, called: Iterable[str]) -> Sequence[str]:
    return get_close_matches(folded(word), list(called), n=1)


def _no_service(word: str, meant: str, known: Iterable[str]) -> str:
    if meant:
        return f"There is no service called {word} here. Did you mean /incident stats {meant}?"
    named = list(dict.fromkeys(known))
    if not named:
        return f"There is no service called {word} here, nor any other yet. /incident stats counts all incidents."
    more = " and others" if len(named) > MOST_NAMED else ""
    return f"There is no service called {word} here. There are {', '.join(named[:MOST_NAMED])}{more}."
