"""When an incident asks for its next update."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Incident, Person, Status
from bot.nudges import UPDATE, plan, promised_update
from bot.practice import Practice, practice_from

DECLARED = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
INCIDENT = Incident(
    team="T1",
    number=42,
    title="Payments fail",
    severity="sev1",
    status=Status.INVESTIGATING,
    declared_by=Person("U1", "Jane Smith"),
    declared_at=DECLARED,
    updated_at=DECLARED,
)


def after(minutes: int) -> datetime:
    return DECLARED + timedelta(minutes=minutes)


@pytest.mark.parametrize(("severity", "minutes"), [("sev1", 15), ("sev2", 30), ("sev3", 240)])
def test_the_first_nudge_comes_one_cadence_after_the_declaration(severity: str, minutes: int) -> None:
    incident = replace(INCIDENT, severity=severity)
    assert plan(incident, Practice()) == {UPDATE: after(minutes)}
    assert promised_update(incident, Practice()) == after(minutes)


def test_a_sev4_is_never_nudged() -> None:
    incident = replace(INCIDENT, severity="sev4")
    assert plan(incident, Practice()) == {}
    assert promised_update(incident, Practice()) is None


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.RESOLVED])
def test_an_open_incident_is_nudged_whatever_its_status(status: Status) -> None:
    assert plan(replace(INCIDENT, status=status), Practice()) == {UPDATE: after(15)}


def test_a_resolved_incident_plans_nothing() -> None:
    incident = replace(INCIDENT, status=Status.RESOLVED, snoozed_until=after(60))
    assert plan(incident, Practice()) == {}
    assert promised_update(incident, Practice()) is None


def test_an_update_moves_the_nudge() -> None:
    assert plan(replace(INCIDENT, updated_at=after(10)), Practice()) == {UPDATE: after(25)}


def test_a_nudge_that_nobody_answered_is_followed_by_one_a_cadence_later() -> None:
    assert plan(replace(INCIDENT, nudged_at=after(15)), Practice()) == {UPDATE: after(30)}


def test_a_nudge_does_not_change_what_people_were_promised() -> None:
    assert promised_update(replace(INCIDENT, nudged_at=after(15)), Practice()) == after(15)


def test_a_late_nudge_is_not_followed_by_one_for_each_interval_missed() -> None:
    assert plan(replace(INCIDENT, nudged_at=after(125)), Practice()) == {UPDATE: after(140)}


def test_a_nudge_from_before_the_last_update_counts_no_more() -> None:
    assert plan(replace(INCIDENT, nudged_at=after(15), updated_at=after(20)), Practice()) == {UPDATE: after(35)}


def test_nobody_is_asked_before_a_snooze_has_ended() -> None:
    assert plan(replace(INCIDENT, snoozed_until=after(55)), Practice()) == {UPDATE: after(55)}


def test_a_configured_cadence_is_kept() -> None:
    practice = practice_from({"severities": {"sev1": {"update_every": 5}, "sev4": {"update_every": 60}}})
    assert plan(INCIDENT, practice) == {UPDATE: after(5)}
    assert plan(replace(INCIDENT, severity="sev4"), practice) == {UPDATE: after(60)}


MINUTES = st.integers(0, 10_000)


@given(MINUTES, st.none() | MINUTES, st.none() | MINUTES, st.sampled_from(["sev1", "sev2", "sev3"]))
def test_a_nudge_is_never_planned_before_what_people_were_promised(
    updated: int, nudged: int | None, snoozed: int | None, severity: str
) -> None:
    incident = replace(
        INCIDENT,
        severity=severity,
        updated_at=after(updated),
        nudged_at=None if nudged is None else after(nudged),
        snoozed_until=None if snoozed is None else after(snoozed),
    )
    promised = promised_update(incident, Practice())
    assert promised is not None
    due = plan(incident, Practice())[UPDATE]
    assert due >= promised
    assert due >= (incident.snoozed_until or due)
    assert due > (incident.nudged_at or promised - timedelta(minutes=1))
