"""An incident with the list of its updates, as status pages of one's own keep it in YAML or JSON.

No vendor's schema: an object with a list `updates` (or `history`, …), each with one of the states that all status pages
have, or with a time, a text and a state of any name, as Heroku and Google Cloud call them. Read as messages to
customers only, they would lose their states.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.fields.events import TEXTS, TIMES
from bot.analysis.input.fields.names import EVENTS
from bot.analysis.input.json_values import filled, first, rows, text, word
from bot.analysis.input.tables import Notes
from bot.json_types import Json

_LISTS: Final = ("updates", "status_updates", "history", "posts", "states")
_STATES: Final = frozenset(
    {"investigating", "identified", "monitoring", "resolved", "update", "verifying", "fixed", "scheduled",
     "in_progress", "completed", "postmortem"}
)  # fmt: skip
_STATE_FIELDS: Final = ("status", "state", "update_type")
_MEANT: Final = {"available": "resolved"}  # Google Cloud says so of its service
_TO_PEOPLE: Final = ("channel", "audience", "recipients")  # of a message to somebody
_TEXTS: Final = (*TEXTS, "contents")
_TIMES: Final = (*TIMES, "created_at", "posted_at", "updated_at", "display_at")


def recognizes(value: Json) -> bool:
    return isinstance(value, Mapping) and not any(value.get(name) for name in EVENTS) and _key(value) is not None


def _key(value: Json) -> str | None:
    """Returns the name of the list of updates: most of them have a state, or a time, a text and a word for one."""
    for name in _LISTS:
        given = rows(value, name)
        if sum(values.name_of(_state(update)) in _STATES or _is_told(update) for update in given) * 2 > len(given):
            return name
    return None


def _is_told(update: Mapping[str, Json]) -> bool:
    has_state = any(word(update, name) for name in _STATE_FIELDS) and not any(name in update for name in _TO_PEOPLE)
    return has_state and bool(_said(update)) and any(word(update, name) for name in _TIMES)


def _said(update: Mapping[str, Json]) -> str:
    return first(*(text(update, name) for name in _TEXTS))


def _state(update: Mapping[str, Json]) -> str:
    return first(*(word(update, name) for name in (*_STATE_FIELDS, "type")))


def read(value: Json, _notes: Notes) -> Sequence[Mapping[str, Json]]:
    key = _key(value)
    assert isinstance(value, Mapping)
    updates = [_update(each) for each in rows(value, key or "")]
    told: list[Json] = [
        filled({"at": each.get("timestamp"), "message": each.get("text"), "channel": "status_page"})
        for each in updates
        if each.get("text")
    ]
    others = {name: held for name, held in value.items() if name != key}
    return [{**others, "incident_updates": list(updates), "status_page_updates": told}]


def _update(update: Mapping[str, Json]) -> Mapping[str, Json]:
    said = _said(update)
    known = {*_STATE_FIELDS, *_TEXTS, *_TIMES}
    others = {name: held for name, held in update.items() if name not in known}
    state = _state(update)
    state = _MEANT.get(state.casefold(), state)
    fields = {
        "timestamp": first(*(word(update, name) for name in _TIMES)),
        "status": state,
        "text": said or f"Status: {state}",
    }
    return filled({**others, **fields})
