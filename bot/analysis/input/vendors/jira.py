"""An issue of Jira: from the REST API, version 2 or 3, from a search, or from a webhook.

Source: developer.atlassian.com/cloud/jira/platform/rest/v3 (get issue, with comments and `expand=changelog`). Texts are
documents in version 3 (rich_text.py) and plain in version 2. The body is read like any post-mortem.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import at, filled, first, rows, table, word, words
from bot.analysis.input.tables import Notes
from bot.analysis.input.vendors.rich_text import text_of
from bot.analysis.input.vendors.tickets import named, severity_in, title_of, with_body
from bot.json_types import Json

Issue = Mapping[str, Json]

# What of a changelog is an event; a description that was edited is none.
_TOLD: Final = frozenset({"status", "priority", "assignee", "resolution", "severity"})
_OVER: Final = frozenset({"done", "resolved", "closed"})


def recognizes(value: Json) -> bool:
    issue = _issue(value)
    return isinstance(issue.get("key"), str) and isinstance(at(issue, "fields", "summary"), str)


def _issue(value: Json) -> Issue:
    return table(value, "issue") or table(value)


def read(value: Json, notes: Notes) -> Sequence[Mapping[str, Json]]:
    issue = _issue(value)
    held = table(issue, "fields")
    events = sorted(_events(issue, held), key=lambda event: word(event, "timestamp"))
    fields: dict[str, Json] = {
        "id": word(issue, "key"),
        "title": title_of(word(held, "summary")),
        "severity": severity_in(word(held, "summary")),
        "status": word(held, "status", "name"),
        "priority": word(held, "priority", "name"),
        "services": words(held, "components"),
        "environment": text_of(held.get("environment")),
        "declared_at": held.get("created"),
        "resolved_at": held.get("resolutiondate"),
        "source_fields": {"declared_at": "created", "resolved_at": "resolutiondate"},
        "participants": named(_people(held)),
        "related_incidents": list(_related(held)),
        "action_items": [_subtask(each) for each in rows(held, "subtasks")],
        "facts": filled({"labels": words(held, "labels")}),
        "events": list(events),
    }
    return [filled(with_body(filled(fields), text_of(held.get("description")), notes))]


def _who(person: Json) -> str:
    return first(word(person, "displayName"), word(person, "name"), word(person, "emailAddress"))


def _people(held: Issue) -> dict[str, str]:
    people = {_who(at(held, "assignee")): "Assignee"}
    people.setdefault(_who(at(held, "reporter")), "Reporter")
    for comment in _comments(held):
        people.setdefault(_who(at(comment, "author")), "")
    return people


def _comments(held: Issue) -> Sequence[Issue]:
    return rows(held, "comment", "comments") or rows(held, "comment")


def _events(issue: Issue, held: Issue) -> Iterator[dict[str, Json]]:
    opened = {"timestamp": held.get("created"), "type": "declaration", "actor": _who(at(held, "reporter"))}
    yield filled({**opened, "text": f"Ticket opened: {title_of(word(held, 'summary'))}"})
    for comment in _comments(held):
        said = {"timestamp": comment.get("created"), "actor": _who(at(comment, "author"))}
        yield filled({**said, "text": text_of(comment.get("body"))})
    changes = list(_changes(issue))
    yield from changes
    if held.get("resolutiondate") and not any(word(each, "type") == "resolution" for each in changes):
        how = first(word(held, "resolution", "name"), word(held, "status", "name"))
        yield {
            "timestamp": held["resolutiondate"],
            "type": "resolution",
            "text": f"Ticket resolved: {how}".rstrip(": "),
        }


def _changes(issue: Issue) -> Iterator[dict[str, Json]]:
    for history in rows(issue, "changelog", "histories"):
        for item in rows(history, "items"):
            field, after = word(item, "field"), word(item, "toString")
            if field.casefold() in _TOLD and after and field != "resolution":
                before = word(item, "fromString")
                is_over = field == "status" and after.casefold() in _OVER
                yield {
                    "timestamp": history.get("created"),
                    "type": "resolution" if is_over else "triage",
                    "actor": _who(at(history, "author")),
                    "text": f"{field.capitalize()}: {f'{before} → ' if before else ''}{after}",
                }


def _related(held: Issue) -> Iterator[Json]:
    for link in rows(held, "issuelinks"):
        for side, how in (("outwardIssue", "outward"), ("inwardIssue", "inward")):
            if other := table(link, side):
                said = f"{word(link, 'type', how)} {word(other, 'key')}: {word(other, 'fields', 'summary')}"
                yield said.strip(" :")


def _subtask(task: Issue) -> Json:
    titled = filled({"title": first(word(task, "fields", "summary"), word(task, "key"))})
    return filled(
        {
            **titled,
            "status": word(task, "fields", "status", "name"),
            "priority": word(task, "fields", "priority", "name"),
        }
    )
