"""Taking command, decided: who is invited, what the timeline says, and who has it already."""

from dataclasses import replace

import pytest

from bot.errors import Refused
from bot.people.model import Person
from bot.roles.commander import take_command
from tests.bot.incidents.incident_examples import BOB, DECLARED, INCIDENT, JANE, NOW, invited


def test_a_commander_is_invited_and_shown() -> None:
    change = take_command(INCIDENT, BOB, JANE, NOW)
    moved = change.incident
    assert (moved.commander, moved.commander_at, moved.commander_since) == (BOB, NOW, NOW)
    assert (change.entries[0].text, change.entries[0].author) == ("Jane Smith made Bob Kim incident commander", JANE)
    assert invited(change) == [("U2",)]


def test_a_handover_names_both_and_keeps_when_command_began() -> None:
    led = replace(INCIDENT, commander=JANE, commander_at=DECLARED, commander_since=DECLARED)
    change = take_command(led, BOB, JANE, NOW)
    assert change.entries[0].text == "Jane Smith made Bob Kim incident commander"
    taken = take_command(led, BOB, BOB, NOW)
    assert taken.entries[0].text == "Bob Kim took over as incident commander from Jane Smith"
    replaced = take_command(led, BOB, Person("U9", "Alice Chen"), NOW)
    assert replaced.entries[0].text == "Alice Chen made Bob Kim incident commander, replacing Jane Smith"
    moved = change.incident
    assert (moved.commander, moved.commander_at, moved.commander_since) == (BOB, DECLARED, NOW)


def test_who_commands_already_is_not_named_again_even_under_another_name() -> None:
    with pytest.raises(Refused, match=r"^Jane is already incident commander of #42\.$"):
        take_command(replace(INCIDENT, commander=JANE), Person("U1", "Jane"), BOB, NOW)
