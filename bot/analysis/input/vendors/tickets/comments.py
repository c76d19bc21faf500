"""The comments of a ticket alone, as the APIs of GitHub, GitLab, Jira and Zendesk list them: one timeline, no tickets.

Source: docs.github.com/rest/issues/comments, docs.gitlab.com/api/notes, Jira's and Zendesk's pages on comments. What
GitLab notes itself (`assigned to …`) is left out.
"""

from collections.abc import Mapping
from typing import Final

from bot.analysis.input.fields.names import TITLES
from bot.analysis.input.json_values import at, pick, rows, table
from bot.analysis.input.vendors.vendor import Events, Vendor
from bot.json_types import Json

_TIMES: Final = ("created_at", "createdAt", "created")


def recognizes(value: Json) -> bool:
    is_ticket = any(key in table(value) for key in (*TITLES, "fields", "ticket", "issue"))
    found = () if is_ticket else rows(value) or rows(value, "comments")
    return bool(found) and all(map(_is_comment, found))


def _is_comment(each: Mapping[str, Json]) -> bool:
    speaks = any(isinstance(at(each, key), Mapping) for key in ("author", "user")) or "author_id" in each
    return "body" in each and bool(pick(each, *_TIMES)) and speaks and not any(key in each for key in TITLES)


def _prepared(value: Json) -> Json:
    return {"comments": value} if isinstance(value, list) else value


_COMMENTS: Final = Vendor(
    marks=(),
    prepared=_prepared,
    events=(
        Events(
            "comments",
            at="|".join(_TIMES),
            said="body",
            who="author|user|author_id@users",
            unless="system=true",
        ),
    ),
)
read = _COMMENTS.read
