"""Which action item is suggested for a factor, and which part of a permanent fix none covers, where that is plain."""

import pytest

from bot.analysis.model import Case, Evidence, Todo
from bot.review.root_cause.factors import Factor
from bot.review.root_cause.links import suggested_items, uncovered
from tests.bot.review.document.review_cases import claim


def item(title: str) -> Todo:
    return Todo(title, Evidence("action_items", title))


def left(fix: str, *titles: str) -> list[str]:
    return list(uncovered(Case(actions=tuple(item(title) for title in titles)), claim(fix)))


@pytest.mark.parametrize(
    ("fix", "title"),
    [
        ("Add connection pool monitoring alert (>80%) (PRIORITY 2)", "Add connection pool monitoring (>80%)"),
        ("Add connection timeout (30 seconds) (PRIORITY 3)", "Add connection timeout (30s)"),
        ("Review all database queries for connection leaks (PRIORITY 3)", "Review all queries for connection leaks"),
        ("Monitoring: Add alert at 80% connection pool usage", "Add connection pool monitoring (>80%)"),
        ("Runbook Update: Describe the restart", "Describe how to restart"),
        ("Let leases expire after two minutes (PRIORITY 1)", "Give each lease an expiry"),
    ],
)
def test_a_part_is_covered_by_an_action_item_whatever_label_priority_or_unit_it_has(fix: str, title: str) -> None:
    assert left(fix, title) == []


def test_a_part_of_which_no_action_item_speaks_stays_uncovered() -> None:
    fix = "Load test the ORM with production connection patterns, update pool sizing, implement canary deployment"
    assert left(
        fix,
        "Load test ORM deployment with production-scale connection patterns",
        "Implement canary deployment pipeline for ORM changes",
        "Document connection pool sizing requirements in the runbook of each service",
    ) == ["update pool sizing"]
    assert left("Testing: Kill a worker in the nightly test", "Give each lease an expiry") == [
        "Testing: Kill a worker in the nightly test"
    ]


@pytest.mark.parametrize("place", [1, 2, 3])
def test_an_identifier_with_a_number_is_suggested_only_for_itself(place: int) -> None:
    items = tuple(item(f"Alert on disk usage of search-index-{number}") for number in (1, 2, 3))
    factor = Factor(claim(f"No alert on disk usage of search-index-{place}"))
    assert suggested_items(Case(actions=items), factor) == (place,)


def test_a_version_or_a_percentile_is_no_identifier() -> None:
    factor = Factor(claim("Load test of ORM v3.2.0 had no limit on p95 latency"))
    assert suggested_items(Case(actions=(item("Load test ORM v3.3.0 with a limit on p99 latency"),)), factor) == (1,)
