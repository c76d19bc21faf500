"""Incidents of status pages that are kept as files: cState, Statusfy and StatusKit."""

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case

CSTATE = """\
---
title: Builds wait
date: 2024-05-21T13:10:00+02:00
resolved: true
resolvedWhen: 2024-05-21T15:05:00+02:00
severity: disrupted # our scale
affected:
  - Build service
section: issue
---
<!-- {{< track "" >}} -->
*Resolved* - All builds run. {{< track "2024-05-21 13:05:00" >}}

**Monitoring**: Runners restarted. {{< track "2024-05-21 12:20:00" >}}

Most builds wait. {{< track "2024-05-21 11:25:00" >}}

Thanks for your patience.
"""
STATUSFY = """\
---
title: Slow search
date: 2024-05-21T11:10:00.000Z
severity: degraded-performance
affectedsystems:
  - search
resolved: false
---
Search takes longer than usual.

::: update Monitoring | 2024-05-21T11:40:00.000Z
We added two nodes.
:::

::: update Investigating | 2024-05-21T11:20:00.000Z
We are looking into it.
:::
"""
STATUSKIT = """\
+++
title = "Slow search"
date = 2024-05-21T11:10:00.000Z
severity = "major-outage"
affectedsystems = ["API"]
resolved = true
+++
**Issue:** Requests fail. {{< track "2024-05-21T11:29:00.000Z" >}}
"""


def one(text: str) -> Case:
    return read_input(text, "2024-05-21-x.md").cases[0]


def told(case: Case) -> list[tuple[str, str, str]]:
    return [(f"{event.at:%H:%M}", event.status, event.text) for event in case.events if event.at]


def test_the_updates_of_cstate_are_in_order_of_time_with_their_status() -> None:
    case = one(CSTATE)
    assert (case.title, case.status, case.services) == ("Builds wait", "resolved", ("Build service",))
    assert {key: f"{at:%H:%M}" for key, at in case.moments.items()} == {"started_at": "11:10", "resolved_at": "13:05"}
    assert told(case) == [
        ("11:25", "", "Most builds wait."),
        ("12:20", "monitoring", "Runners restarted."),
        ("13:05", "resolved", "All builds run."),
    ]
    assert [each.channel for each in case.told] == ["status_page"] * 3
    assert case.description == "Thanks for your patience."


def test_the_updates_of_statusfy_stand_between_colons() -> None:
    case = one(STATUSFY)
    assert (case.status, case.description) == ("open", "Search takes longer than usual.")
    assert told(case) == [
        ("11:20", "investigating", "We are looking into it."),
        ("11:40", "monitoring", "We added two nodes."),
    ]


def test_fields_may_be_toml() -> None:
    case = one(STATUSKIT)
    assert (case.services, case.status, told(case)) == (("API",), "resolved", [("11:29", "issue", "Requests fail.")])


@pytest.mark.parametrize("cut", range(10, len(CSTATE), 40))
def test_any_part_of_a_file_is_read_or_refused(cut: int) -> None:
    assert read_input(f"Outage\n{CSTATE[cut:]}", "x").cases
    assert read_input(CSTATE[:cut] + "\n---\nIt was down.", "x").cases


def test_a_large_file_is_cut_and_that_is_said() -> None:
    case = one(CSTATE + 'x {{< track "2024-05-21 11:25:00" >}}\n' * 20_000)
    assert len(case.events) > 1_000
    assert any("only the first 100,000 are read" in complaint for complaint in case.complaints)
    assert one(STATUSFY + "::: update x | 10:42\n" * 100_000).title
