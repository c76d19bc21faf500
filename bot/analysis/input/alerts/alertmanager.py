"""Alertmanager's webhook, version 4, and Grafana's, which adds a title; also the alerts of their and Prometheus' API.

Source: prometheus.io/docs/alerting/latest/configuration (webhook_config), the OpenAPI file of prometheus/alertmanager
(GET /alerts) and grafana.com/docs/grafana/latest/alerting (webhook notifier). An alert that is firing has no end:
`endsAt` is the year 1 or lies ahead. The same alert comes again with every notification of its group.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import at, event, filled, first, in_order, line, rows, table, text, word
from bot.analysis.input.tables import Notes
from bot.json_types import Json

Alert = Mapping[str, Json]

# Labels that name what is affected, the most specific first
SERVICES: Final = (
    *("service", "service_name", "app", "application", "app_kubernetes_io_name"),
    *("deployment", "statefulset", "daemonset", "job"),
)
ENVIRONMENTS: Final = ("env", "environment", "stage")
_SAID_ELSEWHERE: Final = frozenset({"alertname", "severity", "grafana_folder", "region", *ENVIRONMENTS, *SERVICES})
_GRAVEST: Final = ("emergency", "critical", "page", "high", "error", "major", "warning", "minor", "info")


def recognizes(value: Json) -> bool:
    """A list of notifications is one incident for each group, a list of alerts is one incident."""
    if isinstance(value, list):
        return bool(value) and all(_is_webhook(each) or _is_alert(each) for each in value)
    return _is_webhook(value) or _is_webhook(at(value, "data"))


def _is_webhook(value: Json) -> bool:
    alerts = at(value, "alerts")
    return isinstance(alerts, list) and bool(alerts) and all(map(_is_alert, alerts))


def _is_alert(value: Json) -> bool:
    return isinstance(at(value, "labels"), Mapping) and bool(_start(table(value)))


def read(value: Json, _notes: Notes) -> Sequence[Mapping[str, Json]]:
    groups: dict[str, dict[str, Alert]] = {}
    tool = "Alertmanager"
    for each in value if isinstance(value, list) else [value]:
        held = each if _is_webhook(each) else at(each, "data")
        alerts = groups.setdefault(word(held, "groupKey"), {})
        alerts.update({_key(alert): alert for alert in rows(held, "alerts") or rows([each])})
        tool = "Grafana" if isinstance(at(held, "orgId"), int) else tool
    return [_incident(list(alerts.values()), tool) for alerts in groups.values()]


def _key(alert: Alert) -> str:
    """What stays the same of an alert from one notification to the next."""
    return f"{json.dumps(table(alert, 'labels'), sort_keys=True, default=str)} {_start(alert)}"


def _incident(alerts: Sequence[Alert], tool: str) -> Mapping[str, Json]:
    gravest = min(alerts, key=_rank)
    starts = sorted(filter(None, map(_start, alerts)))
    ends = [end for alert in alerts if (end := _end(alert))]
    over = max(ends) if len(ends) == len(alerts) else ""
    return filled(
        {
            "title": _title(gravest, tool),
            "description": "\n\n".join(_distinct(_said(alert, tool) for alert in alerts)),
            "status": "resolved" if over else "firing",
            "priority": word(gravest, "labels", "severity"),
            "services": list(_distinct(label_of(alert, SERVICES) for alert in alerts)),
            "environment": next(iter(_distinct(label_of(alert, ENVIRONMENTS) for alert in alerts)), ""),
            "regions": list(_distinct(label_of(alert, ("region",)) for alert in alerts)),
            "detected_at": next(iter(starts), None),
            "resolved_at": over,
            "source_fields": {"detected_at": "startsAt", "resolved_at": "endsAt"},
            "events": in_order(_events(alerts, tool, over)),
        }
    )


def _rank(alert: Alert) -> tuple[bool, int]:
    severity = word(alert, "labels", "severity").casefold()
    return bool(_end(alert)), _GRAVEST.index(severity) if severity in _GRAVEST else len(_GRAVEST)


def _title(alert: Alert, tool: str) -> str:
    """A rule of Grafana has a title for people; of Prometheus' rules, that is the summary."""
    summary, name = word(alert, "annotations", "summary"), word(alert, "labels", "alertname")
    return first(name, summary) if tool == "Grafana" else first(summary, name, word(alert, "annotations", "message"))


def _said(alert: Alert, tool: str) -> str:
    """What the annotations say besides the title."""
    found = _distinct(text(alert, "annotations", key) for key in ("summary", "description", "message"))
    return "\n".join(each for each in found if each != _title(alert, tool))


def label_of(alert: Alert, names: Iterable[str]) -> str:
    return first(*(word(alert, "labels", name) for name in names))


def _distinct(texts: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(filter(None, texts))


def _events(alerts: Iterable[Alert], tool: str, over: str) -> Iterator[Mapping[str, Json]]:
    for alert in alerts:
        title, said, name = _title(alert, tool), _said(alert, tool), word(alert, "labels", "alertname")
        labels = {key: held for key, held in table(alert, "labels").items() if key not in _SAID_ELSEWHERE}
        more = filled(
            {"alert": name if name != title else "", **labels, "runbook": word(alert, "annotations", "runbook_url")}
        )
        told, severity = f"{title}: {said}" if said else title, word(alert, "labels", "severity")
        yield event(_start(alert), told, "detection", tool, severity=severity, metadata=more)
        if end := _end(alert):
            kind, told = ("resolution", "Alert resolved") if end == over else ("monitoring", "No longer firing")
            yield event(end, f"{told}: {title}", kind, tool)


def _start(alert: Alert) -> str:
    return line(alert, "startsAt", "activeAt")


def _end(alert: Alert) -> str:
    end = word(alert, "endsAt")
    return end if word(alert, "status") == "resolved" and not end.startswith("0001") else ""
