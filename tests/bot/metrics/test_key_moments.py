"""What each key moment is: recorded where people typed it or the bot saw it, never taken from words."""

from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from bot.incidents.model import Incident
from bot.metrics.key_moments import (
    Certainty,
    MomentKey,
    events_of,
    recorded_moments,
    with_estimates,
)
from bot.people.model import MUSTER, Person
from bot.timeline.model import Entry, EntryKind, EntrySource
from tests.bot.review.review_examples import after, by_itself, entry, incident

ALERTS = Person("B1", "Alertmanager")


def reached(what: Incident, *entries: Entry) -> dict[MomentKey, datetime]:
    return {key: moment.at for key, moment in recorded_moments(what, events_of(entries)).items()}


def test_an_incident_without_entries_has_its_own_moments_and_no_other() -> None:
    assert reached(incident(mitigated=30, resolved=60)) == {
        MomentKey.ACKNOWLEDGED: after(0),
        MomentKey.DECLARED: after(0),
        MomentKey.MITIGATED: after(30),
        MomentKey.RESOLVED: after(60),
    }


def test_the_earliest_trigger_and_detection_that_people_typed_count_by_when_they_happened() -> None:
    found = reached(
        incident(),
        entry(-10, EntryKind.TRIGGER, recorded_at=after(40)),
        entry(-20, EntryKind.TRIGGER, recorded_at=after(50)),
        entry(-3, EntryKind.DETECTION),
        entry(2, EntryKind.DETECTION),
        by_itself(-30, EntryKind.TRIGGER, "the bot's own"),
        entry(-40, EntryKind.TRIGGER, removed=True),
    )
    assert (found[MomentKey.STARTED], found[MomentKey.DETECTED]) == (after(-20), after(-3))


def test_each_recorded_moment_names_the_entry_that_it_rests_on() -> None:
    moments = recorded_moments(incident(), events_of([entry(-3, EntryKind.DETECTION, id=7)]))
    assert (moments[MomentKey.DETECTED].entry, moments[MomentKey.DECLARED].entry) == (7, 0)


@pytest.mark.parametrize(
    "text", ["Watching dashboards, error rate still 40%", "Error rate is back to normal", "All quiet, mitigated"]
)
def test_an_entry_of_type_monitoring_ends_nothing(text: str) -> None:
    assert MomentKey.MITIGATED not in reached(incident(resolved=60), entry(40, EntryKind.MONITORING, text))


@pytest.mark.parametrize(
    ("what", "entries", "expected"),
    [
        ("the declaration is an act", (), 0),
        ("a typed response before it counts", (entry(-2, EntryKind.INVESTIGATION),), -2),
        ("before the detection nothing does", (entry(-9, EntryKind.TRIAGE), entry(-5, EntryKind.DETECTION)), 0),
        ("a note before it is no response", (entry(-2, EntryKind.NOTE),), 0),
        ("a detection is no response to itself", (entry(-5, EntryKind.DETECTION),), 0),
        (
            "a program is no person",
            (entry(-2, EntryKind.TRIAGE, author=ALERTS, recorded_at=after(9)),),
            0,
        ),
    ],
)
def test_the_first_response_is_the_first_act_of_a_person(what: str, entries: tuple[Entry, ...], expected: int) -> None:
    assert reached(incident(), *entries)[MomentKey.ACKNOWLEDGED] == after(expected), what


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ((), None),
        ((by_itself(4, EntryKind.ROLE, "Incident commander Ida"),), 4),
        ((by_itself(6, EntryKind.COMMUNICATION, "Update"), entry(5, EntryKind.NOTE)), 5),
        ((entry(1, author=ALERTS, source=EntrySource.REACTION, recorded_at=after(8)),), 8),
        ((replace(by_itself(2, EntryKind.STATUS, "by the bot"), author=MUSTER),), None),
    ],
)
def test_where_a_program_declared_it_any_act_of_a_person_answers_it(
    acts: tuple[Entry, ...], expected: int | None
) -> None:
    found = reached(incident(declared_by=ALERTS), *acts).get(MomentKey.ACKNOWLEDGED)
    assert found == (None if expected is None else after(expected))


@dataclass(frozen=True)
class Estimate:
    at: datetime | None
    certainty: Certainty = Certainty.ESTIMATED


def test_an_estimate_counts_only_where_nothing_is_recorded_or_contradicts_it() -> None:
    recorded = {key: Estimate(after(at), Certainty.RECORDED) for key, at in DECLARED_AND_RESOLVED.items()}
    estimated = {
        MomentKey.STARTED: Estimate(after(-5)),
        MomentKey.DETECTED: Estimate(after(10)),
        MomentKey.DECLARED: Estimate(after(1)),
        MomentKey.MITIGATED: Estimate(after(70)),
        MomentKey.ACKNOWLEDGED: Estimate(None),
    }
    found = with_estimates(recorded, estimated)
    assert {key: (moment.at, moment.certainty) for key, moment in found.items()} == {
        MomentKey.STARTED: (after(-5), Certainty.ESTIMATED),
        MomentKey.DECLARED: (after(0), Certainty.RECORDED),
        MomentKey.RESOLVED: (after(60), Certainty.RECORDED),
    }


DECLARED_AND_RESOLVED = {MomentKey.DECLARED: 0, MomentKey.RESOLVED: 60}
