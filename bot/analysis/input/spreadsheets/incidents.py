"""A row of a list of incidents: its columns as the fields of an incident.

Source: the CSV exports of incident.io (help.incident.io), FireHydrant, PagerDuty (support.pagerduty.com, incidents
report) and Jira (support.atlassian.com), which repeats columns and writes a comment as `when;who;what`.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.analysis.input import clocks
from bot.analysis.input.day_order import with_whole_year
from bot.analysis.input.json_values import filled, first, word
from bot.analysis.input.reading_names import DESCRIPTIONS, SERVICES
from bot.analysis.input.spreadsheets.columns import Columns
from bot.analysis.input.spreadsheets.delimited import Row
from bot.json_types import Json

_COMMENTS: Final = ("comment", "comments")
_PEOPLE: Final = ("assignee", "reporter", "owner", "assigned_to", "created_by", "incident_owner")
_NOT_OF_THE_INCIDENT: Final = ("updated", "last_", "modified", "viewed", "due", "exported")
_SERVICES: Final = (*SERVICES, "component_s", "service_name", "impacted_services", "functionalities", "team_service")
_IDS: Final = ("issue_key", "key", "incident_id", "incident_key", "id", "incident_number", "number", "reference")


def incident(columns: Columns, row: Row) -> Mapping[str, Json]:
    title, reference = columns.title, columns.first(_IDS)
    fields: dict[str, Json] = {
        "id": row[reference.at] if reference else "",
        "title": row[title.at] if title else "",
    }
    others: dict[str, Json] = {}
    people: list[Json] = []
    for column in columns.all:
        cell = row[column.at]
        if not cell or column in (title, reference) or column.name in _COMMENTS:
            continue
        if column.name in _PEOPLE:
            people.append({"name": cell, "role": column.title.casefold()})
        elif column.moment or column.name in _SERVICES:
            fields.setdefault(column.moment or "services", cell)
        elif _is_time_of_its_own(column.name, cell):
            others[column.name] = cell
        else:
            is_share = "%" in column.title and cell[-1:].isdigit()
            fields[_unused(column.title or f"column {column.at + 1}", fields)] = f"{cell}%" if is_share else cell
    return filled(
        {**fields, "participants": people, "figures": others, "events": list(_comments(columns, row, fields))}
    )


def _unused(name: str, fields: Mapping[str, Json]) -> str:
    """Returns a name for one more column of the same name: `Labels 2`."""
    return next(each for each in (name, *(f"{name} {at}" for at in range(2, 1000)), "") if each not in fields)


def _is_time_of_its_own(name: str, cell: str) -> bool:
    """Whether a cell is one more moment, such as `Identified at`, and not about the row itself."""
    return ":" in cell and clocks.read_time(cell) is not None and not name.startswith(_NOT_OF_THE_INCIDENT)


def _comments(columns: Columns, row: Row, fields: Mapping[str, Json]) -> Iterator[Json]:
    """Yields comments as events, between the report and the resolution."""
    written = [row[column.at].split(";", 2) for column in columns.all if column.name in _COMMENTS and row[column.at]]
    if not any(len(parts) == 3 for parts in written):
        return
    described = next((row[each.at] for each in columns.all if each.name in DESCRIPTIONS and each != columns.title), "")
    opened = first(*(word(fields, key) for key in ("created_at", "reported_at", "opened_at", "declared_at")))
    yield filled({"timestamp": opened, "text": first(described, word(fields, "title")), "type": "declaration"})
    for parts in written:
        if len(parts) == 3:
            yield {"timestamp": with_whole_year(parts[0]), "actor": parts[1], "text": parts[2]}
        else:
            yield {"text": ";".join(parts)}
    if resolved := word(fields, "resolved_at"):
        yield {"timestamp": resolved, "text": "Resolved", "type": "resolution"}
