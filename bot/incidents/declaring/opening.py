"""How an incident starts: its first entries and tasks, and the first messages to Slack."""

from datetime import datetime

from bot.config.policy import Policy
from bot.incidents.change import Change, system_entry
from bot.incidents.declaring.hints import NO_HINTS, DeclarationHints, hinted
from bot.incidents.declaring.model import Declaration, DeclarationSource
from bot.incidents.model import Incident, Status
from bot.outbox import keys, messages
from bot.outbox.model import OutboxMessage
from bot.outbox.tasks import DeclarationLink
from bot.people.model import Person
from bot.tasks import tasks
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.timeline.reactions import moment
from templates.incidents import wording

REASON = "reason"  # the part of an outbox key that names the message an incident was declared from


def new_incident(asked: Declaration, team: str, at: datetime) -> Incident:
    """The incident without a number, which the store assigns."""
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


def opening_change(
    incident: Incident, asked: Declaration, policy: Policy, hints: DeclarationHints = NO_HINTS
) -> Change:
    """What follows a declaration: entries, first tasks, and everything that Slack has to show."""
    level, at = policy.severity(incident.severity), incident.declared_at
    declared = system_entry(at, EntryKind.DECLARATION, wording.declared(level.name, incident.title), asked.by)
    shown: list[OutboxMessage] = [*messages.opening(incident, policy, asked.reply_to)]
    if hints:
        shown.append(hinted(incident, hints, asked))
    if asked.source:
        name = keys.key(incident, "link", REASON, 0)
        shown.append(DeclarationLink(name, channel=asked.source.channel, ts=asked.source.ts))
    reason = (_detection(asked.source, asked.by, at),) if asked.source else ()
    return tasks.suggest(Change(incident, entries=(*reason, declared), effects=tuple(shown)), policy)


def _detection(reason: DeclarationSource, by: Person, at: datetime) -> Entry:
    """A detection at the time of the message that the incident was declared from."""
    seen = moment(reason.ts)
    return Entry(seen, at, EntryKind.DETECTION, reason.text, reason.author, EntrySource.SHORTCUT, (by,))
