"""A card that a tool sends to a channel of Microsoft Teams: a title, sentences, and facts with a name and a value.

Source: learn.microsoft.com/outlook/actionable-messages (MessageCard, with `sections`) and adaptivecards.io
(AdaptiveCard, whose `body` nests containers), which an incoming webhook takes as an attachment of a message.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.fields.events import TIMES
from bot.analysis.input.fields.names import field_of
from bot.analysis.input.json_values import at, event, filled, first, line, rows, table, text, word
from bot.analysis.input.tables import Notes
from bot.analysis.input.times import clocks
from bot.json_types import Json

_MOST: Final = 500  # objects of one card
_SENTENCES: Final = ("title", "activityTitle", "activitySubtitle", "text", "activityText", "summary")


def recognizes(value: Json) -> bool:
    return bool(_card(value))


def _card(value: Json) -> Mapping[str, Json]:
    attached = (table(each, "content") for each in rows(value, "attachments"))
    given = next((each for each in (table(value), *attached) if _is_card(each)), None)
    return given or {}


def _is_card(value: Mapping[str, Json]) -> bool:
    return word(value, "@type") == "MessageCard" or word(value, "type") == "AdaptiveCard"


def read(value: Json, _notes: Notes) -> Sequence[Mapping[str, Json]]:
    card = _card(value)
    parts = list(_parts(card))
    said = list(dict.fromkeys(filter(None, (text(part, name) for part in parts for name in _SENTENCES))))
    title = first(line(card, "title"), line(card, "summary"), *said)
    facts = {
        first(line(each, "name"), line(each, "title")): at(each, "value")
        for part in parts
        for each in rows(part, "facts")
    }
    named = {field_of(name.rstrip(":")): held for name, held in facts.items()}
    when = next((held for name, held in named.items() if name in _AT and clocks.read_time(held) is not None), None)
    others = {
        name: held for name, held in named.items() if held is not when and name not in ("severity", "priority", "")
    }
    fields = {
        **others,
        "title": title,
        "description": "\n".join(each for each in said if each != title),
        "priority": first(word(named, "priority"), word(named, "severity")),
        "events": [event(when, title, "detection")] if when else [],
    }
    return [filled(fields)]


_AT: Final = (*TIMES, "triggered_at", "started_at", "start_time", "fired_at", "created_at")


def _parts(card: Mapping[str, Json]) -> Iterator[Mapping[str, Json]]:
    """Yields the card and what it nests; facts and buttons are no parts of it."""
    level = [card]
    for _ in range(_MOST):
        if not level:
            return
        part = level.pop(0)
        yield part
        level += [each for key in ("sections", "body", "items", "columns") for each in rows(part, key)]
