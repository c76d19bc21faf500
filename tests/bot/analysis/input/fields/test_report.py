"""A finished report as JSON by its own labels: each of its facts is in the review, in the section it belongs to."""

import json
import random
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case
from bot.config.policy import Policy
from bot.review.document.review import Review, review_json
from bot.review.document.reviewed import review_case
from bot.review.document.templates import COMPREHENSIVE
from templates.review.document import review_document

REPORT = json.loads((Path(__file__).parents[5] / "samples/formats/finished-report.json").read_text("utf-8"))
AT = datetime(2026, 4, 1, tzinfo=UTC)
# What the review writes in another way: dates, times, sums.
REWRITTEN = ("date", "due_date", "time_started", "time_resolved", "revenue_lost", "time")


def reviewed(report: Mapping[str, Any], name: str = "x.json") -> Review:
    return review_case(read_input(json.dumps(report), name).cases[0], Policy(), AT, None, COMPREHENSIVE)


def section(review: Review, key: str) -> str:
    held = next(each for each in review_json(review)["sections"] if each["key"] == key)  # type: ignore[union-attr,index,call-overload]
    return " | ".join(_texts(held))


def _texts(value: Any) -> Iterator[str]:
    for place, each in _leaves(value):
        if place.rpartition(".")[2] not in ("place", "words"):
            yield str(each)


def _leaves(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(each, f"{place}.{key}")
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each, place)
    else:
        yield place, value


def lost(report: Mapping[str, Any]) -> list[str]:
    """Every value of the report that no section of the review shows."""
    return lost_in(read_input(json.dumps(report), "x.json").cases[0], report)


def lost_in(case: Case, report: Mapping[str, Any]) -> list[str]:
    told = folded(review_document(review_case(case, Policy(), AT, None, COMPREHENSIVE), "text"))
    return [
        f"{place}: {value}"
        for place, value in _leaves(report)
        if place.rpartition(".")[2] not in REWRITTEN
        and folded(str(value)) not in told
        and folded(_counted(value)) not in told
    ]


def folded(text: str) -> str:
    """On one line, for the text is wrapped; in small letters, for a sentence begins with a capital; without the time
    of a step, which stands before it; and a bare statement of the end is the key time itself."""
    plain = " ".join(re.sub(r" \(\d\d:\d\d\)$", "", text).split()).casefold()
    return {"incident resolved": "resolved"}.get(plain, plain)


def _counted(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def test_every_value_is_in_the_review() -> None:
    assert lost(REPORT) == []


@pytest.mark.parametrize("seed", range(8))
def test_so_it_is_in_another_order_with_other_words_and_without_some_sections(seed: int) -> None:
    chance = random.Random(seed)
    kept = [key for key in REPORT if key in ("title", "timeline", "date") or chance.random() < 0.7]
    chance.shuffle(kept)
    assert lost({key: _changed(REPORT[key], key, chance) for key in kept}) == []


_FIXED = (
    "severity",
    "status",
    "date",
    "timeline",
    "duration",
    "due_date",
    "count",
    "revenue_lost",
    "time",
    "sla_breach",
    "uptime_target",
)


def _changed(value: Any, key: str, chance: random.Random) -> Any:
    if key in _FIXED or key.startswith(("time_", "tt", "total")):
        return value
    if isinstance(value, Mapping):
        keys = list(value)
        chance.shuffle(keys)
        return {each: _changed(value[each], each, chance) for each in keys}
    if isinstance(value, list):
        return [_changed(each, key, chance) for each in value]
    return f"{value} v{chance.randrange(1000)}" if isinstance(value, str) else value


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("root-cause", "What broke: Workers held a lease that nobody released"),
        ("root-cause", "Why it broke: The release ran only after a clean exit"),
        ("root-cause", "What triggered it: A batch of invoices ten times as large as usual"),
        ("communication", "Incident channel: #inc-invoices"),
        ("communication", "Status page: Updated at 09:12 and 09:58"),
        ("communication", "Investigating: Invoices are delayed."),
        ("related", "2026-01-09: the same queue, full for an hour"),
        ("related", "Runbook: queues"),
        ("related", "kubectl rollout restart deploy/invoice-worker"),
        ("related", "Report created by"),
        ("related", "Noor Haddad (SRE)"),
        ("related", "In review"),
        ("related", "Ivo Petrov, 2026-03-20"),
        ("actions", "AI-7"),
        ("actions", "Done"),
        ("actions", "Testing: Kill a worker in the nightly test"),
    ],
)
def test_each_fact_stands_in_its_section(key: str, words: str) -> None:
    assert words in section(reviewed(REPORT), key)


def test_the_day_comes_from_the_id_or_else_from_the_closing_date() -> None:
    without = {
        key: value for key, value in REPORT.items() if key not in ("date", "incident_id", "report_date", "summary")
    }
    with_id = reviewed({**without, "incident_id": "INC-20260317-002"})
    assert with_id.day.isoformat() == "2026-03-17"
    assert reviewed({**without, "incident_closed": "2026-03-18"}).day.isoformat() == "2026-03-18"


@pytest.mark.parametrize("status", ["Draft", "In review", "Final", "approved", "Final draft (Kim)"])
@pytest.mark.parametrize("form", ["# Ads slow\n\nStatus: {}\n", '{{"title": "Ads slow", "status": "{}"}}'])
def test_the_status_of_a_report_is_none_of_the_incident(form: str, status: str) -> None:
    case = read_input(form.format(status), "x").cases[0]
    assert (case.status, [(claim.category, claim.text) for claim in case.report]) == ("", [("status", status)])


@pytest.mark.parametrize("status", ["Resolved", "Investigating", "Monitoring, final checks are running"])
def test_the_status_of_an_incident_stays(status: str) -> None:
    assert read_input(f"# Ads slow\n\nStatus: {status}\n", "x.md").cases[0].status == status
