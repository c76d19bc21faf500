"""Reads labeled incidents: what a responder would have typed, and how others labeled it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bot.analysis.model import Case

DATA: Final = Path(__file__).parent / "data"
INCIDENTS: Final = DATA / "incidents.json"
SEVERITIES: Final = ("SEV1", "SEV2", "SEV3", "SEV4")
# The labels of these were known while rules were written, so nothing is measured on them and they weigh less.
SEEN: Final = ("own", "given")
# Read once, at the end
LAST: Final = "J"
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


def incidents(*files: Path) -> Sequence[Labeled]:
    """Returns the labeled incidents of the files, those without a `hand` as the hand "more"."""
    return [{"hand": "more", **labeled} for file in files for labeled in json.loads(file.read_text(encoding="utf-8"))]


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
