"""An incident of ServiceNow, from the Table API: with the values of its fields, or with `sysparm_display_value=all`.

Source: the Table API and the incident form of docs.servicenow.com. A field is a text, or an object with what is shown;
states are numbers unless they are shown. Times are in UTC. Work notes are one text, newest first.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.analysis.input.json_values import event, table, text, word
from bot.analysis.input.vendors.vendor import Events, Moment, Vendor, Who
from bot.json_types import Json

# `2024-01-15 10:42:00 - Jane Smith (Work notes)` and the note below it
_NOTE: Final = re.compile(r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) - ([^\n]{1,80}?) \([^()\n]{1,40}\)[ \t]*\n", re.MULTILINE)
_ID: Final = re.compile(r"[0-9a-f]{32}")


def _prepared(value: Json) -> Json:
    """A reference that is not shown is an ID, which says nothing."""
    shown = {key: each for key, each in table(value).items() if not _ID.fullmatch(_shown(each))}
    notes = (_shown(shown.get(key)) for key in ("work_notes", "comments", "comments_and_work_notes"))
    return {**shown, "notes": [each for told in notes for each in journal(told)]}


def _shown(value: Json) -> str:
    return text(value, "display_value") or text(value)


def journal(told: str) -> Iterator[Mapping[str, Json]]:
    """Yields the notes in one text as events; none if it is no journal."""
    parts = _NOTE.split(told)
    for when, who, said in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        yield event(when, said.strip(), who=word(who))


VENDOR: Final = Vendor(
    marks=("short_description", "sys_id|opened_at"),
    prepared=_prepared,
    fields={
        "id": "number",
        "title": "short_description",
        "status": "state",
        "priority": "priority",
        "services": "business_service+cmdb_ci",
        "timezone": "=UTC",
        "resolution": "close_notes",
        "environment": "environment",
    },
    means={"status": {"1": "new", "2": "in progress", "3": "on hold", "6": "resolved", "7": "closed", "8": "canceled"}},
    body="description",
    people=(Who("assigned_to", "=Assignee"), Who("caller_id", "=Reporter"), Who("actor", of="notes")),
    moments=(
        Moment("created", "opened_at", "caller_id", said="Ticket opened: {title}"),
        Moment("resolved", "resolved_at|closed_at", "resolved_by", said="=Ticket resolved"),
    ),
    events=(Events("notes", at="timestamp", said="text", who="actor"),),
)
