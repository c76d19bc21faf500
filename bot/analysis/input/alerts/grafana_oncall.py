"""Grafana OnCall's (IRM's) outgoing webhooks, which tell of one alert group.

Source: github.com/grafana/oncall, docs/sources/configure/integrations/outgoing-webhooks. `alert_payload` is the first
alert of the group as its integration sent it, most often in the shape of Alertmanager's.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.analysis.input.alerts.alertmanager import ENVIRONMENTS, SERVICES, label_of
from bot.analysis.input.json_values import at, event, filled, in_order, line, people, table, text, word
from bot.analysis.input.tables import Notes
from bot.analysis.input.vendors import milestones
from bot.analysis.input.vendors.milestones import Stated
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
    title, by = (
        word(group, "title"),
        {key: _who(at(value, f"alert_group_{key}_by")) for key in ("acknowledged", "resolved")},
    )
    times = [Stated(f"{key}_at", group.get(f"{key}_at"), who or TOOL) for key, who in by.items()]
    made = Stated("detected", group.get("created_at"), source="alert_group.created_at")
    told = [event(made.at, f"Alert group created: {title}", "detection", TOOL)] if made.at else []
    if done := _EVENTS.get(word(value, "event", "type")):
        told.append(event(at(value, "event", "time"), done[1], done[0], _who(at(value, "user")) or TOOL))
    return [
        filled(
            {
                "title": title,
                "description": text(alert, "annotations", "description") or text(alert, "message"),
                "status": word(group, "state"),
                "priority": word(alert, "labels", "severity") or word(group, "labels", "severity"),
                "services": label_of(alert, SERVICES),
                "environment": label_of(alert, ENVIRONMENTS),
                "regions": label_of(alert, ("region",)),
                **milestones.fields([made, *times]),
                "participants": people(*((who, "") for who in (*by.values(), _who(at(value, "user"))))),
                "facts": filled({"teams": word(value, "integration", "team")}),
                "events": in_order([*told, *milestones.events(times)]),
            }
        )
    ]


def _who(user: Json) -> str:
    return line(user, "username", "email")
