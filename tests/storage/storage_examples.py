"""Values that the storage tests have in common."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.incidents.change import Change
from bot.incidents.model import Incident, Status
from bot.nudges.model import Reminder, ReminderKind
from bot.outbox.channels import Card
from bot.outbox.model import OutboxMessage
from bot.people.model import Person
from bot.timeline.model import Entry, EntryKind, EntrySource
from storage import Database, SqliteStore, open_database

TEAM = "T1"
AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
JANE = Person("U1", "Jane Smith", "Europe/Berlin")
BOB = Person("U2", "Bob Kim", "Asia/Seoul")

INCIDENT = Incident(
    team=TEAM,
    number=0,
    title="Payment service degradation",
    severity="sev1",
    status=Status.INVESTIGATING,
    declared_by=JANE,
    declared_at=AT,
    updated_at=AT,
)
ENTRY = Entry(AT, AT, EntryKind.NOTE, "The pool is exhausted", JANE, EntrySource.COMMAND)
CARD = Card("1/card")


def disorderly() -> Database:
    """A database in memory that returns rows in the least expected order wherever a statement asks for none."""
    database = open_database(":memory:")
    database.rows("PRAGMA reverse_unordered_selects = ON")
    return database


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def write_and_fail(
    transaction: AbstractContextManager[None],
    write: Callable[[], object],
    error: type[BaseException] = ZeroDivisionError,
) -> None:
    with transaction:
        write()
        raise error


def declared(store: SqliteStore, **facts: Any) -> Incident:
    with store.transaction():
        return store.incidents.add(replace(INCIDENT, **facts))


def save(store: SqliteStore, incident: Incident, at: datetime = AT, **new: Any) -> None:
    with store.transaction():
        store.save(Change(incident, **new), at)


def want(store: SqliteStore, *effects: OutboxMessage, number: int = 1, at: datetime = AT) -> None:
    with store.transaction():
        store.outbox.enqueue(number, effects, at)


def schedule(store: SqliteStore, number: int, **due: datetime) -> None:
    """Each by its kind's name, such as `update`."""
    with store.transaction():
        store.nudges.schedule(number, {Reminder(ReminderKind(kind)): at for kind, at in due.items()})


def members_are_known(store: SqliteStore, number: int) -> None:
    """Inside a transaction: the bot is connected, and has read who is in the incident's channel."""
    store.people.set_connected(True)
    store.people.set_membership_read(number, store.people.connection(), AT)
