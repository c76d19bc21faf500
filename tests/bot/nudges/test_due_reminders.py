"""One incident that can't be decided keeps no other from being asked about, and is tried again after a while."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.config.policy import Policy
from bot.incidents.declaring.model import Declaration
from bot.nudges.model import LONGEST_REST, ReminderFailure
from bot.outbox.nudges import Nudge
from bot.people.model import Person
from bot.services import Services
from storage import SqliteStore, open_database

START = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
JANE = Person("U1", "Jane Smith", "UTC")


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


class Record:
    """Two incidents: the first has a severity that the policy knows no more."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.clock = Clock()
        self.services = Services(store, Policy(), "T1", self.clock)
        self.services.people.save([JANE])
        self.bad, self.good = self._declared("Search is slow"), self._declared("Payments are down")
        self.set_severity("sev9")

    def _declared(self, title: str) -> int:
        return self.services.declaring.declare(Declaration(title, "sev1", JANE)).incident.number

    def set_severity(self, severity: str) -> None:
        incident = self.services.unit.incident(self.bad)
        with self.store.transaction():
            self.store.incidents.save(replace(incident, severity=severity))

    def after(self, minutes: float) -> list[ReminderFailure]:
        """Lets time pass, a minute at a time."""
        failures: list[ReminderFailure] = []
        until = self.clock.at + timedelta(minutes=minutes)
        while self.clock.at < until:
            self.clock.at += timedelta(minutes=1)
            failures += self.services.nudges.tick()
        return failures

    def nudges(self, number: int) -> int:
        return sum(isinstance(row.message, Nudge) for row in self.store.outbox.deliverable(number))


@pytest.fixture
def record() -> Iterator[Record]:
    with open_database(":memory:") as database:
        yield Record(SqliteStore(database, "T1"))


def test_an_incident_that_can_not_be_decided_keeps_no_other_from_being_asked_about(record: Record) -> None:
    failures = record.after(60)
    assert {failure.incident for failure in failures} == {record.bad}
    assert record.nudges(record.bad) == 0
    # who commands at 5, then updates at 15, 30, 45 and 60 minutes
    assert record.nudges(record.good) == 5


def test_it_rests_twice_as_long_each_time_up_to_an_hour(record: Record) -> None:
    failures = record.after(400)
    assert [failure.attempts for failure in failures] == list(range(1, len(failures) + 1))
    started = START + timedelta(minutes=5)
    tried = [started, *(failure.retry_at for failure in failures)]
    rests = [(after - before) / timedelta(minutes=1) for before, after in pairwise(tried)]
    assert rests[:6] == [1, 2, 4, 8, 16, 32]
    assert set(rests[6:]) == {LONGEST_REST / timedelta(minutes=1)}


def test_it_says_which_incident_and_what_went_wrong_without_its_words(record: Record) -> None:
    [failure] = record.after(5)
    assert (failure.incident, failure.attempts) == (record.bad, 1)
    assert isinstance(failure.cause, Exception)
    assert failure.error == type(failure.cause).__name__


def test_its_rest_outlives_a_restart(record: Record) -> None:
    record.after(8)
    restarted = Services(record.store, Policy(), "T1", record.clock)
    assert [failure.attempts for failure in record.store.nudges.failures()] == [3]
    assert list(restarted.nudges.tick()) == []
    record.clock.at += timedelta(minutes=4)
    assert [failure.attempts for failure in restarted.nudges.tick()] == [4]


def test_what_can_be_decided_again_is_asked_and_its_failures_are_forgotten(record: Record) -> None:
    record.after(6)
    record.set_severity("sev1")
    assert record.after(20) == []
    assert record.nudges(record.bad) > 0
    assert record.store.nudges.failures() == []
