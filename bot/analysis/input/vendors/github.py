"""An issue of GitHub: from the REST API, `gh issue view --json`, or a webhook.

Source: docs.github.com/rest/issues (get an issue), cli.github.com/manual/gh_issue_view (the same in camel case) and the
payload of the webhook `issues`. Only a number of comments comes with an issue of the API; `gh` includes them.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import at, event, line, nodes, pick, rows, table, text, word, words
from bot.analysis.input.tables import Notes
from bot.analysis.input.vendors.tickets import Ticket, labelled
from bot.json_types import Json

Issue = Mapping[str, Json]

_REASONS: Final[Mapping[str, str]] = {"not_planned": ": not planned", "duplicate": ": duplicate"}


def recognizes(value: Json) -> bool:
    issue = _issue(value)
    if not isinstance(at(issue, "title"), str):
        return False
    is_issue = isinstance(at(issue, "number"), int) and isinstance(issue.get("labels"), list)
    is_known = word(issue, "state").casefold() in ("open", "closed")
    return (is_issue and is_known) or bool(_who(issue) or any(map(_who, rows(issue, "comments"))))


def _issue(value: Json) -> Issue:
    return table(value, "issue") or table(value)


def read(value: Json, notes: Notes) -> Sequence[Mapping[str, Json]]:
    issue, number = _issue(value), word(_issue(value), "number")
    reason = line(issue, "state_reason", "stateReason").casefold()
    comments = nodes(issue, "comments") or nodes(value, "comments") or rows([at(value, "comment")])
    ticket = Ticket(
        id=f"GitHub #{number}" if number else "",
        title=word(issue, "title"),
        body=text(issue, "body"),
        status=word(issue, "state").casefold(),
        labels=labelled(words(issue, "labels") or words(issue, "labels", "nodes")),
        opened=_time(issue, "created"),
        by=_who(issue),
        closed=_time(issue, "closed"),
        closed_by=line(issue, "closed_by.login"),
        closing=f"Issue closed{_REASONS.get(reason, '')}",
        sources=("created_at", "closed_at") if "created_at" in issue else ("createdAt", "closedAt"),
        assignees=[word(each, "login") for each in nodes(issue, "assignees") or rows([at(issue, "assignee")])],
        comments=[event(_time(each, "created"), text(each, "body"), who=_who(each)) for each in comments],
    )
    return [ticket.fields(notes)]


def _time(issue: Issue, what: str) -> Json:
    return pick(issue, f"{what}_at", f"{what}At")


def _who(thing: Json) -> str:
    return line(thing, "user.login", "author.login")
