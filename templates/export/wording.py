"""Plain sentences of the export on the command line."""

from typing import Final

SINCE: Final = "Only incidents declared on this day or later."
UNTIL: Final = "Only incidents declared on this day or before."
OUTPUT: Final = "Write to this file instead of standard output."


def not_a_day(value: object) -> str:
    return f"{value} is not a date. Write it as 2024-01-31."


def since_after_until(since: object, until: object) -> str:
    return f"--since {since} is after --until {until}. Give the earlier day to --since."


def progress(place: int, count: int) -> str:
    return f"{place} of {count} incidents"
