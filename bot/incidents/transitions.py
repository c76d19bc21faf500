"""What may happen to an incident, and what follows: the transition table and the decisions on one incident.

Everything that affects an incident's status lives here, but for its ends (closing.py) and for what somebody takes back
(undo.py), which keep to the same table. A decision takes the incident as it is, what was asked, who
asks and when, and returns a Change; what the status does not allow raises IllegalTransition and changes nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from bot.config.policy import Policy
from bot.errors import Hint, IllegalTransition, Refused
from bot.incidents.change import Change
from bot.incidents.model import Incident, Status
from bot.nudges import schedule
from bot.outbox import keys, messages
from bot.outbox.channels import Card, CreateChannel
from bot.outbox.incidents import ChannelLine, Renamed, Reopened, Resolved, SeverityChanged, StatusChanged
from bot.outbox.model import OutboxMessage
from bot.outbox.roles import CommanderChanged
from bot.people.model import Person
from bot.timeline.model import Entry, EntryKind, EntrySource
from templates.incidents import wording


class Verb(StrEnum):
    """What can be asked of an incident. The first nine move its status."""

    INVESTIGATE = "investigate"
    IDENTIFY = "identify"
    MITIGATE = "mitigate"
    MONITOR = "monitor"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    CLOSE = "close"
    CANCEL = "cancel"
    MERGE = "merge"
    UPDATE = "update"
    LOG = "log"
    RECORD = "record"
    ACTION = "action"
    SEVERITY = "severity"
    COMMANDER = "commander"
    REVIEW = "review"
    SNOOZE = "snooze"
    NUDGE = "nudge"
    RENAME = "rename"
    ROLE = "role"
    HANDOVER = "handover"
    TASK = "task"
    SUBSCRIBE = "subscribe"
    PRIVATE = "private"


_S, _V = Status, Verb
_MOVES: dict[Verb, Status] = {
    _V.INVESTIGATE: _S.INVESTIGATING,
    _V.IDENTIFY: _S.IDENTIFIED,
    _V.MITIGATE: _S.MITIGATING,
    _V.MONITOR: _S.MONITORING,
    _V.RESOLVE: _S.RESOLVED,
}
_ENDS: dict[Verb, Status] = {_V.CLOSE: _S.CLOSED, _V.CANCEL: _S.CANCELLED, _V.MERGE: _S.MERGED}
_FACTS = (_V.LOG, _V.RECORD, _V.ACTION)  # what is known later is never refused
_ALWAYS = (*_FACTS, _V.UPDATE, _V.SEVERITY, _V.COMMANDER, _V.REVIEW, _V.RENAME, _V.ROLE, _V.SUBSCRIBE, _V.PRIVATE)
_WHILE_OPEN = (_V.SNOOZE, _V.NUDGE, _V.HANDOVER, _V.TASK)
_REOPEN: dict[Verb, Status] = {_V.REOPEN: _S.INVESTIGATING}


def _open_row(status: Status) -> dict[Verb, Status]:
    moves = {verb: target for verb, target in _MOVES.items() if target is not status}
    ends = {verb: target for verb, target in _ENDS.items() if verb is not _V.CLOSE}
    return moves | ends | dict.fromkeys((*_ALWAYS, *_WHILE_OPEN), status)


TRANSITIONS: Mapping[Status, Mapping[Verb, Status]] = {
    _S.INVESTIGATING: _open_row(_S.INVESTIGATING),
    _S.IDENTIFIED: _open_row(_S.IDENTIFIED),
    _S.MITIGATING: _open_row(_S.MITIGATING),
    _S.MONITORING: _open_row(_S.MONITORING),
    _S.RESOLVED: dict.fromkeys(_ALWAYS, _S.RESOLVED) | _REOPEN | {_V.CLOSE: _S.CLOSED},
    _S.CLOSED: dict.fromkeys((*_FACTS, _V.REVIEW, _V.PRIVATE), _S.CLOSED) | _REOPEN,
    _S.CANCELLED: dict.fromkeys(_FACTS, _S.CANCELLED) | _REOPEN,
    _S.MERGED: dict.fromkeys(_FACTS, _S.MERGED) | _REOPEN,
}

MOVE_TO: Mapping[Status, Verb] = {target: verb for verb, target in _MOVES.items()}


def next_status(incident: Incident, verb: Verb) -> Status:
    """The status after `verb`; raises IllegalTransition with the sentence for the person who asked."""
    try:
        return TRANSITIONS[incident.status][verb]
    except KeyError:
        raise _illegal(incident, verb) from None


def _illegal(incident: Incident, verb: Verb) -> IllegalTransition:
    if verb is Verb.REOPEN:
        return IllegalTransition(wording.nothing_to_reopen(incident.name, incident.status))
    if (_MOVES | _ENDS).get(verb) is incident.status:
        return IllegalTransition(wording.already(incident.name, incident.status))
    if incident.is_open:
        return IllegalTransition(
            wording.not_resolved_yet(incident.name, incident.status), Hint("resolve", purpose=wording.TO_RESOLVE)
        )
    reopen = Hint("reopen", purpose=wording.TO_REOPEN)
    if incident.merged_into:
        return IllegalTransition(wording.merged_into(incident.name, incident.merged_into), reopen)
    return IllegalTransition(wording.not_open(incident.name, incident.status), reopen)


def change_status(incident: Incident, verb: Verb, by: Person, at: datetime, text: str = "") -> Change:
    """Moves the status. The first move to monitoring ends the impact.

    Moving back from monitoring says that the impact goes on, so the time of mitigation is forgotten again.
    """
    if verb is Verb.RESOLVE:
        return resolve(incident, by, at, text)
    if verb is Verb.REOPEN:
        return reopen(incident, by, at, text)
    status = next_status(incident, verb)
    mitigated_at = (incident.mitigated_at or at) if status is Status.MONITORING else None
    moved = following(incident, status=status, mitigated_at=mitigated_at)
    kind = EntryKind.MONITORING if status is Status.MONITORING else EntryKind.STATUS
    entry = by_itself(at, kind, _with(f"Status {incident.status} → {status}", text), by)
    line = StatusChanged(*keys.line(moved), by=by, at=at, before=incident.status.value, status=status.value, text=text)
    return said(moved, entry, line)


def reopen(incident: Incident, by: Person, at: datetime, text: str = "") -> Change:
    """Begins anew from investigation, as if people had just heard; one that was merged stands for itself again."""
    status = next_status(incident, Verb.REOPEN)
    moved = following(
        incident,
        status=status,
        mitigated_at=None,
        resolved_at=None,
        ended_at=None,
        merged_into=0,
        updated_at=at,
        nudged_at=None,
        snoozed_until=None,
        promised_at=None,
    )
    entry = by_itself(at, EntryKind.STATUS, _with(f"Reopened: {status}", text), by)
    return said(moved, entry, Reopened(*keys.line(moved), by=by, at=at, text=text))


def resolve(incident: Incident, by: Person, at: datetime, text: str = "") -> Change:
    """Ends the incident. `text` is what is said of it; when the impact was over is not guessed from it."""
    status = next_status(incident, Verb.RESOLVE)
    moved = following(incident, status=status, resolved_at=at, snoozed_until=None)
    entry = _entry(at, EntryKind.RESOLUTION, text or "Resolved", by, EntrySource.COMMAND)
    return said(moved, entry, Resolved(*keys.line(moved), by=by, at=at, text=text))


def change_severity(
    incident: Incident, severity: str, by: Person, at: datetime, policy: Policy, reason: str = ""
) -> Change:
    next_status(incident, Verb.SEVERITY)
    level, before = policy.severity(severity), policy.severity(incident.severity)
    if level == before:
        raise Refused(f"{incident.name} is already {level.name}.")
    raised = policy.severities.index(level) < policy.severities.index(before)
    every = schedule.cadence(replace(incident, severity=severity), policy)
    promised = schedule.kept_promise(incident, every, at) if raised else incident.promised_at
    moved = following(incident, severity=severity, promised_at=promised)
    entry = by_itself(at, EntryKind.SEVERITY, _with(f"Severity {before.name} → {level.name}", reason), by)
    line = SeverityChanged(
        *keys.line(moved), by=by, at=at, before=before.key, severity=severity, text=reason, drill=incident.drill
    )
    called = messages.called_by_severity(moved, before.key, policy)
    return said(moved, entry, line, messages.topic(moved), *called)


def rename(incident: Incident, title: str, by: Person, at: datetime) -> Change:
    """The title alone: the channel keeps its name, so that links to it go on working."""
    next_status(incident, Verb.RENAME)
    if title == incident.title:
        raise Refused(f"{incident.name} is called that already.")
    moved = following(incident, title=title)
    entry = by_itself(at, EntryKind.NOTE, f"Renamed from {incident.title} to {title}", by)
    line = Renamed(*keys.line(moved), by=by, at=at, before=incident.title, title=title)
    return said(moved, entry, line, messages.purpose(moved))


def _with(text: str, more: str) -> str:
    return f"{text}: {more}" if more else text


def take_command(incident: Incident, commander: Person, by: Person, at: datetime) -> Change:
    next_status(incident, Verb.COMMANDER)
    before = incident.commander
    if before and before.id == commander.id:
        raise Refused(f"{commander.name} is already incident commander of {incident.name}.")
    moved = following(incident, commander=commander, commander_at=incident.commander_at or at)
    handed = (
        f"Incident commander {before.name} → {commander.name}" if before else f"Incident commander {commander.name}"
    )
    line = CommanderChanged(
        *keys.line(moved), by=by, at=at, before=before.name if before else "", commander=commander.name
    )
    invited = messages.invite(moved, (commander.id,), "commander")
    return said(moved, by_itself(at, EntryKind.ROLE, handed, by), line, messages.topic(moved), invited)


def redrawn_card(incident: Incident) -> tuple[OutboxMessage, ...]:
    return (messages.card(incident),)


def undelivered(incident: Incident, message: OutboxMessage, reason: str) -> tuple[OutboxMessage, ...]:
    """Where it is said that something can't be shown: on the card, or to the declarer where there is no channel."""
    if isinstance(message, CreateChannel):
        return (messages.trouble(incident, reason),) if incident.declared_by.id else ()
    # a card that fails can't say so itself, and would be tried for ever
    return (messages.card(incident),) if incident.channel and not isinstance(message, Card) else ()


def following(incident: Incident, **changes: object) -> Incident:
    """The incident after one more decision."""
    return replace(incident, version=incident.version + 1, **changes)  # type: ignore[arg-type]


def also(change: Change, *more: OutboxMessage) -> Change:
    """A change that Slack shows more of."""
    return replace(change, effects=(*change.effects, *more))


def said(moved: Incident, entry: Entry, line: ChannelLine, *more: OutboxMessage) -> Change:
    """A change that people must notice: an entry, one short line in the channel, and everything redrawn."""
    return Change(moved, entries=(entry,), effects=(*messages.redraw(moved), line, *more))


def _entry(at: datetime, kind: EntryKind, text: str, by: Person, source: EntrySource) -> Entry:
    captured_by = () if source is EntrySource.SYSTEM else (by,)
    return Entry(at, at, kind, text, by, source, captured_by=captured_by)


def by_itself(at: datetime, kind: EntryKind, text: str, by: Person) -> Entry:
    """An entry that the bot writes; `by` is whose doing it tells of."""
    return _entry(at, kind, text, by, EntrySource.SYSTEM)
