"""What an export is asked for, and one incident of it."""

from dataclasses import dataclass
from datetime import datetime

from bot.announcements.saved_updates import SavedUpdate
from bot.incidents.change import IncidentDetails
from bot.incidents.model import Incident
from bot.review.edit_log import EditLogEntry
from bot.timeline.model import Entry


@dataclass(frozen=True)
class ExportRequest:
    """Which incidents an export holds: declared at or after `since` and before `until`."""

    since: datetime | None = None
    until: datetime | None = None
    private: bool = False


@dataclass(frozen=True)
class ExportedIncident:
    """One incident whole. `entries` are the newest versions, removed ones too; `edit_log` that of its review."""

    details: IncidentDetails
    entries: tuple[Entry, ...]
    edit_log: tuple[EditLogEntry, ...]
    stakeholder_updates: tuple[SavedUpdate, ...]
    at: datetime

    @property
    def incident(self) -> Incident:
        return self.details.incident
