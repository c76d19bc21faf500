"""What is offered to whom, and where."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.commands.parser import VERBS
from bot.incidents.menu import INSIDE, LISTS, OUTSIDE, choices, is_mine
from bot.incidents.model import OPEN, Incident, Status
from bot.incidents.transitions import TRANSITIONS
from bot.people.model import Person
from bot.roles.model import RoleHolder

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
JANE, BOB = Person("U1", "Jane Smith"), Person("U2", "Bob Kim")
NEW = Incident("T1", 1, "Search is slow", "sev2", Status.INVESTIGATING, JANE, AT, AT, commander=JANE)


def offered(incident: Incident, person: Person = BOB, member: bool = True) -> list[str]:
    return [choice.words for choice in choices(incident, person, member)]


@pytest.mark.parametrize("choice", [*OUTSIDE, *INSIDE], ids=lambda choice: choice.words)
def test_each_choice_is_a_command(choice: object) -> None:
    assert isinstance(choice, type(OUTSIDE[0]))
    assert choice.words.split()[0] in VERBS


@pytest.mark.parametrize("status", list(Status))
def test_nothing_is_offered_that_the_status_forbids(status: Status) -> None:
    for choice in choices(replace(NEW, status=status), BOB, member=True):
        assert choice.needs is None or choice.needs in TRANSITIONS[status]


def test_an_open_incident_offers_to_run_it_and_one_that_is_over_to_reopen_it() -> None:
    assert offered(NEW)[0] == "update"
    assert {"status", "severity", "roles", "task", "resolve"} <= {*offered(NEW)}
    assert "reopen" not in offered(NEW)
    over = offered(replace(NEW, status=Status.RESOLVED))
    assert {"reopen", "close"} <= {*over}
    assert not {"update", "resolve", "commander", "task"} & {*over}


def test_command_is_offered_to_those_who_do_not_have_it_and_leaving_to_members_who_do_not() -> None:
    assert "commander" in offered(NEW, BOB)
    assert "commander" not in offered(NEW, JANE)
    assert "leave" in offered(NEW, BOB)
    assert "leave" not in offered(NEW, JANE)
    assert "leave" not in offered(NEW, BOB, member=False)
    assert "join" in offered(NEW, BOB, member=False)
    assert "join" not in offered(NEW, BOB)


def test_command_is_taken_from_nobody_and_taken_over_from_somebody() -> None:
    def label(incident: Incident) -> list[str]:
        return [choice.label for choice in choices(incident, BOB, member=True) if choice.words == "commander"]

    assert label(NEW) == ["Take over"]
    assert label(replace(NEW, commander=None)) == ["Take command"]
    assert label(replace(NEW, commander=BOB)) == []


def test_who_is_subscribed_is_offered_to_unsubscribe() -> None:
    assert "subscribe" in offered(NEW)
    assert "subscribe off" not in offered(NEW)
    subscribed = offered(replace(NEW, subscribers=("U2",)))
    assert "subscribe off" in subscribed
    assert "subscribe" not in subscribed


def test_a_private_incident_is_not_offered_to_be_made_private() -> None:
    assert "private" in offered(NEW)
    assert "private" not in offered(replace(NEW, private=True))


def test_outside_of_an_incident_one_can_declare_and_list() -> None:
    assert [choice.words for choice in choices(None, BOB, member=False)] == ["declare", "list", "list mine", "help"]


def test_each_status_is_on_some_list_and_the_open_ones_on_open() -> None:
    assert LISTS["open"] == OPEN
    assert LISTS["open"] | LISTS["closed"] == LISTS["all"] == set(Status)


def test_mine_are_those_that_one_declared_commands_has_a_role_in_or_is_in() -> None:
    others = replace(NEW, commander=None, declared_by=Person("U3", "Alice Chen"))
    assert is_mine(NEW, JANE, frozenset())
    assert is_mine(others, BOB, frozenset({"U2"}))
    assert is_mine(replace(others, roles=(RoleHolder("scribe", BOB, AT),)), BOB, frozenset())
    assert is_mine(replace(others, commander=BOB), BOB, frozenset())
    assert not is_mine(others, BOB, frozenset({"U1"}))


def test_who_has_no_id_is_not_taken_for_another_without_one() -> None:
    assert not is_mine(replace(NEW, declared_by=Person("", "root")), Person("", "jane"), frozenset())
