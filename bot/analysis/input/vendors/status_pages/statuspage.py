"""An incident of Atlassian Statuspage: from the API of any status page, the management API, or its webhook.

Source: the public API of each page (/api/v2/incidents.json), developer.statuspage.io (incidents) and the payloads of
webhook notifications. `impact` is Statuspage's own scale. An update lists how it changed each component; updates come
newest first.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.chat.markup import of_html
from bot.analysis.input.json_values import filled, first, rows, table, text, word, words
from bot.analysis.input.tables import Notes
from bot.json_types import Json

_SOURCES: Final = {"declared_at": "created_at", "mitigated_at": "monitoring_at"}
_WORKING: Final = "operational"


def recognizes(value: Json) -> bool:
    incident = _incident(value)
    return isinstance(incident.get("incident_updates"), list) and "name" in incident


def _incident(value: Json) -> Mapping[str, Json]:
    return table(value, "incident") or table(value)


def read(value: Json, _notes: Notes) -> Sequence[Mapping[str, Json]]:
    incident = _incident(value)
    updates = sorted(rows(incident, "incident_updates"), key=lambda update: first(*_times(update)))
    impact, planned = word(incident, "impact"), word(incident, "scheduled_for")
    return [
        filled(
            {
                "title": word(incident, "name"),
                "description": "Scheduled maintenance" if planned else "",
                "status": word(incident, "status").replace("_", " "),
                "priority": "" if impact in ("none", "maintenance") else impact,
                "services": list(dict.fromkeys([*words(incident, "components"), *_changed_components(updates)])),
                "started_at": planned or incident.get("started_at"),
                "declared_at": None if planned else incident.get("created_at"),
                "mitigated_at": incident.get("monitoring_at"),
                "resolved_at": incident.get("resolved_at"),
                "incident_updates": [_event(update) for update in updates],
                "status_page_updates": [_told(update) for update in updates if _body(update)],
                "source_fields": _SOURCES,
                "lessons_learned": text(incident, "postmortem_body"),
            }
        )
    ]


def _times(update: Mapping[str, Json]) -> tuple[str, str]:
    """`display_at` is what the page shows: an update may be written later than what it tells."""
    return word(update, "display_at"), word(update, "created_at")


def _event(update: Mapping[str, Json]) -> Json:
    status, changes = word(update, "status"), "; ".join(_changes(update))
    said = _body(update) or f"Status: {values.label(status)}"
    fields: dict[str, Json] = {"timestamp": first(*_times(update)), "status": status, "source": "Statuspage"}
    return filled({**fields, "text": said, "metadata": filled({"components": changes})})


def _body(update: Mapping[str, Json]) -> str:
    """The text of an update; some pages write HTML."""
    return of_html(text(update, "body"))


def _changes(update: Mapping[str, Json]) -> Iterator[str]:
    for component in rows(update, "affected_components"):
        before, after = (values.label(word(component, key)) for key in ("old_status", "new_status"))
        if word(component, "name") and before != after:
            yield f"{word(component, 'name')} {before} → {after}" if before else f"{word(component, 'name')} {after}"


def _changed_components(updates: Sequence[Mapping[str, Json]]) -> Iterator[str]:
    for component in (component for update in updates for component in rows(update, "affected_components")):
        if {word(component, "old_status"), word(component, "new_status")} != {_WORKING} and word(component, "name"):
            yield word(component, "name")


def _told(update: Mapping[str, Json]) -> Json:
    fields: dict[str, Json] = {"at": first(*_times(update)), "message": _body(update)}
    return filled({**fields, "channel": "status_page", "audience": "customers"})
