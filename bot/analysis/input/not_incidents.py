"""What people hand over by mistake in place of an incident: it is called what it is, and not read.

The error that an API answers with, whose message would be read as a description; an answer without content; the status
that Upptime keeps of a site; a file of another kind, known by its first bytes; an object that has a name and a
description as everything has, and nothing that only incidents have, such as a package.json.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.documents.source_code import is_code
from bot.analysis.input.fields.events import TIMES
from bot.analysis.input.fields.names import (
    DESCRIPTIONS,
    EVENTS,
    GROUPS,
    INCIDENT_FIELDS,
    KNOWN,
    NUMBERS,
    STORIES,
    TITLES,
    TOLD,
    field_of,
)
from bot.analysis.input.json_values import at, first, rows, table, text, word, words
from bot.json_types import Json

_EXPORT_AGAIN: Final = "Check the address, the ID and the access of the token, and export it again."
# All that the error of an API says. Sources: RFC 9457 and the APIs of the tools that Muster reads.
_OF_AN_ERROR: Final = frozenset(
    {"code", "description", "detail", "details", "documentation_url", "error", "error_code", "error_description",
     "error_messages", "error_type", "errors", "exception", "inner_error", "instance", "message", "message_id",
     "messages", "method", "needed", "ok", "params", "path", "provided", "reason", "request_id", "response_metadata",
     "result", "status", "status_code", "success", "timestamp", "title", "took", "trace_id", "type", "url", "warning",
     "warnings"}
)  # fmt: skip
_FAILED: Final = ("error", "errors", "error_messages", "error_description", "error_type")
_OTHERS: Final = (
    *("bad credentials", "requires authentication", "authentication required", "access denied", "permission denied"),
    *("resource not found", "issue not found", "invalid token", "invalid api key"),
)
_FAILURE: Final = re.compile(r"[45]\d\d")
_NUMBERED: Final = re.compile(r"(?:http )?[45]\d\d[\s:–-]+", re.IGNORECASE)
_LONGEST: Final = 160
_FIRST: Final = 100  # items of a list
_MOST_NAMED: Final = 5
_ADD: Final = "Add a severity, an impact or events with their times."
_MARKUP: Final = re.compile(
    r"<(?:!doctype html|html|\?xml|rss|feed)\b"
    r"|<(?!(?:h\d|p|div|details|b|i|a|table|ul|ol|center|span|font|code|pre)\b)(?P<root>[\w:-]+)[^<>]*>.*</(?P=root)>\Z",
    re.IGNORECASE | re.DOTALL,
)
_COPY: Final = "Copy its text, or export JSON, CSV or Markdown."
_UNPACK: Final = "Unpack it first."
# By the first bytes, read as Latin-1
_FILES: Final = (
    ("%PDF-", "a PDF", _COPY),
    ("%!PS", "PostScript", _COPY),
    ("{\\rtf", "an RTF document", _COPY),
    ("\xd0\xcf\x11\xe0", "an Office document", _COPY),
    ("PK\x03\x04", "an Office document or a ZIP archive", "Save it as CSV or Markdown, or unpack it."),
    ("\x1f\x8b", "compressed", _UNPACK),
    ("BZh", "compressed", _UNPACK),
    ("\x28\xb5\x2f\xfd", "compressed", _UNPACK),
    ("\xfd7zXZ", "compressed", _UNPACK),
    ("7z\xbc\xaf", "compressed", _UNPACK),
    ("\x89PNG", "an image", "Type or copy what it says."),
    ("\xff\xd8\xff", "an image", "Type or copy what it says."),
    ("GIF8", "an image", "Type or copy what it says."),
    ("SQLite format 3", "a database", "Export JSON or CSV from it."),
)
# What only incidents have; a time, services and a place have other things, too.
_WHENEVER: Final = frozenset(
    {"created_at", "opened_at", "started_at", "start_time", "start", "ended_at", "end_time", "end", "date"}
)
_MOMENT: Final = frozenset(TIMES) - {"date"}  # of an event
_OF_WORK: Final = frozenset(
    {"name", "id", "key", "url", "link", "owner", "team", "teams", "tags", "labels", "type", "status", "state",
     "reporter", "assignee", "channel", "version"}
)  # fmt: skip
_OF_ANYTHING: Final = (_WHENEVER | {"services", "affected_services", "environment", "regions", *TITLES}) - {"incident"}
_OF_INCIDENTS: Final = (INCIDENT_FIELDS | {"severity", "priority", *EVENTS, *TOLD, *GROUPS, *NUMBERS}) - _OF_ANYTHING
_OF_TITLES: Final = frozenset(TITLES) - {"name"}  # which everything has
_SAID: Final = _OF_TITLES | frozenset((*DESCRIPTIONS, *STORIES))
# What says that a page is not the last: a flag, or where the next one is.
_MORE: Final = ("has_more", "hasMore", "more", "next", "next_page", "nextPage", "@odata.nextLink", "next_cursor")
_CURSORS: Final = ("response_metadata", "pagination_meta")


def not_an_incident(value: Json) -> str:
    """Returns what this is and what to do, as a sentence without its subject; "" for anything else."""
    held = table(value)
    if held and _is_error(held):
        said = f': "{_said(held)}"' if _said(held) else ""
        return f"is an error of an API, no incident{said}. {_EXPORT_AGAIN}"
    if word(held, "generator").startswith("Upptime"):
        return (
            "is the status that Upptime keeps of a site, no incident. Export the issue that Upptime opened on GitHub."
        )
    return ""


def of_something_else(value: Json) -> str:
    """The same for an object that no format knows, or a list of some."""
    given = value if isinstance(value, list) else [value]
    if not given or not all(isinstance(each, Mapping) and _is_of_anything(each) for each in given[:_FIRST]):
        return ""
    found = ", ".join(values.quoted(str(key)) for key in list(table(given[0]))[:_MOST_NAMED])
    return f"doesn't describe an incident: its fields ({found}) don't say what failed, or when. {_ADD}"


def _is_of_anything(value: Mapping[str, Json]) -> bool:
    """Whether it has nothing of an incident, and says less in words than in fields that no incident has."""
    known = {field_of(key[:200]): inner for key, inner in value.items()}
    if known.keys() & _OF_INCIDENTS or (known.keys() & _OF_TITLES and known.keys() & _WHENEVER):
        return False
    if isinstance(known.get("incident"), Mapping):  # it is called so
        return False
    said = known.keys() & _SAID
    if any(isinstance(known[name], str | int | float) for name in known.keys() & _MOMENT):
        return False
    if not said:
        return "name" in known
    is_titled = bool(said & _OF_TITLES) or "name" not in known
    others = [inner for name, inner in known.items() if name not in KNOWN | _OF_WORK]
    return sum(not is_titled or _is_nested(inner) for inner in others) > len(said)


def _is_nested(value: Json) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, list) and any(isinstance(each, Mapping) for each in value))


def not_a_text(text: str) -> str:
    """The same for a file of another kind, by its first characters: a PDF, a page that a browser saved, or a feed."""
    head = text[:_LONGEST]
    kind, instead = next(((kind, instead) for sign, kind, instead in _FILES if head.startswith(sign)), ("", _COPY))
    if not kind and (matched := _MARKUP.match(text)):
        kind = "an HTML page" if "html" in matched[0][:20].casefold() else "XML"
    if not kind and is_code(text):
        kind, instead = "source code", "Say in words what failed, and when."
    return f"is {kind}, which Muster doesn't read. {instead}" if kind else ""


def more_follows(value: Json) -> str:
    """Returns what to say of a page of a list that is not the last, "" for anything else."""
    held = table(value)
    said = next((key for key in _MORE if held.get(key) is True or (_is_cursor(held.get(key)) and key != "more")), "")
    inner = next((key for key in _CURSORS if any(map(_is_cursor, table(held, key).values()))), "")
    return f"The file is one page of a list, and more follows (`{said or inner}`)" if said or inner else ""


def _is_cursor(value: Json) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_error(held: Mapping[str, Json]) -> bool:
    names = {values.name_of(key): item for key, item in held.items()}
    if not names.keys() <= _OF_AN_ERROR:
        return False
    number = first(*(word(names, key) for key in ("status", "status_code", "code")))
    is_phrase = any(_is_phrase(word(names, key)) for key in ("message", "detail", "error"))
    if _FAILURE.fullmatch(number) or is_phrase or "documentation_url" in names or {"took", "message"} <= names.keys():
        return True
    says_no = names.get("ok") is False or names.get("success") is False
    failed = any(names.get(key) and not isinstance(names[key], int | float) for key in _FAILED)
    own = word(names, "title") or (word(names, "description") and " " in word(names, "error"))
    return (failed or says_no) and not own


def _is_phrase(said: str) -> bool:
    numbered = _NUMBERED.match(said)
    plain = said[numbered.end() if numbered else 0 :].strip(" .!").casefold()
    return plain in _phrases() or bool(numbered and plain.endswith(_phrases()))  # `404 Project Not Found`


@cache
def _phrases() -> tuple[str, ...]:
    from http import HTTPStatus  # here, because an incident doesn't wait for it

    of_http = (status.phrase.casefold() for status in HTTPStatus if status >= HTTPStatus.BAD_REQUEST)
    return (*of_http, *_OTHERS)


def _said(held: Mapping[str, Json]) -> str:
    """Returns what the error says, wherever it says it."""
    inner = [each for key in ("errors", "error", "messages") for each in rows(held, key) or rows([at(held, key)])]
    listed = [
        str(each) for key in ("errors", "errorMessages", "error_messages", "messages") for each in words(held, key)
    ]
    keys = ("error_description", "message", "detail", "error", "title", "code")
    found = first(*(text(each, key) for each in inner for key in keys), *listed, *(text(held, key) for key in keys))
    return values.one_line(found)[:_LONGEST].rstrip(".")
