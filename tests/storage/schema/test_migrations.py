"""The schema: what every table has, and every way from an older file to the newest."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlite_utils import Database as Tables
from sqlite_utils import Migrations
from sqlite_utils.db import Table

from bot.errors import ConfigurationError
from bot.incidents.model import Status
from bot.outbox.incidents import FieldChange
from bot.outbox.nudges import Nudge, UnexplainedSilence
from bot.people.model import Person
from bot.retention.retention import RetentionLimits
from bot.timeline.model import Entry, EntryKind, EntrySource, Reaction
from storage import Database, SqliteStore, open_database
from storage.schema.migrations import MIGRATIONS, SCHEMA
from storage.sqlite.database import migrate

TIME = "2024-01-15T14:23:00.000000+00:00"

# What someone had in the file when a step was the newest: rows that the step's tables, as they were then, accept.
ROWS: Mapping[str, str] = {
    "1_record": f"""
        INSERT INTO incidents VALUES ('T1', 42, 'Payments fail', 'payments fail', 'sev1', 'resolved',
            'U1', 'Jane', 'UTC', '{TIME}', '{TIME}', 0, '["checkout"]', 'Pool', 'U2', 'Bob', 'Asia/Seoul',
            '{TIME}', '{TIME}', '{TIME}', '{TIME}', '{TIME}', 'C42', 'inc-payments', 3);
        INSERT INTO entries VALUES (7, 'T1', 42, '{TIME}', '{TIME}', 'note', 'It''s "down"', 'U1', 'Jane', 'UTC',
            'reaction', 'U2', 'Bob', 'UTC', 'C42', '1705328580.000100', 'https://example.com/p1', 0);
        INSERT INTO updates VALUES ('T1', 42, 1, 'Better', 'U1', 'Jane', 'UTC', '{TIME}');
        INSERT INTO records VALUES (1, 'T1', 42, 'cause', 'Pool of 20', 'U1', 'Jane', 'UTC', '{TIME}');
        INSERT INTO actions VALUES ('T1', 42, 1, 'Alert', 'the platform team', '', 'P1', '2024-02-01',
            'U1', 'Jane', 'UTC', '{TIME}');
    """,
    "2_people_and_requests": f"""
        INSERT INTO people VALUES ('T1', 'U1', 'Jane', 'UTC');
        INSERT INTO requests VALUES ('T1', 'Ev1', '{TIME}');
    """,
    "3_reminders": f"INSERT INTO reminders VALUES ('T1', 42, 'update', '{TIME}');",
    "4_outbox": f"""
        INSERT INTO outbox VALUES (1, 'T1', 42, '42/card', 'card', '{{}}', 'posts', '["42/channel"]', 2,
            3, 2, 1, 1, '{TIME}', '{{"ts":"1.2"}}', '');
        INSERT INTO outbox VALUES (2, 'T1', NULL, 'home', 'tell', '{{"response_url":"","person":"U1"}}', '', '[]', 5,
            1, 0, 0, 0, '{TIME}', '{{}}', 'missing_scope');
    """,
    "5_versions": f"""
        INSERT INTO entries SELECT 8, team, incident, 7, 2, 7, occurred_at, recorded_at, kind, text, author_id,
            author_name, author_tz, source, captured_by, channel, message_ts, permalink, '[["a.png","image/png","p"]]',
            pending, 1, 0, '{{"text":true}}', '{TIME}', 'removed', 'U2', 'Bob', 'UTC', '{TIME}' FROM entries;
        INSERT INTO marks VALUES ('T1', 'C42', '1705328580.000100', 'mag', 'U3', 'U3', 'Ann', 'UTC', 0, '{TIME}');
    """,
    "6_absences": f"""
        INSERT INTO scans VALUES ('T1', 42, '{TIME}');
        INSERT INTO alive VALUES ('T1', '{TIME}');
    """,
    "7_gaps": f"UPDATE incidents SET gap_from = '{TIME}', gap_asked_at = '{TIME}';",
    "8_running": f"""
        UPDATE incidents SET drill = 1, roles = '[{{"role":"scribe","person":["U3","Ann","UTC"],"since":"{TIME}"}}]',
            promised_at = '{TIME}', subscribers = '["U4"]', room = 2;
        UPDATE actions SET kind = 'prevention', done_at = '{TIME}', done_by_id = 'U1', done_by_name = 'Jane',
            done_by_tz = 'UTC';
        INSERT INTO tasks VALUES ('T1', 42, 1, 'Look', 'U1', 'Jane', 'UTC', '{TIME}', 'U2', 'Bob', 'UTC', NULL, NULL,
            NULL, NULL, 1, '', '');
        INSERT INTO members VALUES ('T1', 42, 'U1', 1);
    """,
    "9_rooms": "INSERT INTO channels VALUES ('T1', 'C41', 42, 1);",
    "10_groups": """
        INSERT INTO groups VALUES ('T1', 'S1', 'on-call');
        INSERT INTO group_people VALUES ('T1', 'S1', 'U1');
    """,
    "11_search": "UPDATE incidents SET title = 'Payments fail again';",
    "12_home": f"INSERT INTO home_viewers VALUES ('T1', 'U1', '{TIME}');",
    "13_reviews": f"""
        INSERT INTO review_acts VALUES ('T1', 42, 1, 'publish', '', 'Rollback helped', '{{}}', 'U1', 'Jane', 'UTC',
            '{TIME}');
    """,
    "14_care": """UPDATE incidents SET care = '{"rung":2,"told":["U1"],"muted":10,"marks":[]}';""",
    "15_keeping": f"""
        INSERT INTO pruned VALUES ('T1', '{TIME}');
        INSERT INTO former VALUES ('T1', 1, '', '{TIME}');
    """,
    "16_reminder_failures": f"INSERT INTO reminder_failures VALUES ('T1', 42, 3, '{TIME}', 'ValueError');",
    "17_queue": f"""
        INSERT INTO answerable VALUES (1, 'T1', 42, '42/nudge/{TIME}', 'posts', '["42/channel"]', 'prompts',
            '{{"prompts":{{"at":"{TIME}"}}}}', '');
    """,
    "18_command": f"UPDATE incidents SET commander_since = '{TIME}';",
    "19_accounts": "UPDATE people SET app = 1, deactivated = 1;",
    "20_stakeholder_updates": f"""
        INSERT INTO stakeholder_updates VALUES ('T1', 42, 1, 'status_page', 'We are on it', 'U1', 'Jane', 'UTC',
            '{TIME}', 1, 'Identified');
    """,
    "21_moved_to": "UPDATE entries SET moved_to = 'identified' WHERE version = 2;",
    "22_memberships": f"""
        INSERT INTO connections VALUES ('T1', 3, 1);
        INSERT INTO memberships VALUES ('T1', 42, 3, 7, '{TIME}');
    """,
    "23_channel_errors": "UPDATE incidents SET channel_error = 'not_in_channel';",
    "24_former_names": "INSERT INTO former_names VALUES ('T1', 'U1', 'Jane Miller');",
    "25_terms": """
        INSERT INTO texts (team, incident, what, ref, text, terms)
            VALUES ('T1', 42, 'task', '9', 'Nachsehen', 'nachsehen');
    """,
    "26_numbered_terms": """
        INSERT INTO texts (team, incident, what, ref, text, terms)
            VALUES ('T1', 42, 'task', '10', 'Roll back v1', 'roll back v1 v 1');
    """,
    "27_expected_members": "INSERT INTO expected_members VALUES ('T1', 42, 'U1');",
    "28_changed_channel_ids": "INSERT INTO changed_channel_ids VALUES ('T1', 'C1', 'C2');",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "muster.db"


def all_rows(database: Database) -> dict[str, list[dict[str, object]]]:
    return {table.name: list(table.rows) for table in muster_tables(database)}


def muster_tables(database: Database) -> list[Table]:
    """Without what FTS5 keeps for itself and the record of the migrations."""
    names = (MIGRATIONS.migrations_table, "texts_fts")
    return [table for table in database.tables.tables if not table.name.startswith(names)]


def write_older_file(path: Path, newest: str) -> dict[str, list[dict[str, object]]]:
    """A file as the step `newest` left it, with rows from each step up to it; returns those rows."""
    with Database(path) as database:
        for step, following in pairwise([*SCHEMA, None]):
            MIGRATIONS.apply(database.tables, stop_before=following)
            database.tables.executescript(ROWS[str(step)])
            if step == newest:
                break
        return all_rows(database)


def test_each_step_has_rows_to_try_the_later_ones_on() -> None:
    assert list(ROWS) == list(SCHEMA)


@pytest.mark.parametrize("newest", SCHEMA)
def test_an_older_file_with_rows_becomes_a_new_one_and_keeps_them(path: Path, newest: str) -> None:
    before = write_older_file(path, newest)
    assert all(before.values())
    with open_database(path) as database:
        after = all_rows(database)
        for table, rows in before.items():
            kept = [{column: row[column] for column in rows[0] if column in row} for row in after[table]]
            known = [{column: row[column] for column in row if column in after[table][0]} for row in rows]
            assert all(row in kept for row in known), table
        assert MIGRATIONS.pending(database.tables) == []


def test_an_entry_with_its_one_reaction_becomes_the_first_version_of_one_that_may_have_many(path: Path) -> None:
    write_older_file(path, "4_outbox")
    with open_database(path) as database:
        store = SqliteStore(database, "T1")
        bob = Person("U2", "Bob")
        [entry] = store.timeline.entries(42)
        assert entry == Entry(
            datetime.fromisoformat(TIME),
            datetime.fromisoformat(TIME),
            EntryKind.NOTE,
            'It\'s "down"',
            Person("U1", "Jane"),
            EntrySource.REACTION,
            (bob,),
            channel="C42",
            message_ts="1705328580.000100",
            permalink="https://example.com/p1",
            id=7,
        )
        [reaction] = store.timeline.reactions("C42")
        assert reaction == Reaction("C42", entry.message_ts, "pushpin", bob, True, entry.recorded_at)


def test_a_nudge_goes_on_under_the_moment_at_which_it_was_asked(path: Path) -> None:
    write_older_file(path, "6_absences")
    payload = f'{{"due":"{TIME}","at":"2024-01-15T14:38:07+00:00"}}'
    with Database(path) as database:
        database.tables.table("outbox").update(1, {"key": f"42/nudge/{TIME}", "step": "nudge", "payload": payload})
    with open_database(path) as database:
        keys = [row.key for row in SqliteStore(database, "T1").outbox.newest(9)]
        assert keys == ["home", "42/nudge/2024-01-15T14:38:07+00:00"]


def test_what_was_done_before_the_outbox_was_a_queue_is_known_without_its_row(path: Path) -> None:
    """What Slack answered, what people may answer or take back, and that a review was posted."""
    write_older_file(path, "16_reminder_failures")
    undo = json.dumps({"status": ["investigating", "identified"]})
    line = f'{{"what":"identify","thing":"status","undo":{undo},"by":{BY},"at":"{TIME}","before":"investigating",'
    rows = {
        "42/line/1": ("post", line + '"status":"identified","text":"","severity":"sev1","commander":""}'),
        "42/line/2": (
            "post",
            f'{{"what":"undo","thing":"status","by":{BY},"at":"{TIME}","status":"a"}}',
        ),
        "42/nudge/1": ("nudge", f'{{"at":"{TIME}","gap_from":"{TIME}"}}'),
        "42/review": ("review", "{}"),
    }
    with Database(path) as database:
        for key, (step, payload) in rows.items():
            fresh = {"wanted": 1, "done": 1, "tried": 0, "attempts": 0, "not_before": TIME, "error": ""}
            place = {"lane": "posts", "needs": "[]", "importance": 2, "result": f'{{"ts":"{key}"}}'}
            named = {"team": "T1", "incident": 42, "key": key, "step": step, "payload": payload}
            database.tables.table("outbox").insert({**named, **fresh, **place})
    with open_database(path) as database:
        store = SqliteStore(database, "T1")
        with store.transaction():
            while store.retention.prune(RetentionLimits(None, datetime.max.replace(tzinfo=UTC), None), 100):
                pass
        assert store.outbox.row("42/line/1") is None
        change = store.outbox.newest_change(42, "status")
        assert change is not None
        assert change.key == "42/line/1"
        assert change.undo == (FieldChange("status", "investigating", "identified"),)
        asked = store.outbox.answerable("42/nudge/1")
        assert isinstance(asked, Nudge)
        assert asked.questions == (UnexplainedSilence(datetime.fromisoformat(TIME)),)
        assert {key: store.outbox.result(key) for key in rows} == {key: {"ts": key} for key in rows}
        assert store.review.has_review(42)


@pytest.mark.parametrize(
    ("told", "since"),
    [
        ((("role", "system", 5), ("role", "system", 9), ("role", "reaction", 12)), 9),
        ((), 0),
    ],
)
def test_since_when_somebody_commands_is_taken_from_the_entry_of_it_or_from_the_first_commander(
    path: Path, told: tuple[tuple[str, str, int], ...], since: int
) -> None:
    write_older_file(path, "17_queue")
    with Database(path) as database:
        for kind, source, minute in told:
            entry = entry_row(database, kind=kind, source=source, occurred_at=later(minute))
            database.tables.table("entries").insert({**entry, "text": "Incident commander Jane → Bob"})
    with open_database(path) as database:
        incident = SqliteStore(database, "T1").incidents.get(42)
        assert incident is not None
        assert incident.commander_since == datetime.fromisoformat(later(since))


@pytest.mark.parametrize(
    ("kind", "source", "text", "status"),
    [
        ("status", "system", "Status investigating → identified: Back to monitoring soon", Status.IDENTIFIED),
        ("status", "system", "Status changed from Monitoring to Mitigating", Status.MITIGATING),
        ("monitoring", "system", "Status changed from Identified to Monitoring: Fixed", Status.MONITORING),
        ("status", "system", "Reopened: Errors are back", Status.INVESTIGATING),
        ("status", "system", "Closed", None),
        ("note", "command", "Status changed from Investigating to Identified", None),
    ],
)
def test_an_entry_of_an_earlier_version_gets_the_status_that_it_said(
    path: Path, kind: str, source: str, text: str, status: Status | None
) -> None:
    write_older_file(path, "20_stakeholder_updates")
    with Database(path) as database:
        entry = entry_row(database, kind=kind, source=source, occurred_at=later(1))
        database.tables.table("entries").insert({**entry, "text": text})
    with open_database(path) as database:
        assert SqliteStore(database, "T1").timeline.entries(42)[-1].moved_to is status


def test_the_texts_of_an_older_file_are_found_by_their_terms(path: Path) -> None:
    write_older_file(path, "24_former_names")
    texts = {
        "incidents": ("title", "決済が失敗"),
        "updates": ("text", "GET api.example.com/v1/pay"),
        "tasks": ("title", "Read /var/log/app.log"),
    }
    with Database(path) as database:
        database.tables.execute("UPDATE tasks SET suggested = 0")
        for table, (column, text) in texts.items():
            database.tables.execute(f"UPDATE {table} SET {column} = ?", [text])
        database.tables.execute("UPDATE texts SET text = ? WHERE what = 'update'", ["GET api.example.com/v1/pay"])
        database.tables.conn.commit()
    with open_database(path) as database:
        search = SqliteStore(database, "T1").search
        asked = {"失敗": "title", "example.com": "update", "log/app": "task", "pool of": "record", "rollback": "review"}
        assert {each: search.find(each, None, 9).found[0].what for each in asked} == asked


def test_the_texts_of_an_older_file_are_found_by_the_numbers_in_their_words(path: Path) -> None:
    write_older_file(path, "25_terms")
    with Database(path) as database:
        text = "Roll back to v1.2.3, see PAY123"
        database.tables.execute(
            "UPDATE texts SET text = ?, terms = ? WHERE ref = '9'", [text, "back to v1 2 3 see pay123"]
        )
        database.tables.conn.commit()
    with open_database(path) as database:
        search = SqliteStore(database, "T1").search
        assert [search.find(each, None, 9).count for each in ("1.2.3", "PAY-123", "roll back")] == [1, 1, 1]


def later(minutes: int) -> str:
    return (datetime.fromisoformat(TIME) + timedelta(minutes=minutes)).isoformat(timespec="microseconds")


def entry_row(database: Database, **facts: object) -> dict[str, object]:
    """A new entry's first version, like the one that the file has."""
    known = next(iter(database.tables.table("entries").rows))
    number = database.number("SELECT max(id) + 1 FROM entries")
    return {**known, "id": number, "root": number, "version": 1, "replaces": None, "message_ts": "", **facts}


BY = '{"id":"U1","name":"Jane"}'


def shape(database: Database) -> set[tuple[str, str]]:
    found = database.rows("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(name, sql) for name, sql in found}


@pytest.mark.parametrize("newest", SCHEMA)
def test_an_older_file_ends_with_the_same_schema_as_a_new_one(tmp_path: Path, newest: str) -> None:
    write_older_file(tmp_path / "old.db", newest)
    with open_database(tmp_path / "old.db") as old, open_database(tmp_path / "new.db") as new:
        assert shape(old) == shape(new)


def test_a_second_opening_applies_nothing_again(path: Path) -> None:
    with open_database(path) as database:
        applied = MIGRATIONS.applied(database.tables)
    with open_database(path) as database:
        assert MIGRATIONS.applied(database.tables) == applied
    assert [step.name for step in applied] == list(SCHEMA)


def test_every_table_is_strict_and_names_the_workspace() -> None:
    with open_database(":memory:") as database:
        tables = muster_tables(database)
        assert len(tables) == 31
        for table in tables:
            assert table.strict, table.name
            assert "team" in table.columns_dict, table.name


def test_every_table_with_an_incident_points_to_it_within_the_workspace() -> None:
    with open_database(":memory:") as database:
        for table in muster_tables(database):
            if "incident" in table.columns_dict:
                pointed = database.rows(f"PRAGMA foreign_key_list({table.name})")
                assert {(row["from"], row["table"], row["to"]) for row in pointed} >= {
                    ("team", "incidents", "team"),
                    ("incident", "incidents", "number"),
                }, table.name


def test_when_a_later_step_fails_none_of_them_is_applied(path: Path) -> None:
    migrations = Migrations("muster")

    @migrations()
    def fine(tables: Tables) -> None:
        tables.execute("CREATE TABLE fine (team TEXT) STRICT")

    @migrations()
    def broken(tables: Tables) -> None:
        raise ZeroDivisionError

    with open_database(path) as database:
        before = shape(database)
        with pytest.raises(ZeroDivisionError):
            migrate(database, migrations)
        assert shape(database) == before
        assert [step.name for step in migrations.applied(database.tables)] == list(SCHEMA)


def test_a_step_that_leaves_rows_without_their_incident_is_undone(path: Path) -> None:
    before = write_older_file(path, "4_outbox")
    migrations = Migrations("muster")

    @migrations()
    def forgetful(tables: Tables) -> None:
        tables.execute("DELETE FROM incidents")

    with Database(path) as database:
        with pytest.raises(ConfigurationError) as refused:
            migrate(database, migrations)
        assert str(refused.value) == (
            f"The database {path} is inconsistent: some rows refer to missing ones. Restore a backup."
        )
        assert all_rows(database) == before
