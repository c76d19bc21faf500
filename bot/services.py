"""The one way in: what can be asked of an incident, what time brings, and what the delivery works off.

Handlers call these methods and those of `timeline`, `reading` and `absences`, and nothing else of the record.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.commands import requests
from bot.config.policy import Policy
from bot.errors import NotFound
from bot.export.service import ExportService
from bot.home.service import HomeService
from bot.incidents import transitions
from bot.incidents.change import IncidentDetails
from bot.incidents.declaring import DeclarationHints, DeclaringService, greeted
from bot.incidents.model import Incident
from bot.incidents.service import IncidentService
from bot.incidents.transitions import Declaration, Verb
from bot.json_types import Json
from bot.metrics.service import MetricsService
from bot.nudges.service import NudgeService
from bot.outbox.model import MessageKind, OutboxRow
from bot.people.model import Group, Person
from bot.ports.store import Store
from bot.retention.service import RetentionService
from bot.review.document.review import Review
from bot.review.document.reviewed import review_of
from bot.review.follow_up_service import FollowUpService
from bot.review.service import ReviewService
from bot.roles.service import RoleService
from bot.search.service import SearchService
from bot.tasks import tasks
from bot.tasks.model import Task
from bot.timeline.catch_up import CatchUpService
from bot.timeline.display import TimelineDisplay
from bot.timeline.service import TimelineService
from bot.unit_of_work import UnitOfWork
from bot.updates.model import Update
from bot.updates.service import UpdateService

SAME_DECLARE = timedelta(minutes=2)  # a second declare of the same title by the same person within it is the first


@dataclass(frozen=True)
class Opened:
    """`existed` is true where the same declare was answered with the incident that it had opened before."""

    incident: Incident
    existed: bool
    hints: DeclarationHints = field(default_factory=DeclarationHints)


class Services:
    def __init__(
        self,
        store: Store,
        policy: Policy,
        team: str,
        now: Callable[[], datetime],
    ) -> None:
        self._unit = UnitOfWork(store, policy, team, now)
        self._store = store
        self._decide = self._unit.decide
        self._version = store.version()
        self.timeline = TimelineService(self._unit)
        self.state = IncidentService(self._unit)
        self.work = UpdateService(self._unit)
        self.absences = CatchUpService(self._unit, self.timeline)
        self.reading = TimelineDisplay(self._unit)
        self.roles = RoleService(self._unit)
        self.entrance = DeclaringService(self._unit)
        self.search = SearchService(self._unit)
        self.metrics = MetricsService(self._unit)
        self.export = ExportService(self._unit)
        self.home = HomeService(self._unit, self.entrance, self.metrics)
        self.nudges = NudgeService(self._unit)
        self.review_follow_up = FollowUpService(self._unit, self.entrance)
        self.retention = RetentionService(self._unit)
        self.reviews = ReviewService(self._unit)
        self.policy = policy
        self.team = team
        self.now = now

    def on_commit(self, wake: Callable[[], None]) -> None:
        """Calls `wake` after each commit that gave the delivery something to do."""
        self._unit.on_commit(wake)

    # What is

    def person(self, person_id: str, name: str = "") -> Person:
        """Somebody by id; who is not in the directory yet goes by the name that Slack sent along."""
        return self._unit.person(person_id, name)

    def keep_people(self, people: Iterable[Person]) -> None:
        with self._store.transaction():
            self._store.people.save(people)

    def knows(self, person_id: str) -> bool:
        """Whether the directory has somebody."""
        return self._store.people.person(person_id) is not None

    def group(self, group_id: str) -> Group | None:
        return self._store.people.group(group_id)

    def keep_groups(self, groups: Iterable[Group]) -> None:
        with self._store.transaction():
            for group in groups:
                self._store.people.save_group(group)

    def change_group(self, group_id: str, added: Iterable[str], removed: Iterable[str]) -> None:
        """Who came into a user group, and who went; a group that is not known yet is loaded at the next start."""
        with self._store.transaction():
            if group := self._store.people.group(group_id):
                people = group.people.difference(removed).union(added)
                self._store.people.save_group(replace(group, people=people))

    def may_see(self, person: Person, incident: Incident) -> bool:
        """Whether somebody may know of an incident: a private one is its members' alone."""
        return self._unit.sees(person, incident)

    def may(self, person: Person, verb: str, incident: Incident | None = None) -> bool:
        """Whether somebody may use a verb of /incident; every decision asks it by itself."""
        return self._unit.may(person, verb, incident)

    def need(self, person: Person, verb: str, incident: Incident | None = None) -> None:
        """Raises Refused with the sentence that says who may, before somebody fills a form in vain."""
        self._unit.need(person, verb, incident)

    def seen(self, number: int, person: Person) -> Incident:
        """An incident for somebody who may know of it; raises NotFound for everybody else."""
        return self._unit.seen(number, person)

    def incident(self, number: int) -> Incident:
        return self._unit.incident(number)

    def incident_in(self, channel: str) -> Incident | None:
        return self._store.incidents.in_channel(channel)

    def details(self, number: int) -> IncidentDetails:
        details = self._store.details(number)
        if details is None:
            raise NotFound(f"There is no incident #{number} here.")
        return details

    def last_update(self, number: int) -> Update | None:
        return self._store.updates.last(number)

    def tasks_of(self, number: int) -> tuple[Task, ...]:
        return self._store.tasks.of_incident(number)

    def review(self, number: int, at: datetime) -> Review:
        return review_of(self.details(number), self.policy, at)

    # What is asked

    def declare(self, asked: Declaration, request_id: str = "") -> Opened:
        """Opens an incident, or answers with the one that the same person opened under this title just before.

        A `request_id` (a form's view id) that was handled before opens nothing either.
        """
        at = self.now()
        with self._store.transaction():
            self._unit.need(asked.by, "declare")
            again = bool(request_id) and not self._store.requests.remember(request_id, at)
            since = datetime.min.replace(tzinfo=at.tzinfo) if again else at - SAME_DECLARE
            known = self._store.incidents.declared_since(asked.by.id, transitions.title_key(asked.title), since)
            if known:
                return Opened(known, existed=True)
            asked, hints = self.entrance.weighed(asked)
            incident = self._store.incidents.add(transitions.declare(asked, self.team, at))
            opened = greeted(transitions.opening(incident, asked, self.policy), asked, hints)
            self._unit.save(tasks.suggest(opened, self.policy), at)
        self._unit.woken()
        return Opened(incident, existed=False, hints=hints)

    def move(self, number: int, request: requests.Move, by: Person, request_id: str = "") -> Incident:
        return self.state.move(number, request, by, request_id)

    def resolve(self, number: int, by: Person, text: str = "") -> Incident:
        return self.state.move(number, requests.Move(Verb.RESOLVE, text), by)

    def set_severity(self, number: int, severity: str, by: Person) -> Incident:
        return self.state.set_severity(number, severity, by)

    def merge(self, number: int, into: int, by: Person) -> Incident:
        """`number` is a duplicate of `into`."""
        return self.state.merge(number, into, by)

    def ask_for_review(self, number: int, by: Person) -> Incident:
        return self.reviews.open(number, by)

    # What time brings

    def tick(self) -> None:
        """Asks for what is due by now, each exactly once."""
        self.nudges.tick()

    def written_elsewhere(self) -> bool:
        """Whether another process wrote to the record since this was last asked."""
        before, self._version = self._version, self._store.version()
        return before != self._version

    def next_due(self) -> datetime | None:
        return self._store.nudges.next_due()

    # What Slack is still to show: for the delivery alone

    def waiting_incidents(self) -> Sequence[int]:
        return self._store.outbox.waiting_incidents()

    def deliverable(self, number: int) -> Sequence[OutboxRow]:
        return self._store.outbox.deliverable(number)

    def row(self, key: str) -> OutboxRow | None:
        return self._store.outbox.row(key)

    def failed_rows(self, number: int) -> Sequence[OutboxRow]:
        return self._store.outbox.failed(number)

    def outbox(self, most: int) -> Sequence[OutboxRow]:
        """The rows of this workspace, newest first."""
        return self._store.outbox.newest(most)

    def trying(self, row: OutboxRow) -> None:
        with self._store.transaction():
            self._store.outbox.mark_tried([row.key])

    def delivered(self, row: OutboxRow, result: Mapping[str, Json]) -> None:
        with self._store.transaction():
            if row.step is MessageKind.CHANNEL:
                self.state.channel_made(row, str(result["channel"]), str(result["name"]))
                self._unit.redraw_homes()
            if row.step is MessageKind.ARCHIVE:
                self.retention.archived(row, result)
            self._store.outbox.mark_done(row.key, row.wanted, result)
            if row.step is MessageKind.PICTURE:
                self._unit.review.pictured(row, result)
            if row.step is MessageKind.REVIEW:
                self._unit.review.shown(row, result)
            if row.step is MessageKind.CANVAS:
                self._unit.review.on_canvas(row, result)

    def postponed(self, row: OutboxRow, not_before: datetime, *, outcome_unknown: bool) -> None:
        with self._store.transaction():
            self._store.outbox.postpone(row.key, not_before, outcome_unknown=outcome_unknown)

    def failed(self, row: OutboxRow, error: str) -> None:
        """A permanent failure: said on the incident's card, never blocking the rest."""
        with self._store.transaction():
            self._store.outbox.mark_failed(row.key, error)
            self.state.found_archived(row, error)
            incident = self._store.incidents.get(row.incident)
            if incident:
                self._store.outbox.enqueue(row.incident, transitions.undelivered(incident, row.step, error), self.now())

    def retry(self, number: int) -> int:
        """Tries again what failed for good; returns how many rows that are."""
        with self._store.transaction():
            again = self._store.outbox.retry_failed(number, self.now())
            if again and self.incident(number).channel:
                self._store.outbox.enqueue(number, transitions.redrawn_card(self.incident(number)), self.now())
        self._unit.woken()
        return again
