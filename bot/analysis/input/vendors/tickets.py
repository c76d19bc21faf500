"""What tickets of all trackers have in common: who opened and closed them, comments, labels that say something, a body
that is a document, and marks such as `[incident]` in the title."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bot.analysis.input.documents import markdown, plain
from bot.analysis.input.fields.levels import in_title
from bot.analysis.input.json_values import event, filled, in_order, people, word
from bot.analysis.input.tables import Notes
from bot.json_types import Json

# A title's mark that says what kind of ticket it is, which every ticket here is.
_MARK: Final = re.compile(r"\[\s*(?:incident|outage|post-?\s?mortem)[^\]]{0,20}\]\s*:?\s*", re.IGNORECASE)
# Labels that say something of their own: `severity/2`, `priority: high`, `P1`; `service:checkout`.
_PRIORITY: Final = re.compile(r"(?:sev|severity|prio|priority)[\s/:_-]*\w+(?: \w+)?|[ps][0-5]|sev\d", re.IGNORECASE)
_SERVICE: Final = re.compile(r"(?:service|component|app|area)s?\s*(?:/|::?)\s*(?P<name>.+)", re.IGNORECASE)
_OWN_DAY: Final = ("date", "started_at", "start_time", "time_started", "detected_at", "incident_date")


class Labels(NamedTuple):
    priority: str = ""
    services: Sequence[str] = ()
    others: Sequence[str] = ()


_NO_LABELS: Final = Labels()


def labelled(labels: Iterable[Json]) -> Labels:
    named = [str(label) for label in labels if label]
    services = {label: found["name"] for label in named if (found := _SERVICE.fullmatch(label))}
    priorities = [label for label in named if _PRIORITY.fullmatch(label)]
    others = [label for label in named if label not in priorities and label not in services]
    return Labels(next(iter(priorities), ""), list(services.values()), others)


@dataclass(frozen=True)
class Ticket:
    """`comments` and `changes` are events; `closing` is how the end is told, `sources` are the fields of its times."""

    title: str
    id: str = ""
    body: str = ""
    status: str = ""
    priority: str = ""
    labels: Labels = _NO_LABELS
    opened: Json = None
    by: str = ""
    closed: Json = None
    closed_by: str = ""
    opening: str = "Issue opened"
    closing: str = "Issue closed"
    sources: tuple[str, str] = ("created_at", "closed_at")
    assignees: Sequence[str] = ()
    comments: Sequence[Mapping[str, Json]] = ()
    changes: Sequence[Mapping[str, Json]] = ()
    others: Mapping[str, Json] = field(default_factory=dict)

    def fields(self, notes: Notes) -> dict[str, Json]:
        """Returns the ticket, with what its body says of the incident."""
        told: dict[str, Json] = {
            "id": self.id,
            "title": _MARK.sub("", self.title, count=1) or self.title,
            "status": self.status,
            "priority": self.priority or self.labels.priority,
            "services": list(self.labels.services),
            "declared_at": self.opened,
            "resolved_at": self.closed,
            "source_fields": dict(zip(("declared_at", "resolved_at"), self.sources, strict=True)),
            "participants": self._people(),
            "facts": filled({"labels": list(self.labels.others)}),
            "events": self._events(),
            **self.others,
        }
        return filled(_with_body(filled(told), self.body, notes))

    def _people(self) -> list[Json]:
        speakers = (word(each, "actor") for each in self.comments)
        return people(
            *((each, "Assignee") for each in self.assignees), (self.by, "Reporter"), *((each, "") for each in speakers)
        )

    def _events(self) -> list[Json]:
        title = in_title(_MARK.sub("", self.title, count=1) or self.title).title
        opened = event(self.opened, f"{self.opening}: {title}", "declaration", self.by)
        closed = event(self.closed, self.closing, "resolution", self.closed_by)
        told = [opened] if self.opened else []
        over = any(word(each, "type") == "resolution" for each in self.changes)
        return in_order([*told, *self.comments, *self.changes, *([closed] if self.closed and not over else [])])


def _with_body(ticket: Mapping[str, Json], body: str, notes: Notes) -> dict[str, Json]:
    """Adds what the body says of the incident. It goes before the ticket's own times: a post-mortem is opened late."""
    reader = markdown if markdown.recognizes(body) else plain
    told = dict(reader.read(body, notes, titled=False)[0])
    events = [*_list(told.pop("events", None)), *_list(ticket.get("events"))]
    own = dict(ticket)
    if any(key in told for key in _OWN_DAY):
        own.pop("declared_at", None)
        events = [each for each in events if word(each, "type") != "declaration"]
    return {**told, **own, "events": events}


def _list(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list) else []
