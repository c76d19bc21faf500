"""What is told of people must be stated: a question, a denial, and what a vendor does, are no sentences."""

from dataclasses import replace

import pytest

from bot.analysis.model import Case
from bot.analysis.phases.chronicle import read_timeline
from bot.config.policy import Policy
from bot.metrics.key_moments import MomentKey
from tests.bot.analysis.timeline_cases import events, minutes, read


@pytest.mark.parametrize(
    ("actor", "text"),
    [
        ("Ben", "lunch?"),
        ("Ben", "we are aware"),
        ("Ben", "waiting for AWS"),
        ("Ben", "let's not post yet"),
        ("Ben", "should we declare a SEV1?"),
        ("Ben", "no need to declare an incident"),
        ("Ben", "we have not rolled back yet"),
        ("Ben", "no change"),
        ("Ben", "Notified Ann by SMS"),
        ("Ben", "oh no. that was supposed to be for staging only"),
        ("Stripe", "We are investigating elevated errors"),
        ("Ben", "Adyen status page says degraded"),
    ],
)
def test_nothing_is_told_of_what_nobody_did(actor: str, text: str) -> None:
    told = " ".join(read((0, "alerting", "ALERT: site down"), (4, "Ana", "on it"), (9, actor, text)).narrative)
    assert not [word for word in ("mitigating", "posted", "declared", "finding", text) if word in told]


def test_what_people_did_found_and_posted_is_told() -> None:
    told = " ".join(
        read(
            (0, "alerting", "ALERT: site down"),
            (4, "Ana", "on it"),
            (9, "Ana", "root cause found: the new release leaks connections"),
            (12, "comms", "status page: we are investigating"),
            (20, "Ben", "rolled back to 4.1"),
        ).narrative
    )
    assert "Latest finding, at 14:09" in told
    assert "One update was posted, at 14:12" in told
    assert "One mitigating action was taken: 14:20" in told


def test_an_acknowledgment_in_the_alert_is_the_first_response() -> None:
    chronicle = read((0, "Grafana", "Alert fires, Felix acks"), (14, "Felix", "looking at the db"))
    assert chronicle.moments[MomentKey.ACKNOWLEDGED].at == minutes(0)


def test_a_stated_time_shows_no_path_in_a_sentence() -> None:
    case = Case(
        events=events((0, "alerting", "ALERT: site down"), (9, "Ben", "rolled back")),
        moments={MomentKey.STARTED: minutes(-5)},
        moment_places={MomentKey.STARTED: "[0].Started"},
    )
    assert "[0]" not in " ".join(read_timeline(case, Policy(), "sev1").narrative)


def test_stated_times_in_the_wrong_order_are_said() -> None:
    case = Case(events=events((0, "alerting", "ALERT: site down")))
    wrong = replace(case, moments={MomentKey.RESOLVED: minutes(20), MomentKey.MITIGATED: minutes(30)})
    right = replace(case, moments={**wrong.moments, MomentKey.MITIGATED: minutes(10)})
    said = "Mitigated (5 Mar 14:30 UTC) is after resolved (5 Mar 14:20 UTC): check both times."
    assert read_timeline(wrong, Policy(), "sev1").complaints == (said,)
    assert read_timeline(right, Policy(), "sev1").complaints == ()
