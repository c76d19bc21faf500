"""A typed title and the severity before it."""

from datetime import UTC, datetime

import pytest

from bot.commands.parser import parse
from bot.commands.requests import CommandContext, Request, TypedText
from bot.config.policy import Policy
from bot.errors import NotUnderstood
from bot.incidents.titles import Titled, mentioned, titled
from bot.people.model import Person

ASKING = CommandContext(Person("U1", "Jane"), datetime(2024, 1, 15, tzinfo=UTC), Policy())


def asked(text: str) -> Request:
    return parse(TypedText(text), ASKING)[1]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("--sev1 Queue", "Queue"),
        ("—sev1 Queue", "Queue"),
        ("sev.1 Queue", "Queue"),
        ("SEV1🔥Queue", "🔥Queue"),
        ("sev1? Queue", "Queue"),
        ("severity: 1 Queue", "Queue"),
    ],
)
def test_a_severity_in_front_is_read_whatever_sets_it_off(typed: str, title: str) -> None:
    assert titled(typed, Policy()) == Titled(title, "sev1", named=True)


@pytest.mark.parametrize("typed", ["sev1-queue is full", "sev1_queue is full", "sev1’s runbook", "critical - Queue"])
def test_a_word_with_a_severity_in_it_stays_in_the_title_and_is_told(typed: str) -> None:
    assert titled(typed, Policy()) == Titled(typed, Policy().default_severity, named=False)
    level = mentioned(typed, Policy())
    assert level is not None
    assert level.key == "sev1"


@pytest.mark.parametrize("typed", ["--private sev1 Leaked key", "—private Leaked key", "--drill Region down"])
def test_an_option_of_the_command_line_is_refused_and_not_announced_as_a_title(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="can't be typed here") as refused:
        asked(f"declare {typed}")
    assert refused.value.hint is not None
    assert refused.value.hint.verb == "declare"


@pytest.mark.parametrize("unit", ["👩🏽\u200d🚒", "—", "“ ", ":fire: ", "🔥 "])
def test_a_title_of_many_emoji_or_dashes_is_read_at_once(unit: str) -> None:
    assert "down" in str(asked(f"declare {unit * 500}down"))
