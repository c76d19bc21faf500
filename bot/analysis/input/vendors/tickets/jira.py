"""An issue of Jira: from the REST API, version 2 or 3, from a search, or from a webhook.

Source: developer.atlassian.com/cloud/jira/platform/rest/v3 (get issue, with comments and `expand=changelog`). Texts are
documents in version 3 (rich_text.py) and plain in version 2. A webhook tells of one change, beside the issue. Fields of
an organization's own have numbers, which `expand=names` names.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.analysis.input.json_values import table
from bot.analysis.input.vendors.paths import text
from bot.analysis.input.vendors.vendor import Events, Moment, Own, Vendor, Who
from bot.json_types import Json

_COMMENTS: Final = "fields.comment.comments|fields.comment|$.comment"
_SEVERITY: Final = re.compile(r"sev(?:erity)?[\s_-]*[0-5]\b.*", re.IGNORECASE)


def _prepared(value: Json) -> Json:
    issue = table(value, "issue") or table(value)
    own = list(_own(table(issue, "fields"), table(issue, "names") or table(value, "names")))
    return {**table(value), "issue": {**issue, "own": own}}


def _own(held: Mapping[str, Json], names: Mapping[str, Json]) -> Iterator[Json]:
    """Yields fields of an organization's own: those that have a name, or a value that somebody chose."""
    for key in filter(lambda key: key.startswith("customfield_"), held):
        chosen = text(held, f"{key}.value") or (text(held, key) if key in names else "")
        if chosen:
            yield {"name": "severity" if _SEVERITY.fullmatch(chosen) else names.get(key, key), "value": chosen}


VENDOR: Final = Vendor(
    place="issue|",
    prepared=_prepared,
    marks=("key", "fields.summary|fields.issuetype"),
    fields={
        "id": "key",
        "title": "fields.summary",
        "status": "fields.status",
        "priority": "fields.priority",
        "services": "fields.components",
        "environment": "fields.environment",
    },
    facts={"labels": "fields.labels[]"},
    own=Own("own", "name", "value"),
    body="fields.description",
    people=(
        Who("fields.assignee", "=Assignee"),
        Who("fields.reporter", "=Reporter"),
        Who("author", of=_COMMENTS),
    ),
    moments=(
        Moment("created", "fields.created", "fields.reporter", said="Ticket opened: {title}"),
        Moment(
            "resolved",
            "fields.resolutiondate",
            said="Ticket resolved: {fields.resolution|fields.status}|=Ticket resolved",
        ),
    ),
    events=(
        Events(_COMMENTS, at="created", said="body", who="author"),
        Events(
            "changelog.histories>items|$.changelog>items",
            at="created|$.timestamp",
            said="{field~}: {fromString} → {toString}|{field~}: {toString}",
            who="author|$.user",
            kind="toString=done,resolved,closed?=resolution|=triage",
            only="field=status,priority,assignee,severity",  # an edited description is no event
        ),
    ),
    lists={
        "related_incidents": (
            "fields.issuelinks",
            "{type.outward} {outwardIssue.key}: {outwardIssue.fields.summary}"
            "|{type.inward} {inwardIssue.key}: {inwardIssue.fields.summary}",
        ),
        "action_items": (
            "fields.subtasks",
            {"title": "fields.summary|key", "status": "fields.status", "priority": "fields.priority"},
        ),
    },
)
