"""An issue of GitHub: from the REST API, `gh issue view --json`, or a webhook.

Source: docs.github.com/rest/issues (get an issue), cli.github.com/manual/gh_issue_view (the same in camel case) and the
payload of the webhook `issues`. Only a number of comments comes with an issue of the API; `gh` includes them.
"""

from dataclasses import replace
from typing import Final

from bot.analysis.input.vendors.vendor import AnyOf, Events, Moment, Vendor, Who

_WHO: Final = "user.login|author.login"
_COMMENTS: Final = "comments|$.comments|$.comment"
_CLOSED: Final = "|".join(
    f"{key}={reason}?=Issue closed: {reason.replace('_', ' ')}"
    for key in ("state_reason", "stateReason")
    for reason in ("not_planned", "duplicate")
)
_ISSUE: Final = Vendor(
    place="issue|",
    marks=("title", "number", "labels", "state=open,closed"),
    fields={"id": "GitHub #{number}", "title": "title", "status": "state"},
    means={"status": {"open": "open", "closed": "closed"}},
    labels="labels",
    body="body",
    people=(
        Who("assignees.login|assignee.login", "=Assignee"),
        Who(_WHO, "=Reporter"),
        Who(_WHO, of=_COMMENTS),
    ),
    moments=(
        Moment("created", "created_at|createdAt", _WHO, said="Issue opened: {title}"),
        Moment("resolved", "closed_at|closedAt", "closed_by.login", said=f"{_CLOSED}|=Issue closed"),
    ),
    events=(Events(_COMMENTS, at="created_at|createdAt", said="body", who=_WHO),),
)
VENDOR: Final = AnyOf(_ISSUE, replace(_ISSUE, marks=("title", f"{_WHO}|comments.user.login|comments.author.login")))
