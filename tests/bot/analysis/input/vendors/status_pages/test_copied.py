"""Incidents copied from a status page in the browser."""

from datetime import UTC, datetime

from bot.analysis.input.reading import read_input

PAGE = """\
Search is slow
Incident Report for Shoebox

Resolved
Search is fast again.
Thanks for waiting.
Posted 3 months ago. Mar 04, 2025 - 16:40 PST

Update
We still look for the cause.
Posted Mar 04, 2025 - 16:10 PST

Investigating
Queries take a minute in the US.
Posted about 3 months ago. Mar 04, 2025 - 15:32 PST
This incident affected: Search API, Web editor and Export.
"""


def test_each_update_is_an_event_at_the_time_below_it() -> None:
    (case,) = read_input(PAGE, "x.txt").cases
    assert case.title == "Search is slow"
    assert [(event.at, event.status, event.text) for event in case.events] == [
        (datetime(2025, 3, 4, 23, 32, tzinfo=UTC), "investigating", "Queries take a minute in the US."),
        (datetime(2025, 3, 5, 0, 10, tzinfo=UTC), "update", "We still look for the cause."),
        (datetime(2025, 3, 5, 0, 40, tzinfo=UTC), "resolved", "Search is fast again. Thanks for waiting."),
    ]
    assert case.services == ("Search API", "Web editor", "Export")
    assert not case.complaints
