"""How long Home, list, find and stats take with 10,000 incidents in the database: part of `make bench`.

Each is asked as a person's request asks it, through the service, of a file on disk. What counts is that nobody waits:
Slack takes an answer as late after 3 s, and people take one as slow after a tenth of that.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.config.policy import Policy
from bot.people.model import Person
from bot.services import Services
from handlers.slack.home.home import drawn
from storage import SqliteStore, open_database
from tests.quarter.many import NOW, PEOPLE, fill

INCIDENTS: Final = 10_000
YEARS: Final = 2
MOST: Final = 0.3  # seconds
RUNS: Final = 5


def best_of(ask: Callable[[], object]) -> float:
    """Seconds of the quickest of some runs: others share the machine."""
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        ask()
        took.append(time.perf_counter() - began)
    return min(took)


def questions(services: Services, person: Person) -> dict[str, Callable[[], object]]:
    lists, search, metrics = services.lists, services.search, services.metrics
    return {
        "Home": lambda: drawn(services.home.of(person), services.policy, services.reviews.link),
        "list": lambda: lists.page_of("open", person),
        "list mine": lambda: lists.page_of("mine", person),
        "list all, page 50": lambda: lists.page_of("all", person, 50),
        "find, a word of most incidents": lambda: search.find("payment", person),
        "find, two words": lambda: search.find("payment pool", person),
        "find, a letter": lambda: search.find("p", person),
        "stats 90d": lambda: metrics.stats(person, "90d"),
        "stats 1y": lambda: metrics.stats(person, "1y"),
    }


def main() -> None:
    late = False
    with tempfile.TemporaryDirectory() as folder, open_database(Path(folder) / "muster.db") as database:
        store = SqliteStore(database, "T1")
        fill(store, INCIDENTS, YEARS * 365)
        with store.transaction():
            store.people.save(PEOPLE)
        service = Services(store, Policy(), "T1", lambda: NOW)
        print(f"{INCIDENTS:,} incidents of {YEARS} years, with 12 entries each")
        for name, ask in questions(service, PEOPLE[1]).items():
            took = best_of(ask)
            late = late or took > MOST
            print(f"  {name}: {took * 1000:.0f} ms")
    if late:
        sys.exit(f"Something takes longer than {MOST} s.")


if __name__ == "__main__":
    main()
