"""An incident of a status page that is kept as files: cState, Statusfy, and StatusKit for Netlify.

Source: the documentation of cstate/cstate, statusfy.co and netlify/netlify-statuskit. Fields stand in front, as YAML or
TOML; the updates follow, newest or oldest first: a text and then `{{< track "2024-01-31 10:42:00" >}}`, or
`::: update Resolved | 2024-01-31T10:42` around it. Severities are words of the page's own scale.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Final

from bot.analysis.input import values, yaml_text
from bot.analysis.input.json_values import filled, text, word, words
from bot.analysis.input.tables import Notes
from bot.json_types import Json

_LONGEST: Final = 20_000  # characters of the fields
_MATTER: Final = re.compile(r"(---|\+\+\+)[ \t]*\n(.{1,20000}?\n)\1[ \t]*(?:\n|\Z)", re.DOTALL)
_OURS: Final = re.compile(r"^(?:resolvedWhen|affected|affectedsystems)\s*[:=]", re.MULTILINE | re.IGNORECASE)
_UPDATE: Final = re.compile(
    r"\{\{<\s*track\s+\"(?P<tracked>[^\"\n]{0,60})\"\s*>\}\}"
    r"|^:{3,}\s*update\s+(?P<status>[^|\n]{1,40})\|(?P<at>[^\n]{1,60})\n(?P<said>.{0,5000}?)^:{3,}[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_STATUS: Final = re.compile(r"\s*(?P<mark>\*{1,2}|_)(?P<status>[\w ]{3,40}):?(?P=mark)\s*[-–—:]?\s*")
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def recognizes(text: str) -> bool:
    matched = _MATTER.match(text[: 2 * _LONGEST])
    return bool(matched) and bool(_OURS.search(matched[2]) if matched else False)


def read(page: str, notes: Notes) -> Sequence[Mapping[str, Json]]:
    matched = _MATTER.match(page[: 2 * _LONGEST])
    assert matched
    given = {values.name_of(key): value for key, value in _fields(matched[1], matched[2], notes).items()}
    body = page[matched.end() :]
    if len(body) > values.MAX_TEXT:
        notes.complain("", f"The text has {len(body):,} characters; only the first {values.MAX_TEXT:,} are read")
    updates, rest = _updates(body[: values.MAX_TEXT])
    resolved = word(given, "resolved").casefold()
    return [
        filled(
            {
                "title": word(given, "title"),
                "description": "\n\n".join(filter(None, (text(given, "description"), rest))),
                "status": {"true": "resolved", "false": "open"}.get(resolved, ""),
                "priority": word(given, "severity"),
                "services": _first_list(given, "affected", "affectedsystems", "affected_systems"),
                "started_at": word(given, "date"),
                "resolved_at": word(given, "resolved_when"),
                "incident_updates": [{**update, "source": "status page"} for update in updates],
                "status_page_updates": [_told(update) for update in updates],
            }
        )
    ]


def _first_list(given: Mapping[str, Json], *names: str) -> list[Json]:
    return next((found for name in names if (found := words(given, name))), [])


def _fields(mark: str, held: str, notes: Notes) -> Mapping[str, Json]:
    if mark == "---":
        read = yaml_text.parsed(held, "front matter")
        value: Json = read[0] if read else None
    else:
        value = _toml(held)
    if not isinstance(value, Mapping):
        notes.complain("front matter", "not readable")
        return {}
    return value


def _toml(held: str) -> Json:
    try:
        return {key: _plain(value) for key, value in tomllib.loads(held).items()}
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _plain(value: object) -> Json:
    if isinstance(value, list):
        return [str(item) for item in value]
    return str(value).casefold() if isinstance(value, bool) else str(value)


def _updates(body: str) -> tuple[list[Mapping[str, Json]], str]:
    """Returns the updates in order of time, and the text that belongs to none."""
    updates, rest, end = list[Mapping[str, Json]](), list[str](), 0
    body = _COMMENT.sub("", body)
    for matched in _UPDATE.finditer(body):
        before, end = body[end : matched.start()], matched.end()
        if matched["at"]:
            rest.append(before)
            updates.append(_update(matched["at"], matched["said"], matched["status"]))
        else:
            updates.append(_update(matched["tracked"], before, ""))
    rest.append(body[end:])
    told = [update for update in updates if update.get("text")]
    return sorted(told, key=lambda update: word(update, "timestamp")), "\n\n".join(
        filter(None, map(values.clean, rest))
    )


def _update(at: str, said: str, status: str) -> Mapping[str, Json]:
    matched = _STATUS.match(said)
    stated = status.strip() or (matched["status"] if matched else "")
    return filled(
        {"timestamp": at.strip(), "status": stated, "text": values.clean(said[matched.end() :] if matched else said)}
    )


def _told(update: Mapping[str, Json]) -> Json:
    fields: dict[str, Json] = {"at": update.get("timestamp"), "message": update.get("text")}
    return filled({**fields, "channel": "status_page", "audience": "customers"})
