"""A second process at the same database file: says "ready", waits for a line, does one thing, prints its result.

Run as `python -m tests.storage.storage_process WHAT DATABASE`.
"""

import json
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

from bot.incidents.change import Change
from bot.nudges.model import Reminder, ReminderKind
from storage import DeliveryLock, SqliteStore, open_database
from tests.storage.storage_examples import AT, CARD, ENTRY, INCIDENT, TEAM, minutes

WRITES = 20
CLAIMS = 40


def wait_for_line() -> None:
    sys.stdin.readline()


def say(value: object) -> None:
    print(json.dumps(value), flush=True)


def migrate(path: Path) -> object:
    with open_database(path) as database:
        return database.number("SELECT count(*) FROM _sqlite_migrations")


def declare(path: Path) -> object:
    """Declares WRITES incidents; one that finds the file busy is asked for again, as a person would."""
    numbers: list[int] = []
    with open_database(path) as database:
        store = SqliteStore(database, TEAM)
        while len(numbers) < WRITES:
            try:
                with store.transaction():
                    incident = store.incidents.add(INCIDENT)
                    store.save(Change(incident, entries=(ENTRY,)), AT)
            except sqlite3.OperationalError:
                continue
            numbers.append(incident.number)
    return numbers


def claim(path: Path) -> object:
    taken: list[str] = []
    with open_database(path) as database:
        store = SqliteStore(database, TEAM)
        minute = 0
        while minute < CLAIMS:
            try:
                with store.transaction():
                    taken += [reminder.owner for reminder in store.nudges.claim(1, AT + minutes(minute))]
            except sqlite3.OperationalError:
                continue
            minute += 1
    return taken


def stop_halfway(path: Path) -> object:
    """Stays inside a transaction that has written to every table of a change, until it is killed."""
    with open_database(path) as database:
        store = SqliteStore(database, TEAM)
        with store.transaction():
            incident = store.incidents.add(INCIDENT)
            store.save(Change(incident, entries=(ENTRY,), effects=(CARD,)), AT)
            store.nudges.schedule(incident.number, {Reminder(ReminderKind.UPDATE): AT})
            store.requests.remember("Ev1", AT)
            say("inside")
            wait_for_line()
    return "committed"


def deliver(path: Path) -> object:
    lock = DeliveryLock(path)
    say(lock.acquire())
    wait_for_line()
    return "ended"


TASKS: dict[str, Callable[[Path], object]] = {
    task.__name__: task for task in (migrate, declare, claim, stop_halfway, deliver)
}

if __name__ == "__main__":
    say("ready")
    wait_for_line()
    say(TASKS[sys.argv[1]](Path(sys.argv[2])))
