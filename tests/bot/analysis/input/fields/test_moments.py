"""Key times that a text states in other ways than each in a field of its own."""

import pytest

from bot.analysis.input.reading import read_input


@pytest.mark.parametrize(
    ("stated", "started", "resolved"),
    [
        ("2025-01-31, 16:00 to 19:10 GMT", "2025-01-31T16:00:00+00:00", "2025-01-31T19:10:00+00:00"),
        ("2025-01-31 22:00 – 01:10 UTC", "2025-01-31T22:00:00+00:00", "2025-02-01T01:10:00+00:00"),
        ("31 Jan 2025, 16:00 - 31 Jan 2025, 19:10", "2025-01-31T16:00:00+00:00", "2025-01-31T19:10:00+00:00"),
    ],
)
@pytest.mark.parametrize("form", ["# Export\n\n**When:** {}\n", '{{"title": "Export", "incident_window": "{}"}}'])
def test_a_period_states_begin_and_end(form: str, stated: str, started: str, resolved: str) -> None:
    case = read_input(form.format(stated), "x").cases[0]
    assert case.moments["started_at"].isoformat() == started
    assert case.moments["resolved_at"].isoformat() == resolved


def test_what_is_no_period_is_kept() -> None:
    case = read_input("# Export\n\n**When:** every Monday\n", "x.md").cases[0]
    assert (case.moments, "every Monday" in str(case.unknown)) == ({}, True)
