"""The one way in: what can be asked of an incident, what time brings, and what the delivery works off.

Handlers call these methods and those of `timeline`, `reading` and `absences`, and nothing else of the record.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.commands import requests
from bot.config.policy import Practice
from bot.errors import NotFound
from bot.home.service import Homes
from bot.incidents import transitions
from bot.incidents.declaring import Entrance, Hints, greeted
from bot.incidents.model import Dossier, Group, Incident, Json, Person, Row, Step, Task, Update
from bot.incidents.service import State
from bot.incidents.transitions import Declaration, Verb
from bot.nudges.service import Nudges
from bot.ports.store import Store
from bot.retention.service import Keeping
from bot.review.document.review import Review
from bot.review.document.reviewed import review_of
from bot.review.follow_up_service import Aftercare
from bot.review.service import Hands
from bot.roles.service import Roles
from bot.search.service import Finding
from bot.tasks import tasks
from bot.timeline.catch_up import Absences
from bot.timeline.display import Reading
from bot.timeline.service import Timeline
from bot.unit_of_work import Keeper
from bot.updates.service import Work

SAME_DECLARE = timedelta(minutes=2)  # a second declare of the same title by the same person within it is the first


@dataclass(frozen=True)
class Opened:
    """`existed` is true where the same declare was answered with the incident that it had opened before."""

    incident: Incident
    existed: bool
    hints: Hints = field(default_factory=Hints)


class Service:
    def __init__(
        self,
        store: Store,
        practice: Practice,
        team: str,
        now: Callable[[], datetime],
    ) -> None:
        self._keeper = Keeper(store, practice, team, now)
        self._store = store
        self._decide = self._keeper.decide
        self._version = store.version()
        self.timeline = Timeline(self._keeper)
        self.state = State(self._keeper)
        self.work = Work(self._keeper)
        self.absences = Absences(self._keeper, self.timeline)
        self.reading = Reading(self._keeper)
        self.roles = Roles(self._keeper)
        self.entrance = Entrance(self._keeper)
        self.finding = Finding(self._keeper)
        self.home = Homes(self._keeper, self.entrance, self.finding)
        self.nudges = Nudges(self._keeper)
        self.aftercare = Aftercare(self._keeper, self.entrance)
        self.keeping = Keeping(self._keeper)
        self.hands = Hands(self._keeper)
        self.practice = practice
        self.team = team
        self.now = now

    def on_commit(self, wake: Callable[[], None]) -> None:
        """Calls `wake` after each commit that gave the delivery something to do."""
        self._keeper.on_commit(wake)

    # What is

    def person(self, person_id: str, name: str = "") -> Person:
        """Somebody by id; who is not in the directory yet goes by the name that Slack sent along."""
        return self._keeper.person(person_id, name)

    def keep_people(self, people: Iterable[Person]) -> None:
        with self._store.transaction():
            self._store.keep_people(people)

    def knows(self, person_id: str) -> bool:
        """Whether the directory has somebody."""
        return self._store.person(person_id) is not None

    def group(self, group_id: str) -> Group | None:
        return self._store.group(group_id)

    def keep_groups(self, groups: Iterable[Group]) -> None:
        with self._store.transaction():
            for group in groups:
                self._store.keep_group(group)

    def change_group(self, group_id: str, added: Iterable[str], removed: Iterable[str]) -> None:
        """Who came into a user group, and who went; a group that is not known yet is loaded at the next start."""
        with self._store.transaction():
            if group := self._store.group(group_id):
                people = group.people.difference(removed).union(added)
                self._store.keep_group(replace(group, people=people))

    def may_see(self, person: Person, incident: Incident) -> bool:
        """Whether somebody may know of an incident: a private one is its members' alone."""
        return self._keeper.sees(person, incident)

    def may(self, person: Person, verb: str, incident: Incident | None = None) -> bool:
        """Whether somebody may use a verb of /incident; every decision asks it by itself."""
        return self._keeper.may(person, verb, incident)

    def need(self, person: Person, verb: str, incident: Incident | None = None) -> None:
        """Raises Refused with the sentence that says who may, before somebody fills a form in vain."""
        self._keeper.need(person, verb, incident)

    def seen(self, number: int, person: Person) -> Incident:
        """An incident for somebody who may know of it; raises NotFound for everybody else."""
        return self._keeper.seen(number, person)

    def incident(self, number: int) -> Incident:
        return self._keeper.incident(number)

    def incident_in(self, channel: str) -> Incident | None:
        return self._store.incident_in(channel)

    def dossier(self, number: int) -> Dossier:
        dossier = self._store.dossier(number)
        if dossier is None:
            raise NotFound(f"There is no incident #{number} here.")
        return dossier

    def last_update(self, number: int) -> Update | None:
        return self._store.last_update(number)

    def tasks_of(self, number: int) -> tuple[Task, ...]:
        return self._store.tasks(number)

    def review(self, number: int, at: datetime) -> Review:
        return review_of(self.dossier(number), self.practice, at)

    # What is asked

    def declare(self, asked: Declaration, request_id: str = "") -> Opened:
        """Opens an incident, or answers with the one that the same person opened under this title just before.

        A `request_id` (a form's view id) that was handled before opens nothing either.
        """
        at = self.now()
        with self._store.transaction():
            self._keeper.need(asked.by, "declare")
            again = bool(request_id) and not self._store.remember(request_id, at)
            since = datetime.min.replace(tzinfo=at.tzinfo) if again else at - SAME_DECLARE
            known = self._store.declared_since(asked.by.id, transitions.title_key(asked.title), since)
            if known:
                return Opened(known, existed=True)
            asked, hints = self.entrance.weighed(asked)
            incident = self._store.open_incident(transitions.declare(asked, self.team, at))
            opened = greeted(transitions.opening(incident, asked, self.practice), asked, hints)
            self._keeper.save(tasks.suggest(opened, self.practice), at)
        self._keeper.woken()
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
        return self.hands.open(number, by)

    # What time brings

    def tick(self) -> None:
        """Asks for what is due by now, each exactly once."""
        self.nudges.tick()

    def written_elsewhere(self) -> bool:
        """Whether another process wrote to the record since this was last asked."""
        before, self._version = self._version, self._store.version()
        return before != self._version

    def next_due(self) -> datetime | None:
        return self._store.next_due()

    # What Slack is still to show: for the delivery alone

    def waiting_incidents(self) -> Sequence[int]:
        return self._store.waiting_incidents()

    def deliverable(self, number: int) -> Sequence[Row]:
        return self._store.deliverable(number)

    def row(self, key: str) -> Row | None:
        return self._store.row(key)

    def failed_rows(self, number: int) -> Sequence[Row]:
        return self._store.failed_rows(number)

    def outbox(self, most: int) -> Sequence[Row]:
        """The rows of this workspace, newest first."""
        return self._store.newest_rows(most)

    def trying(self, row: Row) -> None:
        with self._store.transaction():
            self._store.mark_tried([row.key])

    def delivered(self, row: Row, result: Mapping[str, Json]) -> None:
        with self._store.transaction():
            if row.step is Step.CHANNEL:
                self.state.channel_made(row, str(result["channel"]), str(result["name"]))
                self._keeper.redraw_homes()
            if row.step is Step.ARCHIVE:
                self.keeping.archived(row, result)
            self._store.mark_done(row.key, row.wanted, result)
            if row.step is Step.PICTURE:
                self._keeper.review.pictured(row, result)
            if row.step is Step.REVIEW:
                self._keeper.review.shown(row, result)
            if row.step is Step.CANVAS:
                self._keeper.review.on_canvas(row, result)

    def postponed(self, row: Row, not_before: datetime, *, outcome_unknown: bool) -> None:
        with self._store.transaction():
            self._store.postpone(row.key, not_before, outcome_unknown=outcome_unknown)

    def failed(self, row: Row, error: str) -> None:
        """A permanent failure: said on the incident's card, never blocking the rest."""
        with self._store.transaction():
            self._store.mark_failed(row.key, error)
            self.state.found_archived(row, error)
            incident = self._store.incident(row.incident)
            if incident:
                self._store.want(row.incident, transitions.undelivered(incident, row.step, error), self.now())

    def retry(self, number: int) -> int:
        """Tries again what failed for good; returns how many rows that are."""
        with self._store.transaction():
            again = self._store.retry_failed(number, self.now())
            if again and self.incident(number).channel:
                self._store.want(number, transitions.redrawn_card(self.incident(number)), self.now())
        self._keeper.woken()
        return again
