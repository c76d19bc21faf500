"""Who takes part in a replay: people of the file, told from programs."""

import json
from typing import Any

import pytest

from bot.errors import InputError
from demo.incident_file import IncidentFile, read_incident_file
from demo.replay_people import Member, replay_parts_of, replay_people

CREW = ["Jane Smith", "Bob Kim", "Carol Davis"]


def file_of(*actors: str, people: list[str] = CREW, commander: str = "") -> IncidentFile:
    at = "2024-01-15T14:23:00Z"
    content: dict[str, Any] = {
        "incident": {"title": "Payments fail", "declared_at": at, "commander": commander},
        "events": [{"timestamp": at, "actor": actor, "description": "Looking"} for actor in actors],
        "participants": [{"name": name} for name in people],
    }
    return read_incident_file(json.dumps(content), "x.json")


def names(file: IncidentFile) -> list[str]:
    return [member.name for member in replay_people(file)]


def test_participants_commander_and_actors_take_part_once_each() -> None:
    assert names(file_of("jane smith", "Dan Hu", "Dan  Hu", commander="Eve Moss")) == [*CREW, "Eve Moss", "Dan Hu"]


@pytest.mark.parametrize(
    "actor", ["system", "Monitoring", "deploy_bot", "pagerduty", "Grafana alerting", "health-check"]
)
def test_a_program_takes_no_part(actor: str) -> None:
    assert names(file_of(actor)) == CREW


@pytest.mark.parametrize("actor", ["Abbot Systeme", "Botond Nagy", "backup on-call", "responder A"])
def test_a_name_that_only_sounds_like_a_program_is_a_person(actor: str) -> None:
    assert names(file_of(actor)) == [*CREW, actor]


def test_a_participant_is_a_person_whatever_the_name() -> None:
    file = file_of("system", people=["System"])
    assert names(file) == ["System"]
    assert replay_parts_of(file).person("system") == "System"


def test_a_file_that_names_a_program_only_has_nobody_to_type() -> None:
    with pytest.raises(InputError) as refused:
        replay_people(file_of("monitoring", people=[]))
    assert str(refused.value) == "x.json: participants: no people listed. Add at least one name."


def test_handles_are_plain_and_free() -> None:
    people = replay_people(file_of(people=["Tomás Ortega", "Tomas-Ortega", "李伟", "王芳", "member2"]))
    assert [member.handle for member in people] == ["tomas.ortega", "tomas.ortega2", "member", "member2", "member22"]


def test_everybody_reads_clocks_in_utc_so_that_typed_times_are_those_of_the_file() -> None:
    file = file_of(people=["Jane Smith"])
    assert replay_people(file) == [Member("Jane Smith", "jane.smith", "jane.smith@example.com", title="", tz="UTC")]


def test_the_lead_marks_others_messages_and_the_next_person_the_leads() -> None:
    parts = replay_parts_of(file_of(commander="Carol Davis"))
    assert [parts.marker(name) for name in ("Jane Smith", "", "Carol Davis")] == [
        "Carol Davis",
        "Carol Davis",
        "Jane Smith",
    ]


def test_who_is_alone_marks_the_own_messages() -> None:
    assert replay_parts_of(file_of(people=["Jane Smith"])).marker("Jane Smith") == "Jane Smith"
