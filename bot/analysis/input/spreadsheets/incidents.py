"""A row of a list of incidents: its columns as the fields of an incident.

Source: the CSV exports of incident.io (help.incident.io), FireHydrant, PagerDuty (support.pagerduty.com, incidents
report), Opsgenie, ServiceNow and Jira (support.atlassian.com), which repeats columns and writes a comment as
`when;who;what`.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.fields.names import SERVICES
from bot.analysis.input.json_values import event, filled, in_order
from bot.analysis.input.spreadsheets.columns import Column, Columns
from bot.analysis.input.spreadsheets.delimited import Row
from bot.analysis.input.times import clocks
from bot.analysis.input.times.day_order import with_whole_year
from bot.analysis.input.vendors import milestones
from bot.analysis.input.vendors.milestones import Stated
from bot.analysis.input.vendors.tickets.servicenow import journal
from bot.json_types import Json

_COMMENTS: Final = ("comment", "comments", "work_notes", "additional_comments", "comments_and_work_notes",
                    "additional_comments_and_work_notes", "work_notes_list")  # fmt: skip
# Who is named, and as what if the column doesn't say it
_PEOPLE: Final = {
    **dict.fromkeys(
        ("assignee", "reporter", "owner", "assigned_to", "created_by", "incident_owner", "resolved_by"), ""
    ),
    **dict.fromkeys(("caller_id", "caller", "opened_by"), "reporter"),
    **dict.fromkeys(("assignment_group", "assigned_team"), "team"),
}
_NOT_OF_THE_INCIDENT: Final = ("updated", "last_", "modified", "viewed", "due", "exported")
_IDS: Final = ("issue_key", "key", "incident_id", "incident_key", "alert_id", "id", "incident_number", "number")
_FIELDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        (
            *SERVICES,
            "component_s",
            "service_name",
            "impacted_services",
            "functionalities",
            "team_service",
            "business_service",
            "cmdb_ci",
            "configuration_item",
        ),
        "services",
    ),
    **dict.fromkeys(("close_notes", "resolution_notes"), "resolution"),
}


def incident(columns: Columns, row: Row) -> Mapping[str, Json]:
    title, reference = columns.title, columns.first((*_IDS, "reference"))
    fields: dict[str, Json] = {
        "id": row[reference.at] if reference else "",
        "title": row[title.at] if title else "",
    }
    people: list[Json] = []
    times: list[Stated] = []
    for column in columns.all:
        cell = row[column.at]
        if not cell or column in (title, reference) or column.name in _COMMENTS:
            continue
        if column.name in _PEOPLE:
            people.append({"name": cell, "role": _PEOPLE[column.name] or values.label(column.name)})
        elif _is_time_of_the_incident(column, cell):
            times.append(Stated(column.name, cell, source=column.title))
        elif column.name in _FIELDS:
            fields.setdefault(_FIELDS[column.name], cell)
        else:
            is_share = "%" in column.title and cell[-1:].isdigit()
            fields[_unused(column.title or f"column {column.at + 1}", fields)] = f"{cell}%" if is_share else cell
    events = [*milestones.events(times), *_comments(columns, row)]
    return filled({**fields, **milestones.fields(times), "participants": people, "events": in_order(events)})


def _is_time_of_the_incident(column: Column, cell: str) -> bool:
    """Whether a cell is a key time or one more moment, such as `Identified at`, and not about the row itself."""
    is_time = clocks.read_time(cell) is not None
    return is_time and (bool(column.moment) or (":" in cell and not column.name.startswith(_NOT_OF_THE_INCIDENT)))


def _unused(name: str, fields: Mapping[str, Json]) -> str:
    """Returns a name for one more column of the same name: `Labels 2`."""
    return next(each for each in (name, *(f"{name} {at}" for at in range(2, 1000)), "") if each not in fields)


def _comments(columns: Columns, row: Row) -> Iterator[Mapping[str, Json]]:
    for cell in (row[column.at] for column in columns.all if column.name in _COMMENTS and row[column.at]):
        notes, parts = list(journal(cell)), cell.split(";", 2)
        if notes:
            yield from notes
        elif len(parts) == 3:
            yield event(with_whole_year(parts[0]), parts[2], who=parts[1])
        else:
            yield event(None, ";".join(parts))
