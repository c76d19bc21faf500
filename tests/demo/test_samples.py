"""The samples and their analysis: the expected outputs are up to date, and no fact is lost.

`python -m tests.demo.test_samples` regenerates the expected outputs.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.config.policy import Policy
from handlers.cli.analysis import commands

SAMPLES = Path(__file__).parents[2] / "samples"
EXPECTED = SAMPLES / "expected"
AT = datetime(2024, 9, 16, 9, 0, tzinfo=UTC)

NAMES = ("payment-outage.json", "pool-exhaustion.json", "login-errors.txt")
ENDINGS = {"text": "txt", "json": "json", "markdown": "md", "html": "html"}
OUTPUTS = [
    (command, form)
    for command, forms in {
        "classify": ("text", "json", "markdown"),
        "timeline": ("text", "json", "markdown", "html"),
        "review": ("text", "json", "markdown", "html"),
    }.items()
    for form in forms
]


# Of a format, what is read matters, and not how the documents look.
FORMATS = tuple(f"formats/{each.name}" for each in sorted((SAMPLES / "formats").iterdir()))
EACH = [
    *((name, command, form) for name in NAMES for command, form in OUTPUTS),
    *(
        (name, *output)
        for name in FORMATS
        for output in (("classify", "text"), ("timeline", "text"), ("review", "markdown"))
    ),
]


def answer(name: str, command: str, form: str, *words: str) -> str:
    """The output of a command for a sample; the review always has the same date."""
    run = {str(each.name): each for each in commands(Policy, lambda: AT)}[command]
    done = CliRunner().invoke(run, [str(SAMPLES / name), "--format", form, *words], catch_exceptions=False)
    return done.stdout_bytes.decode()


def expected_path(name: str, command: str, form: str) -> Path:
    return (EXPECTED / name).with_suffix(f".{command}.{ENDINGS[form]}")


@pytest.mark.parametrize(("name", "command", "form"), EACH)
def test_the_expected_outputs_are_what_the_commands_write(name: str, command: str, form: str) -> None:
    assert answer(name, command, form) == expected_path(name, command, form).read_text("utf-8")


def test_there_are_no_other_expected_outputs() -> None:
    wanted = {expected_path(name, command, form) for name, command, form in EACH}
    assert {each for each in EXPECTED.rglob("*.*") if each.is_file()} == wanted


# Fact by fact


def facts_of(value: Any) -> Iterator[str]:
    """Each string and number of a JSON sample; booleans are phrased by the output."""
    if isinstance(value, dict):
        for item in value.values():
            yield from facts_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from facts_of(item)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield str(value)


def plain(text: str) -> str:
    """An output without markup: the visible text on one line, in lower case."""
    text = re.sub(r"<[^>]*>", " ", text) if "<!doctype html" in text[:50].lower() else text
    return re.sub(r"\s+", " ", re.sub(r"[\\*`]", "", unescape(text))).lower()


def shown(fact: str, text: str) -> bool:
    """Whether the text contains a fact, with thousands separators or as a readable time."""
    forms = {fact, re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", fact), fact.replace("_", " ")}
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", fact):
        forms |= {fact[11:16]}
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", fact):
        day = datetime.fromisoformat(fact)
        forms |= {f"{day.day} {day:%b %Y}", f"{day.day} {day:%b}"}
    name, _, role = fact.partition(" - ")
    return any(plain(form) in text for form in forms) or (bool(role) and plain(name) in text and plain(role) in text)


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith("json")])
@pytest.mark.parametrize("form", ENDINGS)
def test_every_fact_of_a_sample_stands_in_its_review(name: str, form: str) -> None:
    text = plain(answer(name, "review", form, "--template", "comprehensive", "--framework", "all"))
    sample = json.loads((SAMPLES / name).read_text("utf-8"))
    assert {fact for fact in facts_of(without_kinds(sample)) if not shown(fact, text)} <= TOLD_OTHERWISE


# An entry that is one with the message it tells of; figures and words that the text beside them rounds or implies
TOLD_OTHERWISE = {
    "Status page set to Investigating: elevated errors in payment processing.",
    "23.5",
    "12.1",
    "external",
    "partial",
}


def without_kinds(value: Any) -> Any:
    """The sample without the kinds of its events and action items: the review sorts events by phase instead."""
    if isinstance(value, dict):
        return {key: without_kinds(item) for key, item in value.items() if key not in ("type", "kind")}
    return [without_kinds(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("form", ENDINGS)
def test_every_figure_of_the_written_sample_stands_in_its_review(form: str) -> None:
    text = plain(answer("login-errors.txt", "review", form, "--template", "comprehensive", "--framework", "all"))
    sample = (SAMPLES / "login-errors.txt").read_text("utf-8")
    figures = set(re.findall(r"(?<![\d:.-])\d+(?:[,.]\d+)?(?::\d\d)?(?![\d:-])", sample.replace("2024-", "")))
    assert [figure for figure in sorted(figures) if figure not in text] == []


@pytest.mark.parametrize("form", ENDINGS)
def test_every_event_of_a_sample_stands_in_its_timeline(form: str) -> None:
    text = plain(answer("payment-outage.json", "timeline", form))
    events = json.loads((SAMPLES / "payment-outage.json").read_text("utf-8"))["events"]
    assert [fact for fact in facts_of(events) if not shown(fact, text)] == []


def write_expected() -> None:
    for name, command, form in EACH:
        path = expected_path(name, command, form)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(answer(name, command, form), encoding="utf-8")


if __name__ == "__main__":
    write_expected()
