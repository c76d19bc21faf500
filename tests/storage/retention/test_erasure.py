"""A person's removal: walks every table, and the bytes of the file, for the id and the names that were there."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.announcements.saved_updates import SavedUpdate
from bot.announcements.stakeholder_facts import Audience, PublicStatus
from bot.incidents.model import Incident
from bot.nudges.model import Reminder, ReminderKind, ReminderState
from bot.outbox.channels import Invite
from bot.outbox.incidents import Resolved
from bot.outbox.updates import UpdateSnapshot, UpdateToSubscriber
from bot.people.model import Group, Person
from bot.review.edit_log import EditLogEntry, EditLogKind
from bot.review.facts import FactKind, RecordedFact
from bot.roles.model import Handover, RoleHolder
from bot.tasks.model import ActionItem, Task
from bot.timeline.model import EntryChange, ManualEdits, Reaction
from bot.updates.model import Update
from storage import Database, SqliteStore, open_database
from tests.storage.storage_examples import AT, ENTRY, INCIDENT, TEAM, save, want

OLIVIA = Person("U0LIVIA", "Olivia O'Hara", "Europe/Dublin")
MARRIED = replace(OLIVIA, name="Olivia Quist")  # the name she had when she wrote the update
BOB = Person("U2", "Bob Kim")
NAMES = (OLIVIA.name, MARRIED.name)
TEXT = f"{OLIVIA.name} rolled back, then {MARRIED.name} looked; Olivia O'Haras and UU0LIVIA stay"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "muster.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with open_database(path) as opened:
        yield opened


@pytest.fixture
def store(database: Database) -> SqliteStore:
    return SqliteStore(database, TEAM)


OWED = Reminder(ReminderKind.ACTIONS, OLIVIA.id)


def everywhere(store: SqliteStore) -> Incident:
    """An incident in which someone stands in every column that can hold a person."""
    begun = replace(INCIDENT, title=f"{OLIVIA.name} sees 500s", summary=TEXT, declared_by=OLIVIA)
    with store.transaction():
        one = store.incidents.add(begun)
        store.people.save([OLIVIA, BOB])
        store.people.save_group(Group("S1", "on-call", frozenset({OLIVIA.id, BOB.id})))
        store.people.set_member(one.number, OLIVIA, True)
        store.home.opened(OLIVIA.id, AT)
        store.requests.remember(f"view:{OLIVIA.id}", AT)
        store.timeline.set_reaction(Reaction("C1", "1.1", "mag", OLIVIA, True, AT))
        store.nudges.schedule(one.number, {OWED: AT})
        store.review.add(
            one.number, [EditLogEntry(EditLogKind.EDIT, OLIVIA, AT, "impact", TEXT, {"who": [OLIVIA.id, BOB.id]})]
        )
        store.stakeholder_updates.add(
            one.number, [SavedUpdate(0, Audience.EXECUTIVE, TEXT, OLIVIA, AT, 0, PublicStatus.INVESTIGATING)]
        )
    full = replace(
        one,
        commander=OLIVIA,
        commander_at=AT,
        roles=(RoleHolder("scribe", OLIVIA, AT), RoleHolder("sme", BOB, AT)),
        handover=Handover(OLIVIA, OLIVIA, AT, TEXT),
        subscribers=(OLIVIA.id, BOB.id, "C9"),
        reminder_state=ReminderState(1, (OLIVIA.id,), asked=((OWED, AT),)),
    )
    manual = ManualEdits(present=True, present_at=AT, by=OLIVIA)
    entry = replace(ENTRY, text=TEXT, author=OLIVIA, captured_by=(OLIVIA, BOB), manual=manual)
    save(
        store,
        full,
        entries=(entry,),
        updates=(Update(1, TEXT, MARRIED, AT, TEXT, TEXT),),
        records=(RecordedFact(FactKind.CAUSE, TEXT, OLIVIA, AT),),
        actions=(ActionItem(1, TEXT, OLIVIA.name, "P1", date(2024, 2, 1), OLIVIA, AT, OLIVIA.id, done_by=OLIVIA),),
        tasks=(Task(1, TEXT, OLIVIA, AT, OLIVIA, AT, OLIVIA),),
    )
    [stored] = store.timeline.entries(1)
    edited = replace(stored, version=2, change=EntryChange.EDITED, changed_by=OLIVIA, changed_at=AT)
    save(store, full, entries=(edited,))
    return full


def erase(store: SqliteStore) -> str:
    trace = store.retention.trace(OLIVIA.id)
    former = store.retention.former_name(OLIVIA.id, AT)
    store.retention.erase(OLIVIA.id, trace, former)
    return former


def leftovers(database: Database) -> list[tuple[str, str, object]]:
    """Whatever in any table, FTS5's own included, still holds the id or a name as a whole word."""
    tables = [row["name"] for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [
        (table, column, row[column])
        for table in tables
        for row in database.rows(f"SELECT * FROM {table}")
        for column in row.keys()  # noqa: SIM118 - a row iterates over its values
        if is_there(row[column])
    ]


def is_there(value: object) -> bool:
    text = str(value).replace("Olivia O'Haras", "").replace("UU0LIVIA", "")
    return any(word in text for word in (OLIVIA.id, *NAMES))


def test_whoever_is_forgotten_is_in_no_row_of_any_table(store: SqliteStore, database: Database) -> None:
    everywhere(store)
    tables = {table for table, _column, _value in leftovers(database)}
    hold_people = {"incidents", "entries", "updates", "records", "actions", "tasks", "marks", "members", "people"}
    assert tables >= hold_people | {"group_people", "home_viewers", "requests", "reminders", "review_acts", "texts"}
    assert "stakeholder_updates" in tables
    erase(store)
    assert leftovers(database) == []


def test_nor_in_the_outbox_its_keys_lanes_and_payloads(store: SqliteStore, database: Database) -> None:
    everywhere(store)
    told = UpdateSnapshot(1, TEXT, OLIVIA, AT, "identified", "sev1")
    address = f"1/update/1/to/{OLIVIA.id}", f"1/to/{OLIVIA.id}", (f"1/kick/{OLIVIA.id}",)
    want(store, UpdateToSubscriber(*address, update=told, to=OLIVIA.id))
    want(store, Invite("1/invite/opening", people=(OLIVIA.id, BOB.id)))
    erase(store)
    assert leftovers(database) == []
    assert [each.message.people for each in store.outbox.newest(9) if isinstance(each.message, Invite)] == [(BOB.id,)]
    [update] = [each for each in store.outbox.newest(9) if isinstance(each.message, UpdateToSubscriber)]
    assert update.done == update.wanted  # it has nobody to go to


def test_nothing_of_them_is_left_in_the_bytes_of_the_file(path: Path) -> None:
    with open_database(path) as database:
        store = SqliteStore(database, TEAM)
        everywhere(store)
        erase(store)
    held = b"".join(each.read_bytes() for each in path.parent.iterdir())
    for name in NAMES:
        assert held.replace(b"Olivia O'Haras", b"").count(name.encode()) == 0
    assert held.replace(b"UU0LIVIA", b"").count(OLIVIA.id.encode()) == 0


def test_the_timeline_stays_readable_and_everybody_else_stays_whole(store: SqliteStore) -> None:
    everywhere(store)
    former = erase(store)
    assert former == "Former member 1"
    incident = store.incidents.get(1)
    assert incident is not None
    assert (incident.title, incident.commander) == (f"{former} sees 500s", Person("", former, OLIVIA.tz))
    assert [(held.role, held.person.name) for held in incident.roles] == [("scribe", former), ("sme", BOB.name)]
    assert incident.subscribers == (BOB.id, "C9")
    [entry] = store.timeline.entries(1)
    assert entry.text == f"{former} rolled back, then {former} looked; Olivia O'Haras and UU0LIVIA stay"
    assert [(person.id, person.name) for person in (entry.author, *entry.captured_by)] == [
        ("", former),
        ("", former),
        (BOB.id, BOB.name),
    ]
    assert len(store.timeline.history(entry.id)) == 2
    assert store.action_items.of_incident(1)[0].owner == former
    assert store.updates.of_incident(1)[0].by.name == former
    [saved] = store.stakeholder_updates.of_incident(1)
    assert (saved.by.name, saved.text) == (former, entry.text)


def test_the_search_knows_the_new_name_and_not_the_old_one(store: SqliteStore, database: Database) -> None:
    everywhere(store)
    assert store.search.find("Quist", None, 9).count == 1
    erase(store)
    assert store.search.find("Quist", None, 9).count == 0
    assert store.search.find("Former member", None, 9).count == 1
    assert not [row["terms"] for row in database.rows("SELECT terms FROM texts") if "quist" in row["terms"]]


def test_the_same_title_declared_anew_is_known_by_its_new_name(store: SqliteStore, database: Database) -> None:
    everywhere(store)
    erase(store)
    [row] = database.rows("SELECT title_key FROM incidents")
    assert row["title_key"] == "former member 1 sees 500s"


def test_a_name_that_somebody_else_bears_too_stays_in_texts_but_not_beside_the_id(store: SqliteStore) -> None:
    everywhere(store)
    with store.transaction():
        store.people.save([Person("U7", OLIVIA.name)])
    trace = store.retention.trace(OLIVIA.id)
    assert trace.shared == (OLIVIA.name,)
    former = erase(store)
    [entry] = store.timeline.entries(1)
    assert entry.text.startswith(f"{OLIVIA.name} rolled back, then {former} looked")
    assert [person.name for person in (entry.author, *entry.captured_by)] == [former, former, BOB.name]
    assert store.people.person("U7") == Person("U7", OLIVIA.name)


def test_two_who_are_forgotten_are_told_apart(store: SqliteStore) -> None:
    everywhere(store)
    assert erase(store) == "Former member 1"
    trace = store.retention.trace(BOB.id)
    store.retention.erase(BOB.id, trace, store.retention.former_name(BOB.id, AT))
    [entry] = store.timeline.entries(1)
    assert [person.name for person in entry.captured_by] == ["Former member 1", "Former member 2"]


def test_one_that_was_broken_off_goes_on_under_the_same_name(store: SqliteStore) -> None:
    everywhere(store)
    assert store.retention.former_name(OLIVIA.id, AT) == store.retention.former_name(OLIVIA.id, AT) == "Former member 1"
    assert erase(store) == "Former member 1"
    assert store.retention.former_name(BOB.id, AT) == "Former member 2"


def test_two_reactions_of_forgotten_people_on_one_message_stay_two(store: SqliteStore) -> None:
    everywhere(store)
    with store.transaction():
        store.timeline.set_reaction(Reaction("C1", "1.1", "mag", BOB, True, AT))
    erase(store)
    trace = store.retention.trace(BOB.id)
    store.retention.erase(BOB.id, trace, store.retention.former_name(BOB.id, AT))
    assert [reaction.by.name for reaction in store.timeline.reactions("C1", "1.1")] == [
        "Former member 1",
        "Former member 2",
    ]


def test_what_is_found_says_how_many_texts_name_them_and_whose_they_are(store: SqliteStore) -> None:
    everywhere(store)
    trace = store.retention.trace(OLIVIA.id)
    assert (trace.names, trace.incidents) == (NAMES, (1,))
    assert trace.texts >= 8
    assert trace.rows > trace.texts / 2


def test_another_workspace_in_the_same_file_stays_as_it_is(store: SqliteStore, database: Database) -> None:
    everywhere(store)
    other = SqliteStore(database, "T2")
    with other.transaction():
        other.incidents.add(replace(INCIDENT, team="T2", title=OLIVIA.name, declared_by=OLIVIA))
    erase(store)
    kept = other.incidents.get(1)
    assert kept is not None
    assert (kept.title, kept.declared_by) == (OLIVIA.name, OLIVIA)


def test_json_stays_json(store: SqliteStore, database: Database) -> None:
    """A name with a quote or a backslash in it stands otherwise in JSON than in a text."""
    odd = replace(OLIVIA, name='Ann "Ace" \\ Ray')
    with store.transaction():
        one = store.incidents.add(replace(INCIDENT, declared_by=odd))
    save(store, replace(one, roles=(RoleHolder("scribe", odd, AT),)))
    want(store, Resolved("1/line/1", by=odd, at=AT))
    erase(store)
    [row] = database.rows("SELECT facts FROM outbox")
    assert json.loads(row["facts"])["by"] == {"id": "", "name": "Former member 1", "tz": odd.tz}
    incident = store.incidents.get(1)
    assert incident is not None
    assert incident.roles[0].person.name == "Former member 1"
