"""Tells what a table of a document is by its cells: events with their times first, or labels with their values."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.analysis.input.documents.blocks import Rows
from bot.analysis.input.documents.outline import field_named
from bot.analysis.input.fields.events import TEXTS, TIMES
from bot.analysis.input.fields.names import LABELS, field_of
from bot.analysis.input.times import clocks

_PAIR: Final = 2  # cells of a label and its value
_SEVERAL: Final = 2  # labels that are known
_CALLED: Final = frozenset({"", "field", "item", "key", "property", "detail", "metric", "attribute", "label"})
_LABEL: Final = re.compile(r"(?=.{1,60}$)[^\W\d][^.!?:]*[:?]?")


def with_times_first(table: Rows) -> tuple[Rows, str]:
    """Returns a table whose first column is times as one of events, whatever its columns are called: the column with
    the longest texts tells what happened. Also returns the name of the first column if it doesn't say that."""
    head, *others = table.header
    rows = [row for row in table.rows if len(row) == len(table.header)]
    if not others or not rows or not all(_is_time(row[0]) for row in rows):
        return table, ""
    if not {*TEXTS} & {*map(field_of, others)}:
        others[max(range(len(others)), key=lambda at: sum(len(row[at + 1]) for row in rows))] = TEXTS[0]
    named = field_of(head) in TIMES
    return Rows((head if named else TIMES[0], *others), table.rows), "" if named else head


def are_pairs(table: Rows) -> bool:
    """Whether the first of two columns holds labels: it is called so, or several of them, or all, are known."""
    if len(table.header) != _PAIR or field_of(table.header[0]) in _CALLED:
        return len(table.header) == _PAIR
    rows = [row for row in table.rows if len(row) == _PAIR and all(row)]
    known = sum(field_named(*row) in LABELS for row in rows)
    return bool(rows) and all(_LABEL.fullmatch(row[0]) for row in rows) and (known == len(rows) or known >= _SEVERAL)


def pairs_in(table: Rows) -> Iterator[Sequence[str]]:
    """Yields the labels and their values; the header is one of them if it is a label, too."""
    first, *_ = table.header
    if field_of(first) not in _CALLED and field_named(*table.header[:_PAIR]) in LABELS:
        yield table.header
    yield from (row for row in table.rows if len(row) >= _PAIR and row[1])


def _is_time(cell: str) -> bool:
    return clocks.has_clock(cell) or clocks.RELATIVE.fullmatch(cell) is not None
