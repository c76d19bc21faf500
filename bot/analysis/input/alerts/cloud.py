"""Alarms of the clouds and of New Relic, and what sends alarms to PagerDuty: each tells of one alarm, when it began or
ended, under names of its own.

Source: docs.aws.amazon.com/AmazonCloudWatch (alarms in SNS and in EventBridge), cloud.google.com/monitoring (schema of
webhook notifications), learn.microsoft.com/azure/azure-monitor (common alert schema), docs.newrelic.com (webhook
payload of a workflow), github.com/PagerDuty/api-schema (Events API, version 2).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.json_values import at, event, filled, line, pick, rows, words
from bot.analysis.input.tables import Notes
from bot.json_types import Json


@dataclass(frozen=True)
class Alarm:
    """Paths in the payload. `marks` are all there in an alarm of this tool, and in no other."""

    tool: str
    marks: tuple[str, ...]
    title: str
    state: str
    begun: tuple[str, ...]
    ended: tuple[str, ...]
    why: str = ""
    description: str = ""
    priority: str = ""
    service: str = ""
    region: str = ""


_AZURE: Final = "data.essentials."
# fmt: off
_ALARMS: Final = (
    Alarm("CloudWatch", ("AlarmName", "NewStateValue"), title="AlarmName", state="NewStateValue", why="NewStateReason",
          begun=("StateChangeTime",), ended=("StateChangeTime",), description="AlarmDescription", region="Region"),
    Alarm("CloudWatch", ("alarmName", "state.value"), title="alarmName", state="state.value", why="state.reason",
          begun=("state.timestamp",), ended=("state.timestamp",), description="configuration.description"),
    Alarm("Google Cloud", ("incident.policy_name", "incident.state"), title="incident.policy_name",
          state="incident.state", why="incident.summary", begun=("incident.started_at",), ended=("incident.ended_at",),
          description="incident.documentation.content", priority="incident.severity",
          service="incident.resource_display_name"),
    Alarm("Azure Monitor", (f"{_AZURE}alertRule", f"{_AZURE}monitorCondition"), title=f"{_AZURE}alertRule",
          state=f"{_AZURE}monitorCondition", begun=(f"{_AZURE}firedDateTime",), ended=(f"{_AZURE}resolvedDateTime",),
          description=f"{_AZURE}description", priority=f"{_AZURE}severity", service=f"{_AZURE}configurationItems"),
    Alarm("New Relic", ("issueUrl", "impactedEntities"), title="title", state="state",
          begun=("activatedAt", "createdAt"), ended=("closedAt", "updatedAt"), priority="priority",
          service="impactedEntities"),
    Alarm("PagerDuty", ("payload.summary", "event_action"), title="payload.summary", state="event_action",
          begun=("payload.timestamp",), ended=("payload.timestamp",), priority="payload.severity",
          service="payload.component"),
)
# fmt: on
_OVER: Final = ("ok", "closed", "resolve", "resolved")


def recognizes(value: Json) -> bool:
    return _alarm(value) is not None


def _alarm(value: Json) -> Alarm | None:
    return next((each for each in _ALARMS if all(pick(value, mark) is not None for mark in each.marks)), None)


def read(value: Json, _notes: Notes) -> Sequence[Mapping[str, Json]]:
    alarm = _alarm(value)
    assert alarm
    state, title, why = line(value, alarm.state), line(value, alarm.title), line(value, alarm.why)
    is_over = state.casefold() in _OVER
    begun = pick(value, *(path for path in alarm.begun if not (is_over and path in alarm.ended)))
    ended = pick(value, *alarm.ended) if is_over else None
    measured = {line(each, "name"): at(each, "value") for each in rows(value, "Trigger", "Dimensions")}
    told = [
        event(
            begun,
            f"Alarm: {title}{f': {why}' if why and not ended else ''}",
            "detection",
            alarm.tool,
            metadata=measured,
        ),
        event(ended, f"Alarm is over: {title}{f': {why}' if why else ''}", "resolution", alarm.tool),
    ]
    return [
        filled(
            {
                "title": title,
                "description": line(value, alarm.description),
                "status": "resolved" if is_over else values.label(state),
                "priority": line(value, alarm.priority),
                "services": words(value, *alarm.service.split(".")) or line(value, alarm.service),
                "regions": line(value, alarm.region),
                "detected_at": begun,
                "resolved_at": ended,
                "source_fields": {"detected_at": alarm.begun[0], "resolved_at": alarm.ended[0]},
                "events": [each for each in told if "timestamp" in each],
            }
        )
    ]
