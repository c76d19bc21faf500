"""An issue of Sentry, or one event of it: from the API or a webhook.

Source: docs.sentry.io/api/events (retrieve an issue, retrieve an issue event) and the payloads of the integration
platform's webhooks. An issue counts the users who met the error. When it was last seen says nothing of its end.
"""

from collections.abc import Mapping
from typing import Final

from bot.analysis.input.json_values import at, rows, word
from bot.analysis.input.vendors.paths import objects
from bot.analysis.input.vendors.vendor import Events, Moment, Vendor, Who
from bot.json_types import Json

_PLACE: Final = "data.issue|data.event|data.error|issue|event|"
# What of an issue's activity is told besides notes, and of which phase it is.
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


def _prepared(value: Json) -> Json:
    """Tells what was done, by its kind. Tags are objects in the API, and pairs in webhooks."""
    held = next(iter(objects(value, _PLACE)), {})
    tags = at(held, "tags")
    pairs = [(at(each, "key"), at(each, "value")) for each in rows(held, "tags")]
    pairs += [
        (each[0], each[1])
        for each in (tags if isinstance(tags, list) else ())
        if isinstance(each, list) and len(each) == 2
    ]
    done = [(*_ACTIVITY[kind], each) for each in rows(held, "activity") if (kind := word(each, "type")) in _ACTIVITY]
    ends = [word(each, "dateCreated") for phase, _said, each in done if phase == "resolution"]
    return {
        **held,
        "tags": {str(key): tag for key, tag in pairs},
        "activity": [{**each, "phase": phase, "said": said} for phase, said, each in done],
        "ended": max(ends) if ends else None,
    }


VENDOR: Final = Vendor(
    place=_PLACE,
    marks=("title", "shortId|culprit", "firstSeen|eventID|event_id"),
    prepared=_prepared,
    fields={
        "id": "shortId|groupID",
        "title": "title",
        "description": "metadata.value|message",
        "status": "status",
        "priority": "priority|level|tags.level",
        "services": "project.name|project.slug",
        "environment": "tags.environment",
        "affected_users": "userCount",
        "resolved_at": "status=resolved?ended",
    },
    facts={"error_count": "count", "last_seen": "lastSeen"},
    people=(Who("assignedTo", "=Assignee"),),
    moments=(
        Moment(
            "detected",
            "firstSeen|dateCreated|datetime|timestamp",
            who="=Sentry",
            said="Error: {title}",
            others={"culprit": "culprit", "release": "release.version|release"},
        ),
    ),
    events=(Events("activity", at="dateCreated", said="data.text|said", who="user|=Sentry", kind="phase"),),
)
