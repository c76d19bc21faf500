"""Rules that describe and check the shape of a JSON value.

Rules and their combinators are here; Slack's shapes are in `blocks`. A rule takes a value and its JSON pointer and
yields each problem in Slack's wording.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeAlias

Rule: TypeAlias = Callable[[Any, str], Iterator[str]]


def problem(sentence: str, at: str) -> str:
    """One entry of `response_metadata.messages` in Slack's response."""
    return f"[ERROR] {sentence} [json-pointer:{at}]"


def string(high: int, low: int = 1) -> Rule:
    """A string of `low` to `high` characters."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield problem("must be a string", at)
        elif len(value) < low:
            yield problem(f"must be more than {low - 1} characters", at)
        elif len(value) > high:
            yield problem(f"must be less than {high + 1} characters", at)

    return rule


def flag(value: Any, at: str) -> Iterator[str]:
    """A boolean."""
    if not isinstance(value, bool):
        yield problem("must be a boolean", at)


def number(value: Any, at: str) -> Iterator[str]:
    """Any number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield problem("must be a number", at)


def whole(low: int, high: int) -> Rule:
    """An integer from `low` to `high`."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield problem("must be an integer", at)
        elif not low <= value <= high:
            yield problem(f"must be between {low} and {high}", at)

    return rule


def word(*allowed: str) -> Rule:
    """One of a few fixed strings."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if value not in allowed:
            yield problem(f"value must be one of: {', '.join(allowed)}", at)

    return rule


def parsed(read: Callable[[str], object], wanted: str) -> Rule:
    """A string that `read` accepts without a ValueError; `wanted` describes the format."""

    def rule(value: Any, at: str) -> Iterator[str]:
        try:
            read(value)
        except (TypeError, ValueError):
            yield problem(f"must be {wanted}", at)

    return rule


def array(item: Rule, high: int, low: int = 1) -> Rule:
    """A list of `low` to `high` items, each checked by `item`."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield problem("must be an array", at)
            return
        if len(value) < low:
            yield problem(f"no fewer than {low} items allowed", at)
        if len(value) > high:
            yield problem(f"no more than {high} items allowed", at)
        for place, each in enumerate(value):
            yield from item(each, f"{at}/{place}")

    return rule


def record(fields: Mapping[str, Rule], required: Collection[str] = (), *also: Rule) -> Rule:
    """An object with only these fields; `also` are rules for the whole object."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must be an object", at)
            return
        for name in sorted(set(required) - set(value)):
            yield problem(f"missing required field: {name}", at)
        for name, each in value.items():
            if name in fields:
                yield from fields[name](each, f"{at}/{name}")
            else:
                yield problem(f"invalid additional property: {name}", at)
        for whole_rule in also:
            yield from whole_rule(value, at)

    return rule


def typed(fields: Mapping[str, Rule], required: Collection[str] = (), *also: Rule) -> Rule:
    """A `record` whose `type` has already been checked by `kind`."""
    return record({"type": string(255), **fields}, ("type", *required), *also)


def exactly_one(*names: str) -> Rule:
    """An object that has one of these fields."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if sum(name in value for name in names) != 1:
            yield problem(f"must define either {' or '.join(f'`{name}`' for name in names)}", at)

    return rule


def kind(rules: Mapping[str, Rule]) -> Rule:
    """An object whose `type` selects the rule."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must be an object", at)
            return
        name = value.get("type")
        if not isinstance(name, str):
            yield problem("missing required field: type", at)
        elif name not in rules:
            yield problem(f"unsupported type: {name}", f"{at}/type")
        else:
            yield from rules[name](value, at)

    return rule
