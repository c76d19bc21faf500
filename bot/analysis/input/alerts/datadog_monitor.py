"""An alert of a Datadog monitor, as the webhook integration sends it unless the payload was changed.

Source: docs.datadoghq.com/integrations/webhooks (default payload and its variables). The title begins with the
transition and the priority: `[Triggered on {service:checkout}] [P2] Error rate is high`; the body is Markdown between
`%%%`, with a list of links at its end.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import event, filled, first, table, text, word
from bot.analysis.input.tables import Notes
from bot.json_types import Json

_MARK: Final = re.compile(r"\[([^\]]{1,200})\]\s*")
_MARKS: Final = re.compile(r"(?:\[[^\]]{1,200}\]\s*)*")
_PRIORITY: Final = re.compile(r"P[1-5]")
_TAG: Final = re.compile(r"\b(service|env|region):([\w./-]+)")
_LINKS: Final = re.compile(r"\n-{3,}\n|\n\[\[Monitor Status\]|\nThe monitor (?:was last triggered|status)")
_OVER: Final = ("recovered", "ok")


def recognizes(value: Json) -> bool:
    is_default = isinstance(table(value).get("org"), Mapping) and word(value, "event_type") and "date" in table(value)
    return bool(word(value, "title") and (is_default or word(value, "alert_transition")))


def read(value: Json, _notes: Notes) -> Sequence[Mapping[str, Json]]:
    whole = word(value, "title")
    front = _MARKS.match(whole)
    marks = _MARK.findall(front[0] if front else "")
    title = _MARKS.sub("", whole, count=1) or " ".join(marks)
    transition = first(word(value, "alert_transition"), *marks).split(" on ")[0]
    is_over = transition.casefold() in _OVER
    tags = dict(_TAG.findall(" ".join(word(value, key) for key in ("title", "tags", "alert_scope"))))
    when = table(value).get("last_updated" if is_over else "date")
    said = f"{transition or 'Alert'}: {title}"
    return [
        filled(
            {
                "title": title,
                "description": _LINKS.split(text(value, "body").replace("%%%", "").strip())[0].strip(),
                "status": transition.casefold(),
                "priority": first(word(value, "priority"), *filter(_PRIORITY.fullmatch, marks)),
                "services": tags.get("service"),
                "environment": tags.get("env"),
                "regions": tags.get("region"),
                "resolved_at" if is_over else "detected_at": when,
                "source_fields": {"detected_at": "date", "resolved_at": "last_updated"},
                "events": [event(when, said, "resolution" if is_over else "detection", "Datadog")],
            }
        )
    ]
