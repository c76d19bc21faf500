"""The grammar of scripts: steps of people, parsed from plain data and checked before any of them is played.

Scripts are played by `player`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any


class ScriptError(Exception):
    """A script that can't be played; the message starts with the step, counted from 1."""


@dataclass(frozen=True)
class Step:
    """One act: `who` does `verb` at a time. An alert has no `who`, but an app among its `details`."""

    number: int
    at: datetime
    verb: str
    who: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ScriptVerb:
    """The fields that a verb needs and those that it may have."""

    needs: tuple[str, ...]
    may: tuple[str, ...] = ()
    by_person: bool = True


VERBS: dict[str, ScriptVerb] = {
    "command": ScriptVerb(("text", "channel")),
    "submit": ScriptVerb(("values",)),
    "post": ScriptVerb(("channel", "text"), ("as", "thread")),
    "edit": ScriptVerb(("message", "text"), ("channel",)),
    "delete": ScriptVerb(("message",), ("channel",)),
    "react": ScriptVerb(("message", "emoji"), ("channel",)),
    "unreact": ScriptVerb(("message", "emoji"), ("channel",)),
    "press": ScriptVerb(("button",), ("message", "channel")),
    "join": ScriptVerb(("channel",)),
    "alert": ScriptVerb(("channel", "app", "text"), ("as",), by_person=False),
}


def parse_script(data: object) -> list[Step]:
    """Steps in the order given, each at the time of the one before it or later.

    A step is an object such as `{"at": "2024-01-15T14:23:00Z", "who": "Jane Smith", "do": "post", "channel":
    "general", "text": "Hello", "as": "m1"}`. A `channel` is a name, or `{"newest": "inc-"}` for the newest channel
    whose name begins so. A `message` or `thread` is the `as` of an earlier step, or `{"newest": "words"}` for the
    newest message in the step's channel that contains the words. Raises ScriptError.
    """
    if not isinstance(data, list):
        raise ScriptError("A script must be a list of steps.")
    steps = [_step(number, each) for number, each in enumerate(data, 1)]
    _check_order(steps)
    _check_messages(steps)
    return steps


def _step(number: int, data: object) -> Step:
    if not isinstance(data, dict):
        raise ScriptError(f"step {number}: a step must be an object, not {_kind(data)}.")
    verb = data.get("do")
    if not isinstance(verb, str) or verb not in VERBS:
        raise ScriptError(f"step {number}: do is {verb!r}; use one of {', '.join(VERBS)}.")
    needs = ("at", *(("who",) if VERBS[verb].by_person else ()), *VERBS[verb].needs)
    _check_fields(number, verb, data, needs)
    details = {name: value for name, value in data.items() if name not in ("at", "who", "do")}
    return Step(number, _moment(number, data["at"]), verb, data.get("who", ""), details)


def _check_fields(number: int, verb: str, data: Mapping[str, Any], needs: Sequence[str]) -> None:
    missing = [name for name in needs if name not in data]
    if missing:
        raise ScriptError(f"step {number}: {verb} needs {', '.join(missing)}.")
    unknown = sorted(set(data) - {"do", *needs, *VERBS[verb].may})
    if unknown:
        raise ScriptError(f"step {number}: {verb} has no field {', '.join(unknown)}.")
    for name, value in data.items():
        if not _FIELDS.get(name, _is_text)(value):
            raise ScriptError(f"step {number}: {name} can't be {_kind(value)}.")


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_reference(value: object) -> bool:
    newest = isinstance(value, dict) and list(value) == ["newest"] and isinstance(value["newest"], str)
    return newest or isinstance(value, str)


_FIELDS: dict[str, Callable[[object], bool]] = {
    "channel": _is_reference,
    "message": _is_reference,
    "thread": _is_reference,
    "values": lambda value: isinstance(value, dict),
}


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")


def _moment(number: int, text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ScriptError(f"step {number}: at is {text!r}; write it as 2024-01-15T14:23:00Z.") from None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _check_order(steps: Sequence[Step]) -> None:
    for before, step in pairwise(steps):
        if step.at < before.at:
            raise ScriptError(f"step {step.number}: at is earlier than in step {before.number}.")


def _check_messages(steps: Sequence[Step]) -> None:
    known: set[str] = set()
    for step in steps:
        for name in ("message", "thread"):
            _check_reference(step, name, known)
        if "as" in step.details:
            known.add(step.details["as"])


def _check_reference(step: Step, name: str, known: set[str]) -> None:
    reference = step.details.get(name)
    if isinstance(reference, str) and reference not in known:
        raise ScriptError(f"step {step.number}: no earlier step posts {reference!r}.")
    if isinstance(reference, dict) and "channel" not in step.details:
        raise ScriptError(f'step {step.number}: {{"newest": …}} needs a channel.')
