"""The comments of a ticket alone, as the APIs of GitHub, GitLab, Jira and Zendesk list them: one timeline, no tickets.

Source: docs.github.com/rest/issues/comments, docs.gitlab.com/api/notes, Jira's and Zendesk's pages on comments. What
GitLab notes itself (`assigned to …`) is left out.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.analysis.input.fields.names import TITLES
from bot.analysis.input.json_values import at, event, filled, in_order, line, name, pick, rows, table
from bot.analysis.input.tables import Notes
from bot.analysis.input.vendors.rich_text import text_of
from bot.json_types import Json

Comment = Mapping[str, Json]

_TIMES: Final = ("created_at", "createdAt", "created")
_WHO: Final = ("author", "user")


def recognizes(value: Json) -> bool:
    found = _comments(value)
    return bool(found) and all(map(_is_comment, found))


def _comments(value: Json) -> Sequence[Comment]:
    if isinstance(value, list):
        return rows([*value])
    is_ticket = any(key in table(value) for key in (*TITLES, "fields", "ticket", "issue"))
    return () if is_ticket else rows(value, "comments")


def _is_comment(each: Comment) -> bool:
    speaks = any(isinstance(each.get(key), Mapping) for key in _WHO) or "author_id" in each
    return "body" in each and bool(pick(each, *_TIMES)) and speaks and not any(key in each for key in TITLES)


def read(value: Json, _notes: Notes) -> Sequence[Mapping[str, Json]]:
    names = {line(each, "id"): name(each) for each in rows(value, "users")}
    said = [each for each in _comments(value) if each.get("system") is not True]
    return [{"events": in_order(_event(each, names) for each in said)}]


def _event(each: Comment, names: Mapping[str, str]) -> Comment:
    who = next(filter(None, (name(at(each, key)) for key in _WHO)), "") or names.get(line(each, "author_id"), "")
    return filled(event(pick(each, *_TIMES), text_of(each["body"]), who=who))
