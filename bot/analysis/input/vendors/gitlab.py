"""An issue or incident of GitLab: from the REST API, a webhook, or GraphQL with its timeline events; its body is read
like any post-mortem.

Source: docs.gitlab.com/api/issues and /api/notes, docs.gitlab.com/user/project/integrations/webhook_events, and the
GraphQL reference (Issue, TimelineEventType), which writes the same fields in camel case and lists as `nodes`.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import (
    at,
    event,
    filled,
    in_order,
    line,
    name,
    nodes,
    pick,
    rows,
    table,
    text,
    word,
    words,
)
from bot.analysis.input.tables import Notes
from bot.analysis.input.vendors import milestones
from bot.analysis.input.vendors.tickets import Ticket, labelled
from bot.json_types import Json

Fields = Mapping[str, Json]

_EVENTS: Final = ("incidentManagementTimelineEvents", "timelineEvents", "timeline_events")


def recognizes(value: Json) -> bool:
    return ("iid" in _issue(value) and isinstance(_issue(value).get("title"), str)) or bool(_timeline(value))


def _issue(value: Json) -> Fields:
    return table(value, "object_attributes") or table(value, "issue") or table(value)


def _timeline(value: Json) -> Sequence[Fields]:
    found = [*(each for key in _EVENTS for each in nodes(value, key)), *nodes(value, "nodes"), *rows([value])]
    return [each for each in found if pick(each, "occurredAt", "occurred_at") and "note" in each]


def read(value: Json, notes: Notes) -> Sequence[Fields]:
    issue, told = _issue(value), _timeline(value) or _timeline(_issue(value))
    if "iid" not in issue:
        return [_with_moments({"events": in_order(map(_event, told))}, told)]
    comments = [each for held in (issue, value) for key in ("notes", "comments") for each in nodes(held, key)]
    severity = word(issue, "severity").casefold()
    people = [*nodes(issue, "assignees"), at(issue, "assignee")]
    ticket = Ticket(
        id=f"GitLab #{word(issue, 'iid')}",
        title=word(issue, "title"),
        body=text(issue, "description"),
        status=word(issue, "state"),
        labels=labelled(words(issue, "labels") or [line(each, "title") for each in nodes(issue, "labels")]),
        opened=pick(issue, "created_at", "createdAt"),
        by=name(issue.get("author")),
        closed=pick(issue, "closed_at", "closedAt"),
        closed_by=name(pick(issue, "closed_by", "closedBy")),
        assignees=list(filter(None, map(name, people))),
        comments=[_comment(each) for each in comments if each.get("system") is not True],
        changes=list(map(_event, told)),
        priority="" if severity == "unknown" else severity,
        others=filled({"private": issue.get("confidential") is True or None}),
    )
    return [_with_moments(ticket.fields(notes), told)]


def _comment(each: Fields) -> Fields:
    return event(pick(each, "created_at", "createdAt"), text(each, "body"), who=name(each.get("author")))


def _tags(each: Fields) -> Sequence[str]:
    return [line(tag, "name") for tag in nodes(each, "timelineEventTags")]


def _event(each: Fields) -> Fields:
    kinds = [word(stated, "type") for tag in _tags(each) for stated in milestones.events([milestones.Stated(tag, "x")])]
    when = pick(each, "occurredAt", "occurred_at")
    return event(when, text(each, "note"), next(iter(kinds), ""), name(each.get("author")))


def _with_moments(fields: Fields, told: Sequence[Fields]) -> Fields:
    """Adds the key times that the tags of timeline events state; they go before those of the ticket."""
    stated = [milestones.Stated(tag, pick(each, "occurredAt", "occurred_at")) for each in told for tag in _tags(each)]
    moments = milestones.fields(stated)
    return {**fields, **moments, "source_fields": {**table(fields, "source_fields"), **table(moments, "source_fields")}}
