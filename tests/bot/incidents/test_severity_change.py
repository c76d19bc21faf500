"""Changing the severity, decided: what is said, and what is due anew or sooner, by when."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.config.policy import Deadline, Policy, Severity
from bot.errors import Refused
from bot.incidents import severity_change
from bot.incidents.severity_change import newly_due
from bot.timeline.model import EntryKind
from tests.bot.incidents.incident_examples import BOB, INCIDENT, NOW, keys

AT = datetime(2024, 1, 15, 14, 50, tzinfo=UTC)
SEV1, SEV2, SEV3, _ = Policy().severities


def test_what_the_higher_level_asks_for_is_due_from_the_change_on_grouped_by_time() -> None:
    assert newly_due(SEV3, SEV1, AT) == [
        (AT + timedelta(minutes=10), ("war room",)),
        (AT + timedelta(minutes=15), ("status page", "executives")),
        (AT + timedelta(minutes=30), ("customers",)),
    ]


def test_what_both_levels_ask_for_in_the_same_time_is_nothing_new() -> None:
    before = Severity(
        "sev2",
        "major",
        "🟠",
        "",
        30,
        72,
        (0, 0, 0, 0),
        notify_within_minutes=(Deadline("support", 15), Deadline("status page", 60)),
    )
    now = Severity(
        "sev1",
        "critical",
        "🔴",
        "",
        15,
        24,
        (0, 0, 0, 0),
        notify_within_minutes=(Deadline("support", 15), Deadline("status page", 15)),
    )
    assert newly_due(before, now, AT) == [(AT + timedelta(minutes=15), ("status page",))]


def test_a_lower_level_asks_for_nothing() -> None:
    assert newly_due(SEV1, SEV2, AT) == []


def test_a_change_of_severity_is_said_and_shown_in_the_topic() -> None:
    change = severity_change.change_severity(INCIDENT, "sev2", BOB, NOW, Policy())
    assert change.incident.severity == "sev2"
    [entry] = change.entries
    assert (entry.kind, entry.text) == (EntryKind.SEVERITY, "Severity changed from SEV1 to SEV2")
    assert keys(change) == ["42/card", "42/announcement", "42/line/1", "42/topic"]


def test_the_same_severity_again_is_refused() -> None:
    with pytest.raises(Refused, match=r"^#42 is already SEV1\.$"):
        severity_change.change_severity(INCIDENT, "sev1", BOB, NOW, Policy())
