"""Text of the `export` command."""

from typing import Final

SINCE: Final = "Only incidents declared on or after this date."
UNTIL: Final = "Only incidents declared on or before this date."


def not_a_day(value: object) -> str:
    return f'"{value}" is not a date. Use YYYY-MM-DD, such as 2024-01-31.'


def since_after_until(since: object, until: object) -> str:
    return f"--since {since} is after --until {until}. Choose an earlier date for --since."


def progress(place: int, count: int) -> str:
    return f"Exported {place} of {count} incidents"
