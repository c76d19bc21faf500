"""What tickets of all trackers have in common: a body that is a document, and marks such as `[SEV2]` in the title."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.analysis.input.documents import markdown, plain
from bot.analysis.input.json_values import word
from bot.analysis.input.tables import Notes
from bot.json_types import Json

# A title's mark that says what kind of ticket it is, which every ticket here is.
_MARK: Final = re.compile(r"\[\s*(?:incident|outage|post-?\s?mortem|sev\W?\d|p\d)[^\]]{0,20}\]\s*:?\s*", re.IGNORECASE)
_SEVERITY: Final = re.compile(r"\[\s*sev\W?(\d)\b[^\]]{0,20}\]", re.IGNORECASE)
_OWN_DAY: Final = ("date", "started_at", "start_time", "time_started", "detected_at", "incident_date")


def title_of(title: str) -> str:
    return _MARK.sub("", title, count=1) or title


def severity_in(title: str) -> str:
    """Returns the severity that somebody put into a mark."""
    found = _SEVERITY.search(title)
    return f"SEV{found[1]}" if found else ""


def with_body(ticket: Mapping[str, Json], body: str, notes: Notes) -> dict[str, Json]:
    """Adds what the body says of the incident. It goes before the ticket's own times: a post-mortem is opened late."""
    reader = markdown if markdown.recognizes(body) else plain
    told = dict(reader.read(body, notes, titled=False)[0])
    events = [*_list(told.pop("events", None)), *_list(ticket.get("events"))]
    own = dict(ticket)
    if any(key in told for key in _OWN_DAY):
        own.pop("declared_at", None)
        events = [event for event in events if word(event, "type") != "declaration"]
    return {**told, **own, "events": events}


def _list(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list) else []


def named(people: Mapping[str, str]) -> list[Json]:
    """Returns participants, from names with their roles."""
    return [{"name": name, "role": role} if role else {"name": name} for name, role in people.items() if name]
