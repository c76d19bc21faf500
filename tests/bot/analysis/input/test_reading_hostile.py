"""What nobody should hand over: huge, deep, wrong, broken. It ends in a sentence or in the right answer."""

import json
import tracemalloc
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.input.fields.events import MAX_EVENTS
from bot.analysis.input.fields.incident import LONGEST_TITLE, MOST_ITEMS
from bot.analysis.input.json_text import MAX_DEPTH, MAX_OBJECTS
from bot.analysis.input.reading import Input, read_input
from bot.analysis.input.tables import MOST_COMPLAINTS, MOST_UNKNOWN
from bot.analysis.input.values import MAX_TEXT
from bot.analysis.model import Case
from bot.errors import InputError

FIELDS = (
    "title", "description", "incident", "events", "severity", "status", "impact", "customer_impact", "resolution",
    "root_cause", "participants", "action_items", "communications", "affected_users", "affected_users_percentage",
    "start_time", "end_time", "data_loss", "regions", "five_whys", "services", "detection_details", "lessons_learned",
    "technical_details", "response_details", "signals", "context", "roles", "contributing_factors", "number", "private",
)  # fmt: skip

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=5), inner, max_size=3),
    max_leaves=15,
)  # fmt: skip


def read(text: str) -> Input:
    return read_input(text, "x.json")


def one(value: Any) -> Case:
    return read(json.dumps(value)).cases[0]


def refusal(text: str) -> str:
    with pytest.raises(InputError) as refused:
        read(text)
    return str(refused.value)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), anything, max_size=6))
def test_fields_of_wrong_types_are_read_as_far_as_they_can_be(fields: dict[str, Any]) -> None:
    case = one({"severity": "sev1", **fields, "title": "x"})
    assert all(complaint.endswith(".") for complaint in case.complaints)
    assert [event.number for event in case.events] == list(range(1, len(case.events) + 1))


@settings(max_examples=300, deadline=None)
@given(st.lists(anything, max_size=5))
def test_a_list_of_anything_gives_a_case_for_each_item_or_is_one_of_events(items: list[Any]) -> None:
    try:
        found = read(json.dumps(items))
    except InputError:
        return
    assert len(found.cases) == (len(items) if found.many else 1)
    assert found.many or len(found.cases[0].events) == len(items)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    with suppress(InputError):
        found = read(text)
        assert not {char for case in found.cases for char in case.title + case.description} & {"\0", "\x1b", "\ud800"}


@pytest.mark.parametrize(
    "unit", ["word ", "x", "a:", "*", "| a | b |\n", "- a\n", "1", "#", "[", "((((", "a. ", "\u202e", "**a**: "]
)
def test_ten_megabytes_of_text_are_cut_and_said_to_be(unit: str) -> None:
    text = unit * (10_000_000 // len(unit))
    case = one({"title": "x", "description": text})
    assert len(case.description) <= MAX_TEXT
    assert case.complaints[0].endswith("the first 100,000 are read.")
    assert len(one({"events": [{"timestamp": 1705328100, "text": text}]}).events[0].text) <= MAX_TEXT


@pytest.mark.parametrize("unit", ["word ", "1", "a:", "- a\n", "**a**: "])
def test_ten_megabytes_of_plain_text_are_read_in_part_or_refused(unit: str) -> None:
    text = "Checkout is down\n" + unit * (10_000_000 // len(unit))
    case = read(text).cases[0]
    assert case.title == "Checkout is down"
    assert len(case.description) <= MAX_TEXT


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 1_000 + "1" + "}" * 1_000, "[" * 70 + "]" * 70])
def test_deep_nesting_is_refused(text: str) -> None:
    assert refusal(text) == (f"x.json: more than {MAX_DEPTH} nested levels. Remove the deepest ones.")


def test_nesting_that_an_export_could_have_is_read() -> None:
    value: Any = 1
    for _ in range(MAX_DEPTH // 2 - 2):
        value = {"a": [value]}
    assert one({"title": "x", "weather": value}).unknown


def test_a_million_events_are_refused_with_what_is_read() -> None:
    events = ",".join(['{"timestamp": 1705328100, "text": "x"}'] * 1_000_000)
    assert f"more than {MAX_OBJECTS:,} objects" in refusal(f'{{"events": [{events}]}}')
    many, sentence = MAX_EVENTS + 1, f"events has more than {MAX_EVENTS:,} items"
    assert sentence in refusal(f"[{','.join(['[1705328100, 2]'] * many)}]")
    assert sentence in refusal("14:05 a\n" * many)


def test_thousands_of_bad_times_are_told_by_the_first_and_a_count() -> None:
    case = one({"events": [{"timestamp": "soon", "text": "x"}] * 10_000})
    assert len(case.events) == 10_000
    assert len(case.complaints) == MOST_COMPLAINTS + 1
    assert case.complaints[-1] == f"{10_000 - MOST_COMPLAINTS:,} more problems."


def test_a_hundred_thousand_unknown_fields_are_kept_up_to_a_limit() -> None:
    case = one({"title": "x", **{f"k{number}": number for number in range(100_000)}})
    assert len(case.unknown) == MOST_UNKNOWN
    assert case.complaints == (f"{100_000 - MOST_UNKNOWN:,} more unknown fields were ignored.",)


def test_a_list_longer_than_anybody_writes_is_read_in_part_and_said_to_be() -> None:
    case = one({"title": "x", "lessons": [f"lesson {number}" for number in range(20_000)]})
    assert len(case.lessons) == MOST_ITEMS
    assert case.complaints == (f"lessons: 20,000 items; only the first {MOST_ITEMS:,} are read.",)


def test_a_title_longer_than_any_is_cut_and_said_to_be() -> None:
    case = one({"title": "word " * 1_000})
    assert len(case.title) == LONGEST_TITLE
    assert case.complaints == (f"The title has 4,999 characters; only the first {LONGEST_TITLE:,} are read.",)


def test_reading_takes_no_more_than_a_few_times_the_size_of_the_file() -> None:
    text = json.dumps({"title": "x", "description": "word " * 2_000_000})
    tracemalloc.start()
    try:
        read(text)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * len(text)


def test_numbers_that_are_none_are_named_and_the_rest_is_kept() -> None:
    text = (
        '{"title": "x", "impact": {"affected_users": NaN, "affected_users_percentage": -Infinity, "a": 1e999, "b": %s}}'
    )
    case = read(text % ("9" * 5_000)).cases[0]
    assert case.complaints == (
        'impact.affected_users: "NaN" is not a number.',
        'impact.affected_users_percentage: "-Infinity" is not a percentage from 0 to 100.',
    )
    assert case.facts == {"a": "1e999", "b": f"{'9' * 19}…"}
    json.dumps(case.facts, allow_nan=False)


def test_a_field_that_stands_twice_is_named() -> None:
    case = read('{"title": "a", "title": "b"}').cases[0]
    assert case.title == "b"
    assert case.complaints == ('The field "title" appears twice in one object; the last one is used.',)


def test_two_spellings_of_a_name_are_both_kept() -> None:
    assert one({"title": "a", "Title": "b"}).unknown == {"Title": "b"}


def test_control_characters_and_markup_come_through_as_plain_text() -> None:
    case = one({"title": "<script>alert(1)</script>\x00\x1b[31m\u202e\ud800\n!", "description": "a\tb\x07"})
    assert case.title == "<script>alert(1)</script>\N{REPLACEMENT CHARACTER} !"
    assert case.description == "a\tb"


def test_a_byte_order_mark_is_no_part_of_the_file() -> None:
    assert read('\ufeff{"title": "x"}').cases[0].title == "x"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{\n"a" 1}', "line 2, column 5: invalid JSON (Expecting ':' delimiter)"),
        ("{", "line 1, column 2: invalid JSON (Expecting property name enclosed in double quotes)"),
        ('[{"title": "x"},', "line 1, column 17: invalid JSON (Expecting value)"),
    ],
)  # fmt: skip
def test_broken_json_is_named_with_its_place(text: str, sentence: str) -> None:
    assert refusal(text) == f"x.json: {sentence}. Fix it or export the file again."


LINES = (
    '{"ts": "2025-01-05T10:00:00Z", "msg": "pool exhausted"}\n{"ts": "2025-01-05T10:03:00Z", "msg": "rolled back"}\n'
)


def test_of_json_lines_a_last_one_that_is_cut_off_costs_only_itself() -> None:
    case = read_input(f'{LINES}{{"ts": "2025-01-05T10:0', "x").cases[0]
    assert [event.text for event in case.events] == ["pool exhausted", "rolled back"]
    assert case.complaints[0] == "Line 3 is cut off, so the text is read up to the line before."


def test_of_json_lines_another_bad_one_is_named_with_its_place() -> None:
    with pytest.raises(InputError, match="x: line 3, column 6: invalid JSON"):
        read_input(f'{LINES}{{"b":\n{LINES}', "x")
