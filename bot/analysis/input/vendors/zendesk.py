"""A ticket of Zendesk Support, with its comments or audits and the people beside it, as its API returns them.

Source: developer.zendesk.com/api-reference/ticketing (Tickets, Ticket Comments, Ticket Audits, Users, Metric sets).
People are numbers, which `users` names where it is included. When it was solved stands only in its metrics.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import event, filled, first, name, pick, rows, table, text, word, words
from bot.analysis.input.tables import Notes
from bot.analysis.input.vendors.tickets import Labels, Ticket
from bot.json_types import Json

Fields = Mapping[str, Json]

_TOLD: Final = frozenset({"status", "priority", "assignee_id"})
_OVER: Final = ("solved", "closed")


def recognizes(value: Json) -> bool:
    ticket = _ticket(value)
    return isinstance(ticket.get("subject"), str) and ("requester_id" in ticket or "raw_subject" in ticket)


def _ticket(value: Json) -> Fields:
    return table(value, "ticket") or table(value)


def read(value: Json, notes: Notes) -> Sequence[Fields]:
    ticket = _ticket(value)
    names = {word(each, "id"): name(each) for each in (*rows(value, "users"), *rows(ticket, "users"))}
    comments = [*rows(value, "comments"), *rows(ticket, "comments"), *_of_audits(value)]
    tags = [str(tag) for tag in words(ticket, "tags")]
    made = Ticket(
        id=f"Zendesk #{word(ticket, 'id')}" if word(ticket, "id") else "",
        title=word(ticket, "subject"),
        body="" if comments else text(ticket, "description"),  # which is the first comment
        status=word(ticket, "status"),
        priority=word(ticket, "priority"),
        labels=Labels(others=tags),
        opened=ticket.get("created_at"),
        by=names.get(word(ticket, "requester_id"), ""),
        closed=pick(value, "ticket.metric_set.solved_at", "metric_set.solved_at", "ticket_metric.solved_at"),
        opening="Ticket opened",
        closing="Ticket solved",
        sources=("created_at", "metric_set.solved_at"),
        assignees=[names.get(word(ticket, "assignee_id"), "")],
        comments=[_comment(each, names) for each in comments],
        changes=list(_changes(value, names)),
    )
    return [filled({**made.fields(notes), "description": text(ticket, "description")})]


def _comment(each: Fields, names: Mapping[str, str]) -> Fields:
    said = first(text(each, "plain_body"), text(each, "body"))
    return event(each.get("created_at"), said, who=names.get(word(each, "author_id"), ""))


def _of_audits(value: Json) -> Iterator[Fields]:
    for audit in rows(value, "audits"):
        for each in rows(audit, "events"):
            if word(each, "type") == "Comment":
                yield {"created_at": audit.get("created_at"), "author_id": audit.get("author_id"), **each}


def _changes(value: Json, names: Mapping[str, str]) -> Iterator[Fields]:
    for audit in rows(value, "audits"):
        for each in rows(audit, "events"):
            field, after = word(each, "field_name"), word(each, "value")
            if word(each, "type") == "Change" and field in _TOLD and after:
                kind = "resolution" if field == "status" and after in _OVER else "triage"
                said = f"{field.removesuffix('_id').capitalize()}: {names.get(after, after)}"
                yield event(audit.get("created_at"), said, kind, names.get(word(audit, "author_id"), ""))
