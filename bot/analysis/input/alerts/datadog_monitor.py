"""An alert of a Datadog monitor, as the webhook integration sends it unless the payload was changed.

Source: docs.datadoghq.com/integrations/webhooks (default payload and its variables). The title begins with the
transition and the priority: `[Triggered on {service:checkout}] [P2] Error rate is high`; the body is Markdown between
`%%%`, with a list of links at its end.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import filled, first, table, text, word
from bot.analysis.input.tables import Notes
from bot.json_types import Json

_MARK: Final = re.compile(r"\[(?P<mark>[^\]]{1,200})\]\s*")
_PRIORITY: Final = re.compile(r"P[1-5]")
_TAG: Final = re.compile(r"\b(?P<key>service|env|region):(?P<value>[\w./-]+)")
_LINKS: Final = re.compile(r"\n-{3,}\n|\n\[\[Monitor Status\]|\nThe monitor (?:was last triggered|status)")
_OVER: Final = ("recovered", "ok")


def recognizes(value: Json) -> bool:
    is_default = isinstance(table(value).get("org"), Mapping) and word(value, "event_type") and "date" in table(value)
    return bool(word(value, "title") and (is_default or word(value, "alert_transition")))


def read(value: Json, _notes: Notes) -> Sequence[Mapping[str, Json]]:
    title, marks = _titled(word(value, "title"))
    transition = first(word(value, "alert_transition"), *marks).split(" on ")[0]
    is_over = transition.casefold() in _OVER
    tags = dict(_tags(value))
    when = table(value).get("last_updated") if is_over else table(value).get("date")
    said = _LINKS.split(text(value, "body").replace("%%%", "").strip())[0].strip()
    return [
        filled(
            {
                "title": title,
                "description": said,
                "status": transition.casefold(),
                "priority": first(word(value, "priority"), *(mark for mark in marks if _PRIORITY.fullmatch(mark))),
                "services": [tags["service"]] if "service" in tags else [],
                "environment": tags.get("env"),
                "regions": [tags["region"]] if "region" in tags else [],
                "detected_at": None if is_over else when,
                "resolved_at": when if is_over else None,
                "source_fields": {"detected_at": "date", "resolved_at": "last_updated"},
                "events": [
                    filled(
                        {
                            "timestamp": when,
                            "type": "resolution" if is_over else "detection",
                            "actor": "Datadog",
                            "text": f"{transition or 'Alert'}: {title}",
                        }
                    )
                ],
            }
        )
    ]


def _titled(title: str) -> tuple[str, list[str]]:
    """Splits off the marks in front."""
    marks = []
    while matched := _MARK.match(title):
        marks.append(matched["mark"])
        title = title[matched.end() :]
    return title or " ".join(marks), marks


def _tags(value: Json) -> Iterator[tuple[str, str]]:
    for place in (word(value, "title"), word(value, "tags"), word(value, "alert_scope")):
        yield from ((found["key"], found["value"]) for found in _TAG.finditer(place))
