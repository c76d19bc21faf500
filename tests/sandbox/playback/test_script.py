"""A script is parsed into steps, or rejected with the step and the reason."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.playback.script import VERBS, ScriptError, Step, parse_script

Json = dict[str, Any]
AT = "2024-01-15T14:23:00Z"
JANE = "Jane Smith"


def step(verb: str, **more: Any) -> Json:
    return {"at": AT, "who": JANE, "do": verb, **more}


# One step for each verb, with all of its fields.
FULL: dict[str, Json] = {
    "command": step("command", text="/incident log hello", channel={"newest": "inc-"}),
    "submit": step("submit", values={"Title": "Payments down"}),
    "post": {**step("post", channel="general", text="Hello", thread="m0"), "as": "m1"},
    "edit": step("edit", message={"newest": "Hello"}, channel="general", text="Hi"),
    "delete": step("delete", message="m0", channel="general"),
    "react": step("react", message="m0", emoji="pushpin", channel="general"),
    "unreact": step("unreact", message="m0", emoji="pushpin", channel="general"),
    "press": step("press", message="m0", button="Post update", channel="general"),
    "join": step("join", channel="general"),
    "alert": {"at": AT, "do": "alert", "channel": "general", "app": "Monitor", "text": "5xx", "as": "m2"},
}
FIRST = {**step("post", channel="general", text="First"), "as": "m0"}


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_read_from_json_with_all_its_fields(verb: str) -> None:
    [_, read] = parse_script(json.loads(json.dumps([FIRST, FULL[verb]])))
    assert (read.number, read.verb) == (2, verb)
    assert set(read.details) == {*VERBS[verb].needs, *VERBS[verb].may}


@pytest.mark.parametrize("verb", VERBS)
def test_a_step_that_lacks_what_its_verb_needs_is_refused(verb: str) -> None:
    for name in ("at", *VERBS[verb].needs):
        lacking = {key: value for key, value in FULL[verb].items() if key != name}
        with pytest.raises(ScriptError, match=f"^step 2: {verb} needs {name}.$"):
            parse_script([FIRST, lacking])


def test_a_step_is_a_value() -> None:
    at = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
    assert parse_script([step("join", channel="general")]) == [Step(1, at, "join", JANE, {"channel": "general"})]


def test_a_time_with_an_offset_is_read_as_utc() -> None:
    [read] = parse_script([{**step("join", channel="general"), "at": "2024-01-15T15:23:00+01:00"}])
    assert read.at == datetime(2024, 1, 15, 14, 23, tzinfo=UTC)


def test_a_time_without_an_offset_is_utc() -> None:
    [read] = parse_script([{**step("join", channel="general"), "at": "2024-01-15T14:23"}])
    assert read.at == datetime(2024, 1, 15, 14, 23, tzinfo=UTC)


def test_an_alert_comes_from_nobody() -> None:
    [read] = parse_script([FULL["alert"]])
    assert read.who == ""


REFUSED: dict[str, tuple[object, str]] = {
    "no list": ({"do": "join"}, "A script must be a list of steps."),
    "a word": (["join"], "step 1: a step must be an object, not a string."),
    "an unknown verb": (
        [step("sing")],
        "step 1: do is 'sing'; use one of command, submit, post, edit, delete, react, unreact, press, join, alert.",
    ),
    "a verb that is no word": (
        [step("join") | {"do": []}],
        "step 1: do is []; use one of command, submit, post, edit, delete, react, unreact, press, join, alert.",
    ),
    "two fields missing": ([step("react")], "step 1: react needs message, emoji."),
    "nobody": ([{"at": AT, "do": "join", "channel": "general"}], "step 1: join needs who."),
    "an unknown field": (
        [step("join", channel="general", loud=True)],
        "step 1: join has no field loud.",
    ),
    "someone who alerts": ([FULL["alert"] | {"who": JANE}], "step 1: alert has no field who."),
    "a number for a text": (
        [step("command", channel="general", text=5)],
        "step 1: text can't be a number.",
    ),
    "a list for a channel": ([step("join", channel=["general"])], "step 1: channel can't be a list."),
    "an object for a channel": (
        [step("join", channel={"oldest": "inc-"})],
        "step 1: channel can't be an object.",
    ),
    "null for a message": ([step("delete", message=None)], "step 1: message can't be null."),
    "a text for values": ([step("submit", values="all")], "step 1: values can't be a string."),
    "a moment nobody knows": (
        [step("join", channel="general") | {"at": "noon"}],
        "step 1: at is 'noon'; write it as 2024-01-15T14:23:00Z.",
    ),
    "a way back in time": (
        [FIRST, step("join", channel="general") | {"at": "2024-01-15T14:22:59Z"}],
        "step 2: at is earlier than in step 1.",
    ),
    "a message nobody posts": ([step("delete", message="m9")], "step 1: no earlier step posts 'm9'."),
    "a thread that comes later": (
        [step("post", channel="general", text="a", thread="m0"), FIRST],
        "step 1: no earlier step posts 'm0'.",
    ),
    "the newest message of nowhere": (
        [step("press", message={"newest": "Update due"}, button="Post update")],
        'step 1: {"newest": …} needs a channel.',
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_script_that_cannot_be_played_is_refused_in_one_sentence(name: str) -> None:
    data, sentence = REFUSED[name]
    with pytest.raises(ScriptError) as refusal:
        parse_script(data)
    assert str(refusal.value) == sentence
