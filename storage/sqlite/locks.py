"""Locks between processes: empty files next to the database, locked with flock.

The database file itself is not locked: closing a second handle on it would drop SQLite's own locks. The kernel
releases a flock when its process ends for any reason, so a leftover lock file is harmless.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

MEMORY = ":memory:"


@contextmanager
def opening_lock(database: Path) -> Iterator[None]:
    """Waits until no other process is opening or migrating this database. Raises OSError."""
    with _beside(database, ".lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class DeliveryLock:
    """Held by the one process that delivers from a database file, until `release` or the end of the process.

    An in-memory database has only one connection, so its lock is always free.
    """

    def __init__(self, database: Path | str) -> None:
        self._path = None if str(database) == MEMORY else _beside(Path(database), ".bot.lock")
        self._handle: IO[str] | None = None

    def acquire(self) -> bool:
        """Does not wait; returns False if another process holds it. Raises OSError if the file can't be created."""
        if self._path is None or self._handle is not None:
            return True
        handle = self._path.open("a")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException as error:
            handle.close()
            if isinstance(error, BlockingIOError):
                return False
            raise
        self._handle = handle
        return True

    def release(self) -> None:
        if self._handle is not None:
            self._handle.close()
            self._handle = None


def _beside(database: Path, suffix: str) -> Path:
    return database.with_name(database.name + suffix)
