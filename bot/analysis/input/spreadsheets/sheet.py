"""Tables with a header: a timeline with a row for each event, or a list of incidents with a row for each.

Source: what spreadsheets save, and the CSV exports of incident.io, FireHydrant, PagerDuty and Jira. A column is known
by its name (columns.py); one that is not stays with the event or the incident.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.json_values import filled
from bot.analysis.input.spreadsheets import serials
from bot.analysis.input.spreadsheets.columns import Column, Columns, is_understood, read_columns
from bot.analysis.input.spreadsheets.delimited import Row, Sheet, find, rows
from bot.analysis.input.spreadsheets.incidents import incident
from bot.analysis.input.tables import Notes
from bot.analysis.input.times import clocks
from bot.analysis.input.times.day_order import unambiguous, with_whole_year
from bot.json_types import Json

_UNNAMED: Final = ("time", "text")
_UNNAMED_AUTHOR: Final = ("time", "author", "text")


def recognizes(text: str) -> bool:
    return find(text, is_understood) is not None


def read(text: str, notes: Notes) -> Sequence[Mapping[str, Json]]:
    sheet = find(text, is_understood)
    assert sheet
    columns = read_columns(sheet.header) if sheet.header else _unnamed(text, sheet, notes)
    table = _with_times(columns, [_fitted(row, columns) for row in rows(text, sheet)])
    if sheet.header and not is_understood(sheet.header):
        columns = _by_content(columns, table, notes)
    if not table:
        notes.complain("", "The table has no rows")
    if not table or not (columns.are_of_incidents or _are_events(columns, table)):
        return [{}]
    if columns.are_of_incidents:
        dated = _dated(table, columns.of_times, notes)
        return [incident(columns, row) for row in dated]
    return [
        filled({**_above(sheet), **named, "rows": list(_events(columns, part, notes))})
        for named, part in _by_incident(columns, table)
    ]


def _with_times(columns: Columns, table: Sequence[Row]) -> Sequence[Row]:
    """Writes out the times that a spreadsheet saved as numbers."""
    known = {column.at: serials.written(row[column.at] for row in table) for column in columns.of_times}
    return [[known.get(at, {}).get(cell, cell) for at, cell in enumerate(row)] for row in table]


def _by_content(columns: Columns, table: Sequence[Row], notes: Notes) -> Columns:
    """Finds out which column has the times of events and which the longest texts, and says so; else that none has."""
    named = ", ".join(f'"{column.title}"' for column in columns.all)
    time = next((each for each in columns.all if all(_is_time(row[each.at]) for row in table)), None)
    texts = [each for each in columns.all if each != time and any(_is_text(row[each.at]) for row in table)]
    if time is None or not texts:
        missing = "times" if time is None else "texts"
        notes.complain("", f"The table has the columns {named}, and none with {missing} of events")
        return columns
    text = max(texts, key=lambda each: sum(len(row[each.at]) for row in table))
    notes.complain("", f'Of the columns {named}, "{time.title}" is read as time and "{text.title}" as text')
    new_names = {time: "time", text: "text"}
    return Columns([replace(each, name=new_names.get(each, each.name), moment="") for each in columns.all])


def _are_events(columns: Columns, table: Sequence[Row]) -> bool:
    """Whether rows tell what happened: at what time of day, or on what day with nothing that no timeline has."""
    if not columns.are_of_events or not columns.time:
        return False
    timed = any(":" in row[column.at] for column in (columns.time, columns.date) if column for row in table)
    return timed or not columns.unknown


def _is_time(cell: str) -> bool:
    return values.read_number(cell) is None and clocks.read_time(cell) is not None


def _is_text(cell: str) -> bool:
    return any(map(str.isalpha, cell)) and " " in cell and not _is_time(cell)


def _unnamed(text: str, sheet: Sheet, notes: Notes) -> Columns:
    """Names the columns of a table without a header, and says how."""
    width = max(map(len, rows(text, sheet)))
    names = _UNNAMED if width == 2 else (*_UNNAMED_AUTHOR, *(f"column {at}" for at in range(4, width + 1)))
    notes.complain("", f"The table has no header, so its columns are read as {', '.join(names)}")
    return read_columns(names)


def _fitted(row: Row, columns: Columns) -> Row:
    """Returns a row as wide as the header. Commas that nobody put in quotes belong to the last column."""
    width = len(columns.all)
    if len(row) > width:
        return [*row[: width - 1], ", ".join(filter(None, row[width - 1 :]))]
    return [*row, *[""] * (width - len(row))]


def _above(sheet: Sheet) -> Mapping[str, Json]:
    title, *more = [*sheet.above, ""]
    return filled({"title": title, "description": "\n".join(more)})


def _by_incident(columns: Columns, table: Sequence[Row]) -> Iterator[tuple[Mapping[str, Json], Sequence[Row]]]:
    """Yields the rows of each incident if a column names it, else all."""
    column = columns.incident
    names = {row[column.at] for row in table} if column and column != columns.text else set()
    if column is None or len(names) < 2:
        yield {}, table
        return
    for name, part in groupby(sorted(table, key=lambda row: row[column.at]), key=lambda row: row[column.at]):
        yield {"title" if column.name == "incident" else "id": name}, list(part)


def _dated(table: Sequence[Row], timed: Sequence[Column], notes: Notes) -> Sequence[Row]:
    """Returns the rows with times that can be read, each in the zone that its column states."""
    known, problem = unambiguous({row[column.at] for row in table for column in timed})
    if problem:
        notes.complain("", problem)
    places = {column.at: column.zone for column in timed}
    return [[_time(cell, known, places[at]) if at in places else cell for at, cell in enumerate(row)] for row in table]


def _time(cell: str, known: Mapping[str, str], zone: str) -> str:
    whole = known.get(cell) or with_whole_year(cell)
    has_time = ":" in whole and whole[-1:].isdigit() | whole[-1:].isalpha()
    in_zone = f"{whole} {zone}"
    return in_zone if zone and has_time and clocks.read_time(in_zone) is not None else whole


def _events(columns: Columns, table: Sequence[Row], notes: Notes) -> Iterator[Json]:
    timed = [column for column in (columns.time, columns.date) if column]
    known = [column for column in (*timed, columns.text, columns.action, columns.actor, columns.incident) if column]
    for row in _dated(table, list(dict.fromkeys(timed)), notes):
        said = [row[column.at] for column in dict.fromkeys((columns.text, columns.action)) if column]
        fields: dict[str, Json] = {
            "timestamp": row[columns.time.at] if columns.time else "",
            "date": row[columns.date.at] if columns.date and columns.date != columns.time else "",
            "text": ". ".join(part.rstrip(". ") if len(said) > 1 else part for part in said if part),
            "actor": row[columns.actor.at]
            if columns.actor and columns.actor not in (columns.text, columns.action)
            else "",
        }
        rest = {
            column.title or f"column {column.at + 1}": row[column.at] for column in columns.all if column not in known
        }
        yield filled({**{values.one_line(name): cell for name, cell in rest.items()}, **fields})
