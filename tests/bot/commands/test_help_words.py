"""Help never acts: which words ask for it, and which are text."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.help_words import HELP_WORDS
from bot.commands.parser import VERBS, parse
from bot.commands.requests import CommandContext, Help, Request, TypedText
from bot.config.policy import Policy
from bot.people.model import Person
from bot.updates.verbs import PostUpdate

NOW = datetime(2024, 1, 15, 14, 30, tzinfo=UTC)


def understood(text: str) -> Request:
    return parse(TypedText(text), CommandContext(Person("U1", "Jane"), NOW, Policy())).request


@pytest.mark.parametrize("text", ["help", "-h", "--help", "—help", "?", "help help", "help --help", "HELP"])
def test_help_alone_lists_every_command(text: str) -> None:
    assert understood(text) in (Help(), Help("help"))


@given(
    st.sampled_from([name for name in VERBS if name != "help"]),
    st.sampled_from(sorted(HELP_WORDS)),
    st.sampled_from(["", "3 ", "#3 "]),
)
def test_a_help_word_behind_a_verb_explains_it_and_never_acts(verb: str, word: str, number: str) -> None:
    assert understood(f"{verb} {number}{word}") == Help(verb)
    assert understood(f"{verb} {word.upper()}") == Help(verb)
    assert understood(f"help {verb}") == understood(f"{word} {verb}") == Help(verb)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("status resolved help", "status"),
        ("status resolved --help", "status"),
        ("severity sev2 -h", "severity"),
        ("snooze 10 help", "snooze"),
        ("task done help", "task"),
        ("task 3 help", "task"),
        ("subscribe off help", "subscribe"),
    ],
)
def test_help_behind_the_choices_of_a_verb_explains_it(text: str, verb: str) -> None:
    assert understood(text) == Help(verb)


@pytest.mark.parametrize("text", ["help desk is calling", "we need help", "Ask for --help", "no -h, sorry"])
def test_a_help_word_among_others_is_text(text: str) -> None:
    assert understood(f"update {text}") == PostUpdate(text)
