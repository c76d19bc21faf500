"""The small language of a vendor's table."""

from typing import Any

import pytest

from bot.analysis.input.vendors.paths import ROOT, found, is_there, objects, texts
from bot.json_types import Json

VALUE: dict[str, Any] = {
    "severity": {"name": "SEV2"},
    "mode": "TEST",
    "labels": {"nodes": [{"title": "a"}, {"title": "b"}]},
    "audits": [{"at": 1, "events": [{"kind": "x"}, {"kind": "y", "at": 2}]}],
    "author": 7,
    "type": "alert_linked",
    "empty": [],
    "flag": False,
}


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("severity.name", ["SEV2"]),
        ("severity", ["SEV2"]),
        ("labels.title", ["a", "b"]),
        ("missing|empty|severity", ["SEV2"]),
        ("mode+severity", ["TEST", "SEV2"]),
        ("=severity", ["severity"]),
        ("INC-{author}", ["INC-7"]),
        ("INC-{missing}", []),
        ("{missing|mode} ({severity})", ["TEST (SEV2)"]),
        ("mode=test", [True]),
        ("mode=other", []),
        ("mode=test?=drill", ["drill"]),
        ("flag?=drill", []),
        ("type~", ["Alert linked"]),
        ("author@users", ["Jo"]),
        ("$.users", ["Jo"]),
        ("", []),
    ],
)
def test_a_path_says_where_something_stands(path: str, there: list[Json]) -> None:
    assert found({**VALUE, ROOT: {"users": [{"id": 7, "name": "Jo"}]}}, path)[1] == there


def test_an_object_in_another_has_the_fields_of_both() -> None:
    assert [(each["kind"], each["at"]) for each in objects(VALUE, "audits>events")] == [("x", 1), ("y", 2)]
    assert objects(VALUE, "missing|") == [VALUE]


def test_a_text_is_said_once_and_never_a_flag() -> None:
    assert texts({"a": ["x", "x", True, None]}, "a") == ["x"]


def test_a_key_without_a_value_is_there() -> None:
    assert is_there({"a": {"b": None}}, "x|a.b")
    assert not is_there({"a": None}, "a.b")
