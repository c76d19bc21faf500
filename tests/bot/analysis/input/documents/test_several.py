"""One document about several incidents."""

import pytest

from bot.analysis.input.reading import read_input

_TWO = """\
{title}
Both were found by customers.

## INC-501: E-mail late (2025-03-17)
Severity: SEV3
- 08:10 UTC queue grows
- 09:00 UTC resolved

## INC-502: Checkout down (2025-03-19)
{severity}
- 17:20 UTC checkout returns 500

## Lessons learned
- Customers look first
"""


@pytest.mark.parametrize("severity", ["Severity: SEV1", "**Severity:** SEV1", "- **Severity**: SEV1"])
def test_sections_with_a_severity_and_a_time_are_incidents(severity: str) -> None:
    read = read_input(_TWO.format(title="# Incidents of week 12\n", severity=severity), "x.md")
    first, second = read.cases
    assert read.many
    assert [(case.title, case.severity) for case in read.cases] == [
        ("INC-501: E-mail late (2025-03-17)", "SEV3"), ("INC-502: Checkout down (2025-03-19)", "SEV1"),
    ]  # fmt: skip
    assert [len(case.events) for case in read.cases] == [2, 1]
    assert second.events[0].at is not None
    assert second.events[0].at.day == 19
    assert "2 sections state a severity and a time" in first.complaints[0]
    assert "Customers look first" in str(first.unknown)
    assert "Both were found by customers." in str(first.unknown)


def test_a_report_with_a_severity_of_its_own_is_one_incident() -> None:
    read = read_input(_TWO.format(title="# Week 12\n\nSeverity: SEV1", severity="Severity: SEV2"), "x.md")
    assert [case.severity for case in read.cases] == ["SEV1"]


@pytest.mark.parametrize(
    "text",
    [
        "# Incidents\n\n## 2025-03-04 API down\n\n- 10:00 alert\n\n## 2025-03-11 Search slow\n\n- 14:00 alert\n",
        "# 2025-03-04: API down\n10:00 alert\n\n# 2025-03-11: Search slow\n14:00 alert\n",
    ],
)
def test_sections_of_a_day_and_a_name_each_are_incidents(text: str) -> None:
    first, second = read_input(text, "x.md").cases
    assert [event.at.day for case in (first, second) for event in case.events if event.at] == [4, 11]
    assert "2 sections state a day of their own, so each is read as an incident" in first.complaints[0]


def test_the_days_of_one_incident_are_one() -> None:
    text = "# Long outage\n\n## 2025-03-04 First day\n\n- 10:00 alert\n\n## 2025-03-05 Second day\n\n- 14:00 resolved\n"
    (case,) = read_input(text, "x.md").cases
    assert [event.at.day for event in case.events if event.at] == [4, 5]
