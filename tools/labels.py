"""Reads labeled incidents: what a responder would have typed, and how others labeled it."""

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bot.analysis.model import TEAMS, Case

DATA: Final = Path(__file__).parent / "data"
INCIDENTS: Final = DATA / "incidents.json"
SEVERITIES: Final = ("SEV1", "SEV2", "SEV3", "SEV4")
# The labels of these were known while rules were written, so nothing is measured on them and they weigh less.
SEEN: Final = ("own", "given")
# Never fitted: read at the end, and nothing is chosen by them
LAST: Final = ("M", "N", "O", "P")
FACTS: Final = (
    "affected_users_percentage",
    "regions",
    "workaround_available",
    "data_loss",
    "security_breach",
    "customer_facing",
    "environment",
)

Labeled = Mapping[str, Any]


def case_of(labeled: Labeled) -> Case:
    """Returns what a responder would have typed, without any label, tag or source."""
    service = labeled.get("service", "")
    facts = {fact: labeled[fact] for fact in FACTS if fact in labeled}
    return Case(description=labeled["description"], services=(service,) if service else (), facts=facts)


class UnusableLabel(Exception):
    """Says which incident of which file can't be used, why, and what to do."""


def incidents(*more: Path) -> Sequence[Labeled]:
    """Returns the labeled incidents of this folder and of more files; those without a `hand` as the hand "more"."""
    ours = _rows_of(INCIDENTS)
    taken = {labeled["hand"] for labeled in ours}
    theirs = [_checked(file, place, row, taken) for file in more for place, row in enumerate(_rows_of(file), 1)]
    return [*ours, *theirs]


def _rows_of(file: Path) -> Sequence[Any]:
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnusableLabel(f"{file} can't be read: {error.strerror}.") from error
    except ValueError as error:
        raise UnusableLabel(f"{file} isn't JSON: {error}.") from error
    if not isinstance(rows, list):
        raise UnusableLabel(f"{file} has to be a list of incidents: [{{…}}, {{…}}].")
    return rows


def _checked(file: Path, place: int, row: Any, taken: Collection[str]) -> Labeled:
    if fault := _fault(row, taken):
        raise UnusableLabel(f"{file}, incident {place}: {fault}")
    return {"hand": "more", "acceptable": [row["expected_severity"]], "expected_teams": [], **row}


def _fault(row: Any, taken: Collection[str]) -> str:
    """Returns what is wrong with an incident; "" if nothing is."""
    if not isinstance(row, dict):
        return 'an incident is an object: {"description": "…", "expected_severity": "SEV2"}.'
    if not isinstance(row.get("description"), str) or not row["description"].strip():
        return '"description" is missing. Enter what somebody typed in the first minutes.'
    if row.get("expected_severity") not in SEVERITIES:
        return f'"expected_severity" has to be one of {", ".join(SEVERITIES)}.'
    own = row["expected_severity"]
    acceptable = row.get("acceptable", [own])
    if not isinstance(acceptable, list) or own not in acceptable or _strange(acceptable, SEVERITIES):
        return f'"acceptable" has to be a list of severities with {own} among them.'
    teams = row.get("expected_teams", [])
    if not isinstance(teams, list) or _strange(teams, TEAMS):
        return f'"expected_teams" has to be a list of these: {", ".join(TEAMS)}.'
    if not isinstance(row.get("service", ""), str):
        return '"service" has to be a text.'
    if not isinstance(row.get("hand", ""), str) or row.get("hand") in taken:
        return f'the hand "{row["hand"]}" is taken. Use another name, such as your team\'s.'
    return ""


def _strange(found: Sequence[Any], known: Sequence[str]) -> bool:
    return any(each not in known for each in found)


def teams_of(labeled: Labeled) -> frozenset[str]:
    """Returns the teams that either labeler expects."""
    return frozenset((*labeled["expected_teams"], *labeled.get("second_teams", ())))


def hands(of: Sequence[Labeled]) -> Sequence[str]:
    return sorted({labeled["hand"] for labeled in of if labeled["hand"] not in SEEN})


def shares_of_levels(labeled: Labeled) -> Sequence[float]:
    """Returns how a label is shared by the levels: its own takes two thirds, other acceptable ones the rest."""
    others = [level for level in labeled["acceptable"] if level != labeled["expected_severity"]]
    own = 0.65 if others else 1.0
    return [
        own if level == labeled["expected_severity"] else (1 - own) / len(others) if level in others else 0.0
        for level in SEVERITIES
    ]
