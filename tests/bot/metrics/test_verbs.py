"""`stats` as people type it."""

from datetime import UTC, datetime

import pytest

from bot.commands.parser import parse
from bot.commands.requests import CommandContext, Request, TypedText
from bot.config.policy import Policy
from bot.errors import NotUnderstood
from bot.metrics.verbs import ShowStats
from bot.people.model import Person

ASKING = CommandContext(Person("U1", "Jane"), datetime(2024, 1, 15, tzinfo=UTC), Policy())


def asked(text: str) -> Request:
    return parse(TypedText(text), ASKING)[1]


def refused(text: str) -> str:
    with pytest.raises(NotUnderstood) as refusal:
        asked(text)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("text", "period", "service"),
    [
        ("stats", "90d", ""),
        ("stats 30D", "30d", ""),
        ("stats checkout", "90d", "checkout"),
        ("stats 1y checkout", "1y", "checkout"),
        ("stats checkout 1y", "1y", "checkout"),
        ("stats service payment gateway", "90d", "payment gateway"),
        ("stats service", "90d", "service"),
    ],
)
def test_period_and_service_stand_in_either_order(text: str, period: str, service: str) -> None:
    assert asked(text) == ShowStats(period, service)


def test_a_period_that_is_not_counted_is_named_with_those_that_are() -> None:
    assert '"7d" is not a period. Choose 30d, 90d or 1y.' in refused("stats 7d")
    assert "30d and 90d are two periods. Choose one." in refused("stats 30d 90d")
