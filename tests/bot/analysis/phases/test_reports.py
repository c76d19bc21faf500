"""An alert that fires and a report by a person detect a failure; they don't start it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.analysis.model import Case, Chronicle, Event
from bot.analysis.phases.chronicle import read_timeline
from bot.analysis.phases.reports import reports
from bot.config.policy import Policy
from bot.timeline.kinds import EntryKind

START = datetime(2026, 5, 2, 9, tzinfo=UTC)


def read(*texts: str) -> Chronicle:
    events = tuple(Event(at + 1, text, START + timedelta(minutes=10 * at)) for at, text in enumerate(texts))
    return read_timeline(Case(events=events), Policy(), "sev2")


def minutes(found: Chronicle) -> dict[str, int]:
    told = {key.value: moment.at for key, moment in found.moments.items() if moment.at}
    return {key: int((at - START).total_seconds() // 60) for key, at in told.items()}


@pytest.mark.parametrize(
    "text",
    [
        "nurse calls: infusion orders don't print", "customers report blurry video in calls", "Fault reported. No TV.",
        "[FIRING:1] SyncLagHigh region=apac", "CRIT dcim: row F inlet 38C", "three branches reported a red lamp",
        "alarm: cold store at 9 degrees", "portal gives 502 for all brokers since ~14:55", "first complaints by phone",
    ],
)  # fmt: skip
def test_an_alert_and_a_report_are_told(text: str) -> None:
    assert reports(text)


@pytest.mark.parametrize(
    "text",
    [
        "acquirer A reports fixed", "[RESOLVED] SyncLagHigh region=apac", "deploy 512", "alert rules were changed",
        "customers say it works again", "no customer reported it", "restarted the spooler",
    ],
)  # fmt: skip
def test_a_recovery_a_deed_and_a_denial_are_no_report(text: str) -> None:
    assert not reports(text)


@pytest.mark.parametrize("first", ["nurse calls: orders don't print", "customers report blurry video", "lifts offline"])
def test_the_first_report_is_the_detection(first: str) -> None:
    found = read(first, "spooler restarted again, printed 2 then stuck", "purged the job", "orders print again")
    assert minutes(found)["detected_at"] == 0


def test_an_alert_that_clears_ends_only_itself_and_is_no_response() -> None:
    found = read("[FIRING:1] Lag apac", "[FIRING:2] Lag apac,emea", "[RESOLVED] Lag apac", "[RESOLVED] Lag emea")
    assert minutes(found) == {"detected_at": 0, "mitigated_at": 30, "resolved_at": 30}
    assert [event.phase for event in found.events[:2]] == [EntryKind.DETECTION] * 2


def test_a_letter_to_a_customer_starts_nothing() -> None:
    assert "started_at" not in minutes(
        read("Great news! I will close this ticket.", "Dear all, please find the report.")
    )


@pytest.mark.parametrize("end", ["Orders flow again", "Payments accepted again", "New key deployed, logins work again"])
def test_what_does_its_work_again_is_the_mitigation(end: str) -> None:
    found = read("customers report errors", "looking at the gateway", end, "Ticket closed")
    assert minutes(found)["mitigated_at"] == 20


@pytest.mark.parametrize("end", ["**OUTAGE MITIGATED** all backends at half load", "Incident mitigated"])
def test_a_status_of_the_incident_in_words_is_the_mitigation(end: str) -> None:
    assert minutes(read("customers report errors", "looking at the gateway", end))["mitigated_at"] == 20


@pytest.mark.parametrize("text", ["slow again", "restarted again", "is the outage over?", "orders may flow again soon"])
def test_a_setback_a_deed_and_a_question_are_no_mitigation(text: str) -> None:
    assert "mitigated_at" not in minutes(read("customers report errors", "looking at the gateway", text))
