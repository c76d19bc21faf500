"""The request for an export, and an exported incident."""

from dataclasses import dataclass
from datetime import datetime

from bot.announcements.saved_updates import SavedUpdate
from bot.incidents.change import IncidentDetails
from bot.incidents.model import Incident
from bot.review.edit_log import EditLogEntry
from bot.timeline.model import Entry


@dataclass(frozen=True)
class ExportRequest:
    """Selects incidents declared at or after `since` and before `until`."""

    since: datetime | None = None
    until: datetime | None = None
    private: bool = False


@dataclass(frozen=True)
class ExportedIncident:
    """An incident with everything stored. `entries` are the latest versions, including removed ones."""

    details: IncidentDetails
    entries: tuple[Entry, ...]
    edit_log: tuple[EditLogEntry, ...]
    stakeholder_updates: tuple[SavedUpdate, ...]
    at: datetime

    @property
    def incident(self) -> Incident:
        return self.details.incident
