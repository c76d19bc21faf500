"""An incident of a status page that is kept as files: cState, Statusfy, and StatusKit for Netlify.

Source: the documentation of cstate/cstate, statusfy.co and netlify/netlify-statuskit. Fields stand in front, as YAML or
TOML; the updates follow, newest or oldest first: a text and then `{{< track "2024-01-31 10:42:00" >}}`, or
`::: update Resolved | 2024-01-31T10:42` around it. Severities are words of the page's own scale.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.documents import front_matter
from bot.analysis.input.json_values import filled, text, word, words
from bot.analysis.input.tables import Notes
from bot.json_types import Json

_OURS: Final = re.compile(r"^(?:resolvedWhen|affected|affectedsystems)\s*[:=]", re.MULTILINE | re.IGNORECASE)
_UPDATE: Final = re.compile(
    r"\{\{<\s*track\s+\"(?P<tracked>[^\"\n]{0,60})\"\s*>\}\}"
    r"|^:{3,}\s*update\s+(?P<status>[^|\n]{1,40})\|(?P<at>[^\n]{1,60})\n(?P<said>.{0,5000}?)^:{3,}[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_STATUS: Final = re.compile(r"\s*(?P<mark>\*{1,2}|_)(?P<status>[\w ]{3,40}):?(?P=mark)\s*[-–—:]?\s*")
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def recognizes(text: str) -> bool:
    matched = front_matter.MATTER.match(text)
    return bool(matched and _OURS.search(matched["fields"] or ""))


def read(page: str, notes: Notes) -> Sequence[Mapping[str, Json]]:
    matter, body = front_matter.split(page, notes)
    given = {values.name_of(key): value for key, value in matter.items()}
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
