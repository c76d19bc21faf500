"""An issue of Jira: from the REST API, version 2 or 3, from a search, or from a webhook.

Source: developer.atlassian.com/cloud/jira/platform/rest/v3 (get issue, with comments and `expand=changelog`). Texts are
documents in version 3 (rich_text.py) and plain in version 2.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import at, event, filled, line, rows, table, word, words
from bot.analysis.input.tables import Notes
from bot.analysis.input.vendors.rich_text import text_of
from bot.analysis.input.vendors.tickets import Labels, Ticket
from bot.json_types import Json

Issue = Mapping[str, Json]

# What of a changelog is an event; a description that was edited is none.
_TOLD: Final = frozenset({"status", "priority", "assignee", "severity"})
_OVER: Final = frozenset({"done", "resolved", "closed"})


def recognizes(value: Json) -> bool:
    issue = _issue(value)
    held = table(issue, "fields")
    return isinstance(issue.get("key"), str) and ("summary" in held or "issuetype" in held)


def _issue(value: Json) -> Issue:
    return table(value, "issue") or table(value)


def read(value: Json, notes: Notes) -> Sequence[Mapping[str, Json]]:
    issue = _issue(value)
    held = table(issue, "fields")
    comments = rows(held, "comment", "comments") or rows(held, "comment") or rows([at(value, "comment")])
    how = line(held, "resolution.name", "status.name")
    ticket = Ticket(
        id=word(issue, "key"),
        title=word(held, "summary"),
        body=text_of(held.get("description")),
        status=line(held, "status.name"),
        priority=line(held, "priority.name"),
        labels=Labels(services=list(map(str, words(held, "components"))), others=list(map(str, words(held, "labels")))),
        opened=held.get("created"),
        by=_who(at(held, "reporter")),
        closed=held.get("resolutiondate"),
        opening="Ticket opened",
        closing=f"Ticket resolved: {how}".rstrip(": "),
        sources=("created", "resolutiondate"),
        assignees=[_who(at(held, "assignee"))],
        comments=[
            event(each.get("created"), text_of(each.get("body")), who=_who(at(each, "author"))) for each in comments
        ],
        changes=list(_changes(value)),
        others={
            "environment": text_of(held.get("environment")),
            "related_incidents": list(_related(held)),
            "action_items": [_subtask(each) for each in rows(held, "subtasks")],
        },
    )
    return [ticket.fields(notes)]


def _who(person: Json) -> str:
    return line(person, "displayName", "name", "emailAddress")


def _changes(value: Json) -> Iterator[Mapping[str, Json]]:
    """Yields the changes: all that the issue had, or the one that a webhook tells of."""
    told = {"created": at(value, "timestamp"), "author": at(value, "user"), "items": at(value, "changelog", "items")}
    for history in rows(_issue(value), "changelog", "histories") or rows([told]):
        for item in rows(history, "items"):
            field, before, after = word(item, "field"), word(item, "fromString"), word(item, "toString")
            if field.casefold() in _TOLD and after:
                kind = "resolution" if field == "status" and after.casefold() in _OVER else "triage"
                said = f"{field.capitalize()}: {f'{before} → ' if before else ''}{after}"
                yield event(history.get("created"), said, kind, _who(at(history, "author")))


def _related(held: Issue) -> Iterator[Json]:
    for link in rows(held, "issuelinks"):
        for side, how in (("outwardIssue", "outward"), ("inwardIssue", "inward")):
            if other := table(link, side):
                said = f"{word(link, 'type', how)} {word(other, 'key')}: {word(other, 'fields', 'summary')}"
                yield said.strip(" :")


def _subtask(task: Issue) -> Json:
    return filled(
        {
            "title": line(task, "fields.summary", "key"),
            "status": line(task, "fields.status.name"),
            "priority": line(task, "fields.priority.name"),
        }
    )
