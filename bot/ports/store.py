"""One workspace's data: a store for each capability, and transactions across them."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from bot.incidents.change import Change, IncidentDetails
from bot.ports.announcements import StakeholderUpdateStore
from bot.ports.catch_up import CatchUpStore
from bot.ports.channel_ids import ChannelIdStore
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
    """Reads are allowed anywhere; every write belongs inside `transaction()`."""

    requests: RequestStore
    incidents: IncidentStore
    channel_ids: ChannelIdStore
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
        """Commit at the end of the block, roll back if it raises. Writers wait at its start. It can't be nested."""

    def version(self) -> int:
        """A number that changes only when another process has written."""

    def save(self, change: Change, at: datetime) -> None:
        """Save the incident with everything new, and its effects as outbox rows."""

    def details(self, number: int) -> IncidentDetails | None:
        """Everything known about one incident, read as one consistent state."""
