"""When an incident asks for its next update."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.policy import Policy
from bot.config.policy_file import policy_from
from bot.incidents.model import OPEN, Status
from bot.nudges.model import ReminderState
from bot.nudges.update_schedule import plan, promised_update
from tests.bot.nudges.nudge_examples import INCIDENT, after, alarm, nudge


@pytest.mark.parametrize(("severity", "minutes"), [("sev1", 15), ("sev2", 30), ("sev3", 240)])
def test_the_first_nudge_comes_one_cadence_after_the_declaration(severity: str, minutes: int) -> None:
    incident = replace(INCIDENT, severity=severity)
    assert nudge(incident) == after(minutes)
    assert promised_update(incident, Policy()) == after(minutes)


def test_a_sev4_is_never_nudged() -> None:
    incident = replace(INCIDENT, severity="sev4")
    assert plan(incident, Policy()) == {}
    assert promised_update(incident, Policy()) is None


@pytest.mark.parametrize("status", sorted(OPEN))
def test_an_open_incident_is_nudged_whatever_its_status_half_as_often_while_it_is_monitored(status: Status) -> None:
    assert nudge(replace(INCIDENT, status=status)) == after(30 if status is Status.MONITORING else 15)


def test_a_resolved_incident_plans_nothing() -> None:
    incident = replace(INCIDENT, status=Status.RESOLVED, snoozed_until=after(60))
    assert plan(incident, Policy()) == {}
    assert promised_update(incident, Policy()) is None


def test_an_update_moves_the_nudge() -> None:
    assert nudge(replace(INCIDENT, updated_at=after(10))) == after(25)


def test_a_nudge_that_nobody_answered_is_followed_by_one_a_cadence_later() -> None:
    assert nudge(replace(INCIDENT, nudged_at=after(15))) == after(30)


def test_a_nudge_does_not_change_what_people_were_promised() -> None:
    assert promised_update(replace(INCIDENT, nudged_at=after(15)), Policy()) == after(15)


def test_a_late_nudge_is_not_followed_by_one_for_each_interval_missed() -> None:
    assert nudge(replace(INCIDENT, nudged_at=after(125))) == after(140)


def test_a_nudge_from_before_the_last_update_counts_no_more() -> None:
    assert nudge(replace(INCIDENT, nudged_at=after(15), updated_at=after(20))) == after(35)


def test_nobody_is_asked_before_a_snooze_has_ended() -> None:
    assert nudge(replace(INCIDENT, snoozed_until=after(55))) == after(55)


def test_a_configured_cadence_is_kept() -> None:
    policy = policy_from({"severities": {"sev1": {"update_every_minutes": 5}, "sev4": {"update_every_minutes": 60}}})
    assert nudge(INCIDENT, policy) == after(5)
    assert nudge(replace(INCIDENT, severity="sev4"), policy) == after(60)


@pytest.mark.parametrize(("severity", "minutes"), [("sev1", 30), ("sev2", 60), ("sev3", None), ("sev4", None)])
def test_what_happened_is_asked_after_the_silence_that_the_severity_allows(severity: str, minutes: int | None) -> None:
    asked = alarm(replace(INCIDENT, severity=severity))
    assert asked == (None if minutes is None else after(minutes))


def test_a_silence_begins_with_the_last_thing_that_somebody_did() -> None:
    assert alarm(INCIDENT, worked=12) == after(42)


def test_an_update_or_a_reopening_begins_a_silence_too() -> None:
    assert alarm(replace(INCIDENT, updated_at=after(100)), worked=20) == after(130)


@pytest.mark.parametrize("active", [None, 20])
def test_an_incident_of_an_older_version_counts_from_any_act(active: int | None) -> None:
    state = ReminderState(active_at=None if active is None else after(active))
    assert alarm(replace(INCIDENT, reminder_state=state)) == after((active or 0) + 30)


def test_a_silence_is_asked_about_once() -> None:
    asked = replace(INCIDENT, silence_from=after(10), silence_asked_at=after(40))
    assert alarm(asked, worked=10) is None


def test_the_next_silence_is_asked_about_anew() -> None:
    asked = replace(INCIDENT, silence_from=after(10), silence_asked_at=after(40))
    assert alarm(asked, worked=50) == after(80)


def test_a_resolved_incident_is_asked_nothing() -> None:
    assert alarm(replace(INCIDENT, status=Status.RESOLVED)) is None


def test_a_configured_limit_is_kept_and_none_is_never() -> None:
    policy = policy_from({"severities": {"sev1": {"silence_after_minutes": 0}, "sev3": {"silence_after_minutes": 90}}})
    assert alarm(INCIDENT, policy=policy) is None
    assert alarm(replace(INCIDENT, severity="sev3"), policy=policy) == after(90)


MINUTES = st.integers(0, 10_000)


@given(MINUTES, st.none() | MINUTES)
def test_nobody_is_asked_of_a_silence_before_it_is_as_long_as_allowed(worked: int, asked: int | None) -> None:
    incident = replace(INCIDENT, silence_asked_at=None if asked is None else after(asked))
    due = alarm(incident, worked=worked)
    if due is None:
        assert asked is not None
        assert asked > worked
    else:
        assert due == after(worked + 30)


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
    promised = promised_update(incident, Policy())
    assert promised is not None
    due = nudge(incident)
    assert due is not None
    assert due >= promised
    assert due >= (incident.snoozed_until or due)
    assert due > (incident.nudged_at or promised - timedelta(minutes=1))
