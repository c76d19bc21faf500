"""The database file: opening it, its settings, and transactions.

All use of the connection goes through this module. A connection belongs to one thread, and no transaction contains an
`await`, so the program needs no locks.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Self, TypeAlias

import sqlite_utils
from sqlite_utils import Migrations

from bot.errors import ConfigurationError
from storage.schema.migrations import MIGRATIONS, SCHEMA
from storage.sqlite.locks import MEMORY, opening_lock

Value: TypeAlias = str | int | None

# Slack waits 3 s for an answer, so it is better to report a write that can't start than to wait for it.
BUSY_SECONDS = 0.5

# Used where nothing waits for an ack and another process may be starting up.
PATIENT_SECONDS = 10

# STRICT tables came with 3.37, JSON functions in every build with 3.38: https://sqlite.org/changes.html
OLDEST_SQLITE = (3, 38, 0)

_REFUSALS: Mapping[int, str] = {
    sqlite3.SQLITE_NOTADB: "is not a SQLite database. Choose another file or restore a backup",
    sqlite3.SQLITE_CORRUPT: "is corrupt. Restore a backup",
    sqlite3.SQLITE_BUSY: "is locked by another program. Stop that program and try again",
    sqlite3.SQLITE_CANTOPEN: "can't be opened. Choose a file that Muster can read and write",
}


class Database:
    """A connection and its operations. Create one with `open_database`."""

    def __init__(self, path: Path | str) -> None:
        self.path = path
        # isolation_level=None: sqlite3 starts no transaction by itself, so none is left open by accident.
        self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self.tables = sqlite_utils.Database(self._connection, execute_plugins=False, strict=True)

    def content(self) -> bytes:
        return self._connection.serialize()

    def replace_content(self, content: bytes) -> None:
        """Replaces the whole database, which is in memory from then on."""
        self._connection.deserialize(content)

    def be_patient(self) -> None:
        """Waits for other writers up to PATIENT_SECONDS from now on, instead of BUSY_SECONDS."""
        self.rows(f"PRAGMA busy_timeout = {PATIENT_SECONDS * 1000}")

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Starts a transaction; can't be nested. Raises sqlite3.OperationalError after BUSY_SECONDS of waiting."""
        # A deferred transaction that reads and then writes fails if another connection wrote in between.
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            self.tables.rollback()
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Lets several reads see the same state while another process writes."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self.tables.rollback()

    def rows(self, sql: str, *values: Value) -> list[sqlite3.Row]:
        return self._execute(sql, values).fetchall()

    def row(self, sql: str, *values: Value) -> sqlite3.Row | None:
        """The first row, None if there is none."""
        return next(iter(self.rows(sql, *values)), None)

    def number(self, sql: str, *values: Value) -> int:
        """The single number that `sql` returns."""
        return int(self.rows(sql, *values)[0][0])

    def write(self, sql: str, *values: Value) -> int:
        """Returns the number of changed rows. Raises RuntimeError outside `transaction()`."""
        self._need_transaction()
        return self._execute(sql, values).rowcount

    def take(self, sql: str, *values: Value) -> list[sqlite3.Row]:
        """The rows that a write with RETURNING returns. Raises RuntimeError outside `transaction()`."""
        self._need_transaction()
        return self.rows(sql, *values)

    def insert(self, table: str, values: Mapping[str, Value], otherwise: str = "") -> int:
        """Inserts a row and returns the number of changed rows. `otherwise` is an ON CONFLICT clause."""
        marks = ", ".join("?" * len(values))
        return self.write(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks}) {otherwise}", *values.values())

    def _need_transaction(self) -> None:
        if not self._connection.in_transaction:
            raise RuntimeError("Writes need a transaction: use transaction().")

    def _execute(self, sql: str, values: Sequence[Value]) -> sqlite3.Cursor:
        try:
            return self._connection.execute(sql, values)
        except UnicodeEncodeError:
            return self._connection.execute(sql, [_whole(value) for value in values])


def open_database(path: Path | str) -> Database:
    """Opens or creates the file and migrates its schema; ":memory:" is a database that ends with its connection.

    Raises ConfigurationError with a sentence for the person who starts the program. A file that is not Muster's is
    left unchanged.
    """
    need_sqlite(sqlite3.sqlite_version_info)
    if str(path) == MEMORY:
        return _in_memory()
    try:
        with opening_lock(Path(path)):
            _create(Path(path))
            return _opened(path)
    except OSError as error:
        raise ConfigurationError(
            f"Can't open the database {path} ({error.strerror}). Choose a file in a folder that Muster can write to."
        ) from error


def migrate(database: Database, migrations: Migrations) -> None:
    """Applies all pending migrations or none. Raises ConfigurationError if a foreign key is violated."""
    if not migrations.pending(database.tables):
        return
    with database.transaction():
        migrations.apply(database.tables)
        if database.rows("PRAGMA foreign_key_check"):
            raise ConfigurationError(
                f"The database {database.path} is inconsistent: some rows refer to missing ones. Restore a backup."
            )


def need_sqlite(version: tuple[int, ...]) -> None:
    if version < OLDEST_SQLITE:
        found, oldest = (".".join(map(str, numbers)) for numbers in (version, OLDEST_SQLITE))
        raise ConfigurationError(f"Muster needs SQLite {oldest} or newer; this Python has {found}. Use another Python.")


def _create(path: Path) -> None:
    """Creates the file, readable only by its owner because of private incidents. SQLite's other files get its mode."""
    if not path.exists():
        path.touch(mode=0o600)
    if not os.access(path, os.W_OK):
        # SQLite would open it anyway and fail at the first write.
        raise ConfigurationError(f"Can't write to the database {path}. Make the file and its folder writable.")


def _in_memory() -> Database:
    """Starts from a copy of a new database, because the migrations take longer than most of what is done in memory."""
    database = Database(MEMORY)
    database.replace_content(_new_database())
    _prepare(database)
    return database


@cache
def _new_database() -> bytes:
    with _opened(MEMORY) as database:
        return database.content()


def _opened(path: Path | str) -> Database:
    try:
        database = Database(path)
        try:
            _prepare(database)
        except BaseException:
            database.close()
            raise
    except sqlite3.Error as error:
        raise _refusal(path, error) from error
    return database


def _prepare(database: Database) -> None:
    _refuse_strangers(database)
    database.tables.enable_wal()
    database.rows("PRAGMA synchronous = FULL")
    # Foreign keys are off during migrations, which may rebuild tables; `migrate` checks them before it commits.
    migrate(database, MIGRATIONS)
    database.rows("PRAGMA foreign_keys = ON")


def _refuse_strangers(database: Database) -> None:
    """Refuses a file of another program or of a newer Muster, before anything is written."""
    applied = {migration.name for migration in MIGRATIONS.applied(database.tables)}
    if unknown := sorted(applied - SCHEMA.keys()):
        raise ConfigurationError(
            f"The database {database.path} was created by a newer version of Muster ({unknown[-1]}). "
            "Use that version, or choose another file."
        )
    if not applied and set(database.tables.table_names()) - {MIGRATIONS.migrations_table}:
        raise ConfigurationError(f"The database {database.path} belongs to another program. Choose another file.")


def _refusal(path: Path | str, error: sqlite3.Error) -> ConfigurationError:
    # The low byte is the primary result code: https://sqlite.org/rescode.html
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    otherwise = f"can't be used ({error}). Choose another file or restore a backup"
    return ConfigurationError(f"The database {path} {_REFUSALS.get(code, otherwise)}.")


def _whole(value: Value) -> Value:
    """Replaces lone surrogates, which have no UTF-8 form, with U+FFFD."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
