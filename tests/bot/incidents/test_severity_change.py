"""What a change of severity asks for: what is new or due sooner, by when."""

from datetime import UTC, datetime, timedelta

from bot.config.policy import Deadline, Policy, Severity
from bot.incidents.severity_change import newly_due

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
