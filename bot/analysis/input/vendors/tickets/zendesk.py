"""A ticket of Zendesk Support, with its comments or audits and the people beside it, as its API returns them.

Source: developer.zendesk.com/api-reference/ticketing (Tickets, Ticket Comments, Ticket Audits, Users, Metric sets).
People are numbers, which `users` names where it is included. When it was solved stands only in its metrics. The
description is the first comment.
"""

from typing import Final

from bot.analysis.input.vendors.vendor import Events, Moment, Vendor, Who

_COMMENTS: Final = "$.comments+$.ticket.comments+comments+$.audits>events"
_AUTHOR: Final = "author_id@users|author"
_REQUESTER: Final = "requester_id@users|requester"
VENDOR: Final = Vendor(
    place="ticket|",
    marks=("subject", "requester_id|raw_subject|requester|$.comments|$.audits"),
    fields={
        "id": "Zendesk #{id}",
        "title": "subject",
        "description": "description",
        "status": "status",
        "priority": "priority",
    },
    facts={"labels": "tags[]"},
    people=(
        Who("assignee_id@users|assignee", "=Assignee"),
        Who(_REQUESTER, "=Reporter"),
        Who(_AUTHOR, of=_COMMENTS),
    ),
    moments=(
        Moment("created", "created_at", _REQUESTER, said="Ticket opened: {title}"),
        Moment(
            "resolved", "metric_set.solved_at|$.metric_set.solved_at|$.ticket_metric.solved_at", said="=Ticket solved"
        ),
    ),
    events=(
        Events(_COMMENTS, at="created_at", said="plain_body|body", who=_AUTHOR),
        Events(
            "$.audits>events",
            at="created_at",
            said="field_name=status?Status: {value}|field_name=priority?Priority: {value}"
            "|field_name=assignee_id?Assignee: {value@users}",
            who=_AUTHOR,
            kind="value=solved,closed?=resolution|=triage",
        ),
    ),
)
