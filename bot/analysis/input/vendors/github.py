"""An issue of GitHub: from the REST API, `gh issue view --json`, or a webhook; its body is read like any post-mortem.

Source: docs.github.com/rest/issues (get an issue), cli.github.com/manual/gh_issue_view (the same in camel case) and the
payload of the webhook `issues`. Only a number of comments comes with an issue of the API; `gh` includes them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import at, filled, first, rows, table, text, word, words
from bot.analysis.input.tables import Notes
from bot.analysis.input.vendors.tickets import named, severity_in, title_of, with_body
from bot.json_types import Json

Issue = Mapping[str, Json]

# Labels that say something of their own: `severity/2`, `priority: high`, `P1`; `service:checkout`.
_PRIORITY: Final = re.compile(r"(?:sev|severity|prio|priority)[\s/:_-]*\w+(?: \w+)?|[ps][0-5]|sev\d", re.IGNORECASE)
_SERVICE: Final = re.compile(r"(?:service|component|app|area)s?\s*[/:]\s*(?P<name>.+)", re.IGNORECASE)
_SOURCES: Final = {"declared_at": "created_at", "resolved_at": "closed_at"}
_CAMEL_SOURCES: Final = {"declared_at": "createdAt", "resolved_at": "closedAt"}
_REASONS: Final[Mapping[str, str]] = {"not_planned": "not planned", "duplicate": "duplicate"}


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
    issue = _issue(value)
    labels = [str(label) for label in words(issue, "labels")]
    services = {label: found["name"] for label in labels if (found := _SERVICE.fullmatch(label))}
    priorities = [label for label in labels if _PRIORITY.fullmatch(label)]
    others = [label for label in labels if label not in priorities and label not in services]
    number = word(issue, "number")
    fields: dict[str, Json] = {
        "id": f"GitHub #{number}" if number else "",
        "title": title_of(word(issue, "title")),
        "severity": severity_in(word(issue, "title")),
        "status": word(issue, "state").casefold(),
        "priority": next(iter(priorities), ""),
        "services": list(services.values()),
        "declared_at": _time(issue, "created"),
        "resolved_at": _time(issue, "closed"),
        "source_fields": {key: name for key, name in _SOURCES.items() if name in issue} or _CAMEL_SOURCES,
        "participants": named(_people(value, issue)),
        "facts": filled({"labels": others}),
        "events": sorted(_events(value, issue), key=lambda event: word(event, "timestamp")),
    }
    return [filled(with_body(filled(fields), text(issue, "body"), notes))]


def _time(issue: Issue, what: str) -> Json:
    return issue.get(f"{what}_at") or issue.get(f"{what}At")


def _who(thing: Json) -> str:
    return first(*(word(thing, key, "login") for key in ("user", "author")))


def _people(value: Json, issue: Issue) -> dict[str, str]:
    people = {word(each, "login"): "Assignee" for each in rows(issue, "assignees") or rows([at(issue, "assignee")])}
    people.setdefault(_who(issue), "Reporter")
    for comment in _comments(value, issue):
        people.setdefault(_who(comment), "")
    return people


def _comments(value: Json, issue: Issue) -> Sequence[Issue]:
    return rows(issue, "comments") or rows(value, "comments") or rows([at(value, "comment")])


def _events(value: Json, issue: Issue) -> Iterator[dict[str, Json]]:
    if _time(issue, "created"):
        opened = {"timestamp": _time(issue, "created"), "type": "declaration", "actor": _who(issue)}
        yield filled({**opened, "text": f"Issue opened: {title_of(word(issue, 'title'))}"})
    for comment in _comments(value, issue):
        yield filled({"timestamp": _time(comment, "created"), "actor": _who(comment), "text": text(comment, "body")})
    if _time(issue, "closed"):
        reason = _REASONS.get(first(word(issue, "state_reason"), word(issue, "stateReason")).casefold(), "")
        by, said = word(issue, "closed_by", "login"), f"Issue closed{f': {reason}' if reason else ''}"
        yield filled({"timestamp": _time(issue, "closed"), "type": "resolution", "actor": by, "text": said})
