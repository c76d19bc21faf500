"""A record of many incidents, as years of work leave it: for measuring what has to stay quick with all of them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from bot.incidents.change import Change
from bot.incidents.model import Incident, Status
from bot.people.model import Person
from bot.roles.model import RoleHolder
from bot.tasks.model import ActionItem, Task
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.updates.model import Update
from storage import SqliteStore

NOW: Final = datetime(2024, 3, 31, 12, 0, tzinfo=UTC)
PEOPLE: Final = tuple(Person(f"U{number}", f"Person {number}") for number in range(40))
SERVICES: Final = ("payment-gateway", "checkout", "search", "login", "mail")
OPEN: Final = 30  # incidents that are still open
PRIVATE_EVERY: Final = 50
# fmt: off
WORDS: Final = (
    "payment", "checkout", "database", "pool", "timeout", "latency", "error", "rate", "alert", "deploy",
    "rollback", "node", "cluster", "cache", "queue", "certificate", "disk", "memory", "region", "traffic",
    "spike", "customer", "report", "dashboard", "login", "token", "mail", "search", "index", "release",
    "config", "flag", "worker", "retry", "limit", "proxy", "gateway", "network", "partition", "replica",
    "failover", "backup", "migration", "schema",
)
# fmt: on


def fill(store: SqliteStore, count: int, days: int, entries: int = 12) -> None:
    """`count` incidents over the last `days`, each with so many entries, the newest ones open."""
    chance = Random(count)
    for first in range(0, count, 500):
        with store.transaction():
            for place in range(first, min(first + 500, count)):
                _one(store, chance, NOW - timedelta(days=days) * (1 - place / count), count - place, entries)


def _one(store: SqliteStore, chance: Random, at: datetime, left: int, entries: int) -> None:
    by, open_one = chance.choice(PEOPLE), left <= OPEN
    incident = store.incidents.add(
        Incident(
            "T1",
            0,
            f"{_said(chance, 4).capitalize()}",
            chance.choice(("sev1", "sev2", "sev2", "sev3", "sev3", "sev4")),
            chance.choice((Status.INVESTIGATING, Status.MONITORING)) if open_one else Status.CLOSED,
            by,
            at,
            at,
            private=left % PRIVATE_EVERY == 0,
            services=(chance.choice(SERVICES),),
            summary=_said(chance, 12),
            commander=chance.choice(PEOPLE),
            commander_at=at + timedelta(minutes=3),
            mitigated_at=None if open_one else at + timedelta(minutes=chance.randint(10, 300)),
            resolved_at=None if open_one else at + timedelta(minutes=chance.randint(300, 900)),
            roles=(RoleHolder("scribe", chance.choice(PEOPLE), at),),
        )
    )
    store.save(_lived(incident, chance, at, by, entries), at)
    for person in chance.sample(PEOPLE, 5):
        store.people.set_member(incident.number, person, True)


def _lived(incident: Incident, chance: Random, at: datetime, by: Person, entries: int) -> Change:
    return Change(
        incident,
        entries=tuple(_entries(chance, at, by, entries)),
        updates=tuple(Update(number, _said(chance, 20), by, at) for number in (1, 2)),
        actions=tuple(
            ActionItem(number, _said(chance, 6), owner.name, "P2", None, by, at, owner.id, done_at=at, done_by=owner)
            if chance.random() < 0.95
            else ActionItem(number, _said(chance, 6), owner.name, "P2", None, by, at, owner.id)
            for number, owner in enumerate(chance.sample(PEOPLE, 2), start=1)
        ),
        tasks=(Task(1, _said(chance, 5), by, at, chance.choice(PEOPLE), None if incident.is_open else at),),
    )


def _entries(chance: Random, at: datetime, by: Person, count: int) -> Iterator[Entry]:
    kinds = (EntryKind.TRIGGER, EntryKind.DETECTION, EntryKind.INVESTIGATION, *[EntryKind.NOTE] * max(0, count - 3))
    for place, kind in enumerate(kinds[:count]):
        when = at + timedelta(minutes=5 * place - 10)
        yield Entry(when, at, kind, _said(chance, 15), by, EntrySource.REACTION, (by,))


def _said(chance: Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))
