"""What the columns of a table mean, by their names in any case and with units: `Who`, `Time (PST)`, `Reported at`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.fields.events import ACTORS, TEXTS, TIMES
from bot.analysis.input.fields.names import COMMANDERS
from bot.analysis.input.times import clocks
from bot.analysis.input.vendors.milestones import moment_of

# fmt: off
_TIMES: Final = (*(name for name in TIMES if name != "date"), "date_and_time", "time_of_event", "log_time",
                 "local_time", "utc", "posted", "posted_at", "sent_at", "logged_at", "zeit", "uhrzeit", "zeitpunkt",
                 "zeitstempel", "hora", "heure")
_DATES: Final = ("date", "day", "datum", "event_date", "fecha")
_TEXTS: Final = (*TEXTS, "what_happened", "details", "detail", "update", "status_update", "activity", "action",
                 "action_taken", "action_update", "entry", "observation", "notes", "comment", "comments", "remarks",
                 "ereignis", "was", "beschreibung")
_ACTIONS: Final = ("action", "action_taken", "actions_taken", "response", "massnahme")
_ACTORS: Final = (*ACTORS, "owner", "responder", "reporter", "posted_by", "performed_by", "responsible", "team", "wer")
_IDS: Final = ("id", "key", "issue_key", "incident_id", "incident_key", "incident_number", "number", "reference",
               "ticket", "issue_id", "alert_id")
_TITLES: Final = ("title", "name", "incident_name", "incident_title", "headline", "incident", "short_description",
                  "subject", "summary",
                  "description", "message")
_TOLD_OF_INCIDENTS: Final = frozenset({"impact", "customer_impact", "user_impact", "root_cause", "cause", "resolution",
                                       "duration", "affected_services", "services_affected", "incident_lead",
                                       "severity", "priority", *COMMANDERS})
_OF_A_RESPONSE: Final = ("detected_at", "acknowledged_at", "mitigated_at")
_OF_EVENTS: Final = frozenset((*_TIMES, *_DATES, *_TEXTS, *_ACTIONS, *_ACTORS, *_IDS, "type", "phase", "status",
                               "severity", "source", "channel", "link", "url", "incident", "service", "system"))
# fmt: on

_UNIT: Final = re.compile(r"\s*[(\[]([^()\[\]]{1,40})[)\]]\s*")


@dataclass(frozen=True)
class Column:
    """`name` is normalized, without its unit; `moment` is the key time that it states; `zone` that of its times."""

    at: int
    title: str
    name: str
    moment: str = ""
    zone: str = ""


class Columns:
    """`time` is that of an event, also one called `Created at` or `Start`; `incident` says to which one it belongs."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.all = columns
        self.date = self.first(_DATES)
        self.time = self.first(_TIMES) or self.date or next((each for each in columns if each.moment), None)
        self.text = self.first(_TEXTS)
        self.action = self.first(_ACTIONS)
        self.actor = self.first(_ACTORS)
        self.incident = self.first(("incident", "incident_id", "incident_key", "incident_number"))
        self.title = self.first(_TITLES)

    def first(self, names: Iterable[str]) -> Column | None:
        """Returns the column with the first of these names."""
        by_name = {column.name: column for column in reversed(self.all)}
        return next((by_name[name] for name in names if name in by_name), None)

    @property
    def of_times(self) -> Sequence[Column]:
        return [each for each in self.all if each.moment or each.zone or each in (self.time, self.date)]

    @property
    def are_of_incidents(self) -> bool:
        """Whether a row is an incident: it has a name and key times, or a name and what only incidents have. What is
        called `Name`, as people and products are, has that, too."""
        if not (self.first(_IDS) or self.title):
            return False
        if self.title and self.title.name == "name" and not self._are_named_as_incidents:
            return False
        stated = len({column.moment for column in self.all if column.moment})
        told = sum(column.name in _TOLD_OF_INCIDENTS for column in self.all)
        if self.first(_TIMES) or not stated:
            return bool(self.title and (stated > 1 or (told > 1 and (self.first(_TIMES) or self.date))))
        return stated > 1 or bool(self.first(("severity", "status", "state", "priority", *_IDS)))

    @property
    def _are_named_as_incidents(self) -> bool:
        names = {column.name for column in self.all}
        return bool(names & _TOLD_OF_INCIDENTS or any(column.moment in _OF_A_RESPONSE for column in self.all))

    @property
    def are_of_events(self) -> bool:
        return bool(self.time and (self.text or self.action))

    @property
    def unknown(self) -> Sequence[Column]:
        """Returns the columns that say nothing of an event."""
        return [each for each in self.all if each.name not in _OF_EVENTS and not each.moment and not each.zone]


def read_columns(header: Sequence[str]) -> Columns:
    return Columns([_column(at, title) for at, title in enumerate(header)])


def is_understood(header: Sequence[str]) -> bool:
    columns = read_columns(header)
    return columns.are_of_incidents or columns.are_of_events


def _column(at: int, title: str) -> Column:
    unit = _UNIT.search(title)
    name = values.name_of(_UNIT.sub(" ", title))
    zone = unit[1].strip() if unit and _is_zone(unit[1].strip()) else ""
    first, _, last = name.rpartition("_")
    if first and len(last) > 2 and _is_zone(last):  # `Time UTC`
        name, zone = first, last.upper()
    zone = "UTC" if name == "utc" else zone
    return Column(at, title, name, moment_of(name), zone)


def _is_zone(word: str) -> bool:
    return word[:1].isalpha() and len(word) > 1 and clocks.zone_of(word) is not None
