"""Milestones, how they are known, and the lengths between them."""

import pytest

from bot.measures import Duration, Milestone, durations, milestones
from bot.model import Entry, Incident, Kind, Source
from bot.practice import Practice
from tests.bot.review_examples import IDA, PAUL, after, by_itself, entry, incident, lines

SEV2 = Practice().severity("sev2")  # aims: 30, 30, 120 and 480 minutes


def reached(what: Incident, *entries: Entry) -> dict[str, Milestone]:
    return {milestone.key: milestone for milestone in milestones(what, lines(*entries))}


def measured(what: Incident, *entries: Entry) -> dict[str, Duration]:
    found = durations(milestones(what, lines(*entries)), SEV2)
    return {duration.key: duration for duration in found}


def test_start_and_detection_are_the_first_entries_of_their_types() -> None:
    found = reached(
        incident(),
        entry(-4, Kind.DETECTION, "alarm"),
        entry(-9, Kind.TRIGGER, "release"),
        entry(3, Kind.DETECTION, "another alarm"),
    )
    assert (found["started"].at, found["started"].rests_on) == (after(-9), ("entry:1",))
    assert (found["detected"].at, found["detected"].rests_on) == (after(-4), ("entry:2",))
    assert found["detected"].how == "first entry of type detection, logged by Ida Holm"


def test_a_marked_message_names_who_marked_it() -> None:
    said = entry(-4, Kind.DETECTION, author=IDA, captured_by=(PAUL,), source=Source.REACTION)
    assert reached(incident(), said)["detected"].how == "first entry of type detection, marked by Paul Okafor"


def test_what_the_incident_carries_names_its_field_and_the_entry_made_then() -> None:
    found = reached(
        incident(mitigated=30, resolved=60, commander=PAUL, commander_at=after(2)),
        by_itself(0, Kind.DECLARATION, "SEV2 declared"),
        by_itself(2, Kind.ROLE, "Incident commander Paul Okafor"),
        by_itself(30, Kind.MONITORING, "Status mitigating → monitoring"),
        entry(60, Kind.RESOLUTION, "over", author=PAUL),
    )
    assert [(one.at, one.how, one.rests_on) for one in list(found.values())[2:]] == [
        (after(0), "declared by Ida Holm", ("declared_at", "entry:1")),
        (after(2), "named by Ida Holm", ("commander_at", "entry:2")),
        (after(30), "status moved to monitoring by Ida Holm", ("mitigated_at", "entry:3")),
        (after(60), "resolved by Paul Okafor", ("resolved_at", "entry:4")),
    ]


def test_what_is_not_on_the_record_stays_unknown() -> None:
    found = reached(incident(), entry(5, Kind.INVESTIGATION))
    assert [key for key, one in found.items() if one.at is None] == [
        "started",
        "detected",
        "commander",
        "mitigated",
        "resolved",
    ]
    assert all(not one.how and not one.rests_on for one in found.values() if one.at is None)


def test_a_resolved_incident_that_skipped_monitoring_takes_the_end_of_impact_that_a_person_logged() -> None:
    found = reached(incident(resolved=60), entry(40, Kind.MONITORING, "queue empty"), entry(50, Kind.MONITORING))
    assert (found["mitigated"].at, found["mitigated"].how) == (
        after(40),
        "first entry of type monitoring, logged by Ida Holm",
    )


@pytest.mark.parametrize(
    ("what", "entries"),
    [
        ("still open", (incident(), entry(40, Kind.MONITORING))),
        (
            "moved back since",
            (
                incident(resolved=60),
                entry(40, Kind.MONITORING),
                by_itself(45, Kind.STATUS, "Status monitoring → mitigating"),
            ),
        ),
        ("the bot's own line", (incident(resolved=60), by_itself(40, Kind.MONITORING, "Status → monitoring"))),
        ("before the declaration", (incident(resolved=60), entry(-5, Kind.MONITORING))),
        ("after the resolution", (incident(resolved=60), entry(70, Kind.MONITORING))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_end_of_impact_is_never_guessed(what: str, entries: tuple[Incident, *tuple[Entry, ...]]) -> None:
    assert reached(*entries)["mitigated"].at is None


def test_each_length_is_between_the_two_milestones_it_names() -> None:
    found = measured(incident(mitigated=90, resolved=600), entry(-50, Kind.TRIGGER), entry(-10, Kind.DETECTION))
    assert {key: (one.minutes, one.target, one.met) for key, one in found.items()} == {
        "detect": (40, 30, False),
        "declare": (10, 30, True),
        "mitigate": (100, 120, True),
        "resolve": (610, 480, False),
        "duration": (650, None, None),
    }
    assert found["mitigate"].definition == "detection to end of impact"


def test_a_target_that_is_just_reached_is_met() -> None:
    assert measured(incident(), entry(-30, Kind.DETECTION))["declare"].met is True


def test_the_duration_counts_from_the_declaration_where_no_start_is_known() -> None:
    found = measured(incident(resolved=45))["duration"]
    assert (found.minutes, found.definition) == (45, "declaration to resolution")


def test_a_length_without_both_ends_is_not_known() -> None:
    found = measured(incident(), entry(-10, Kind.TRIGGER))
    assert [one.minutes for one in found.values()] == [None] * 5
    assert [one.met for one in found.values()] == [None] * 5


def test_times_that_contradict_each_other_give_no_length() -> None:
    assert measured(incident(), entry(-5, Kind.TRIGGER), entry(-9, Kind.DETECTION))["detect"].minutes is None


def test_lengths_agree_with_the_clock_times_that_people_read() -> None:
    found = measured(incident(declared_at=after(3.1)), entry(0.9, Kind.DETECTION))
    assert found["declare"].minutes == 3
