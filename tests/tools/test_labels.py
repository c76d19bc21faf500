"""Own labeled incidents: what is enough, and one clear sentence for what is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from tools.labels import UnusableLabel, incidents

ENOUGH = {"description": "Checkout is down", "expected_severity": "SEV1"}


def test_a_text_and_a_severity_are_enough(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps([ENOUGH]))
    assert incidents(file)[-1] == {**ENOUGH, "acceptable": ["SEV1"], "expected_teams": [], "hand": "more"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Checkout is down", "an incident is an object"),
        ({"expected_severity": "SEV1"}, '"description" is missing'),
        ({**ENOUGH, "expected_severity": "P1"}, '"expected_severity" has to be one of SEV1'),
        ({**ENOUGH, "acceptable": ["SEV2"]}, '"acceptable" has to be a list of severities with SEV1 among them'),
        ({**ENOUGH, "acceptable": ["SEV1", ["SEV2"]]}, '"acceptable" has to be'),
        ({**ENOUGH, "expected_teams": ["billing"]}, '"expected_teams" has to be a list of these: database'),
        ({**ENOUGH, "service": 7}, '"service" has to be a text'),
        ({**ENOUGH, "hand": "B"}, 'the hand "B" is taken'),
    ],
)
def test_an_incident_that_is_wrong_is_named_with_what_to_do(tmp_path: Path, row: Any, said: str) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps([ENOUGH, row]))
    with pytest.raises(UnusableLabel) as refused:
        incidents(file)
    assert str(refused.value).startswith(f"{file}, incident 2: {said}")


@pytest.mark.parametrize(("text", "said"), [("[{", "isn't JSON"), ('{"a": 1}', "has to be a list of incidents")])
def test_a_file_that_is_no_list_is_refused_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "mine.json"
    file.write_text(text)
    with pytest.raises(UnusableLabel, match=said):
        incidents(file)


def test_a_file_that_isnt_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnusableLabel, match="can't be read"):
        incidents(tmp_path / "nowhere.json")
