"""Declaring an incident: how it begins, what Slack shows of it, and what its declarer is told.

The same declare a moment later is answered with the incident that is there.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.config.policy import Policy
from bot.incidents.change import Change, system_entry
from bot.incidents.declaration import Declaration, Reason, title_key
from bot.incidents.hints import NO_HINTS, DeclarationHints, HintService, hinted
from bot.incidents.model import Incident, Status
from bot.outbox import keys, messages
from bot.outbox.model import OutboxMessage
from bot.outbox.tasks import DeclarationLink
from bot.people.model import Person
from bot.tasks import tasks
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.timeline.reactions import moment
from bot.unit_of_work import UnitOfWork

SAME_DECLARE = timedelta(minutes=2)  # a second declare of the same title by the same person within it is the first
REASON = "reason"  # part of the key of the link to the message that made somebody declare


@dataclass(frozen=True)
class Opened:
    """`existed` is true where the same declare was answered with the incident that it had opened before."""

    incident: Incident
    existed: bool
    hints: DeclarationHints = NO_HINTS


def new_incident(asked: Declaration, team: str, at: datetime) -> Incident:
    """The incident as it begins; the store gives it its number, `opening` says what follows."""
    return Incident(
        team=team,
        number=0,
        title=asked.title,
        severity=asked.severity,
        status=Status.INVESTIGATING,
        declared_by=asked.by,
        declared_at=at,
        updated_at=at,
        private=asked.private,
        services=asked.services,
        summary=asked.summary,
        drill=asked.drill,
    )


def opening(incident: Incident, asked: Declaration, policy: Policy, hints: DeclarationHints = NO_HINTS) -> Change:
    """What follows a declaration: its entries, the first tasks, and everything that Slack is to show."""
    level, at = policy.severity(incident.severity), incident.declared_at
    declared = system_entry(at, EntryKind.DECLARATION, f"{level.name} declared: {incident.title}", asked.by)
    shown: list[OutboxMessage] = [*messages.opening(incident, policy, asked.response_url)]
    if hints:
        shown.append(hinted(incident, hints, asked))
    if asked.reason:
        name = keys.key(incident, "link", REASON, 0)
        shown.append(DeclarationLink(name, channel=asked.reason.channel, ts=asked.reason.ts))
    reason = (_detection(asked.reason, asked.by, at),) if asked.reason else ()
    return tasks.suggest(Change(incident, entries=(*reason, declared), effects=tuple(shown)), policy)


def _detection(reason: Reason, by: Person, at: datetime) -> Entry:
    """The message that was the reason is when the trouble was detected."""
    seen = moment(reason.ts)
    return Entry(seen, at, EntryKind.DETECTION, reason.text, reason.author, EntrySource.SHORTCUT, (by,))


class DeclaringService:
    def __init__(self, unit: UnitOfWork, hints: HintService) -> None:
        self._unit = unit
        self._store = unit.store
        self._hints = hints

    def declare(self, asked: Declaration, request_id: str = "") -> Opened:
        """Opens an incident, or answers with the one that the same person opened under this title just before.

        A `request_id` (a form's view id) that was handled before opens nothing either.
        """
        at = self._unit.now()
        with self._store.transaction():
            self._unit.permissions.need(asked.by, "declare")
            if known := self._declared_before(asked, request_id, at):
                return Opened(known, existed=True)
            asked, hints = self._hints.settle_severity(asked)
            incident = self._store.incidents.add(new_incident(asked, self._unit.team, at))
            self._unit.save(opening(incident, asked, self._unit.policy, hints), at)
        self._unit.woken()
        return Opened(incident, existed=False, hints=hints)

    def _declared_before(self, asked: Declaration, request_id: str, at: datetime) -> Incident | None:
        again = bool(request_id) and not self._store.requests.remember(request_id, at)
        since = datetime.min.replace(tzinfo=at.tzinfo) if again else at - SAME_DECLARE
        return self._store.incidents.declared_since(asked.by.id, title_key(asked.title), since)

    def link_reason(self, number: int, permalink: str) -> None:
        """Where Slack shows the message that was the reason, fetched after it was stored."""
        with self._store.transaction():
            for entry in self._store.timeline.entries(number, removed=True):
                if entry.source is EntrySource.SHORTCUT and not entry.message_ts:
                    self._store.timeline.link(entry.id, permalink)
