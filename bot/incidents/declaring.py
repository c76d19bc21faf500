"""Declaring an incident: how it begins, what Slack shows of it, and what its declarer is told.

The same declare a moment later is answered with the incident that is there.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.config.policy import Policy
from bot.incidents.change import Change
from bot.incidents.declaration import Declaration, title_key
from bot.incidents.hints import DeclarationHints, HintService, payload_of
from bot.incidents.model import Incident, Status
from bot.incidents.transitions import by_itself
from bot.outbox import messages
from bot.tasks import tasks
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.timeline.reactions import moment
from bot.unit_of_work import UnitOfWork

SAME_DECLARE = timedelta(minutes=2)  # a second declare of the same title by the same person within it is the first
REASON = "reason"  # what a link is for: the message that made somebody declare


@dataclass(frozen=True)
class Opened:
    """`existed` is true where the same declare was answered with the incident that it had opened before."""

    incident: Incident
    existed: bool
    hints: DeclarationHints = field(default_factory=DeclarationHints)


def declare(asked: Declaration, team: str, at: datetime) -> Incident:
    """The incident as it begins; the store gives it its number, `opening` what follows."""
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


def opened(incident: Incident, asked: Declaration, policy: Policy) -> Change:
    """What follows a declaration: its entry, and everything that Slack is to show."""
    level = policy.severity(incident.severity)
    entry = by_itself(incident.declared_at, EntryKind.DECLARATION, f"{level.name} declared: {incident.title}", asked.by)
    return Change(incident, entries=(entry,), effects=messages.opening(incident, policy, asked.response_url))


def greeted(change: Change, asked: Declaration, hints: DeclarationHints) -> Change:
    """What follows a declaration, with the message that was its reason before it, and what is to be said about it."""
    incident = change.incident
    more = [messages.hints(incident, payload_of(hints, asked))] if hints else []
    if asked.reason is None:
        return replace(change, effects=(*change.effects, *more))
    first, at = asked.reason, incident.declared_at
    entry = Entry(
        moment(first.ts), at, EntryKind.DETECTION, first.text, first.author, EntrySource.SHORTCUT, (asked.by,)
    )
    more.append(messages.link(incident, REASON, 0, first.channel, first.ts))
    return replace(change, entries=(entry, *change.entries), effects=(*change.effects, *more))


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
            asked, hints = self._hints.weighed(asked)
            incident = self._store.incidents.add(declare(asked, self._unit.team, at))
            change = greeted(opened(incident, asked, self._unit.policy), asked, hints)
            self._unit.save(tasks.suggest(change, self._unit.policy), at)
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
