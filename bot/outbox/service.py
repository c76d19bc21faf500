"""The outbox for the delivery loop: which rows wait, and the outcome of each attempt.

An answer from Slack may change the incident (its channel was created or archived), so it is stored here, in the
transaction that marks the row as done.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.incidents.channels.service import ChannelService
from bot.incidents.model import Incident
from bot.json_types import Json
from bot.nudges.escalation import leader
from bot.outbox import messages, troubles
from bot.outbox.channels import ArchiveChannel, CreateChannel, Invite, RejoinChannel, RetryAnswer
from bot.outbox.failure_reports import FailureReports, loses_nothing, where_said
from bot.outbox.model import OutboxMessage, OutboxRow, needs_membership
from bot.outbox.review import ReviewCanvas, ReviewDocument, ReviewPosted, TimelinePicture
from bot.outbox.updates import PERMALINK, UpdatePosted
from bot.people.model import Person
from bot.retention.service import RetentionService
from bot.unit_of_work import UnitOfWork


class DeliveryQueue:
    def __init__(self, unit: UnitOfWork, channels: ChannelService, retention: RetentionService) -> None:
        self._unit = unit
        self._store = unit.store
        self._channels = channels
        self._retention = retention
        self._version = unit.store.version()
        self._reports = FailureReports(unit.store)
        self.now = unit.now

    def written_elsewhere(self) -> bool:
        """Whether another process wrote since the last call: it may have enqueued rows without waking the delivery."""
        before, self._version = self._version, self._store.version()
        return before != self._version

    def waiting_incidents(self) -> Sequence[int]:
        return self._store.outbox.waiting_incidents()

    def deliverable(self, number: int) -> Sequence[OutboxRow]:
        """Rows that can be delivered now: those in a channel that Muster can't post in wait.

        So do messages to people about a private incident, as long as nobody can say who is still in its channel.
        """
        rows = self._store.outbox.deliverable(number)
        if not self._store.incidents.is_cut_off(number):
            return rows
        channel, unwatched = self._unit.incident(number).channel, self._store.people.is_unwatched(number)
        there = (row for row in rows if not needs_membership(row.message, channel))
        return [row for row in there if not (unwatched and row.message.recipient)]

    def needs_met(self, row: OutboxRow) -> bool:
        """Whether what a row depends on was delivered. If Slack refuses the channel, what can goes without it."""
        if isinstance(row.message, RetryAnswer):
            return not any(map(self._is_waiting, row.message.rows))
        missing = any(self._store.outbox.result(key) is None for key in row.message.depends_on)
        return not missing or (row.message.without_channel and self._channels.is_refused(row.incident))

    def _is_waiting(self, key: str) -> bool:
        row = self._store.outbox.row(key)
        return row is not None and row.done < row.wanted and not row.error

    def failed_again(self, answer: OutboxRow) -> Sequence[OutboxRow]:
        """What failed again after someone pressed Retry, without what they are told anyway."""
        assert isinstance(answer.message, RetryAnswer)
        incident, who = self._unit.incident(answer.incident), answer.message.to
        rows = filter(None, map(self._store.outbox.row, answer.message.rows))
        return [row for row in rows if row.error and not _is_told_anyway(incident, row.message, who)]

    def row(self, key: str) -> OutboxRow | None:
        return self._store.outbox.row(key)

    def result(self, key: str) -> Mapping[str, Json] | None:
        """What Slack answered when the message with this key was delivered, None if it was not."""
        return self._store.outbox.result(key)

    def shows(self, channel: str, ts: str) -> bool:
        """Whether a message was delivered as this one in Slack."""
        return self._store.outbox.shows(channel, ts)

    def update_link(self, number: int, update: int) -> str:
        """The permalink of an update that the card shortens, "" while it is not posted."""
        return str((self.result(messages.update_key(number, update)) or {}).get(PERMALINK, ""))

    def failed_rows(self, number: int) -> Sequence[OutboxRow]:
        return self._store.outbox.failed(number)

    def newest(self, most: int) -> Sequence[OutboxRow]:
        """The newest rows of this workspace, newest first."""
        return self._store.outbox.newest(most)

    def trying(self, row: OutboxRow) -> None:
        with self._store.transaction():
            self._store.outbox.mark_tried([row.key])

    def delivered(self, row: OutboxRow, result: Mapping[str, Json]) -> None:
        with self._store.transaction():
            if isinstance(row.message, CreateChannel):
                self._channels.made(row.incident, row.message, str(result["channel"]), str(result["name"]))
                self._unit.homes.all()
            if isinstance(row.message, RejoinChannel):
                self._channels.rejoined(row.incident)
            if isinstance(row.message, ArchiveChannel):
                self._retention.archived(row.incident, row.message, result)
            self._store.outbox.mark_done(row.key, row.wanted, result)
            self._reports.works_again(row)
            if isinstance(row.message, UpdatePosted) and PERMALINK in result and not row.done:
                self._store.outbox.enqueue(
                    row.incident, (messages.card(self._unit.incident(row.incident)),), self.now()
                )
            if isinstance(row.message, TimelinePicture):
                self._unit.review.picture_uploaded(row, result)
            if isinstance(row.message, ReviewPosted):
                self._unit.review.message_posted(row, result)
                self._unit.review.questions_found(row, result)
                self._unit.homes.all()
            if isinstance(row.message, ReviewCanvas | ReviewDocument):
                self._unit.review.document_written(row, result)

    def postponed(self, row: OutboxRow, not_before: datetime, *, outcome_unknown: bool) -> None:
        with self._store.transaction():
            self._store.outbox.postpone(row.key, not_before, outcome_unknown=outcome_unknown)

    def place_closed(self, row: OutboxRow, reason: str) -> None:
        """Muster can't act where the message belongs: it waits if that is the incident's channel, else it failed."""
        with self._store.transaction():
            until = self._channels.closed(row, reason)
            if until:
                self._store.outbox.postpone(row.key, until, outcome_unknown=row.tried)
        if not until:
            self.failed(row, reason)

    def failed(self, row: OutboxRow, error: str) -> None:
        """A permanent failure: said on the incident's card, never blocking the rest.

        Where the incident can't be read it has failed all the same, or it would be tried for ever.
        """
        if loses_nothing(row):
            with self._store.transaction():
                self._store.outbox.mark_done(row.key, row.wanted, row.result)
            return
        try:
            with self._store.transaction():
                self._store.outbox.mark_failed(row.key, error)
                self._say_failed(row, error)
        except Exception:
            with self._store.transaction():
                self._store.outbox.mark_failed(row.key, error)
            raise

    def _say_failed(self, row: OutboxRow, error: str) -> None:
        if isinstance(row.message, CreateChannel):
            self._channels.refused(row, row.message, error)
        elif isinstance(row.message, RejoinChannel):
            self._channels.not_rejoined(row.incident, error)
        elif incident := self._store.incidents.get(row.incident):
            told = self._reports.of(incident, row, error, self._pressing(row))
            self._store.outbox.enqueue(row.incident, (*where_said(incident, row.message), *told), self.now())

    # Retry

    def retry(self, number: int, by: Person) -> bool:
        """Retries what failed permanently, and answers a person when it fails again. False if there is nothing.

        What somebody else has just begun to retry counts as well.
        """
        with self._store.transaction():
            failed = [row.key for row in self._store.outbox.failed(number)]
            rows = failed or [key for each in self._retrying(number) for key in each.rows]
            if not rows:
                return False
            self._store.outbox.retry_failed(number, self.now())
            self._channels.retried(number)
            incident = self._unit.incident(number)
            shown = (messages.card(incident),) if failed and incident.channel else ()
            answer = (troubles.retried(incident, rows, by, self.now()),) if by.id else ()
            self._store.outbox.enqueue(number, (*shown, *answer), self.now())
        self._unit.woken()
        return True

    def _retrying(self, number: int) -> Sequence[RetryAnswer]:
        waiting = self._store.outbox.deliverable(number)
        return [row.message for row in waiting if isinstance(row.message, RetryAnswer)]

    def _pressing(self, row: OutboxRow) -> Sequence[str]:
        """Who will be told about a row because they pressed Retry."""
        return [each.to for each in self._retrying(row.incident) if row.key in each.rows]


def _is_told_anyway(incident: Incident, message: OutboxMessage, person_id: str) -> bool:
    """Whether each failure of this message tells that person directly."""
    if isinstance(message, CreateChannel):
        return leader(incident).id == person_id
    return isinstance(message, Invite) and incident.declared_by.id == person_id
