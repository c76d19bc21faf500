"""The locks that keep two processes apart: empty files beside the database, locked with flock.

The database file itself is never locked from here: closing a second handle on it would drop SQLite's own locks.
The kernel lets go of a flock when its process ends, however it ends, so a lock file left behind means nothing.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

MEMORY = ":memory:"


@contextmanager
def opening_lock(database: Path) -> Iterator[None]:
    """Waits until no other process opens or migrates this database. Raises OSError."""
    with _beside(database, ".lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class DeliveryLock:
    """Says which one bot delivers from a database file; held until `release` or the end of the process.

    A database in memory has one connection only, so its lock is always free.
    """

    def __init__(self, database: Path | str) -> None:
        self._path = None if str(database) == MEMORY else _beside(Path(database), ".bot.lock")
        self._handle: IO[str] | None = None

    def acquire(self) -> bool:
        """Does not wait: False while another holder has it. Raises OSError where the lock file can't be made."""
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
