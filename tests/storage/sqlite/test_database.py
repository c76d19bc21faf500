"""Opening the database file, its settings and its transactions."""

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import ConfigurationError
from storage import Database, SqliteStore, open_database
from storage.sqlite.database import need_sqlite
from tests.storage.storage_examples import TEAM, declared, write_and_fail


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "muster.db"


def setting(database: Database, name: str) -> object:
    return database.rows(f"PRAGMA {name}")[0][0]


def people(database: Database) -> int:
    return database.number("SELECT count(*) FROM people")


def add_person(database: Database, name: str) -> None:
    database.insert("people", {"team": TEAM, "id": name, "name": name, "tz": "UTC"})


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 500)],
)
def test_every_connection_has_the_settings_that_keep_what_was_acknowledged(
    path: Path, name: str, value: object
) -> None:
    for _ in ("created", "opened again"):
        with open_database(path) as database:
            assert setting(database, name) == value


def test_a_new_file_and_those_beside_it_are_readable_by_their_owner_alone(path: Path) -> None:
    with open_database(path) as database:
        declared(SqliteStore(database, TEAM))
        for file in (path, path.with_name("muster.db-wal"), path.with_name("muster.db-shm")):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()
    with open_database(path) as database:
        assert people(database) == 0


def test_a_closed_file_leaves_no_journal_behind(path: Path) -> None:
    with open_database(path) as database:
        declared(SqliteStore(database, TEAM))
    assert sorted(file.name for file in path.parent.iterdir()) == ["muster.db", "muster.db.lock"]


def not_a_database(path: Path) -> None:
    path.write_text("Dear diary, " * 100)


def of_another_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()


def of_a_newer_version(path: Path) -> None:
    with open_database(path) as database, database.transaction():
        database.write(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('muster', '999_later', '')"
        )


def damaged(path: Path) -> None:
    with open_database(path):
        pass
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (not_a_database, "is not a SQLite database. Choose another file or restore a backup."),
        (of_another_program, "belongs to another program. Choose another file."),
        (
            of_a_newer_version,
            "was created by a newer version of Muster (999_later). Use that version, or choose another file.",
        ),
        (damaged, "is corrupt. Restore a backup."),
        (Path.mkdir, "can't be opened. Choose a file that Muster can read and write."),
    ],
)
def test_a_file_that_is_not_musters_is_refused_in_one_sentence(
    path: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    spoil(path)
    with pytest.raises(ConfigurationError) as refused:
        open_database(path)
    assert str(refused.value) == f"The database {path} {sentence}"


@pytest.mark.parametrize("spoil", [not_a_database, of_another_program, of_a_newer_version])
def test_a_refused_file_stays_as_it_was(path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(ConfigurationError):
        open_database(path)
    assert path.read_bytes() == before


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "no" / "muster.db"
    with pytest.raises(ConfigurationError) as refused:
        open_database(path)
    assert str(refused.value) == (
        f"Can't open the database {path} (No such file or directory). "
        "Choose a file in a folder that Muster can write to."
    )


def test_a_file_held_by_another_program_is_refused(path: Path) -> None:
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ConfigurationError, match=r"is locked by another program\. Stop that program"):
        open_database(path)
    holder.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to any file")
def test_a_file_that_may_not_be_written_is_refused(path: Path) -> None:
    path.touch(mode=0o400)
    with pytest.raises(ConfigurationError, match="Can't write to the database"):
        open_database(path)


def test_a_sqlite_too_old_for_the_schema_is_refused() -> None:
    need_sqlite((3, 38, 0))
    with pytest.raises(ConfigurationError) as refused:
        need_sqlite((3, 37, 2))
    assert str(refused.value) == ("Muster needs SQLite 3.38.0 or newer; this Python has 3.37.2. Use another Python.")


def test_the_file_can_be_opened_while_somebody_writes_to_it(path: Path) -> None:
    with open_database(path) as writer, writer.transaction():
        add_person(writer, "U1")
        with open_database(path) as second:
            assert people(second) == 0


def test_a_transaction_takes_the_write_lock_before_it_reads(path: Path) -> None:
    second = sqlite3.connect(path, timeout=0, isolation_level=None)
    with open_database(path) as database:
        with database.transaction(), pytest.raises(sqlite3.OperationalError, match="locked"):
            second.execute("BEGIN IMMEDIATE")
        second.execute("BEGIN IMMEDIATE")
        second.close()


def test_an_error_undoes_the_whole_transaction() -> None:
    with open_database(":memory:") as database:
        with pytest.raises(ZeroDivisionError):
            write_and_fail(database.transaction(), lambda: add_person(database, "U1"))
        assert people(database) == 0
        with database.transaction():
            add_person(database, "U2")
        assert people(database) == 1


def test_an_interrupt_undoes_the_whole_transaction() -> None:
    with open_database(":memory:") as database:
        with pytest.raises(KeyboardInterrupt):
            write_and_fail(database.transaction(), lambda: add_person(database, "U1"), KeyboardInterrupt)
        assert people(database) == 0


def add_in_two_levels(database: Database) -> None:
    with database.transaction():
        add_person(database, "U1")
        with database.transaction():
            add_person(database, "U2")


def test_a_transaction_inside_a_transaction_is_refused_and_nothing_stays() -> None:
    with open_database(":memory:") as database:
        with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
            add_in_two_levels(database)
        assert people(database) == 0


def test_a_write_outside_a_transaction_is_refused() -> None:
    with open_database(":memory:") as database:
        with pytest.raises(RuntimeError):
            add_person(database, "U1")
        with pytest.raises(RuntimeError):
            database.take("DELETE FROM people RETURNING id")
        assert people(database) == 0


def test_reads_in_a_snapshot_see_one_state_while_another_connection_writes(path: Path) -> None:
    with open_database(path) as reader, open_database(path) as writer:
        with reader.snapshot():
            assert people(reader) == 0
            with writer.transaction():
                add_person(writer, "U1")
            assert people(reader) == 0
        assert people(reader) == 1


def test_a_snapshot_inside_a_transaction_sees_what_the_transaction_wrote() -> None:
    with open_database(":memory:") as database:
        with database.transaction():
            add_person(database, "U1")
            with database.snapshot():
                assert people(database) == 1
        assert people(database) == 1


def test_databases_in_memory_start_as_a_new_file_does_and_share_nothing(path: Path) -> None:
    with open_database(":memory:") as first, first.transaction():
        add_person(first, "U1")
        with open_database(":memory:") as second, open_database(path) as file:
            assert people(second) == 0
            assert setting(second, "foreign_keys") == 1
            schema = "SELECT name, sql FROM sqlite_master ORDER BY name"
            assert [*map(tuple, second.rows(schema))] == [*map(tuple, file.rows(schema))]
