"""Finds the table in a text: what separates its cells, and which line is the header.

Source: RFC 4180 and what Excel makes of it: a byte order mark, `sep=;`, semicolons and decimal commas where commas are
decimal. A header is recognized by what its columns are called; lines above it are the title and description.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.json_text import MAX_CHARACTERS
from bot.analysis.input.times import clocks

csv.field_size_limit(MAX_CHARACTERS)  # a cell may hold as much as a file, and is cut where it is read

_DELIMITERS: Final = ("\t", ";", ",", "|")
_READ: Final = 60_000  # characters in which the header and its first rows must stand
_FIRST: Final = 30  # records
_ABOVE: Final = 8  # lines above the header
_LONGEST_NAME: Final = 60
_SEPARATOR: Final = re.compile(r"sep=(.)\s*\n", re.IGNORECASE)
_DECIMAL_COMMA: Final = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+),(\d+)(\s?%?)")

Row = Sequence[str]


@dataclass(frozen=True)
class Sheet:
    """`header` is empty if the table has none; `above` are the lines before it."""

    header: Row
    delimiter: str
    above: Sequence[str] = ()
    skipped: int = 0  # records before the first row


def find(text: str, is_header: Callable[[Row], bool]) -> Sheet | None:
    """Finds a table in the beginning of a text. `is_header` says whether names of columns are understood."""
    head, given = _without_separator(text[:_READ])
    found = [sheet for each in ((given,) if given else _DELIMITERS) if (sheet := _with_header(head, each, is_header))]
    best = max(found, key=lambda sheet: len(sheet.header), default=None)
    others = (make(head, each) for make in (_without_header, _with_unknown_header) for each in "\t;,")
    return best or next(filter(None, others), None)


def rows(text: str, sheet: Sheet) -> Iterator[Row]:
    """Yields the rows, without empty ones; cells are as wide as the header, with what is too much in the last."""
    body, _ = _without_separator(text)
    for row in islice(_records(body, sheet.delimiter), sheet.skipped, None):
        if any(row):
            yield [_number(cell) for cell in row] if sheet.delimiter == ";" else row


def _without_separator(text: str) -> tuple[str, str]:
    matched = _SEPARATOR.match(text)
    return (text[matched.end() :], matched[1]) if matched else (text, "")


def _records(text: str, delimiter: str) -> Iterator[Row]:
    for record in csv.reader(StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True):
        yield [cell.strip() for cell in record]


def _number(cell: str) -> str:
    """`12.500,5` becomes `12500.5`."""
    matched = _DECIMAL_COMMA.fullmatch(cell)
    return f"{matched[1].replace('.', '')}.{matched[2]}{matched[3]}" if matched else cell


def _with_header(head: str, delimiter: str, is_header: Callable[[Row], bool]) -> Sheet | None:
    records = list(islice(_records(head, delimiter), _FIRST))
    for at, record in enumerate(records[: _ABOVE + 1]):
        if not (delimiter == "|" and record[:1] == [""]) and _are_names(record) and is_header(record):
            above = [values.one_line(" ".join(filter(None, each))) for each in records[:at]]
            has_rows = any(sum(map(bool, row)) > 1 for row in records[at + 1 :])
            is_empty = len(records) == at + 1
            return Sheet(record, delimiter, list(filter(None, above)), at + 1) if has_rows or is_empty else None
    return None


def _are_names(record: Row) -> bool:
    named = [cell for cell in record if cell]
    short = all(len(cell) <= _LONGEST_NAME and clocks.read_time(cell) is None for cell in named)
    return len(named) > 1 and short and not any(values.read_number(cell) is not None for cell in named)


def _without_header(head: str, delimiter: str) -> Sheet | None:
    """Recognizes rows that begin with a time. Commas also stand in sentences and in the seconds of logs."""
    records = [record for record in islice(_records(head, delimiter), _FIRST) if any(record)]
    widths = {len(record) for record in records}
    least = 3 if delimiter == "," else 2
    if len(records) < 2 or min(widths) < least or len(widths) > 1:
        return None
    is_log = any(record[1][:3].isdigit() for record in records)
    timed = all(clocks.read_time(record[0]) is not None for record in records)
    return Sheet((), delimiter) if timed and not is_log else None


def _with_unknown_header(head: str, delimiter: str) -> Sheet | None:
    """Recognizes a table whose columns nobody knows by name: every row is as wide. Sentences have spaces behind
    their commas."""
    records = [record for record in islice(_records(head, delimiter), _FIRST) if any(record)]
    is_prose = delimiter != "\t" and f"{delimiter} " in head
    is_table = len(records) > 1 and len(set(map(len, records))) == 1 and _are_names(records[0])
    return Sheet(records[0], delimiter, skipped=1) if is_table and not is_prose else None
