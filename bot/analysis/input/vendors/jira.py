"""An issue of Jira: from the REST API, version 2 or 3, from a search, or from a webhook.

Source: developer.atlassian.com/cloud/jira/platform/rest/v3 (get issue, with comments and `expand=changelog`). Texts are
documents in version 3 (rich_text.py) and plain in version 2. A webhook tells of one change, beside the issue.
"""

from typing import Final

from bot.analysis.input.vendors.vendor import Events, Moment, Vendor, Who

_COMMENTS: Final = "fields.comment.comments|fields.comment|$.comment"
VENDOR: Final = Vendor(
    place="issue|",
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
