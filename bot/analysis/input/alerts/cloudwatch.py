"""An alarm of Amazon CloudWatch, as it is sent through SNS or EventBridge.

Source: docs.aws.amazon.com/AmazonCloudWatch (alarm notifications in SNS; alarm events and EventBridge). SNS sends the
alarm as a text in `Message`; in EventBridge, it stands in `detail`.
"""

from collections.abc import Mapping, Sequence

from bot.analysis.input.json_values import at, event, filled, line, pick, rows, table, word
from bot.analysis.input.tables import Notes
from bot.json_types import Json

TOOL = "CloudWatch"


def recognizes(value: Json) -> bool:
    of_an_event = bool(word(value, "alarmName")) and isinstance(at(value, "state"), Mapping)
    return of_an_event or bool(word(value, "AlarmName") and word(value, "NewStateValue"))


def read(value: Json, _notes: Notes) -> Sequence[Mapping[str, Json]]:
    name, state = line(value, "AlarmName", "alarmName"), line(value, "NewStateValue", "state.value")
    why, when = line(value, "NewStateReason", "state.reason"), pick(value, "StateChangeTime", "state.timestamp")
    is_over = state == "OK"
    said = f"{'Alarm is over' if is_over else 'Alarm'}: {name}{f': {why}' if why else ''}"
    measured = rows(value, "Trigger", "Dimensions")
    return [
        filled(
            {
                "title": name,
                "description": line(value, "AlarmDescription", "configuration.description"),
                "status": {"ALARM": "firing", "OK": "resolved"}.get(state, state.replace("_", " ").casefold()),
                "regions": line(value, "Region"),
                "detected_at": None if is_over else when,
                "resolved_at": when if is_over else None,
                "source_fields": dict.fromkeys(("detected_at", "resolved_at"), "StateChangeTime"),
                "events": [
                    event(
                        when,
                        said,
                        "resolution" if is_over else "detection",
                        TOOL,
                        metadata=filled(
                            {
                                "metric": line(value, "Trigger.MetricName"),
                                **{line(each, "name"): each.get("value") for each in measured},
                                **table(value, "dimensions"),
                            }
                        ),
                    )
                ],
            }
        )
    ]
