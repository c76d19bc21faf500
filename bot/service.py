"""The one way in: what can be asked of an incident, what time brings, and what the delivery works off.

Handlers call these methods and those of `timeline`, `reading` and `absences`, and nothing else of the record.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import gaps, lifecycle, nudges, requests
from bot.absences import Absences
from bot.errors import IllegalTransition, NotFound
from bot.keeper import Keeper
from bot.lifecycle import Declaration
from bot.model import ActionItem, Change, Dossier, Incident, Json, Person, Row, Step, Task, Update
from bot.ports import Store
from bot.practice import Practice
from bot.reading_service import Reading
from bot.review import Review, build_review
from bot.timeline_service import Timeline

SAME_DECLARE = timedelta(minutes=2)  # a second declare of the same title by the same person within it is the first


@dataclass(frozen=True)
class Opened:
    """`existed` is true where the same declare was answered with the incident that it had opened before."""

    incident: Incident
    existed: bool


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
        self.timeline = Timeline(self._keeper)
        self.absences = Absences(self._keeper, self.timeline)
        self.reading = Reading(self._keeper)
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
        return build_review(self.dossier(number), self.practice, at)

    # What is asked

    def declare(self, asked: Declaration, request_id: str = "") -> Opened:
        """Opens an incident, or answers with the one that the same person opened under this title just before.

        A `request_id` (a form's view id) that was handled before opens nothing either.
        """
        at = self.now()
        with self._store.transaction():
            again = bool(request_id) and not self._store.remember(request_id, at)
            since = datetime.min.replace(tzinfo=at.tzinfo) if again else at - SAME_DECLARE
            known = self._store.declared_since(asked.by.id, lifecycle.title_key(asked.title), since)
            if known:
                return Opened(known, existed=True)
            incident = self._store.open_incident(lifecycle.declare(asked, self.team, at))
            self._keeper.save(lifecycle.opening(incident, asked, self.practice), at)
        self._keeper.woken()
        return Opened(incident, existed=False)

    def post_update(self, number: int, text: str, by: Person, request_id: str = "") -> Incident:
        def decide(incident: Incident) -> Change:
            told = self._store.next_update_number(number)
            return lifecycle.post_update(incident, told, text, by, self.now())

        return self._decide(number, decide, request_id)

    def move(self, number: int, request: requests.Move, by: Person) -> Incident:
        return self._decide(number, lambda incident: lifecycle.change_status(incident, request.verb, by, self.now()))

    def resolve(self, number: int, by: Person, text: str = "") -> Incident:
        return self._decide(number, lambda incident: lifecycle.resolve(incident, by, self.now(), text))

    def set_severity(self, number: int, severity: str, by: Person) -> Incident:
        return self._decide(
            number,
            lambda incident: lifecycle.change_severity(incident, severity, by, self.now(), self.practice),
        )

    def take_command(self, number: int, commander: Person, by: Person) -> Incident:
        known = self.person(commander.id, commander.name)
        return self._decide(number, lambda incident: lifecycle.take_command(incident, known, by, self.now()))

    def add_action(self, number: int, request: requests.AddAction, by: Person) -> ActionItem:
        at = self.now()
        item = ActionItem(
            0, request.title, request.owner, request.priority, request.due, by, at, owner_id=request.owner_id
        )

        def decide(incident: Incident) -> Change:
            nonlocal item
            item = replace(item, number=self._store.next_action_number(number))
            return lifecycle.add_action(incident, item)

        self._decide(number, decide)
        return item

    def record(self, number: int, request: requests.AddRecord, by: Person) -> Incident:
        return self._decide(
            number, lambda incident: lifecycle.record(incident, request.kind, request.text, by, self.now())
        )

    def snooze(self, number: int, nudge_key: str, by: Person) -> Incident:
        if self._store.row(nudge_key) is None:
            raise NotFound("That nudge is not on the record here. The next one can be snoozed.")
        minutes = self.practice.snooze_minutes
        return self._decide(
            number,
            lambda incident: lifecycle.snooze(incident, minutes, by, self.now(), nudge_key),
            f"snooze:{nudge_key}",
        )

    def ask_for_review(self, number: int, by: Person) -> Incident:
        return self._decide(
            number, lambda incident: lifecycle.ask_for_review(incident, incident.version, by, self.now())
        )

    # What time brings

    def tick(self) -> None:
        """Asks for what is due by now, each exactly once."""
        at = self.now()
        if (due := self._store.next_due()) is None or due > at:
            return
        with self._store.transaction():
            for number, kind, due in self._store.claim_due(at):
                with suppress(IllegalTransition):  # resolved in the meantime: nobody is asked
                    self._keeper.save(self._asked(self.incident(number), kind, due, at), at)
        self._keeper.woken()

    def _asked(self, incident: Incident, kind: str, due: datetime, at: datetime) -> Change:
        """What is asked at the same moment becomes one message: the questions share their key."""
        if kind == nudges.UPDATE:
            return lifecycle.nudge(incident, due, at)
        since = nudges.silent_since(incident, self._store.last_by_people(incident.number))
        return gaps.ask(incident, since, at)

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
                self._store.set_channel(row.incident, str(result["channel"]), str(result["name"]))
            self._store.mark_done(row.key, row.wanted, result)

    def postponed(self, row: Row, not_before: datetime, *, outcome_unknown: bool) -> None:
        with self._store.transaction():
            self._store.postpone(row.key, not_before, outcome_unknown=outcome_unknown)

    def failed(self, row: Row, error: str) -> None:
        """A permanent failure: said on the incident's card, never blocking the rest."""
        with self._store.transaction():
            self._store.mark_failed(row.key, error)
            incident = self._store.incident(row.incident)
            if incident:
                self._store.want(row.incident, lifecycle.undelivered(incident, row.step, error), self.now())

    def retry(self, number: int) -> int:
        """Tries again what failed for good; returns how many rows that are."""
        with self._store.transaction():
            again = self._store.retry_failed(number, self.now())
            if again and self.incident(number).channel:
                self._store.want(number, lifecycle.redrawn_card(self.incident(number)), self.now())
        self._keeper.woken()
        return again
