"""Who comes: the services' responders first, else the fallback of the severity."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.config.policy import Policy, Service
from bot.incidents.model import Incident, Status
from bot.people.model import Person
from bot.people.responders import called_by_severity, who_come

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
POLICY = Policy(
    services=(Service("ledger", responders=("U1", "S1")), Service("search", responders=("S1", "U2")), Service("docs")),
    fallback_responders={"sev1": ("S9", "U9"), "sev2": ("U8",)},
)
INCIDENT = Incident("T1", 42, "Payments fail", "sev1", Status.INVESTIGATING, Person("U1", "Jane"), AT, AT)


@pytest.mark.parametrize(
    ("services", "severity", "come"),
    [
        (("ledger", "search"), "sev1", ("U1", "S1", "U2")),
        (("docs",), "sev1", ("S9", "U9")),
        ((), "sev2", ("U8",)),
        (("unknown",), "sev3", ()),
    ],
)
def test_who_comes(services: tuple[str, ...], severity: str, come: tuple[str, ...]) -> None:
    assert who_come(replace(INCIDENT, services=services, severity=severity), POLICY) == come


def test_nobody_is_called_to_a_drill() -> None:
    assert who_come(replace(INCIDENT, services=("ledger",), drill=True), POLICY) == ()
    assert called_by_severity(replace(INCIDENT, drill=True), "sev2", POLICY) == ()


@pytest.mark.parametrize(
    ("services", "before", "now", "called"),
    [
        ((), "sev3", "sev1", ("S9", "U9")),
        ((), "sev1", "sev2", ()),
        ((), "sev2", "sev2", ()),
        (("ledger",), "sev3", "sev1", ()),
        ((), "sev4", "sev3", ()),
    ],
)
def test_a_severity_that_rises_calls_its_fallback(
    services: tuple[str, ...], before: str, now: str, called: tuple[str, ...]
) -> None:
    assert called_by_severity(replace(INCIDENT, services=services, severity=now), before, POLICY) == called
