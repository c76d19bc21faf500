"""Grafana OnCall's (IRM's) outgoing webhooks, which tell of one alert group.

Source: github.com/grafana/oncall, docs/sources/configure/integrations/outgoing-webhooks. `alert_payload` is the first
alert of the group as its integration sent it, most often in the shape of Alertmanager's.
"""

from typing import Final

from bot.analysis.input.alerts.alertmanager import ENVIRONMENTS, SERVICES
from bot.analysis.input.vendors.vendor import Events, Moment, Vendor, Who

TOOL: Final = "Grafana OnCall"
_BY: Final = ("alert_group_acknowledged_by", "alert_group_resolved_by", "user")


def _labels(*names: str) -> str:
    return "|".join(f"alert_payload.labels.{name}" for name in names)


VENDOR: Final = Vendor(
    marks=("alert_group.title", "event.type"),
    fields={
        "title": "alert_group.title",
        "description": "alert_payload.annotations.description|alert_payload.message",
        "status": "alert_group.state",
        "priority": "alert_payload.labels.severity|alert_group.labels.severity",
        "services": _labels(*SERVICES),
        "environment": _labels(*ENVIRONMENTS),
        "regions": _labels("region"),
    },
    facts={"teams": "integration.team"},
    people=tuple(map(Who, _BY)),
    moments=(
        Moment("detected", "alert_group.created_at", f"={TOOL}", said="Alert group created: {title}"),
        Moment("acknowledged", "alert_group.acknowledged_at", f"alert_group_acknowledged_by|={TOOL}"),
        Moment("resolved", "alert_group.resolved_at", f"alert_group_resolved_by|={TOOL}"),
    ),
    events=(
        Events(
            "",  # what the times of the group don't tell
            at="event.time",
            said="event.type=escalation?=Escalated|event.type=silence?=Silenced"
            "|event.type=unsilence?=No longer silenced|event.type=unacknowledge?=Acknowledgement withdrawn"
            "|event.type=unresolve?=No longer resolved",
            who=f"user|={TOOL}",
            kind="event.type=escalation?=escalation|event.type=unresolve?|=triage",
        ),
    ),
)
