"""People of the same name, told apart by their ids."""

from dataclasses import dataclass

from bot.people.model import Person
from bot.people.namesakes import told_apart

JANE, OTHER, BOB = Person("U1", "Jane"), Person("U2", "jane"), Person("U3", "Bob")


@dataclass(frozen=True)
class Meeting:
    host: Person
    guests: tuple[Person, ...] = ()


def test_the_second_of_a_name_has_a_number() -> None:
    meeting = told_apart(Meeting(OTHER, (JANE, BOB)), [JANE, OTHER, BOB])
    assert meeting == Meeting(Person("U2", "jane (2)"), (JANE, BOB))


def test_nothing_changes_where_all_have_names_of_their_own() -> None:
    meeting = Meeting(JANE, (BOB, Person("", "The vendor")))
    assert told_apart(meeting, [JANE, BOB, JANE, Person("", "Jane")]) is meeting
