"""Who types what when: a command as its request, or as the sentence that refuses it."""

import html
from datetime import UTC, datetime

import pytest
from hypothesis import strategies as st

from bot.commands.parser import parse
from bot.commands.requests import CommandContext, Request, TypedText
from bot.config.policy import Policy
from bot.errors import NotUnderstood
from bot.people.model import Person
from handlers.slack.commands import refusals
from templates.commands import slash_commands

NOW = datetime(2024, 1, 15, 14, 30, tzinfo=UTC)
JANE = Person("U1", "Jane Smith", "UTC")
BOB = Person("U2", "Bob Kim")
LINES = st.text("abc XYZ<>&*é:-", min_size=1, max_size=20).map(lambda text: f"w{text}w")
PEOPLE = {"@Jane Smith": "U1", "@Bob Kim": "U2", "@Bob Kim (U3)": "U3"}


def understood(text: str, person: Person = JANE, now: datetime = NOW) -> Request:
    return parse(TypedText(text, PEOPLE), CommandContext(person, now, Policy()))[1]


def refusal(text: str) -> str:
    with pytest.raises(NotUnderstood) as refused:
        understood(text)
    with slash_commands.read_in(1):  # the answer is read in the incident's channel
        return html.unescape(refusals.in_form(refused.value))


def at(hour: int, minute: int, day: int = 15) -> datetime:
    return datetime(2024, 1, day, hour, minute, tzinfo=UTC)
