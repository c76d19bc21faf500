"""The formats of other tools: which one an input is in, and what it says in our own fields.

A reader recognizes its format by what is there, never by the file's name, and translates it into the fields that
incident.py reads (names.py lists them), so that each rule about times, people and text stands once. What a
reader leaves out (ids, addresses of an API) is lost on purpose; what it could not read, it says in the notes.

The first format that recognizes an input reads it: the narrow ones come first. What none recognizes is read by the
names of its fields if it is JSON, and as a report if it is text. Add a format as a file in the folder of its kind and
as one line here.

A reader is imported when an input may be in its format: an incident in our own fields waits for no other tool's reader.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import chain, islice
from typing import Final, Generic, Protocol, TypeGuard, TypeVar, cast

from bot.analysis.input import json_text, values
from bot.analysis.input.fields.names import DESCRIPTIONS, EVENTS, INCIDENT_FIELDS, STATED, TITLES
from bot.analysis.input.json_values import at
from bot.analysis.input.tables import Notes
from bot.analysis.model import Case
from bot.errors import InputError
from bot.json_types import Json

T = TypeVar("T")
Read = TypeVar("Read", contravariant=True)

Fields = Mapping[str, Json]  # one incident in our own fields


class Reader(Protocol[Read]):
    """A module, or its table. `read` returns the incidents of an input: in our own fields, or as a case if it is one of
    our exports. It must accept any value that `recognizes` accepts, whatever is missing in it."""

    def recognizes(self, value: Read, /) -> bool: ...

    def read(self, value: Read, notes: Notes, /) -> Sequence[Fields | Case]: ...


@dataclass(frozen=True)
class Format(Generic[T]):
    """`name` is said where an input is refused, `module` is that of the reader in this folder. JSON that has none of
    `keys`, in whatever is nested in it, is not in this format; an empty set says nothing."""

    name: str
    module: str
    keys: frozenset[str] = frozenset()

    @property
    def reader(self) -> Reader[T]:
        module = import_module(f"bot.analysis.input.{self.module}")
        return cast(Reader[T], getattr(module, "VENDOR", module))


def _json(name: str, module: str, *keys: str) -> Format[Json]:
    return Format(name, module, frozenset(keys))


_TIMES_OF_CHATS: Final = ("isPinned", "createdDateTime", "originalarrivaltime", "date_unixtime", "creator", "create_at")
_ALARMS: Final = ("AlarmName", "alarmName", "policy_name", "alertRule", "issueUrl", "event_action")

# What JSON may be. A list of incidents needs no format of its own: each item is looked up here.
JSON_FORMATS: Final[Sequence[Format[Json]]] = (
    _json("Muster", "exports", "case", "moments_found", "format"),
    _json("Alertmanager and Grafana", "alerts.alertmanager", "alerts", "startsAt", "activeAt"),
    _json("Grafana OnCall", "alerts.grafana_oncall", "alert_group"),
    _json("Slack", "chat.slack", "ts"),
    _json("Discord, Google Chat, Mattermost, Microsoft Teams, Telegram", "chat.exported", *_TIMES_OF_CHATS),
    _json(
        "incident.io",
        "vendors.incidents.incident_io",
        "incident_status",
        "new_incident_status",
        "incident_timestamp_values",
    ),
    _json("Statuspage", "vendors.status_pages.statuspage", "incident_updates"),
    _json("PagerDuty", "vendors.incidents.pagerduty", "service", "event_type", "type", "content", "alert_key"),
    _json("Rootly", "vendors.incidents.rootly", "attributes"),
    _json("FireHydrant", "vendors.incidents.firehydrant", "milestones", "customer_impact_summary", "occurred_at"),
    _json("Datadog", "vendors.incidents.datadog", "attributes"),
    _json("Datadog", "alerts.datadog_monitor", "event_type", "alert_transition"),
    _json("CloudWatch, Google Cloud, Azure Monitor, New Relic, PagerDuty", "alerts.cloud", *_ALARMS),
    _json("Opsgenie", "alerts.opsgenie", "alertId", "tinyId", "note", "log", "eventTime"),
    _json("Jira", "vendors.tickets.jira", "fields"),
    _json("comments", "vendors.tickets.comments", "body"),
    _json("GitHub", "vendors.tickets.github", "labels", "user", "author"),
    _json("ServiceNow", "vendors.tickets.servicenow", "short_description"),
    _json("GitLab", "vendors.tickets.gitlab", "iid", "occurredAt", "occurred_at"),
    _json("Sentry", "alerts.sentry", "shortId", "culprit"),
    _json("Zendesk", "vendors.tickets.zendesk", "requester_id", "raw_subject", "subject"),
    _json(
        "status histories",
        "vendors.status_pages.status_history",
        "updates",
        "status_updates",
        "history",
        "posts",
        "states",
    ),
)

OURS: Final = JSON_FORMATS[:1]

# What a text may be that is not JSON.
TEXT_FORMATS: Final[Sequence[Format[str]]] = (
    Format("e-mail", "documents.mail"),
    Format("cState and Statusfy", "vendors.status_pages.files"),
    Format("Statuspage", "vendors.status_pages.copied"),
    Format("chats", "chat.copied"),
    Format("Markdown", "documents.markdown"),
    Format("spreadsheets", "spreadsheets.sheet"),
)
ANY_TEXT: Final = Format[str]("text", "documents.plain")
_DEEP: Final = 4  # a key stands at most so deep
_WIDE: Final = 100  # in one of so many items of a list


def format_of(value: T, formats: Sequence[Format[T]]) -> Format[T] | None:
    keys = frozenset(_keys(value, _DEEP)) if isinstance(value, (Mapping, list)) else frozenset()
    possible = (known for known in formats if not known.keys or known.keys & keys)
    return next((known for known in possible if known.reader.recognizes(value)), None)


def _keys(value: object, deep: int) -> Iterator[str]:
    """Returns the keys in a value, also of what is nested in it."""
    nested: Sequence[object] = ()
    if isinstance(value, Mapping):
        yield from value
        nested = list(value.values())
    elif isinstance(value, list):
        nested = list(islice(value, _WIDE))
    for each in nested if deep else ():
        if isinstance(each, (Mapping, list)):
            yield from _keys(each, deep - 1)


_DEEPEST: Final = 5  # envelopes around an incident: `{"data": {"project": {"issue": …}}}`
_MOST_KEYS: Final = 50  # of an envelope
_FIRST: Final = 50  # items of a list that tell what it is
# An object with one of these is no envelope; a notification has a subject, too.
_OWN: Final = frozenset({*INCIDENT_FIELDS, *TITLES}) - {"subject"}
# Where an incident in our own fields may stand. One of another tool may stand anywhere.
_ENVELOPES: Final = ("data", "result", "results", "response", "payload", "body", "item", "items", "value", "values")
_SAID: Final = frozenset({*TITLES, *DESCRIPTIONS}) - {"name"}  # which everything has
_ALSO: Final = frozenset({*chain.from_iterable(STATED.values()), *EVENTS, "severity", "status"})


def opened(value: Json) -> Json:
    """Takes an incident, or a list of them, out of what an API, a webhook or a query puts around it; of several pages,
    out of each. One of another tool may stand anywhere, also as a text that is JSON."""
    levels = list(_levels(value))
    found = (inner for level in levels for each in level for inner in _known(each))
    named = (at(each, key) for level in levels for each in level if _is_envelope(each) for key in _ENVELOPES)
    return next(found, next((each for each in named if _is_own(each)), value))


def _known(value: Json) -> Iterator[Json]:
    """Yields this if it is an incident of another tool or a list with some; or what stands in a list of envelopes."""
    if is_known(value):
        yield value
    elif isinstance(value, list) and any(opened(each) is not each for each in _items(value)):
        inner = [opened(each) for each in value]
        yield [item for page in inner for item in (page if isinstance(page, list) else [page])]


def is_known(value: Json) -> bool:
    """Whether this is in the format of another tool, or a list of which something is."""
    return any(format_of(each, JSON_FORMATS) for each in (value, *_items(value)))


def _levels(value: Json) -> Iterator[list[Json]]:
    level = [value]
    for _ in range(_DEEPEST):
        yield level
        level = [_unquoted(inner) for each in level if _is_envelope(each) for inner in each.values()]


def _unquoted(value: Json) -> Json:
    """Reads JSON that stands in a text, as queues and notification services send it."""
    if not isinstance(value, str) or not json_text.looks_like_json(value.lstrip()):
        return value
    try:
        return json_text.parsed(value.lstrip(), "")[0]
    except InputError:
        return value


def _is_envelope(value: Json) -> TypeGuard[Mapping[str, Json]]:
    return isinstance(value, Mapping) and len(value) <= _MOST_KEYS and not _OWN & _names(value)


def _names(value: Mapping[str, Json]) -> set[str]:
    return {values.name_of(key[:200]) for key in value}


def _is_own(value: Json) -> bool:
    """Whether this, or the items of this list, say what happened and more that only incidents have."""
    given = _items(value) or ([value] if isinstance(value, Mapping) else [])
    return bool(given) and all(_wraps(each) or (_SAID & _names(each) and _ALSO & _names(each)) for each in given)


def _wraps(value: Mapping[str, Json]) -> bool:
    return isinstance(value.get("incident", value.get("incidents")), (Mapping, list))


def _items(value: Json) -> Sequence[Mapping[str, Json]]:
    return [each for each in value[:_FIRST] if isinstance(each, Mapping)] if isinstance(value, list) else []
