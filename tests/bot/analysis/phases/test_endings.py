"""The event that confirms the recovery and the one that ends the incident."""

import pytest

from bot.analysis.model import Chronicle
from bot.metrics.key_moments import MomentKey
from tests.bot.analysis.timeline_cases import minutes, read

NOTICED = ((0, "alerting", "ALERT: checkout error rate above 20 %"), (4, "Ana", "on it, taking a look"))


def ends(chronicle: Chronicle) -> tuple[object, object]:
    return chronicle.moments[MomentKey.MITIGATED].at, chronicle.moments[MomentKey.RESOLVED].at


def test_a_service_that_fails_again_has_recovered_with_the_last_recovery() -> None:
    chronicle = read(
        *NOTICED,
        (10, "Ben", "restarted the api"),
        (13, "Ana", "back to normal"),
        (30, "alerting", "ALERT: checkout error rate above 20 %"),
        (35, "Ben", "restarted it again"),
        (38, "Ana", "checkout works again"),
        (60, "alerting", "ALERT: checkout error rate above 20 %"),
        (70, "Ben", "rolled back to 4.1"),
        (80, "Ana", "error rate is back to normal, stable for ten minutes"),
        (120, "Ana", "incident resolved"),
    )
    assert ends(chronicle) == (minutes(80), minutes(120))


@pytest.mark.parametrize(
    "last",
    [
        (60, "Ana", "no improvement, still at 40 %"),
        (60, "Ben", "failing over to the standby did not help, calling the vendor"),
    ],
)
def test_an_incident_that_goes_on_has_no_end(last: tuple[float, str, str]) -> None:
    chronicle = read(*NOTICED, (15, "Ben", "restarted the pods"), (25, "Ana", "errors continue"), last)
    assert ends(chronicle) == (None, None)


def test_an_incident_is_not_resolved_before_it_was_mitigated() -> None:
    chronicle = read(
        *NOTICED,
        (20, "Ben", "rolled back to 4.1"),
        (30, "Ana", "error rate is back to normal"),
        (31, "comms", "status page: resolved"),
        (90, "Ana", "postmortem is on Thursday"),
    )
    mitigated, resolved = (chronicle.moments[key].at for key in (MomentKey.MITIGATED, MomentKey.RESOLVED))
    assert mitigated is not None
    assert resolved is not None
    assert mitigated <= resolved


def test_events_without_words_state_no_key_time() -> None:
    chronicle = read((0, "Ana", "🔥🔥🔥"), (4, "Ben", ""), (9, "Ana", "!!!"))
    assert {moment.at for moment in chronicle.moments.values()} == {None}


def test_a_very_long_incident_has_an_end_too() -> None:
    watched = ((30 + number / 100, "Ben", f"node {number} is watched, errors go down") for number in range(1_500))
    chronicle = read(*NOTICED, (20, "Ben", "rolled back to 4.1"), *watched, (60, "Ana", "incident resolved"))
    assert chronicle.moments[MomentKey.RESOLVED].at == minutes(60)
