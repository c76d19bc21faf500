"""An incident of ServiceNow, from the Table API: with the values of its fields, or with `sysparm_display_value=all`.

Source: the Table API and the incident form of docs.servicenow.com. A field is a text, or an object with what is shown;
states are numbers unless they are shown. Times are in UTC. Work notes are one text, newest first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import event, filled, first, table, text, word
from bot.analysis.input.tables import Notes
from bot.analysis.input.vendors.tickets import Labels, Ticket
from bot.json_types import Json

Record = Mapping[str, Json]

_STATES: Final = {"1": "new", "2": "in progress", "3": "on hold", "6": "resolved", "7": "closed", "8": "canceled"}
# `2024-01-15 10:42:00 - Jane Smith (Work notes)` and the note below it
_NOTE: Final = re.compile(r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) - ([^\n]{1,80}?) \([^()\n]{1,40}\)[ \t]*\n", re.MULTILINE)


def recognizes(value: Json) -> bool:
    return "short_description" in table(value) and ("sys_id" in table(value) or "opened_at" in table(value))


def read(value: Json, notes: Notes) -> Sequence[Record]:
    record = table(value)
    resolved = _shown(record, "resolved_at") or _shown(record, "closed_at")
    others = {
        "timezone": "UTC",
        "resolution": _shown(record, "close_notes"),
        "environment": _shown(record, "environment"),
    }
    ticket = Ticket(
        id=_shown(record, "number"),
        title=_shown(record, "short_description"),
        body=_shown(record, "description"),
        status=_STATES.get(_shown(record, "state"), _shown(record, "state")),
        priority=_shown(record, "priority"),
        labels=Labels(services=list(filter(None, (_shown(record, key) for key in ("business_service", "cmdb_ci"))))),
        opened=_shown(record, "opened_at"),
        by=_shown(record, "caller_id"),
        closed=resolved,
        closed_by=_shown(record, "resolved_by"),
        opening="Ticket opened",
        closing="Ticket resolved",
        sources=("opened_at", "resolved_at"),
        assignees=[_shown(record, "assigned_to")],
        comments=[
            each
            for key in ("work_notes", "comments", "comments_and_work_notes")
            for each in journal(_shown(record, key))
        ],
        others=filled(others),
    )
    return [ticket.fields(notes)]


def _shown(record: Record, key: str) -> str:
    """A reference that is not shown is an ID, which says nothing."""
    shown = first(text(record, key, "display_value"), text(record, key))
    return "" if re.fullmatch(r"[0-9a-f]{32}", shown) else shown


def journal(told: str) -> Iterator[Record]:
    """Yields the notes in one text as events; none if it is no journal."""
    parts = _NOTE.split(told)
    for when, who, said in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        yield event(when, said.strip(), who=word(who))
