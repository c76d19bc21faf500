"""The formats of other tools: none ends in a traceback, whatever is missing or of another type."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.input.formats import known_formats
from bot.analysis.input.reading import read_input
from bot.errors import InputError

SAMPLES = sorted(
    (Path(__file__).parents[4] / "samples" / "formats").glob("*.json")
)  # what is read as text has tests beside its reader

UNTITLED = {"slack-export"}  # a conversation has no title

OTHERS: list[Any] = [None, True, 0, 7, -1.5, "", "x", [], ["x"], [None, 7], {}, {"name": "x"}, {"a": [{}]}]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to all values in a JSON value."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


def changed(value: Any, path: tuple[Any, ...], to: Any) -> Any:
    """A copy with another value at a path; without the field if `to` is ..., an ellipsis."""
    copy = json.loads(json.dumps(value))
    held = copy
    for key in path[:-1]:
        held = held[key]
    if to is ...:
        del held[path[-1]]
    else:
        held[path[-1]] = to
    return copy


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample.stem))
def test_a_sample_is_recognized_by_what_is_there_and_read_whole(sample: Path) -> None:
    for case in read_input(sample.read_text("utf-8"), "whatever").cases:
        assert case.title or sample.stem in UNTITLED
        assert case.events
        assert all(event.at for event in case.events)
        assert not case.complaints
        assert not case.unknown


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample.stem))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_field_that_is_missing_or_of_another_type_costs_only_itself(sample: Path, data: st.DataObject) -> None:
    value = json.loads(sample.read_text("utf-8"))
    where = list(places(value))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(where))
        with suppress(KeyError, IndexError, TypeError):
            value = changed(value, path, data.draw(st.sampled_from([*OTHERS, ...])))
    with suppress(InputError):
        read_input(json.dumps(value), "x.json")


def test_a_refusal_names_the_formats_once_and_in_order() -> None:
    names = known_formats().rpartition(": ")[2].split(", ")
    assert names == sorted(set(names), key=str.casefold)
