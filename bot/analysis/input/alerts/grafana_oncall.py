"""Grafana OnCall's (IRM's) outgoing webhooks, which tell of one alert group.

Source: github.com/grafana/oncall, docs/sources/configure/integrations/outgoing-webhooks. `alert_payload` is the first
alert of the group as its integration sent it, most often in the shape of Alertmanager's.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.alerts.alertmanager import ENVIRONMENTS, SERVICES, label_of
from bot.analysis.input.json_values import at, filled, first, table, text, word
from bot.analysis.input.tables import Notes
from bot.json_types import Json

TOOL: Final = "Grafana OnCall"
# What the times of an alert group don't tell.
_EVENTS: Final[Mapping[str, tuple[str, str]]] = {
    "escalation": ("escalation", "Escalated"),
    "silence": ("triage", "Silenced"),
    "unsilence": ("triage", "No longer silenced"),
    "unacknowledge": ("triage", "Acknowledgement withdrawn"),
    "unresolve": ("", "No longer resolved"),
}


def recognizes(value: Json) -> bool:
    return isinstance(at(value, "alert_group", "title"), str) and bool(word(value, "event", "type"))


def read(value: Json, _notes: Notes) -> Sequence[Mapping[str, Json]]:
    group, alert = table(value, "alert_group"), table(value, "alert_payload")
    service, region = label_of(alert, SERVICES), label_of(alert, ("region",))
    return [
        filled(
            {
                "title": word(group, "title"),
                "description": first(text(alert, "annotations", "description"), text(alert, "message")),
                "status": word(group, "state"),
                "priority": first(word(alert, "labels", "severity"), word(group, "labels", "severity")),
                "services": [service] if service else [],
                "environment": label_of(alert, ENVIRONMENTS),
                "regions": [region] if region else [],
                "detected_at": group.get("created_at"),
                "acknowledged_at": group.get("acknowledged_at"),
                "resolved_at": group.get("resolved_at"),
                "participants": [{"name": name} for name in dict.fromkeys(_people(value)) if name],
                "source_fields": {"detected_at": "alert_group.created_at"},
                "facts": filled({"teams": word(value, "integration", "team")}),
                "events": sorted(_events(value, group), key=lambda event: word(event, "timestamp")),
            }
        )
    ]


def _who(user: Json) -> str:
    return first(word(user, "username"), word(user, "email"))


def _people(value: Json) -> Iterator[str]:
    for key in ("alert_group_acknowledged_by", "alert_group_resolved_by", "user"):
        yield _who(at(value, key))


def _events(value: Json, group: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
    for key, kind, said, who in (
        ("created_at", "detection", f"Alert group created: {word(group, 'title')}", TOOL),
        ("acknowledged_at", "triage", "Acknowledged", _who(at(value, "alert_group_acknowledged_by"))),
        ("resolved_at", "resolution", "Resolved", _who(at(value, "alert_group_resolved_by"))),
    ):
        if group.get(key):
            yield {"timestamp": group[key], "type": kind, "text": said, "actor": who or TOOL}
    if told := _EVENTS.get(word(value, "event", "type")):
        who = _who(at(value, "user")) or TOOL
        yield {"timestamp": at(value, "event", "time"), "type": told[0], "text": told[1], "actor": who}
