"""An issue or incident of GitLab: from the REST API, a webhook, or GraphQL with its timeline events; its body is read
like any post-mortem.

Source: docs.gitlab.com/api/issues and /api/notes, docs.gitlab.com/user/project/integrations/webhook_events, and the
GraphQL reference (Issue, TimelineEventType), which writes the same fields in camel case and lists as `nodes`.
"""

from typing import Final

from bot.analysis.input.vendors.vendor import AnyOf, Events, Moment, Vendor, Who

_NOTES: Final = "notes|$.notes|comments|$.comments"
_TIMELINES: Final = ("incidentManagementTimelineEvents", "timelineEvents", "timeline_events")
_TIMELINE: Final = Events(
    "|".join((*(f"$.{key}" for key in _TIMELINES), *_TIMELINES)),
    at="occurredAt|occurred_at",
    said="note",
    who="author",
    tags="timelineEventTags",
)
_TIMED: Final = "|".join(
    f"{key}occurredAt|{key}occurred_at" for key in ("", *(f"{key}." for key in (*_TIMELINES, "nodes")))
)
VENDOR: Final = AnyOf(
    Vendor(
        place="object_attributes|issue|",
        marks=("iid", "title"),
        fields={
            "id": "GitLab #{iid}",
            "title": "title",
            "status": "state",
            "priority": "severity",
            "private": "confidential=true",
        },
        means={"priority": {"unknown": "", **{level: level for level in ("critical", "high", "medium", "low")}}},
        labels="labels.title|labels",
        body="description",
        people=(
            Who("assignees+assignee", "=Assignee"),
            Who("author", "=Reporter"),
            Who("author", of=_NOTES),
        ),
        moments=(
            Moment("created", "created_at|createdAt", "author", said="Issue opened: {title}"),
            Moment("resolved", "closed_at|closedAt", "closed_by|closedBy", said="=Issue closed"),
        ),
        events=(
            Events(_NOTES, at="created_at|createdAt", said="body", who="author", unless="system=true"),
            _TIMELINE,
        ),
    ),
    Vendor(
        marks=("|".join(f"{key}.note" for key in (*_TIMELINES, "nodes")) + "|note", _TIMED),
        events=(_TIMELINE._replace(of=f"{_TIMELINE.of}|"),),
    ),
)
