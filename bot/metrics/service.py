"""Stats for the incidents that a person may see."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from difflib import get_close_matches
from typing import Final
from zoneinfo import ZoneInfo

from bot.config.spellings import folded
from bot.errors import NotFound
from bot.metrics.stats import PERIODS, IncidentMetrics, Stats, stats
from bot.people.model import Person
from bot.unit_of_work import UnitOfWork
from templates.metrics import wording

MOST_NAMED: Final = 5  # services listed in a refusal


class MetricsService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store
        self._policy = unit.policy

    def stats(self, person: Person, period: str, service: str = "", include_private: bool = False) -> Stats:
        """Stats of a period. `include_private` counts all incidents. Raises NotFound for an unknown service."""
        self._unit.permissions.need(person, "stats")
        until = self._unit.now()
        since = until - timedelta(days=PERIODS[period])
        incidents = self._store.metrics.declared_since(since, None if include_private else person.id)
        named = self._service_called(service, incidents) if service else ""
        return stats(incidents, self._policy, since, until, named, ZoneInfo(person.tz))

    def _service_called(self, word: str, incidents: Iterable[IncidentMetrics]) -> str:
        """Finds a service by name or alias, ignoring case and punctuation, in the policy or on these incidents."""
        called = {folded(alias): each.name for each in self._policy.services for alias in (*each.aliases, each.name)}
        called |= {folded(name): name for each in incidents for name in each.services if folded(name) not in called}
        if found := called.get(folded(word)):
            return found
        raise NotFound(_unknown_service(word, called))


def _unknown_service(word: str, called: dict[str, str]) -> str:
    if close := _close(word, called):
        return wording.unknown_service_like(word, called[close[0]])
    named = list(dict.fromkeys(called.values()))
    return wording.unknown_service(word, named[:MOST_NAMED], len(named) > MOST_NAMED)


def _close(word: str, called: Iterable[str]) -> Sequence[str]:
    return get_close_matches(folded(word), list(called), n=1)
