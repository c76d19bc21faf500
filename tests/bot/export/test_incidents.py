"""The record on its way out: `export` whole, bounded, beside a running bot, and read back by the analysis."""

import csv
import json
import os
import pty
import re
import stat
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import app
from bot.analysis.input.reading import read_input
from bot.analysis.input.record import case_of
from bot.announcements.saved_updates import SavedUpdate
from bot.announcements.stakeholder_facts import Audience, PublicStatus
from bot.config.policy import Policy
from bot.errors import InputError
from bot.export.incidents import COLUMNS, PARTS, json_line, keys_of
from bot.export.model import ExportRequest
from bot.incidents.change import Change
from bot.incidents.model import Incident, Status
from bot.people.model import Person
from bot.review.edit_log import EditLogEntry, EditLogKind
from bot.review.facts import FactKind, RecordedFact
from bot.roles.model import RoleHolder
from bot.services import Services
from bot.tasks.model import ActionItem, Task
from bot.timeline.model import Attachment, Entry, EntryChange, EntryKind, EntrySource
from bot.updates.model import Update
from storage import SqliteStore, open_database
from tests.quarter.many import NOW, fill

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
TEAM = "T1"
JANE = Person("U1", "Jane Smith", "Europe/Berlin")
BOB = Person("U2", "Bob Kim")
AT = datetime(2024, 1, 15, 14, 23, 5, 123456, tzinfo=UTC)
MOST_MEMORY = 900_000  # bytes, however many incidents there are


class Machine:
    """A machine with a record on it, and the command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = {"MUSTER_DATABASE": str(folder / "muster.db"), "MUSTER_TEAM": TEAM, "TZ": "Europe/Berlin"}

    @contextmanager
    def store(self) -> Iterator[SqliteStore]:
        with open_database(self.environ["MUSTER_DATABASE"]) as database:
            yield SqliteStore(database, TEAM)

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(app.main, ["export", *words], env=self.environ)

    def says(self, *words: str) -> str:
        done = self.run(*words)
        assert done.exception is None, done.exception
        assert done.stderr == ""  # nobody watches
        return done.stdout

    def lines(self, *words: str) -> list[Any]:
        return [json.loads(line) for line in self.says(*words).splitlines()]

    def rows(self, *words: str) -> list[dict[str, str]]:
        return list(csv.DictReader(StringIO(self.says("--format", "csv", *words), newline="")))

    def started(self, *words: str, stderr: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
        program = [sys.executable, "app.py", *words]
        environ = {**os.environ, **self.environ}
        return subprocess.Popen(program, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=stderr)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def incident(title: str = "Payments are down", private: bool = False, at: datetime = AT) -> Incident:
    return Incident(TEAM, 0, title, "sev1", Status.INVESTIGATING, JANE, at, at, private=private)


def opened(store: SqliteStore, *incidents: Incident) -> None:
    with store.transaction():
        for each in incidents:
            store.incidents.add(each)


def entry(text: str, minute: int, **facts: Any) -> Entry:
    at = AT + timedelta(minutes=minute)
    return Entry(at, at, EntryKind.NOTE, text, BOB, EntrySource.REACTION, (JANE,), **facts)


def lived(store: SqliteStore) -> Incident:
    """An incident with something of everything, an entry in two versions and a removed one."""
    with store.transaction():
        one = store.incidents.add(incident())
        full = replace(
            one,
            status=Status.RESOLVED,
            services=("checkout", "payments"),
            summary="Cards are refused.",
            commander=JANE,
            commander_at=AT,
            resolved_at=AT + timedelta(hours=1),
            roles=(RoleHolder("scribe", BOB, AT), RoleHolder("experts", JANE, AT)),
            subscribers=("U9",),
        )
        change = Change(
            full,
            entries=(
                entry("First alert", 0, files=(Attachment("a.png", "image/png", "https://x.test/a"),)),
                entry("Said by mistake", 1),
                replace(entry("Jane joined", 2), kind=EntryKind.MEMBER, source=EntrySource.SYSTEM),
            ),
            updates=(Update(1, "Rollback is running", JANE, AT, "All cards", "Rolling back", AT),),
            records=(
                RecordedFact(FactKind.CAUSE, "A pool too small", BOB, AT),
                RecordedFact(FactKind.LESSON, "Watch", BOB, AT),
            ),
            actions=(
                ActionItem(1, "Enlarge the pool", "Bob Kim", "P1", date(2024, 2, 1), JANE, AT, "U2", "prevention"),
            ),
            tasks=(Task(1, "Call the bank", JANE, AT, BOB, AT, BOB),),
        )
        store.save(change, AT)
        wrote = SavedUpdate(0, Audience.STATUS_PAGE, "We are on it.", JANE, AT, 1, PublicStatus.IDENTIFIED)
        store.stakeholder_updates.add(one.number, [wrote])
        store.review.add(
            one.number, [EditLogEntry(EditLogKind.EDIT, JANE, AT, "impact", "Nobody could pay.", {"over": 0})]
        )
    _revise(store, full)
    return full


def _revise(store: SqliteStore, full: Incident) -> None:
    first, mistake, _joined = store.timeline.entries(full.number)
    said = replace(first, text="First alert of checkout", version=2, change=EntryChange.EDITED, changed_by=JANE)
    off = replace(mistake, removed=True, version=2, change=EntryChange.REMOVED, changed_by=JANE, changed_at=AT)
    with store.transaction():
        store.save(Change(full, entries=(said, off)), AT)


# What it holds


def test_a_line_of_json_has_everything_of_its_incident(machine: Machine) -> None:
    with machine.store() as store:
        lived(store)
    [line] = machine.lines()
    assert (line["format"], line["incident"]["number"], line["incident"]["title"]) == (
        "muster-incident-1",
        1,
        "Payments are down",
    )
    assert line["incident"]["declared_at"] == "2024-01-15T14:23:05.123456Z"
    assert [(each["text"], each["removed"], each["version"]) for each in line["entries"]] == [
        ("First alert of checkout", False, 2),
        ("Said by mistake", True, 2),
        ("Jane joined", False, 1),
    ]
    assert line["updates"][0]["doing"] == "Rolling back"
    [wrote] = line["stakeholder_updates"]
    assert (wrote["audience"], wrote["text"], wrote["based_on"]) == ("status_page", "We are on it.", 1)
    assert [each["kind"] for each in line["records"]] == ["cause", "lesson"]
    assert (line["actions"][0]["due"], line["tasks"][0]["title"]) == ("2024-02-01", "Call the bank")
    assert [(each["role"], each["person"]["name"]) for each in line["roles"]] == [
        ("scribe", "Bob Kim"),
        ("experts", "Jane Smith"),
    ]
    assert (line["review_acts"][0]["text"], line["review_acts"][0]["facts"]) == ("Nobody could pay.", {"over": 0})


def test_a_row_of_csv_is_an_entry_with_its_incident(machine: Machine) -> None:
    with machine.store() as store:
        lived(store)
    rows = machine.rows()
    assert tuple(rows[0]) == COLUMNS
    assert [(row["incident"], row["severity"], row["text"], row["removed"]) for row in rows] == [
        ("1", "SEV1", "First alert of checkout", "no"),
        ("1", "SEV1", "Said by mistake", "yes"),
        ("1", "SEV1", "Jane joined", "no"),
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\N{FULLWIDTH EQUALS SIGN}"])
def test_no_cell_of_the_csv_is_a_formula(machine: Machine, sign: str) -> None:
    with machine.store() as store, store.transaction():
        one = store.incidents.add(incident(f"{sign}cmd"))
        store.save(Change(one, entries=(replace(entry(f"{sign}1+1", 0), author=Person("U3", f"{sign}me")),)), AT)
    [row] = machine.rows()
    assert (row["incident_title"], row["text"], row["author"]) == (f"'{sign}cmd", f"'{sign}1+1", f"'{sign}me")


def test_a_text_can_not_end_the_line_that_it_stands_on(machine: Machine) -> None:
    title = "one\ntwo\x85three\u2028four\u2029five"
    with machine.store() as store:
        opened(store, incident(title))
    said = machine.says()
    assert len(said.splitlines()) == 1
    assert json.loads(said)["incident"]["title"] == title


def test_private_incidents_come_only_where_they_are_asked_for(machine: Machine) -> None:
    with machine.store() as store:
        opened(store, incident("Open to all"), incident("Quarterly hush", private=True))
        with store.transaction():
            for number in (1, 2):
                held = store.incidents.get(number)
                assert held is not None
                store.save(Change(held, entries=(entry(f"Told of {held.title}", 0),)), AT)
    for form in ("jsonl", "csv"):
        assert "hush" not in machine.says("--format", form)
        assert machine.says("--format", form, "--include-private").count("Told of Quarterly hush") == 1


def test_the_days_are_those_of_the_machine_and_the_last_one_counts_whole(machine: Machine) -> None:
    late = datetime(2024, 1, 15, 22, 59, tzinfo=UTC)  # 23:59 in Berlin
    with machine.store() as store:
        opened(store, incident("before", at=late - timedelta(days=1)), incident("on", at=late))
        opened(store, incident("after", at=late + timedelta(minutes=1)))
    titles = [
        [line["incident"]["title"] for line in machine.lines(*words)]
        for words in (
            ("--since", "2024-01-15"),
            ("--until", "2024-01-15"),
            ("--since", "2024-01-15", "--until", "2024-01-15"),
            ("--until", "9999-12-31"),
        )
    ]
    assert titles == [["on", "after"], ["before", "on"], ["on"], ["before", "on", "after"]]


def test_a_level_that_the_policy_has_no_more_goes_by_its_key(machine: Machine) -> None:
    with machine.store() as store:
        opened(store, replace(incident(), severity="sev9"))
    [line] = machine.lines()
    assert line["names"]["severity"] == "SEV9"
    assert read_input(json.dumps(line), "line.json").cases[0].severity == "SEV9"


def test_an_empty_record_is_an_empty_export(machine: Machine) -> None:
    assert machine.says() == ""
    assert machine.says("--format", "csv") == ",".join(COLUMNS) + "\n"


# Read back


def test_a_line_is_read_back_as_the_case_that_the_bot_has(machine: Machine) -> None:
    with machine.store() as store:
        lived(store)
        details = store.details(1)
        assert details is not None
        case = case_of(details, Policy())
    [read] = read_input(machine.says(), "line.json").cases
    assert read == replace(case, name="line.json")
    assert [event.text for event in read.events] == ["First alert of checkout"]


def test_several_lines_are_several_incidents(machine: Machine) -> None:
    with machine.store() as store:
        lived(store)
        opened(store, incident("Search is slow"))
    read = read_input(machine.says(), "all.jsonl")
    assert read.many
    assert [(case.number, case.title, case.severity) for case in read.cases] == [
        (1, "Payments are down", "SEV1"),
        (2, "Search is slow", "SEV1"),
    ]
    assert [case.complaints for case in read.cases] == [(), ()]


def test_review_writes_the_review_of_an_exported_line(machine: Machine) -> None:
    with machine.store() as store:
        lived(store)
    line = machine.folder / "line.json"
    machine.says("--output", str(line))
    done = CliRunner().invoke(app.main, ["review", str(line)], env=machine.environ)
    assert done.exit_code == 0, done.output
    assert "A pool too small" in done.stdout
    assert "Enlarge the pool" in done.stdout
    assert "Said by mistake" not in done.stdout


def test_a_line_changed_by_hand_is_read_like_any_other_file(machine: Machine) -> None:
    with machine.store() as store:
        lived(store)
    [line] = machine.lines()
    for changed in (
        {**line, "entries": [{**each, "mood": "bad"} for each in line["entries"]]},
        {**line, "roles": "none"},
        {**line, "names": None},
        {**line, "incident": {**line["incident"], "status": "asleep"}},
    ):
        [case] = read_input(json.dumps(changed), "line.json").cases
        assert case.title == "Payments are down"


# Streaming


def test_many_incidents_take_no_more_memory_than_a_few(machine: Machine) -> None:
    with machine.store() as store:
        fill(store, 50, days=700, entries=5)
        machine.says("--include-private")  # what a first export loads once is not what is measured
        fill(store, 400, days=700, entries=5)
    output = machine.folder / "all.jsonl"
    tracemalloc.start()
    try:
        machine.says("--include-private", "--output", str(output))
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < MOST_MEMORY < output.stat().st_size / 3
    with output.open(encoding="utf-8") as lines:
        numbers = [json.loads(line)["incident"]["number"] for line in lines]
    assert numbers == list(range(1, 451))


def test_what_a_bot_writes_meanwhile_is_not_in_it(machine: Machine) -> None:
    with machine.store() as store, machine.store() as bot:
        opened(store, incident("first"), incident("second"))
        held = Services(store, Policy(), TEAM, lambda: NOW).export.incidents(ExportRequest())
        assert next(held).incident.title == "first"
        with bot.transaction():
            second = bot.incidents.get(2)
            assert second is not None
            bot.save(Change(replace(second, title="renamed")), NOW)
            bot.incidents.add(incident("third"))
        assert [json.loads(json_line(each, Policy()))["incident"]["title"] for each in held] == ["second"]
    assert [line["incident"]["title"] for line in machine.lines()] == ["first", "renamed", "third"]


def test_a_reader_that_goes_away_is_no_error_worth_a_word(machine: Machine) -> None:
    with machine.store() as store:
        fill(store, 200, days=70)
    with machine.started("export") as program:
        assert program.stdout
        assert program.stderr
        program.stdout.readline()
        program.stdout.close()
        assert program.stderr.read() == b""


def test_whoever_watches_sees_how_far_it_is(machine: Machine) -> None:
    with machine.store() as store:
        fill(store, 60, days=70)
    watched, terminal = pty.openpty()
    with machine.started("export", "--include-private", stderr=terminal) as program:
        assert program.stdout
        assert len(program.stdout.read().splitlines()) == 60
    os.close(terminal)
    seen = os.read(watched, 65_536).decode()
    os.close(watched)
    assert seen.startswith("\rExported 1 of 60 incidents\rExported 2 of 60")
    assert seen.endswith("\rExported 60 of 60 incidents\r\n")


# The file


def test_a_file_is_its_owners_alone_and_whole(machine: Machine) -> None:
    with machine.store() as store:
        opened(store, incident())
    output = machine.folder / "out.jsonl"
    assert machine.says("--output", str(output)) == ""
    assert stat.S_IMODE(output.stat().st_mode) == 0o600
    assert json.loads(output.read_text(encoding="utf-8"))["incident"]["number"] == 1


def test_an_export_that_fails_leaves_what_was_there(machine: Machine) -> None:
    with machine.store() as store:
        opened(store, incident(), incident())
        with store.transaction():
            store.save(
                Change(replace(incident(), number=2), records=(RecordedFact(FactKind.FIX, "Undone", BOB, AT),)), AT
            )
    with open_database(machine.environ["MUSTER_DATABASE"]) as database, database.transaction():
        database.write("UPDATE records SET at = printf('%032d', 0)")
    output = machine.folder / "out.jsonl"
    output.write_text("the one before", encoding="utf-8")
    assert machine.run("--output", str(output)).exception is not None
    assert output.read_text(encoding="utf-8") == "the one before"
    assert not list(machine.folder.glob(".out.jsonl.*"))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--since", "2024-02-01", "--until", "2024-01-01"), "--since 2024-02-01 is after --until 2024-01-01."),
        (("--output", "/dev/null"), "Can't write /dev/null: it is not a regular file."),
        (("--output", "/"), "Can't write /: it is a folder."),
        (("--output", "/not/there/out.csv"), "Can't write /not/there/out.csv: the folder /not/there doesn't exist."),
    ],
)
def test_what_can_not_be_done_is_one_sentence(machine: Machine, words: tuple[str, ...], sentence: str) -> None:
    refused = machine.run(*words).exception
    assert isinstance(refused, InputError)
    assert str(refused).startswith(sentence)


def test_a_word_that_is_no_date_ends_with_exit_code_two(machine: Machine) -> None:
    done = machine.run("--since", "yesterday")
    assert done.exit_code == 2
    assert '"yesterday" is not a date. Use YYYY-MM-DD, such as 2024-01-31.' in done.stderr
    with machine.started("export", "--output", "/") as program:
        assert program.stderr
        assert program.stderr.read() == b"Can't write /: it is a folder. Add a file name.\n"
    assert program.returncode == 2


# The page


@pytest.mark.parametrize("part", PARTS)
def test_the_page_lists_just_the_fields_that_a_line_has(machine: Machine, part: str) -> None:
    with machine.store() as store:
        lived(store)
    [line] = machine.lines()
    [section] = re.findall(rf"^### `{part}`.*?\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    listed = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    first = line[part] if part == "incident" else line[part][0]
    assert listed == list(first) == list(keys_of(PARTS[part]))


def test_the_page_lists_just_the_parts_of_a_line_and_the_columns_of_the_csv(machine: Machine) -> None:
    with machine.store() as store:
        opened(store, incident())
    [line] = machine.lines()
    [top] = re.findall(r"^## A line of JSON\n(.*?)(?=^###)", PAGE, re.MULTILINE | re.DOTALL)
    assert re.findall(r"^\| `(\w+)` \|", top, re.MULTILINE) == list(line)
    [columns] = re.findall(r"^## A row of CSV\n(.*)", PAGE, re.MULTILINE | re.DOTALL)
    assert tuple(re.findall(r"^\| `(\w+)` \|", columns, re.MULTILINE)) == COLUMNS
