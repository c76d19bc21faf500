"""The SQLite implementation of bot.ports.store.Store: it combines the tables and saves a change across them."""

from contextlib import AbstractContextManager
from datetime import datetime

from bot.incidents.change import Change, IncidentDetails
from bot.incidents.model import Incident
from bot.ports.store import Store
from storage.announcements import StakeholderUpdateTable
from storage.catch_up import CatchUpTable
from storage.channel_ids import ChannelIds
from storage.home import HomeTable
from storage.incidents import IncidentTable
from storage.metrics import IncidentMetricsTable
from storage.nudges import ReminderTable
from storage.outbox.table import OutboxTable
from storage.people import PeopleTable
from storage.requests import RequestTable
from storage.retention.retention import RetentionTables
from storage.review import ReviewTable
from storage.sqlite.database import Database
from storage.sqlite.search import Search
from storage.tasks import ActionItemTable, TaskTable
from storage.timeline import TimelineTable
from storage.updates import UpdateTable


class SqliteStore(Store):
    """The data of one workspace. Several stores can share a database, because every statement names the workspace.

    Raises RuntimeError for a write outside `transaction()`, KeyError for a write that matches no row, and ValueError
    for data of another workspace. Invalid Unicode is stored with U+FFFD in place of each broken character.
    """

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self.requests = RequestTable(database, team)
        self.people = PeopleTable(database, team)
        self.incidents = IncidentTable(database, team, self.people)
        self.channel_ids = ChannelIds(database, team)
        self.timeline = TimelineTable(database, team)
        self.catch_up = CatchUpTable(database, team)
        self.updates = UpdateTable(database, team)
        self.stakeholder_updates = StakeholderUpdateTable(database, team)
        self.tasks = TaskTable(database, team)
        self.action_items = ActionItemTable(database, team, self.people)
        self.nudges = ReminderTable(database, team)
        self.review = ReviewTable(database, team, self.people)
        self.outbox = OutboxTable(database, team)
        self.search = Search(database, team)
        self.home = HomeTable(database, team)
        self.metrics = IncidentMetricsTable(database, team)
        self.retention = RetentionTables(database, team)

    def transaction(self) -> AbstractContextManager[None]:
        return self._database.transaction()

    def version(self) -> int:
        return self._database.number("PRAGMA data_version")

    def save(self, change: Change, at: datetime) -> None:
        number = change.incident.number
        self.incidents.save(change.incident)
        for entry in change.entries:
            self.timeline.save(number, entry)
        self.updates.add(number, change.updates)
        self.review.add_facts(number, change.records)
        self.action_items.save(number, change.actions)
        self.tasks.save(number, change.tasks)
        self.outbox.enqueue(number, change.effects, at)

    def details(self, number: int) -> IncidentDetails | None:
        with self._database.snapshot():
            incident = self.incidents.get(number)
            return self._details_of(incident) if incident else None

    def _details_of(self, incident: Incident) -> IncidentDetails:
        number = incident.number
        return IncidentDetails(
            incident,
            entries=tuple(self.timeline.entries(number)),
            updates=self.updates.of_incident(number),
            records=self.review.facts(number),
            actions=self.action_items.of_incident(number),
            tasks=self.tasks.of_incident(number),
        )
