"""Our own exports handed back: nothing is lost, and what was changed by hand is read like any other file."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case
from bot.analysis.phases.chronicle import chronicle_json, read_timeline
from bot.analysis.severity.classify import classify
from bot.config.policy import Policy
from bot.incidents.model import Incident, Status
from bot.people.model import Person
from bot.review.document.review import build, review_json
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.timeline.timeline_files import timeline_json

SAMPLES = Path(__file__).parents[4] / "samples"
NOON = datetime(2024, 1, 15, 12, 0, tzinfo=UTC)
NAMES = ("payment-outage.json", "pool-exhaustion.json", "login-errors.txt", "search-latency.json")


def sample(name: str) -> Case:
    return read_input((SAMPLES / name).read_text("utf-8"), name).cases[0]


def exported(case: Case) -> dict[str, Any]:
    policy = Policy()
    chronicle = read_timeline(case, policy, "SEV2")
    return review_json(build(case, policy, classify(case, policy), chronicle, "all", "comprehensive", NOON))


def read(value: Any) -> Case:
    return read_input(json.dumps(value), "x.json").cases[0]


@pytest.mark.parametrize("name", NAMES)
def test_an_exported_review_gives_the_case_that_it_was_built_from(name: str) -> None:
    case = sample(name)
    assert read(exported(case)) == replace(case, name="x.json")


@pytest.mark.parametrize("name", NAMES)
def test_an_exported_timeline_gives_the_events_that_it_was_read_from(name: str) -> None:
    case = sample(name)
    told = {"title": case.title, **chronicle_json(read_timeline(case, Policy(), "SEV2"))}
    again = read(told)
    assert not again.complaints
    assert again.title == case.title
    assert [(each.at, each.text, each.actor, each.type, each.source) for each in again.events] == [
        (each.at, each.text, each.actor, each.type, each.source) for each in case.events
    ]
    assert [dict(each.extra) for each in again.events] == [dict(each.extra) for each in case.events]


@pytest.mark.parametrize(
    "change",
    [
        {"title": 3},
        {"mood": "tense"},
        {"events": [{"number": 1, "text": "x", "at": "soon"}]},
        {"actions": [{"title": "x"}]},
        {"private": "yes"},
        {"facts": []},
    ],
    ids=str,
)
def test_a_review_that_was_changed_by_hand_is_read_like_any_file(change: dict[str, Any]) -> None:
    export = exported(sample("payment-outage.json"))
    export["case"].update(change)
    case = read(export)
    assert "ORM 3.2.0" in case.causes[0].text
    assert "title" in change or case.title == "Payment service degradation"


def test_an_exported_record_gives_its_entries() -> None:
    jane = Person("U1", "Jane")
    incident = Incident("T1", 7, "Payments fail", "sev1", Status.RESOLVED, jane, NOON, NOON, private=True)
    kinds = (EntryKind.DETECTION, EntryKind.NOTE, EntryKind.MITIGATION)
    entries = [
        Entry(
            NOON + timedelta(minutes=minute),
            NOON,
            kind,
            f"step {minute}",
            jane,
            EntrySource.COMMAND,
            permalink="https://x/p",
        )
        for minute, kind in enumerate(kinds)
    ]
    case = read_input(timeline_json(incident, entries, NOON), "timeline-7.json").cases[0]
    assert (case.number, case.title, case.severity, case.private) == (7, "Payments fail", "SEV1", True)
    assert case.moments == {"declared_at": NOON}
    assert [(each.text, each.kind, each.actor, each.source, each.link) for each in case.events] == [
        ("step 0", EntryKind.DETECTION, "Jane", "command", "https://x/p"),
        ("step 1", None, "Jane", "command", "https://x/p"),
        ("step 2", EntryKind.MITIGATION, "Jane", "command", "https://x/p"),
    ]
    assert not case.complaints
