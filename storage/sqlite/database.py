"""The database file: how it is opened, what it is set to, and its transactions.

Everything that concerns the connection lives here and nowhere else. One connection belongs to one thread, and a
transaction holds no `await`: that is why the program needs no locks of its own.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TypeAlias

import sqlite_utils
from sqlite_utils import Migrations

from bot.errors import ConfigurationError
from storage.schema.migrations import MIGRATIONS, SCHEMA
from storage.sqlite.locks import MEMORY, opening_lock

Value: TypeAlias = str | int | None

# Slack waits 3 s for an answer: a write that can't begin by then is better reported than waited for.
BUSY_SECONDS = 0.5

# Where nobody waits for an ack, and a bot beside it may be in the middle of its start.
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
    """A connection, and the few ways in which the rest of the room may use it. `open_database` makes one."""

    def __init__(self, path: Path | str) -> None:
        self.path = path
        # isolation_level=None: no transaction begins by itself, so none is left open by accident.
        self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self.tables = sqlite_utils.Database(self._connection, execute_plugins=False, strict=True)

    def be_patient(self) -> None:
        """From here on another writer is waited for: PATIENT_SECONDS instead of BUSY_SECONDS."""
        self.rows(f"PRAGMA busy_timeout = {PATIENT_SECONDS * 1000}")

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Not nestable. Raises sqlite3.OperationalError where another writer keeps it waiting over BUSY_SECONDS."""
        # A deferred transaction that reads and then writes fails at once if somebody wrote in between.
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            self.tables.rollback()
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Lets several reads see one state of the file while another process writes."""
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
        """The first row, if there is one."""
        return next(iter(self.rows(sql, *values)), None)

    def number(self, sql: str, *values: Value) -> int:
        """The one figure that `sql` asks for."""
        return int(self.rows(sql, *values)[0][0])

    def write(self, sql: str, *values: Value) -> int:
        """How many rows it changed. Raises RuntimeError outside `transaction()`, where half a change could stay."""
        self._need_transaction()
        return self._execute(sql, values).rowcount

    def take(self, sql: str, *values: Value) -> list[sqlite3.Row]:
        """What a writing statement with RETURNING gives back. Raises as `write` does."""
        self._need_transaction()
        return self.rows(sql, *values)

    def insert(self, table: str, values: Mapping[str, Value], otherwise: str = "") -> int:
        """`otherwise` is an ON CONFLICT clause."""
        marks = ", ".join("?" * len(values))
        return self.write(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks}) {otherwise}", *values.values())

    def _need_transaction(self) -> None:
        if not self._connection.in_transaction:
            raise RuntimeError("A write belongs inside transaction().")

    def _execute(self, sql: str, values: Sequence[Value]) -> sqlite3.Cursor:
        try:
            return self._connection.execute(sql, values)
        except UnicodeEncodeError:
            return self._connection.execute(sql, [_whole(value) for value in values])


def open_database(path: Path | str) -> Database:
    """Opens or creates the file and brings its schema up to date; ":memory:" is one that ends with its connection.

    Raises ConfigurationError with the sentence for whoever starts the program; a file refused as not Muster's is
    left as it was.
    """
    need_sqlite(sqlite3.sqlite_version_info)
    if str(path) == MEMORY:
        return _opened(path)
    try:
        with opening_lock(Path(path)):
            _create(Path(path))
            return _opened(path)
    except OSError as error:
        raise ConfigurationError(
            f"Can't open the database {path} ({error.strerror}). Choose a file in a folder that Muster can write to."
        ) from error


def migrate(database: Database, migrations: Migrations) -> None:
    """Applies what is pending, all of it or nothing. Raises ConfigurationError if rows lose what they belong to."""
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
    """Readable by its owner alone: it holds private incidents. SQLite gives the files beside it the same mode."""
    if not path.exists():
        path.touch(mode=0o600)
    if not os.access(path, os.W_OK):
        # SQLite would open it all the same and fail at the first change.
        raise ConfigurationError(f"Can't write to the database {path}. Make the file and its folder writable.")


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
    # Foreign keys stay off while tables may have to be rebuilt; `migrate` checks them before it commits.
    migrate(database, MIGRATIONS)
    database.rows("PRAGMA foreign_keys = ON")


def _refuse_strangers(database: Database) -> None:
    """Before anything is written: a file of another program, or of a Muster that knows more than this one."""
    applied = {migration.name for migration in MIGRATIONS.applied(database.tables)}
    if unknown := sorted(applied - SCHEMA.keys()):
        raise ConfigurationError(
            f"The database {database.path} was created by a newer version of Muster ({unknown[-1]}). "
            "Use that version, or choose another file."
        )
    if not applied and set(database.tables.table_names()) - {MIGRATIONS.migrations_table}:
        raise ConfigurationError(f"The database {database.path} belongs to another program. Choose another file.")


def _refusal(path: Path | str, error: sqlite3.Error) -> ConfigurationError:
    # The low byte is the plain result code: https://sqlite.org/rescode.html
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    otherwise = f"can't be used ({error}). Choose another file or restore a backup"
    return ConfigurationError(f"The database {path} {_REFUSALS.get(code, otherwise)}.")


def _whole(value: Value) -> Value:
    """Half of a surrogate pair has no UTF-8 form, so U+FFFD is stored in its place."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
