"""Reads the numbers that a spreadsheet has for dates and times, where cells were saved without their format.

Source: Microsoft's description of the 1900 date system: days since 30 December 1899, with the time as their fraction.
Only a column of nothing else is read so, because 45366 may be a count, and 9.30 a time.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

_NUMBER: Final = re.compile(r"(\d{1,5})(?:[.,](\d{1,17}))?")
_FIRST: Final = datetime(1899, 12, 30)
_DAYS: Final = range(36_526, 73_051)  # 2000 to 2099
_DIGITS: Final = 3  # a fraction with fewer may be a time: 0.30


def written(cells: Iterable[str]) -> Mapping[str, str]:
    """Returns each cell of a column as a date, a time or both; nothing if one of them is no such number."""
    given = {cell for cell in cells if cell}
    found = {cell: text for cell in given if (text := _written(cell))}
    is_clock = max(map(len, given), default=0) > _DIGITS
    return found if is_clock and len(found) == len(given) else {}


def _written(cell: str) -> str:
    matched = _NUMBER.fullmatch(cell)
    if not matched:
        return ""
    days, part = int(matched[1]), matched[2] or ""
    moment = _FIRST + timedelta(days=days, seconds=round(float(f"0.{part or 0}") * 86_400))
    if days == 0 and part:
        return f"{moment:%H:%M:%S}"
    return f"{moment:%Y-%m-%d %H:%M:%S}" if days in _DAYS and part else f"{moment:%Y-%m-%d}" if days in _DAYS else ""
