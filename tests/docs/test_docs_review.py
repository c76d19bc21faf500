"""The pages on reviews and root-cause frameworks against the code."""

import re
from pathlib import Path

from bot.config.policy import SEVERITIES
from bot.review.document.error_budget import allowed
from bot.review.document.review import DEFINITIONS, FURTHER, LAYOUT, QUESTIONS, SOURCES, methods_for, template_for
from bot.review.root_cause.bowtie import HELPED, HINDERED, WEAK
from bot.review.root_cause.factors import KINDS
from bot.review.root_cause.fishbone import SIDES
from bot.review.root_cause.methods import METHODS
from bot.time_format import period_of_hours
from tests.bot.review.document.review_cases import EMPTY, FULL, reviewed

DOCS = Path(__file__).parents[2] / "docs"
TEMPLATE = (DOCS / "reviews.md").read_text(encoding="utf-8")
CAUSES = (DOCS / "root-cause.md").read_text(encoding="utf-8")


def cells(page: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:1] == "|"]


def test_the_template_page_lists_the_sections_in_order_with_their_template_and_who_demands_them() -> None:
    listed = [(row[0].strip("`"), row[1], row[3], row[4]) for row in cells(TEMPLATE) if len(row) == 5 and "`" in row[0]]
    built = [
        (
            layout.key,
            layout.title,
            layout.least,
            ", ".join(level.name for level in SEVERITIES if layout.demanded_as in level.review_sections) or "–",
        )
        for layout in LAYOUT
    ]
    assert listed[: len(LAYOUT)] == built
    assert [row[:2] for row in listed[len(LAYOUT) :]] == [QUESTIONS, FURTHER, DEFINITIONS, SOURCES]


def test_the_template_page_says_what_each_severity_decides() -> None:
    table = {row[0]: row[1:] for row in cells(TEMPLATE) if len(row) == len(SEVERITIES) + 1 and "`" not in row[0]}
    assert table["Template"] == [template_for(level, None) for level in SEVERITIES]
    assert table["Frameworks"] == [
        ", ".join(methods_for(level, None, template_for(level, None))) or "–" for level in SEVERITIES
    ]
    assert table["Due after resolution"] == [period_of_hours(level.review_within_hours) for level in SEVERITIES]
    assert table["Meeting attended by"] == [", ".join(level.review_attendees) for level in SEVERITIES]
    followed = [f"{level.follow_up_days} days" if level.follow_up_days else "–" for level in SEVERITIES]
    assert table["Action items tracked for"] == followed


def test_the_template_page_lists_the_checks() -> None:
    part = TEMPLATE.partition("## Completeness")[2].partition("## What each")[0]
    checks = reviewed(EMPTY).checks
    severe = reviewed(FULL.__class__(severity="SEV1")).checks
    listed = re.findall(r"^- (.*)$", part, re.MULTILINE)
    assert listed == [check.name for check in severe]
    assert {check.name for check in checks} <= set(listed)


def test_the_allowance_is_the_one_of_the_code() -> None:
    assert f"{allowed(99.9)} minutes" in TEMPLATE


def test_the_root_cause_page_lists_the_methods_with_the_severities_that_use_them() -> None:
    rows = {row[0].strip("`"): row[2] for row in cells(CAUSES) if row[0].strip("`") in METHODS}
    assert rows == {
        method: ", ".join(level.name for level in SEVERITIES if method in level.root_cause_frameworks) or "–"
        for method in METHODS
    }


def test_the_root_cause_page_lists_the_kinds_the_sides_and_the_states_of_barriers() -> None:
    assert ", ".join(KINDS) in CAUSES
    assert ", ".join(name for name, _ in SIDES) in CAUSES
    assert all(f"*{state}*" in CAUSES for state in (WEAK, HELPED, HINDERED))
