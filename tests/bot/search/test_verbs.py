"""`find` as people type it."""

from datetime import UTC, datetime

import pytest

from bot.commands.parser import parse
from bot.commands.requests import CommandContext, Request, TypedText
from bot.config.policy import Policy
from bot.errors import NotUnderstood
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
