"""People, user groups and channel members in SQL, and the condition that decides who may see which incident."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from sqlite3 import Row

from bot.incidents.model import Incident
from bot.people.model import Group, Membership, Person
from bot.ports.people import MayAnswer, PeopleStore
from storage.renaming import Renaming
from storage.sqlite.database import Database, Value
from storage.sqlite.table import WorkspaceTable
from storage.values import time_from_or_none, time_text

# What a person may see: members of the workspace the public incidents, and everyone the incidents whose channel they
# are in. Who is in the channel of a private one counts only as long as it is known. Apps, deactivated accounts and
# people who aren't in the directory are no members.
_KNOWN = (
    "EXISTS (SELECT 1 FROM memberships JOIN connections ON connections.team = memberships.team "
    "AND connections.number = memberships.connection AND connections.up = 1 "
    "WHERE memberships.team = incidents.team AND memberships.incident = incidents.number)"
)
_INSIDE = (
    "(EXISTS (SELECT 1 FROM members WHERE members.team = incidents.team "
    "AND members.incident = incidents.number AND members.person = ? AND members.present = 1) "
    f"AND (incidents.private = 0 OR {_KNOWN}))"
)
_OWN = "(incidents.declared_by_id = ? AND incidents.channel = '')"
# Nobody has been in its present channel: it doesn't exist yet, or Slack refuses to invite those who are to come.
_EXPECTED = (
    "(EXISTS (SELECT 1 FROM expected_members WHERE expected_members.team = incidents.team "
    "AND expected_members.incident = incidents.number AND expected_members.person = ?) "
    f"AND (incidents.channel = '' OR (incidents.channel_error IN ('', 'deleted') AND {_KNOWN})))"
)
_MEMBER = (
    "EXISTS (SELECT 1 FROM people WHERE people.team = incidents.team AND people.id = ? "
    "AND people.guest = 0 AND people.app = 0 AND people.deactivated = 0)"
)
_VISIBLE = f"((incidents.private = 0 AND {_MEMBER}) OR {_INSIDE} OR {_OWN} OR {_EXPECTED})"

_KINDS = ("guest", "app", "deactivated")  # what the directory knows of an account
_RENAMED = "ON CONFLICT (team, id) DO UPDATE SET " + ", ".join(
    f"{each} = excluded.{each}" for each in ("name", "tz", *_KINDS)
)


def seen_by(person_id: str | None) -> tuple[str, tuple[Value, ...]]:
    """An SQL condition on incidents, and its values: those that a person may see. None means everything.

    "" is someone at the command line, who sees the public ones.
    """
    if person_id is None:
        return "1", ()
    return ("incidents.private = 0", ()) if not person_id else (_VISIBLE, (person_id,) * 4)


class PeopleTable(WorkspaceTable, PeopleStore):
    """The people of one workspace. People without an id are not stored."""

    def __init__(self, database: Database, team: str) -> None:
        super().__init__(database, team)
        self._renaming = Renaming(database, team)
        self._may_answer: MayAnswer = lambda person, _incident: person.is_member

    def person(self, person_id: str) -> Person | None:
        found = self._database.row("SELECT * FROM people WHERE team = ? AND id = ?", self._team, person_id)
        return _known_person(found) if found else None

    def called(self, name: str) -> Sequence[Person]:
        sql = f"SELECT * FROM people WHERE team = ? AND ({' OR '.join(['name LIKE ? ESCAPE ?'] * 3)}) ORDER BY id"
        plain = "".join(f"\\{letter}" if letter in "%_\\" else letter for letter in name)
        like = (value for pattern in (plain, f"{plain} %", f"% {plain}") for value in (pattern, "\\"))
        return [_known_person(row) for row in self._database.rows(sql, self._team, *like)]

    def others(self, people: Iterable[str]) -> Mapping[str, Person]:
        asked = sorted(filter(None, set(people)))
        marks = ", ".join("?" * len(asked))
        sql = f"SELECT * FROM people WHERE team = ? AND (guest OR app OR deactivated) AND id IN ({marks})"
        found = self._database.rows(sql, self._team, *asked) if asked else ()
        return {row["id"]: _known_person(row) for row in found}

    def judged_by(self, may_answer: MayAnswer) -> None:
        self._may_answer = may_answer

    def may_answer(self, person: Person, incident: Incident) -> bool:
        return self._may_answer(person, incident)

    def save(self, people: Iterable[Person]) -> bool:
        changed = [person for person in people if person.id and self._save(person)]
        return bool(changed) and self._renaming.follow(changed) > 0

    def _save(self, person: Person) -> bool:
        """Whether this name is new."""
        before = self._database.row("SELECT name FROM people WHERE team = ? AND id = ?", self._team, person.id)
        named: dict[str, Value] = {"team": self._team, "id": person.id, "name": person.name, "tz": person.tz}
        kind: dict[str, Value] = {each: int(getattr(person, each)) for each in _KINDS}
        self._database.insert("people", named | kind, _RENAMED)
        if before and before["name"] != person.name:
            earlier: dict[str, Value] = {"team": self._team, "person": person.id, "name": before["name"]}
            self._database.insert("former_names", earlier, "ON CONFLICT (team, person, name) DO NOTHING")
        return before is None or before["name"] != person.name

    def set_member(self, number: int, person: Person, present: bool) -> None:
        if not person.id:
            return
        values: dict[str, Value] = {"team": self._team, "incident": number, "person": person.id}
        known = "ON CONFLICT (team, incident, person) DO UPDATE SET present = excluded.present"
        if present:
            self._database.write("DELETE FROM expected_members WHERE team = ? AND incident = ?", self._team, number)
        self._database.insert("members", {**values, "present": int(present)}, known)
        first: dict[str, Value] = {"team": self._team, "incident": number, "connection": 0, "changes": 1}
        self._database.insert("memberships", first, "ON CONFLICT (team, incident) DO UPDATE SET changes = changes + 1")

    def members(self, number: int) -> frozenset[str]:
        found = self._database.rows(
            "SELECT person FROM members WHERE team = ? AND incident = ? AND present = 1", self._team, number
        )
        return frozenset(row["person"] for row in found)

    def expect(self, number: int, people: Iterable[str]) -> None:
        for person in dict.fromkeys(filter(None, people)):
            expected: dict[str, Value] = {"team": self._team, "incident": number, "person": person}
            self._database.insert("expected_members", expected, "ON CONFLICT (team, incident, person) DO NOTHING")

    def readers(self, incident: Incident) -> frozenset[str]:
        present = self.members(incident.number)
        if present or not incident.private:
            return present
        expected = "SELECT person FROM expected_members WHERE team = ? AND incident = ?"
        return frozenset(row["person"] for row in self._database.rows(expected, self._team, incident.number))

    def ever_members(self, number: int) -> frozenset[str]:
        sql = "SELECT person FROM members WHERE team = ? AND incident = ?"
        return frozenset(row["person"] for row in self._database.rows(sql, self._team, number))

    def set_connected(self, up: bool) -> None:
        first: dict[str, Value] = {"team": self._team, "number": 1, "up": int(up)}
        again = "ON CONFLICT (team) DO UPDATE SET number = number + 1, up = excluded.up"
        self._database.insert("connections", first, again)

    def connection(self) -> int:
        found = self._database.row("SELECT number FROM connections WHERE team = ? AND up = 1", self._team)
        return int(found["number"]) if found else 0

    def membership(self, number: int) -> Membership:
        found = self._database.row(
            "SELECT connection, changes, at FROM memberships WHERE team = ? AND incident = ?", self._team, number
        )
        if found is None:
            return Membership(is_known=False)
        is_known = found["connection"] > 0 and found["connection"] == self.connection()
        return Membership(is_known, found["changes"], time_from_or_none(found["at"]))

    def set_membership_read(self, number: int, connection: int, at: datetime) -> None:
        read: dict[str, Value] = {
            "team": self._team,
            "incident": number,
            "connection": connection,
            "changes": 0,
            "at": time_text(at),
        }
        again = "ON CONFLICT (team, incident) DO UPDATE SET connection = excluded.connection, at = excluded.at"
        self._database.insert("memberships", read, again)

    def sees(self, number: int, person_id: str) -> bool:
        seen, values = seen_by(person_id)
        sql = f"SELECT 1 FROM incidents WHERE team = ? AND number = ? AND {seen}"
        return self._database.row(sql, self._team, number, *values) is not None

    def is_unwatched(self, number: int) -> bool:
        sql = "SELECT 1 FROM incidents WHERE team = ? AND number = ? AND private = 1 AND channel <> ''"
        return self._database.row(f"{sql} AND channel_error NOT IN ('', 'deleted')", self._team, number) is not None

    def is_awaited(self, person_id: str) -> bool:
        sql = (
            "SELECT 1 FROM members JOIN incidents ON incidents.team = members.team "
            "AND incidents.number = members.incident WHERE members.team = ? AND members.person = ? "
            f"AND members.present = 1 AND incidents.private = 1 AND NOT {_KNOWN}"
        )
        return self._database.row(f"{sql} LIMIT 1", self._team, person_id) is not None

    def private_channels(self) -> Sequence[int]:
        sql = "SELECT number FROM incidents WHERE team = ? AND private = 1 AND channel <> '' ORDER BY number"
        return [row["number"] for row in self._database.rows(sql, self._team)]

    def save_group(self, group: Group) -> None:
        named: dict[str, Value] = {"team": self._team, "id": group.id}
        renamed = "ON CONFLICT (team, id) DO UPDATE SET handle = excluded.handle"
        self._database.insert("groups", {**named, "handle": group.handle}, renamed)
        self._database.write("DELETE FROM group_people WHERE team = ? AND id = ?", self._team, group.id)
        for person in sorted(group.people):
            self._database.insert("group_people", {**named, "person": person})

    def group(self, group_id: str) -> Group | None:
        found = self._database.row("SELECT handle FROM groups WHERE team = ? AND id = ?", self._team, group_id)
        if found is None:
            return None
        people = self._database.rows("SELECT person FROM group_people WHERE team = ? AND id = ?", self._team, group_id)
        return Group(group_id, found["handle"], frozenset(row["person"] for row in people))

    def groups_of(self, person_id: str) -> frozenset[str]:
        found = self._database.rows("SELECT id FROM group_people WHERE team = ? AND person = ?", self._team, person_id)
        return frozenset(row["id"] for row in found)


def _known_person(row: Row) -> Person:
    return Person(row["id"], row["name"], row["tz"], **{each: bool(row[each]) for each in _KINDS})
