"""One workspace's data: a store for each capability, and the transaction that holds a change of several together."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from bot.incidents.change import Change, IncidentDetails
from bot.ports.announcements import StakeholderUpdateStore
from bot.ports.catch_up import CatchUpStore
from bot.ports.home import HomeStore
from bot.ports.incidents import IncidentStore
from bot.ports.metrics import MetricsStore
from bot.ports.nudges import ReminderStore
from bot.ports.outbox import OutboxStore
from bot.ports.people import PeopleStore
from bot.ports.requests import RequestStore
from bot.ports.retention import RetentionStore
from bot.ports.review import ReviewStore
from bot.ports.search import SearchStore
from bot.ports.tasks import ActionItemStore, TaskStore
from bot.ports.timeline import TimelineStore
from bot.ports.updates import UpdateStore


class Store(Protocol):
    """Every call outside `transaction()` reads; every write happens inside one."""

    requests: RequestStore
    incidents: IncidentStore
    timeline: TimelineStore
    catch_up: CatchUpStore
    updates: UpdateStore
    stakeholder_updates: StakeholderUpdateStore
    tasks: TaskStore
    action_items: ActionItemStore
    people: PeopleStore
    nudges: ReminderStore
    review: ReviewStore
    outbox: OutboxStore
    search: SearchStore
    home: HomeStore
    metrics: MetricsStore
    retention: RetentionStore

    def transaction(self) -> AbstractContextManager[None]:
        """Commits as a whole, rolls back when the block raises. Writers take turns from its beginning. Not nestable."""

    def version(self) -> int:
        """A figure that changes when another process has written, and by nothing else."""

    def save(self, change: Change, at: datetime) -> None:
        """The incident as it is now, what is new on it, and the effects as outbox rows."""

    def details(self, number: int) -> IncidentDetails | None:
        """All that is known of one incident, of one moment."""
