"""An issue of Sentry, or one event of it: from the API or a webhook.

Source: docs.sentry.io/api/events (retrieve an issue, retrieve an issue event) and the payloads of the integration
platform's webhooks. An issue counts the users who met the error. When it was last seen says nothing of its end.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import (
    at,
    event,
    filled,
    in_order,
    line,
    name,
    people,
    pick,
    rows,
    table,
    text,
    word,
)
from bot.analysis.input.tables import Notes
from bot.json_types import Json

Fields = Mapping[str, Json]

TOOL: Final = "Sentry"
_WRAPPED: Final = ("data.issue", "data.event", "data.error", "issue", "event")
# What of an issue's activity is told, and of which phase it is.
_ACTIVITY: Final[Mapping[str, tuple[str, str]]] = {
    "note": ("", ""),
    "assigned": ("triage", "Assigned"),
    "set_ignored": ("triage", "Archived"),
    "set_unresolved": ("", "No longer resolved"),
    "set_regression": ("detection", "Regression: it happened again"),
    "set_escalating": ("detection", "Escalating"),
    "set_resolved": ("resolution", "Resolved"),
    "set_resolved_in_release": ("resolution", "Resolved in a release"),
    "set_resolved_in_commit": ("resolution", "Resolved by a commit"),
    "set_resolved_by_age": ("", "Resolved automatically, by age"),
}


def recognizes(value: Json) -> bool:
    held = _held(value)
    is_issue = "shortId" in held and "firstSeen" in held
    is_event = "culprit" in held and ("eventID" in held or "event_id" in held)
    return isinstance(held.get("title"), str) and (is_issue or is_event)


def _held(value: Json) -> Fields:
    return next((table(found) for path in _WRAPPED if table(found := pick(value, path)).get("title")), table(value))


def read(value: Json, _notes: Notes) -> Sequence[Fields]:
    held = _held(value)
    tags = dict(_tags(held))
    seen = pick(held, "firstSeen", "dateCreated", "datetime", "timestamp")
    told = [event(seen, f"Error: {word(held, 'title')}", "detection", TOOL, metadata=_where(held)), *_activity(held)]
    over = [word(each, "timestamp") for each in told if word(each, "type") == "resolution"]
    is_over = word(held, "status") == "resolved" and bool(over)
    message = line(held, "metadata.value", "message")
    return [
        filled(
            {
                "id": line(held, "shortId", "groupID"),
                "title": word(held, "title"),
                "description": message if message not in word(held, "title") else "",
                "status": word(held, "status"),
                "priority": line(held, "priority", "level") or tags.get("level"),
                "services": line(held, "project.name", "project.slug"),
                "environment": tags.get("environment"),
                "detected_at": seen,
                "resolved_at": over[-1] if is_over else None,
                "source_fields": {"detected_at": "firstSeen" if "firstSeen" in held else "dateCreated"},
                "participants": people((name(held.get("assignedTo")), "Assignee")),
                "affected_users": held.get("userCount") or None,
                "facts": filled({"error_count": held.get("count"), "last_seen": held.get("lastSeen")}),
                "events": in_order(told),
            }
        )
    ]


def _where(held: Fields) -> Json:
    return filled({"culprit": word(held, "culprit"), "release": line(held, "release.version", "release")})


def _tags(held: Fields) -> Iterator[tuple[str, str]]:
    """Tags are objects in the API, and pairs in webhooks."""
    tags = held.get("tags")
    for each in tags if isinstance(tags, list) else ():
        if isinstance(each, list) and len(each) == 2:
            yield word(each[0]), word(each[1])
        else:
            yield word(each, "key"), word(each, "value")


def _activity(held: Fields) -> Iterator[Fields]:
    for each in rows(held, "activity"):
        if told := _ACTIVITY.get(word(each, "type")):
            said = text(each, "data", "text") or told[1]
            yield event(each.get("dateCreated"), said, told[0], name(at(each, "user")) or TOOL)
