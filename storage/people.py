"""People, user groups and channel members in SQL, and the condition that decides who may see which incident."""

from collections.abc import Iterable
from sqlite3 import Row

from bot.people.model import Group, Person
from bot.ports.people import PeopleStore
from storage.sqlite.database import Value
from storage.sqlite.table import WorkspaceTable

# What a person may see: public incidents, and private ones whose channel they are in.
_INSIDE = (
    "EXISTS (SELECT 1 FROM members WHERE members.team = incidents.team "
    "AND members.incident = incidents.number AND members.person = ? AND members.present = 1)"
)
_VISIBLE = f"(incidents.private = 0 OR {_INSIDE})"

_KINDS = ("guest", "app", "deactivated")  # what the directory knows of an account
_RENAMED = "ON CONFLICT (team, id) DO UPDATE SET " + ", ".join(
    f"{each} = excluded.{each}" for each in ("name", "tz", *_KINDS)
)


def seen_by(person_id: str | None, inside: bool = False) -> tuple[str, tuple[Value, ...]]:
    """An SQL condition on incidents, and its values: those that a person may see.

    `inside` limits it to incidents whose channel they are in. `person_id` None means everything.
    """
    if person_id is None:
        return "1", ()
    return _INSIDE if inside else _VISIBLE, (person_id,)


class PeopleTable(WorkspaceTable, PeopleStore):
    """The people of one workspace. People without an id are not stored."""

    def person(self, person_id: str) -> Person | None:
        found = self._database.row("SELECT * FROM people WHERE team = ? AND id = ?", self._team, person_id)
        return _known_person(found) if found else None

    def save(self, people: Iterable[Person]) -> None:
        for person in people:
            if person.id:
                named: dict[str, Value] = {"team": self._team, "id": person.id, "name": person.name, "tz": person.tz}
                kind: dict[str, Value] = {each: int(getattr(person, each)) for each in _KINDS}
                self._database.insert("people", named | kind, _RENAMED)

    def set_member(self, number: int, person: Person, present: bool) -> None:
        if not person.id:
            return
        values: dict[str, Value] = {"team": self._team, "incident": number, "person": person.id}
        known = "ON CONFLICT (team, incident, person) DO UPDATE SET present = excluded.present"
        self._database.insert("members", {**values, "present": int(present)}, known)

    def members(self, number: int) -> frozenset[str]:
        found = self._database.rows(
            "SELECT person FROM members WHERE team = ? AND incident = ? AND present = 1", self._team, number
        )
        return frozenset(row["person"] for row in found)

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
