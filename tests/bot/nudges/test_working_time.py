"""When a nudge may be sent: by severity, time zone and moment, also where clocks change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.policy import WEEKDAYS, EscalationTarget, Policy
from bot.nudges.model import Reminder, ReminderKind
from bot.nudges.working_time import in_hours, next_working_moment, zone_for
from bot.people.model import Person
from tests.bot.nudges.nudge_examples import INCIDENT, JANE

SEV1, SEV2, SEV3, SEV4 = Policy().severities
BERLIN, NEW_YORK, KOLKATA = map(ZoneInfo, ("Europe/Berlin", "America/New_York", "Asia/Kolkata"))
UPDATE, ITEMS = Reminder(ReminderKind.UPDATE), Reminder(ReminderKind.ACTIONS, "U2")


@pytest.mark.parametrize("severity", [SEV1, SEV2])
def test_a_sev1_and_a_sev2_are_asked_about_at_any_time(severity: object) -> None:
    night = datetime(2024, 1, 14, 3, 17, tzinfo=BERLIN)
    assert next_working_moment(severity, BERLIN, night) == night  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        ("2024-01-15T09:00", "2024-01-15T09:00"),
        ("2024-01-15T17:59", "2024-01-15T17:59"),
        ("2024-01-15T18:00", "2024-01-16T09:00"),
        ("2024-01-15T08:59", "2024-01-15T09:00"),
        ("2024-01-19T18:00", "2024-01-22T09:00"),
        ("2024-01-20T12:00", "2024-01-22T09:00"),
        ("2024-03-30T12:00", "2024-04-01T09:00"),  # the clocks in Berlin go forward in between
        ("2024-10-26T12:00", "2024-10-28T09:00"),  # and back
    ],
)
@pytest.mark.parametrize("zone", [BERLIN, NEW_YORK, KOLKATA])
@pytest.mark.parametrize("severity", [SEV3, SEV4])
def test_a_sev3_and_a_sev4_wait_for_the_next_working_day(
    severity: object, zone: ZoneInfo, moment: str, sent: str
) -> None:
    at, then = (datetime.fromisoformat(each).replace(tzinfo=zone).astimezone(UTC) for each in (moment, sent))
    assert next_working_moment(severity, zone, at) == then  # type: ignore[arg-type]


@given(
    moment=st.datetimes(datetime(2023, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)),
    zone=st.timezones(),
    hours=st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda each: each[0] < each[1]),
    days=st.sets(st.sampled_from(WEEKDAYS), min_size=1),
)
def test_what_waits_comes_within_a_week_in_the_hours_and_then_waits_no_more(
    moment: datetime, zone: ZoneInfo, hours: tuple[int, int], days: set[str]
) -> None:
    severity = replace(SEV3, nudge_hours=hours, nudge_days=tuple(days))  # type: ignore[arg-type]
    sent = next_working_moment(severity, zone, moment)
    assert moment <= sent <= moment + timedelta(days=8)
    assert next_working_moment(severity, zone, sent) == sent


def test_the_zone_is_the_commanders_then_the_declarers_then_that_of_the_workspace() -> None:
    policy, bob = Policy(time_zone="Asia/Kolkata"), Person("U2", "Bob Kim")
    led, zones = replace(INCIDENT, commander=bob), {"U1": "Europe/Berlin", "U2": "America/New_York"}
    assert zone_for(led, zones, policy) == NEW_YORK
    assert zone_for(INCIDENT, zones, policy) == BERLIN
    assert zone_for(led, {"U1": "Europe/Berlin"}, policy) == BERLIN
    assert zone_for(replace(INCIDENT, declared_by=Person("", "ops")), zones, policy) == KOLKATA


def test_a_reminder_to_one_person_waits_for_that_persons_hours() -> None:
    incident, noon = replace(INCIDENT, severity="sev3"), datetime(2024, 1, 15, 11, tzinfo=UTC)
    zones = {JANE.id: "Europe/Berlin", "U2": "America/New_York"}
    moved = in_hours({UPDATE: noon, ITEMS: noon}, incident, zones, Policy(), noon)
    assert moved == {UPDATE: noon, ITEMS: datetime(2024, 1, 15, 14, tzinfo=UTC)}


def test_what_is_overdue_in_the_evening_waits_and_what_is_overdue_in_the_day_keeps_its_time() -> None:
    incident, due = replace(INCIDENT, severity="sev3"), datetime(2024, 1, 15, 11, tzinfo=UTC)
    evening, morning = due.replace(hour=20), datetime(2024, 1, 16, 9, tzinfo=UTC)
    assert in_hours({UPDATE: due}, incident, {}, Policy(), evening) == {UPDATE: morning}
    assert in_hours({UPDATE: due}, incident, {}, Policy(), morning) == {UPDATE: due}


@pytest.mark.parametrize("kind", [ReminderKind.HANDOVER, ReminderKind.SEVERITY])
def test_what_answers_somebody_at_work_comes_at_once(kind: ReminderKind) -> None:
    night = datetime(2024, 1, 15, 2, tzinfo=UTC)
    assert in_hours({Reminder(kind): night}, replace(INCIDENT, severity="sev3"), {}, Policy(), night) == {
        Reminder(kind): night
    }


def test_the_hours_are_those_of_who_leads_after_a_deactivated_commander() -> None:
    zones, gone = {"U1": "Europe/Berlin", "U2": "America/New_York"}, Person("U2", "Bob Kim", deactivated=True)
    assert zone_for(replace(INCIDENT, commander=gone), zones, Policy()) == BERLIN


def test_a_nudge_that_goes_to_people_directly_waits_for_the_hours_of_all_of_them() -> None:
    zones, noon = {JANE.id: "America/New_York", "U2": "Europe/Berlin"}, datetime(2024, 1, 15, 11, tzinfo=UTC)
    policy = Policy(escalation=(EscalationTarget.CHANNEL, EscalationTarget.BACKUP))
    led = replace(INCIDENT, severity="sev3", commander=Person("U2", "Bob Kim"), nudged_at=noon - timedelta(hours=4))
    assert in_hours({UPDATE: noon}, led, zones, policy, noon) == {UPDATE: noon}
    waiting = replace(led, reminder_state=replace(led.reminder_state, level=1))
    assert in_hours({UPDATE: noon}, waiting, zones, policy, noon) == {UPDATE: noon.replace(hour=14)}
