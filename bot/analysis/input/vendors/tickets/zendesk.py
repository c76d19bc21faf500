"""A ticket of Zendesk Support, with its comments or audits and the people beside it, as its API returns them.

Source: developer.zendesk.com/api-reference/ticketing (Tickets, Ticket Comments, Ticket Audits, Users, Metric sets).
People are numbers, which `users` names where it is included. When it was solved stands only in its metrics. The
description is the first comment.
"""

from typing import Final

from bot.analysis.input.vendors.vendor import Events, Moment, Vendor, Who

_COMMENTS: Final = "$.comments+$.ticket.comments+comments+$.audits>events"
VENDOR: Final = Vendor(
    place="ticket|",
    marks=("subject", "requester_id|raw_subject"),
    fields={
        "id": "Zendesk #{id}",
        "title": "subject",
        "description": "description",
        "status": "status",
        "priority": "priority",
    },
    facts={"labels": "tags[]"},
    people=(
        Who("assignee_id@users", "=Assignee"),
        Who("requester_id@users", "=Reporter"),
        Who("author_id@users", of=_COMMENTS),
    ),
    moments=(
        Moment("created", "created_at", "requester_id@users", said="Ticket opened: {title}"),
        Moment(
            "resolved", "metric_set.solved_at|$.metric_set.solved_at|$.ticket_metric.solved_at", said="=Ticket solved"
        ),
    ),
    events=(
        Events(_COMMENTS, at="created_at", said="plain_body|body", who="author_id@users"),
        Events(
            "$.audits>events",
            at="created_at",
            said="field_name=status?Status: {value}|field_name=priority?Priority: {value}"
            "|field_name=assignee_id?Assignee: {value@users}",
            who="author_id@users",
            kind="value=solved,closed?=resolution|=triage",
        ),
    ),
)
