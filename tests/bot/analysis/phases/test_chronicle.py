"""What the analysis of a timeline contains: phases, key times, durations, gaps, people, each with its source."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.model import MOMENTS, PHASES, Case, Chronicle, Event, Told
from bot.analysis.phases.chronicle import chronicle_json, read_timeline
from bot.config.policy import Policy
from bot.metrics.key_moments import Certainty, MomentKey
from bot.timeline.kinds import EntryKind
from tests.bot.analysis.timeline_cases import PLAIN, events, minutes, read

NOTICED = ((0, "alerting", "ALERT: checkout error rate above 20 %"), (4, "Ana", "on it, taking a look"))


def phases(chronicle: Chronicle) -> list[EntryKind]:
    return [one.phase for one in chronicle.events]


def test_a_plain_incident_is_read_as_people_would() -> None:
    assert phases(read(*PLAIN)) == [
        EntryKind.TRIGGER,
        EntryKind.DETECTION,
        EntryKind.TRIAGE,
        EntryKind.DECLARATION,
        EntryKind.COMMUNICATION,
        EntryKind.INVESTIGATION,
        EntryKind.MITIGATION,
        EntryKind.MITIGATION,
        EntryKind.MONITORING,
        EntryKind.RESOLUTION,
        EntryKind.REVIEW,
    ]


def test_the_moments_of_a_plain_incident_name_their_events() -> None:
    reached = read(*PLAIN).moments
    assert {key: (moment.at, [one.place for one in moment.evidence]) for key, moment in reached.items()} == {
        "started_at": (minutes(0), ["event 1"]),
        "detected_at": (minutes(6), ["event 2"]),
        "acknowledged_at": (minutes(8), ["event 3"]),
        "declared_at": (minutes(12), ["event 4"]),
        "mitigated_at": (minutes(45), ["event 9"]),
        "resolved_at": (minutes(60), ["event 10"]),
    }


IN_SO_MANY_WORDS = {MomentKey.DECLARED, MomentKey.RESOLVED}  # "declaring a sev1", "incident resolved"


def test_what_only_words_suggest_is_an_estimate_and_a_stated_moment_is_recorded() -> None:
    stated = Case(events=events(*PLAIN), moments={"detected_at": minutes(3)})
    reached = read_timeline(stated, Policy(), "sev1").moments
    recorded = {MomentKey.DETECTED, *IN_SO_MANY_WORDS}
    assert {key: moment.certainty for key, moment in reached.items()} == {
        key: Certainty.RECORDED if key in recorded else Certainty.ESTIMATED for key in MomentKey
    }


@pytest.mark.parametrize(
    ("kind", "key"), [(EntryKind.TRIGGER, MomentKey.STARTED), (EntryKind.DETECTION, MomentKey.DETECTED)]
)
def test_a_moment_is_recorded_where_the_input_gives_its_event_that_type(kind: EntryKind, key: MomentKey) -> None:
    plain = events(*PLAIN)
    place = 0 if kind is EntryKind.TRIGGER else 1
    typed = (*plain[:place], replace(plain[place], kind=kind), *plain[place + 1 :])
    reached = read_timeline(Case(events=typed), Policy(), "sev1").moments
    assert {each for each, moment in reached.items() if moment.certainty is Certainty.RECORDED} == {
        key,
        *IN_SO_MANY_WORDS,
    }


def test_a_moment_that_the_input_states_wins() -> None:
    case = Case(
        events=events(*PLAIN), moments={"detected_at": minutes(3)}, moment_places={"detected_at": "timeline.detected"}
    )
    moment = read_timeline(case, Policy(), "sev1").moments[MomentKey.DETECTED]
    assert (moment.at, moment.how) == (minutes(3), "recorded")


def test_a_given_type_wins_over_the_words() -> None:
    chronicle = read((0, "Ana", "rolled back the release"), kinds={1: EntryKind.COMMUNICATION})
    assert phases(chronicle) == [EntryKind.COMMUNICATION]
    assert chronicle.events[0].how == "type: communication"


def test_a_deployment_is_a_trigger_before_the_notice_and_a_mitigation_after_it() -> None:
    told = "deployed version 7 of the gateway"
    chronicle = read((0, "Ben", told), (5, "alerting", "ALERT: gateway down"), (20, "Ben", told))
    assert phases(chronicle) == [EntryKind.TRIGGER, EntryKind.DETECTION, EntryKind.MITIGATION]


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("could we just turn the feature off?", EntryKind.MITIGATION),
        ("paging the database team", EntryKind.ESCALATION),
        ("the logs show timeouts from the pool", EntryKind.INVESTIGATION),
        ("status page says we're investigating", EntryKind.COMMUNICATION),
        ("mailed all customers", EntryKind.COMMUNICATION),
        ("failed over to the standby", EntryKind.MITIGATION),
        ("throttled the importer", EntryKind.MITIGATION),
    ],
)
def test_words_tell_the_phase_while_an_incident_is_open(text: str, phase: EntryKind) -> None:
    chronicle = read(*NOTICED, (9, "Ana", text), (30, "Ben", "looks good again"), (60, "Ana", "incident resolved"))
    assert chronicle.events[2].phase is phase
    assert 'words: "' in chronicle.events[2].how


def test_events_keep_the_order_of_the_input_and_are_read_in_the_order_of_time() -> None:
    ordered, mixed = read(*PLAIN), read(*reversed(PLAIN))
    assert [one.event.number for one in mixed.events] == list(range(1, len(PLAIN) + 1))
    assert phases(mixed) == phases(ordered)[::-1]


def test_times_in_several_zones_are_one_order() -> None:
    zone = timezone(timedelta(hours=-7))
    told = tuple(
        Event(one.number, one.text, one.at.astimezone(zone) if one.at and one.number % 2 else one.at, one.actor)
        for one in events(*PLAIN)
    )
    chronicle = read_timeline(Case(events=told), Policy(), "sev1")
    assert phases(chronicle) == phases(read(*PLAIN))
    assert chronicle_json(chronicle)["moments"] == chronicle_json(read(*PLAIN))["moments"]


def test_events_without_a_time_have_a_phase_and_no_moment() -> None:
    chronicle = read(*((None, actor, text) for _, actor, text in PLAIN))
    assert phases(chronicle) == phases(read(*PLAIN))
    assert {moment.at for moment in chronicle.moments.values()} == {None}
    assert (chronicle.bands, chronicle.gaps, chronicle.narrative) == ((), (), ())


def test_an_empty_case_tells_nothing() -> None:
    chronicle = read_timeline(Case(), Policy(), "")
    assert (chronicle.events, chronicle.bands, chronicle.narrative) == ((), (), ())
    assert {moment.how for moment in chronicle.moments.values()} == {"not stated"}
    assert {span.minutes for span in chronicle.spans} == {None}


def test_an_incident_that_goes_on_has_no_end() -> None:
    chronicle = read(*PLAIN[:7])
    assert chronicle.moments[MomentKey.MITIGATED].at is None
    assert chronicle.moments[MomentKey.RESOLVED].at is None


def test_lengths_are_set_against_the_aims_of_the_severity() -> None:
    measured = {span.key: (span.minutes, span.target, span.met) for span in read(*PLAIN).spans}
    assert measured == {
        "detect": (6, 10, True),
        "acknowledge": (2, 5, True),
        "declare": (6, 10, True),
        "mitigate": (39, 60, True),
        "resolve": (54, 120, True),
        "duration": (60, None, None),
    }


def test_a_severity_that_nobody_knows_sets_no_aims() -> None:
    chronicle = read(*PLAIN, severity="catastrophe")
    assert chronicle.severity == "catastrophe"
    assert {span.target for span in chronicle.spans} == {None}
    assert {gap.kind for gap in chronicle.gaps} <= {"events", "phases"}


def test_the_bands_follow_each_other_and_hold_every_event_once() -> None:
    chronicle = read(*PLAIN)
    assert [band.name for band in chronicle.bands] == [
        "Before detection",
        "Detection",
        "Investigation",
        "Mitigation",
        "Monitoring",
        "After resolution",
    ]
    assert sorted(number for band in chronicle.bands for number in band.events) == list(range(1, len(PLAIN) + 1))
    assert [band.end for band in chronicle.bands[:-1]] == [band.start for band in chronicle.bands[1:]]


def test_silences_are_told_by_kind_with_the_limit_that_they_exceed() -> None:
    chronicle = read(
        (0, "alerting", "ALERT: shop is down"),
        (20, "Ana", "looking at it"),
        (75, "Ben", "restarted the database"),
        (80, "Ana", "incident resolved"),
    )
    told = {(one.kind, one.minutes, one.limit) for one in chronicle.gaps}
    assert told == {("events", 55, 30), ("communication", 80, 15), ("phases", 20, 15), ("phases", 55, 30)}


def test_what_people_were_told_beside_the_events_ends_a_silence() -> None:
    told = ((0, "alerting", "ALERT: shop is down"), (10, "Ana", "on it"), (28, "Ana", "incident resolved"))
    quiet = Case(events=events(*told))
    spoken = Case(events=events(*told), told=(Told("We are investigating", minutes(14)),))
    kinds = [
        [one.kind for one in read_timeline(case, Policy(), "sev1").gaps if one.kind == "communication"]
        for case in (quiet, spoken)
    ]
    assert kinds == [["communication"], []]


def test_the_same_words_by_the_same_voice_within_minutes_are_one_event() -> None:
    chronicle = read(
        (0, "alerting", "ALERT: shop is down"),
        (2, "alerting", "Alert: shop is DOWN."),
        (40, "alerting", "ALERT: shop is down"),
        (41, "Ana", "on it"),
        (42, "Ben", "on it"),
    )
    assert [one.duplicate_of for one in chronicle.events] == [None, 1, None, None, None]
    assert {share.actor: share.events for share in chronicle.shares} == {"alerting": 2, "Ana": 1, "Ben": 1}


def test_decisions_are_what_people_chose_and_not_what_carried_it_out() -> None:
    chosen = [one.event.number for one in read(*PLAIN).events if one.decision]
    assert chosen == [4, 7]


def test_every_sentence_of_the_narrative_names_an_event_and_quotes_it() -> None:
    chronicle = read(*PLAIN)
    assert len(chronicle.narrative) >= 6
    assert all("(event " in sentence for sentence in chronicle.narrative)
    assert (
        'The incident started on Tue 5 Mar 2024 at 14:00 UTC: "release 4.2 of the checkout goes out" (event 1).'
        in chronicle.narrative
    )


def test_the_json_has_one_object_for_each_event_and_every_moment() -> None:
    told = chronicle_json(read(*PLAIN))
    assert isinstance(told["events"], list)
    assert [one["number"] for one in told["events"] if isinstance(one, dict)] == list(range(1, len(PLAIN) + 1))
    assert isinstance(told["moments"], dict)
    assert tuple(told["moments"]) == MOMENTS
    assert told["moments"]["detected_at"] == minutes(6).isoformat()


@given(
    st.lists(
        st.tuples(st.integers(0, 500) | st.none(), st.text(max_size=12), st.text(max_size=80)),
        max_size=25,
    )
)
def test_any_text_has_a_phase_and_no_band_holds_an_event_twice(told: list[tuple[int | None, str, str]]) -> None:
    chronicle = read(*told)
    assert [one.event.number for one in chronicle.events] == list(range(1, len(told) + 1))
    assert {one.phase for one in chronicle.events} <= set(PHASES)
    held = [number for band in chronicle.bands for number in band.events]
    assert len(held) == len(set(held))
    assert len(chronicle.bands) <= 6


@pytest.mark.parametrize("alert", ["ALERT: shop is down", "Checkout is down", "Error rate above 5%"])
@pytest.mark.parametrize(
    "ended", ["incident resolved", "Resolved", "Incident is closed.", "Resolved: checkout is back"]
)
def test_what_states_that_it_is_resolved_ends_it_and_the_alert_itself_is_no_recovery(alert: str, ended: str) -> None:
    chronicle = read((0, "alerting", alert), (90, "Ana", ended))
    assert phases(chronicle) == [EntryKind.DETECTION, EntryKind.RESOLUTION]
    assert chronicle.moments[MomentKey.MITIGATED].at in (None, minutes(90))
    assert chronicle.moments[MomentKey.RESOLVED].at == minutes(90)


def test_thousands_of_events_are_read_into_few_bands() -> None:
    told = (PLAIN[number % len(PLAIN)][1:] for number in range(5_000))
    chronicle = read(*((number / 10, actor, f"{text} {number}") for number, (actor, text) in enumerate(told)))
    assert len(chronicle.events) == 5_000
    assert 1 <= len(chronicle.bands) <= 6


def test_a_very_long_text_is_read_by_its_beginning() -> None:
    chronicle = read((0, "alerting", "ALERT: shop is down"), (3, "Ben", "rolled back the release " + "x " * 500_000))
    assert chronicle.events[1].phase is EntryKind.MITIGATION


@pytest.mark.parametrize(
    ("after", "at", "how"),
    [
        (
            ((10, "Ben", "scaled up the workers, the queue works again"), (30, "Ben", "rolled back to 4.1")),
            30,
            "the action after which it worked again",
        ),
        (
            ((10, "Ben", "rolled back to 4.1"), (40, "Ben", "error rate back to normal")),
            40,
            "first sign of lasting recovery",
        ),
    ],
    ids=["an action that helped, and another one after it", "a sign after the last action"],
)
def test_the_impact_ends_with_the_recovery_that_lasted(
    after: tuple[tuple[float, str, str], ...], at: float, how: str
) -> None:
    moment = read(*NOTICED, *after, (60, "Ana", "incident resolved")).moments[MomentKey.MITIGATED]
    assert (moment.at, moment.how) == (minutes(at), how)


def test_a_service_that_still_fails_at_the_end_of_an_open_incident_has_no_moment_of_mitigation() -> None:
    chronicle = read(*NOTICED, (10, "Ben", "rolled back to 4.1"), (20, "Ben", "no change, errors are still at 20 %"))
    found = chronicle.moments[MomentKey.MITIGATED]
    assert (found.at, found.how) == (None, "not stated")


def test_a_status_that_went_back_ended_no_impact() -> None:
    moved = ("investigating", "monitoring", "investigating", "monitoring", "resolved")
    course = tuple(
        Event(place, f"Status changed to {status}", at=minutes(10 * place), status=status)
        for place, status in enumerate(moved, start=1)
    )
    found = read_timeline(Case(events=course), Policy(), "sev2").moments[MomentKey.MITIGATED]
    assert found.at == course[3].at
