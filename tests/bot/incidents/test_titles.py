"""`find` and `stats` as people type them."""

from datetime import UTC, datetime

import pytest

from bot.commands.parser import parse
from bot.commands.requests import CommandContext, Request, TypedText
from bot.config.policy import Policy
from bot.errors import NotUnderstood
from bot.metrics.verbs import ShowStats
from bot.people.model import Person
from bot.search.verbs import FindIncidents

ASKING = CommandContext(Person("U1", "Jane"), datetime(2024, 1, 15, tzinfo=UTC), Policy())


def asked(text: str) -> Request:
    return parse(TypedText(text), ASKING)[1]


def refused(text: str) -> str:
    with pytest.raises(NotUnderstood) as refusal:
        asked(text)
    return str(refusal.value)


def test_all_that_follows_find_is_looked_for() -> None:
    assert asked("find  connection   pool") == FindIncidents("connection pool")
    assert "Enter text to search for." in refused("find")
    assert '"***" has no word to search for.' in refused("find ***")


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


@pytest.mark.parametrize("typed", ["--private sev1 Leaked key", "—private Leaked key", "--drill Region down"])
def test_an_option_of_the_command_line_is_refused_and_not_announced_as_a_title(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="can't be typed here") as refused:
        asked(f"declare {typed}")
    assert refused.value.hint is not None
    assert refused.value.hint.verb == "declare"


@pytest.mark.parametrize("unit", ["👩🏽\u200d🚒", "—", "“ ", ":fire: ", "🔥 "])
def test_a_title_of_many_emoji_or_dashes_is_read_at_once(unit: str) -> None:
    assert "down" in str(asked(f"declare {unit * 500}down"))
