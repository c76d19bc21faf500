"""One field may hold megabytes: what is too long is cut before any reader sees it, and said with its place."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from bot.analysis.input.long_texts import cut
from bot.analysis.input.reading import read_input
from bot.analysis.input.values import MAX_TEXT

LONG = MAX_TEXT + 1
SAID = f"{LONG:,} characters; only the first {MAX_TEXT:,} are read."


def test_each_long_text_is_cut_and_named_by_its_place() -> None:
    value: Any = {"a": "x" * LONG, "b": [{"c": ["y" * LONG, "short"]}], "d": "z" * MAX_TEXT}
    assert cut(value) == (f"a: {SAID}", f"b[0].c[0]: {SAID}")
    assert len(value["a"]) == len(value["b"][0]["c"][0]) == len(value["d"]) == MAX_TEXT
    assert value["b"][0]["c"][1] == "short"
    assert cut(value) == ()


def test_a_long_key_is_cut_so_that_it_can_be_named() -> None:
    value: Any = {"k" * LONG: 1}
    cut(value)
    assert max(map(len, value)) < 300


AT = "2026-03-15T10:00:00Z"
IN_TOOLS: Mapping[str, Callable[[str], object]] = {
    "Slack": lambda text: [{"type": "message", "user": "U1", "ts": "1718060400.000100", "text": text}],
    "GitHub": lambda text: {
        "title": "Down",
        "number": 1,
        "state": "closed",
        "labels": [],
        "created_at": AT,
        "body": text,
        "user": {"login": "a"},
    },
    "Statuspage": lambda text: {
        "name": "Down",
        "incident_updates": [{"status": "investigating", "body": text, "created_at": AT}],
    },
    "our own fields": lambda text: {"title": "Down", "services": [text], "events": [{"time": AT, "text": "down"}]},
}


@pytest.mark.parametrize("made", IN_TOOLS.values(), ids=IN_TOOLS)
def test_what_a_format_cuts_is_said(made: Callable[[str], object]) -> None:
    (case,) = read_input(json.dumps(made("x" * LONG)), "x.json").cases
    assert [complaint for complaint in case.complaints if SAID in complaint]


@pytest.mark.parametrize(
    "text",
    [
        "10:42 AM Jane Smith: {}\n10:43 AM Bob Kim: rolling back\n10:45 AM Jane Smith: better\n",
        "2026-03-15 10:00 alert\n2026-03-15 10:01 {}\n2026-03-15 10:02 done\n",
    ],
)
def test_a_long_line_is_named(text: str) -> None:
    (case,) = read_input(text.format("x" * LONG), "x.txt").cases
    assert [complaint for complaint in case.complaints if complaint.startswith("line ") and "100,000 are" in complaint]


def test_a_text_of_the_longest_length_is_read_without_a_word() -> None:
    (case,) = read_input(f"Down\n\n{'x ' * (MAX_TEXT // 2 - 10)}", "x.txt").cases
    assert not [complaint for complaint in case.complaints if "characters" in complaint]


# Each would keep a pattern with two repetitions side by side busy for hours: this test would never end.
HOSTILE = {
    "one line": "the error rate is above 5 percent ",
    "letters": "a",
    "digits": "1",
    "blanks": " ",
    "lines": "x\n",
    "brackets": "([",
    "times": "10:42 failed ",
    "hashes": "#",
    "dashes": "- ",
    "tags": "<",
    "mail": "a@b.",
    "bars": "| ",
    "stars": "*_`",
    "links": "http://a/",
    "dots": ".",
    "quotes": "\"'",
    "commas": "a,",
    "days": "2024-01-15 ",
    "not": "not ",
    "dollars": "$1,000 ",
    "colons": "a: ",
    "table": "a|b\n|-|" + "  |" * 40 + "x\n",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_no_long_text_keeps_a_reader_busy(unit: str) -> None:
    text = f"Down\n\nx{unit * (300_000 // len(unit))}y\n"
    read_input(text, "x.txt")
    message = text.replace("\n", " ")
    read_input(f"10:42 AM Jane Smith: {message}\n10:43 AM Bob Kim: rolling back\n10:45 AM Jane Smith: ok", "x.txt")
    read_input(f'time,actor,text\n2026-03-15T10:00:00Z,Jane,"{text}"\n2026-03-15T10:10:00Z,Bob,done\n', "x.csv")
    read_input(
        json.dumps({"title": text, "description": text, "started_at": text, "events": [text, {"text": text}]}), "x"
    )
