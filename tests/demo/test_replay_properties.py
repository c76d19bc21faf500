"""Whatever an incident file holds, it is refused in a sentence or played so that the bot understands each command."""

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import parser
from bot.commands.requests import CommandContext, TypedText
from bot.config.policy import Policy
from bot.errors import InputError
from bot.people.model import Person
from demo.incident_file import read_incident_file
from demo.replay import steps
from demo.replay_people import replay_people
from sandbox.playback.script import parse_script

words = st.text(max_size=12) | st.sampled_from(["SEV2", "mitigation", "resolution", "declaration", "system", "Bob Kim"])
leaves = st.none() | st.booleans() | st.integers() | st.floats() | words
anything = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3))
moments = st.datetimes(datetime(2024, 1, 13), datetime(2024, 1, 17)).map(datetime.isoformat)
# Texts without blanks at their ends, with the signs that Slack and the commands read.
spoken = st.text("ab <>&:*@é-", max_size=9).map(lambda text: f"w{text}w")
scalars = st.integers() | spoken | st.booleans() | st.none()


def table(needed: dict[str, Any], **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(needed, optional=optional)


def files(text: Any, moment: Any, fact: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Files of the right shape whose leaves are drawn from these."""
    texts, facts = st.lists(text, max_size=3), st.dictionaries(words, fact, max_size=3)
    severity = st.sampled_from(["SEV1", "4"])
    about = table({"title": text}, severity=severity, commander=text, declared_at=moment, resolved_at=moment)
    kinds = text | st.sampled_from(["declaration", "mitigation", "resolution"])
    event = table({"timestamp": moment, "description": text}, type=kinds, actor=text, metadata=facts)
    todo = table({"title": text}, owner=text, priority=text, deadline=moment)
    return table(
        {"incident": about},
        events=st.lists(event, max_size=4),
        communications=st.lists(table({"timestamp": moment, "message": text}), max_size=3),
        participants=st.lists(table({"name": text}, role=text), min_size=1, max_size=3),
        impact=facts,
        resolution=table({}, root_cause=text, contributing_factors=texts, customer_impact=facts),
        action_items=st.lists(todo, max_size=2),
    )


def played(content: object) -> list[dict[str, Any]] | InputError:
    try:
        return steps(read_incident_file(json.dumps(content), "x.json"), Policy())
    except InputError as refused:
        return refused


@given(anything | files(words, moments | words, anything) | files(anything, moments | anything, anything))
def test_any_json_is_either_refused_in_a_sentence_or_played(content: object) -> None:
    script = played(content)
    if isinstance(script, InputError):
        assert str(script).startswith("x.json: ")
        assert str(script).endswith(".")
    else:
        assert len(parse_script(json.loads(json.dumps(script)))) == len(script)


@given(st.text())
def test_a_text_that_is_no_file_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(InputError, match=r"(?s)^x\.json: .+\.$"):
        read_incident_file(text, "x.json")


@given(files(spoken, moments, scalars))
def test_every_command_is_understood_and_every_text_is_typed(content: dict[str, Any]) -> None:
    script = played(content)
    if isinstance(script, InputError):
        assert "participants" in str(script) or "declared_at" in str(script)
        return
    people = [member.name for member in replay_people(read_incident_file(json.dumps(content), "x.json"))]
    for step in script:
        if str(step.get("text")).startswith("/incident "):
            assert understood(step, people)
    typed = [step.get("text", "") for step in script]
    for event in content.get("events", []):
        assert any(event["description"] in text for text in typed)
    for told in content.get("communications", []):
        assert any(told["message"] in text for text in typed)


def understood(step: dict[str, Any], people: list[str]) -> object:
    asking = CommandContext(Person("U0", step["who"]), datetime.fromisoformat(step["at"]), Policy())
    mentions = {f"@{name}": f"U{number}" for number, name in enumerate(people)}
    return parser.parse(TypedText(step["text"].removeprefix("/incident"), mentions), asking)[1]
