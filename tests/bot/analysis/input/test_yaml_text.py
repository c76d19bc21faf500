"""YAML is read like JSON, within limits, and only where a text is YAML."""

import pytest

from bot.analysis.input.reading import Input, read_input
from bot.analysis.input.yaml_text import MAX_CHARACTERS, looks_like_yaml, parsed
from bot.errors import InputError
from bot.json_types import Json


def read(text: str) -> Input:
    return read_input(text, "x.yml")


def value(text: str) -> Json:
    found = parsed(text, "x.yml")
    assert found
    return found[0]


def refusal(text: str) -> str:
    with pytest.raises(InputError) as refused:
        read(text)
    return str(refused.value)


UPDATES = """\
title: Late webhooks
services: [webhooks]
updates:
  - at: 2024-04-09 07:35
    status: investigating
    message: no   # not false
  - {at: 2024-04-09 08:50, status: resolved, message: up}
"""


def test_updates_are_events_and_what_people_were_told() -> None:
    case = read(UPDATES).cases[0]
    assert (case.title, case.services) == ("Late webhooks", ("webhooks",))
    assert [(f"{event.at:%H:%M}", event.status, event.text) for event in case.events if event.at] == [
        ("07:35", "investigating", "no"),
        ("08:50", "resolved", "up"),
    ]
    assert [each.text for each in case.told] == ["no", "up"]


def test_an_incident_of_any_shape_is_read_like_json() -> None:
    case = read("incident:\n  title: x\n  severity: SEV2\nevents:\n- {timestamp: 10:42, text: down}\n").cases[0]
    assert (case.title, case.severity, [event.text for event in case.events]) == ("x", "SEV2", ["down"])
    assert f"{case.events[0].at:%H:%M}" == "10:42"


def test_several_documents_or_a_list_are_several_incidents() -> None:
    documents = "---\ntitle: a\nevents:\n  - time: 10:42\n    text: down\n---\ntitle: b\nservices:\n  - x\n"
    assert [case.title for case in read(documents).cases] == ["a", "b"]
    assert [case.title for case in read("- title: a\n  services: x\n- title: b\n  services: y\n").cases] == ["a", "b"]


def test_scalars_stay_as_they_are_written() -> None:
    assert value("a: 10:42\nb: no\nc: 007\nd: 2024-01-15\ne: ~\nf: ''\ng: 'null'\nh:\n  - 1.50\n") == {
        "a": "10:42", "b": "no", "c": "007", "d": "2024-01-15", "e": None, "f": "", "g": "null", "h": ["1.50"],
    }  # fmt: skip


def test_a_field_that_appears_twice_is_said() -> None:
    complaints = read("title: a\ntitle: b\nevents:\n  - time: 10:42\n    text: down\n").cases[0].complaints
    assert complaints[0] == 'The field "title" appears twice in one object; the last one is used.'


@pytest.mark.parametrize(
    "text",
    [
        "Checkout is down\nSeverity: SEV2\n",
        "Title: x\nSeverity: SEV2\nTimeline:\n- 10:42 down\n- 10:50 up\n",
        "title: x\nevents:\n  - time: 10:42\n    text: down\nAnd then we went home.\n",
        "title: x\nevents:\n  - time: [10:42\n    text: down\n",
        "---\ntitle: x\nservices:\n  - name: y\n---\n\nWe had an outage.\n",
    ],
)
def test_other_texts_are_no_yaml(text: str) -> None:
    assert not looks_like_yaml(text) or parsed(text, "x") is None
    assert read(text).cases


@pytest.mark.parametrize("title", ["# API down\n\n", "- Title: API down\n"])
def test_a_list_of_labels_is_one_incident_and_no_list_of_objects(title: str) -> None:
    (case,) = read(f"{title}- Severity: SEV2\n- Start time: 2025-03-04 10:00 UTC\n- Services: checkout\n").cases
    assert (case.title, case.severity, case.services) == ("API down", "SEV2", ("checkout",))
    assert [f"{event.at:%H:%M}" for event in case.events if event.at] == ["10:00"]


def test_a_comment_above_objects_is_no_title() -> None:
    text = "# of March\n- title: a\n  services: x\n- title: b\n  services: y\n"
    assert [case.title for case in read(text).cases] == ["a", "b"]


def test_a_bomb_of_aliases_is_refused() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{two}: &{two} [*{one}, *{one}]\n" for one, two in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert refusal(bomb + "events:\n  - text: *i\n") == (
        "x.yml: aliases (*name) are not read. Write the values where they are used."
    )


def test_what_is_too_large_or_too_deep_is_refused() -> None:
    item = "  - time: 10:42\n    text: down\n"
    assert "MB of YAML" in refusal("events:\n" + item * (MAX_CHARACTERS // len(item) + 1))
    assert "nested levels" in refusal(f"events:\n  - x: {'[' * 100}{']' * 100}\n")
    assert "nested levels" in refusal("events:\n  - x:\n" + "".join(" " * (5 + at) + "a:\n" for at in range(1_000)))
