"""Several processes at one database file, and processes that die."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

import pytest

from bot.nudges.model import Reminder, ReminderKind
from storage import DeliveryLock, SqliteStore, open_database
from storage.schema.migrations import SCHEMA
from tests.storage import storage_process
from tests.storage.storage_examples import AT, TEAM, declared, minutes

ROOT = Path(storage_process.__file__).parents[2]


class Other:
    """A second process. `go` lets it start, `hear` waits for the next thing it says."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def go(self) -> None:
        self._pipe(self._process.stdin).write("go\n")
        self._pipe(self._process.stdin).flush()

    def hear(self) -> Any:
        return json.loads(self._pipe(self._process.stdout).readline())

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def _pipe(self, pipe: IO[str] | None) -> IO[str]:
        return cast("IO[str]", pipe)


@contextmanager
def other(task: str, path: Path) -> Iterator[Other]:
    command = [sys.executable, "-m", "tests.storage.storage_process", task, str(path)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Other(process)
        finally:
            process.kill()


def all_at_once(task: str, path: Path, count: int) -> list[Any]:
    with ExitStack() as stack:
        others = [stack.enter_context(other(task, path)) for _ in range(count)]
        assert [each.hear() for each in others] == ["ready"] * count
        for each in others:
            each.go()
        return [each.hear() for each in others]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "muster.db"


def test_processes_that_migrate_at_the_same_moment_apply_each_step_once(path: Path) -> None:
    assert all_at_once("migrate", path, 4) == [len(SCHEMA)] * 4


def test_eight_writers_at_once_lose_nothing_and_share_no_number(path: Path) -> None:
    numbers = list(chain.from_iterable(all_at_once("declare", path, 8)))
    assert sorted(numbers) == list(range(1, 8 * storage_process.WRITES + 1))
    with open_database(path) as database:
        store = SqliteStore(database, TEAM)
        assert all(len(store.timeline.entries(number)) == 1 for number in numbers)


def test_what_is_due_is_claimed_by_one_process_only(path: Path) -> None:
    with open_database(path) as database:
        store = SqliteStore(database, TEAM)
        number = declared(store).number
        owners = {f"U{minute}": AT + minutes(minute) for minute in range(storage_process.CLAIMS)}
        with store.transaction():
            due = {Reminder(ReminderKind.ACTIONS, owner): at for owner, at in owners.items()}
            store.nudges.schedule(number, due)
    taken = list(chain.from_iterable(all_at_once("claim", path, 4)))
    assert sorted(taken) == sorted(owners)


def test_a_process_killed_inside_a_transaction_leaves_nothing_of_it(path: Path) -> None:
    with open_database(path) as database:
        store = SqliteStore(database, TEAM)
        before = declared(store)
        with other("stop_halfway", path) as killed:
            assert killed.hear() == "ready"
            killed.go()
            assert killed.hear() == "inside"
            killed.kill()
    with open_database(path) as database:
        store = SqliteStore(database, TEAM)
        assert store.incidents.open() == [before]
        assert store.details(2) is None
        assert store.outbox.waiting_incidents() == []
        assert store.nudges.next_due() is None
        with store.transaction():
            assert store.requests.remember("Ev1", AT)


def test_a_second_bot_does_not_get_the_delivery_lock(path: Path) -> None:
    with other("deliver", path) as first:
        assert first.hear() == "ready"
        first.go()
        assert first.hear() is True
        assert all_at_once("deliver", path, 1) == [False]


def test_a_killed_bot_leaves_the_delivery_to_the_next(path: Path) -> None:
    lock = DeliveryLock(path)
    with other("deliver", path) as first:
        assert first.hear() == "ready"
        first.go()
        assert first.hear() is True
        assert not lock.acquire()
        first.kill()
        assert lock.acquire()
    lock.release()


def test_the_delivery_lock_is_kept_until_it_is_released(path: Path) -> None:
    first, second = DeliveryLock(path), DeliveryLock(path)
    assert first.acquire()
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()


def test_a_database_in_memory_has_no_other_bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert DeliveryLock(":memory:").acquire()
    assert list(tmp_path.iterdir()) == []
