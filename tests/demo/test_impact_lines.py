"""The words in which the impact fields of an incident file are recorded."""

import pytest

from bot.json_types import Json
from demo.impact_lines import impact_lines


@pytest.mark.parametrize(
    ("field", "value", "line"),
    [
        ("affected_users", 12500, "12,500 users affected"),
        ("affected_users", "about 12,000", "About 12,000 users affected"),
        ("failed_transactions", 342, "342 failed transactions"),
        ("revenue_impact_usd", 28500, "28,500 USD revenue impact"),
        ("revenue_impact", "high", "Revenue impact: high"),
        ("data_loss", False, "No data loss"),
        ("data_loss", True, "Data was lost"),
        ("security_breach", False, "No security breach"),
        ("customer_facing", True, "Customer-facing"),
        ("affected_users_percentage", 33.5, "33.5% of users affected"),
        ("affected_regions", ["us-east-1"], "Regions us-east-1"),
        ("workaround_available", False, "No workaround"),
        ("orders_in_doubt", 7, "Orders in doubt: 7"),
        ("support_was_called", True, "Support was called: yes"),
        ("by_tier", {"gold": 3}, 'By tier: {"gold": 3}'),
        ("tiers", ["gold", 3, ""], "Tiers: gold, 3"),
        ("{0}", "x", "{0}: x"),
        ("affected_users", "{0}", "{0} users affected"),
        ("lost", 0, "Lost: 0"),
        ("", 5, "5"),
    ],
)
def test_a_field_is_said_in_one_line(field: str, value: Json, line: str) -> None:
    assert impact_lines([{field: value}]) == [line]


@pytest.mark.parametrize("value", [None, "", "  ", [], {}, [""]])
def test_an_empty_field_says_nothing(value: Json) -> None:
    assert impact_lines([{"affected_users": value, "remark": value}]) == []


def test_share_and_regions_make_one_line_whichever_comes_first() -> None:
    regions: list[Json] = ["us-east-1", "eu-west-1"]
    line = "45% of users affected, regions us-east-1, eu-west-1"
    assert impact_lines([{"affected_users_percentage": 45, "affected_regions": regions}]) == [line]
    assert impact_lines([{"affected_regions": regions, "affected_users_percentage": 45}]) == [line]


def test_degradation_and_workaround_make_one_line() -> None:
    table: dict[str, Json] = {"degradation_type": "partial", "workaround_available": False}
    assert impact_lines([table]) == ["Degradation: partial, no workaround"]


def test_lines_keep_the_order_of_the_tables() -> None:
    assert impact_lines([{"b": 1, "a": 2}, {"c": 3}]) == ["B: 1", "A: 2", "C: 3"]
