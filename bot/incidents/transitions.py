"""An incident's status: which there are, and what moves one to the next. Nothing else may move it.

An incident is three machines that run beside each other:

  status    the table below. Four open statuses, from any of which people may go to any other; then resolved, then
            closed. An incident that was none ends as canceled (a false alarm) or merged (a duplicate of another).
  channel   none yet, there, archived (channels.py). An incident counts its channels by generations.
  review    draft, in review, approved (bot/review/edit_log.py). It begins when someone opens it.

Only people move the status, each by a verb; time never does, it only asks (bot/nudges). What Slack tells of moves the
channel alone: an archived channel ends no incident. The review moves on its own, whatever the status is by then.

Each verb has a row of its own in every status, and most lead back to where they began: to log an entry or to change
the severity is allowed in some statuses and moves none. A verb that has no row raises IllegalTransition, whose
sentence says what the incident is, and nothing changes.

  Undo      (undo.py) takes the newest change back and restores the fields that it had changed, so it needs no row.
  Reopen    leads from every status that is not open to investigating, as if people had just heard: what was known of
            mitigation, resolution, promises and the merge is forgotten, the timeline is not.
  A new channel   where the old one is archived (reopen) or the incident becomes private: the next generation. Until
            it exists the incident has none, and what is to be posted waits for it. The status goes its own way.

A decision takes the incident as it is, what was asked, who asks and when, and returns a Change. Those that move the
status are here, in closing.py and merging.py; the others stand with their capability and ask `next_status` first.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from bot.errors import Hint, IllegalTransition
from bot.incidents.change import Change, new_entry, status_entry, visible_change, with_changes, with_reason
from bot.incidents.model import Incident, Status
from bot.outbox import keys
from bot.outbox.incidents import Reopened, Resolved, StatusChanged
from bot.people.model import Person
from bot.timeline.model import EntryKind, EntrySource
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
_CLOSINGS: dict[Verb, Status] = {_V.CLOSE: _S.CLOSED, _V.CANCEL: _S.CANCELLED, _V.MERGE: _S.MERGED}
_FACTS = (_V.LOG, _V.RECORD, _V.ACTION)  # what is known later is never refused
_ALWAYS = (*_FACTS, _V.UPDATE, _V.SEVERITY, _V.COMMANDER, _V.REVIEW, _V.RENAME, _V.ROLE, _V.SUBSCRIBE, _V.PRIVATE)
_WHILE_OPEN = (_V.SNOOZE, _V.NUDGE, _V.HANDOVER, _V.TASK)
_REOPEN: dict[Verb, Status] = {_V.REOPEN: _S.INVESTIGATING}


def _open_row(status: Status) -> dict[Verb, Status]:
    moves = {verb: target for verb, target in _MOVES.items() if target is not status}
    closings = {verb: target for verb, target in _CLOSINGS.items() if verb is not _V.CLOSE}
    return moves | closings | dict.fromkeys((*_ALWAYS, *_WHILE_OPEN), status)


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


def need_unmerged(incident: Incident) -> None:
    """What people change in an incident that was merged would be seen by nobody."""
    if incident.merged_into:
        reopen = Hint("reopen", purpose=wording.TO_REOPEN)
        raise IllegalTransition(wording.merged_into(incident.name, incident.merged_into), reopen)


def _illegal(incident: Incident, verb: Verb) -> IllegalTransition:
    if verb is Verb.REOPEN:
        return IllegalTransition(wording.nothing_to_reopen(incident.name, incident.status))
    if (_MOVES | _CLOSINGS).get(verb) is incident.status:
        return IllegalTransition(wording.already(incident.name, incident.status))
    if incident.is_open:
        to_resolve = Hint("resolve", purpose=wording.TO_RESOLVE, incident=incident.number)
        return IllegalTransition(wording.not_resolved_yet(incident.name), to_resolve)
    reopen = Hint("reopen", purpose=wording.TO_REOPEN, incident=incident.number)
    if incident.merged_into:
        return IllegalTransition(wording.merged_into(incident.name, incident.merged_into), reopen)
    return IllegalTransition(wording.not_open(incident.name, incident.status), reopen)


def need_resolvable(incident: Incident, text: str = "") -> Status:
    """The status after resolving. If someone else was first, the refusal says where the `text` can go."""
    try:
        return next_status(incident, Verb.RESOLVE)
    except IllegalTransition as refusal:
        if incident.status not in (Status.RESOLVED, Status.CLOSED) or not text:
            raise
        fix = " ".join(text.split())
        raise IllegalTransition(str(refusal), Hint("record", f"fix {fix}", wording.TO_SAVE_FIX)) from None


def change_status(incident: Incident, verb: Verb, by: Person, at: datetime, text: str = "") -> Change:
    """Moves the status. The first move to monitoring ends the impact.

    Moving back from monitoring says that the impact goes on, so the time of mitigation is forgotten again.
    """
    if verb is Verb.RESOLVE:
        return resolve(incident, by, at, text)
    if verb is Verb.REOPEN:
        return reopen(incident, by, at, text)
    if text and _MOVES[verb] is incident.status:
        hint = Hint("update", " ".join(text.split()), wording.TO_POST_TEXT)
        raise IllegalTransition(wording.already(incident.name, incident.status), hint)
    status = next_status(incident, verb)
    mitigated_at = (incident.mitigated_at or at) if status is Status.MONITORING else None
    moved = with_changes(incident, status=status, mitigated_at=mitigated_at)
    entry = status_entry(at, status, with_reason(wording.status_changed(incident.status, status), text), by)
    line = StatusChanged(*keys.line(moved), by=by, at=at, before=incident.status.value, status=status.value, text=text)
    return visible_change(moved, entry, line)


def reopen(incident: Incident, by: Person, at: datetime, text: str = "") -> Change:
    """Begins anew from investigation, as if people had just heard; one that was merged stands for itself again."""
    status = next_status(incident, Verb.REOPEN)
    moved = with_changes(
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
    entry = status_entry(at, status, with_reason(wording.REOPENED, text), by)
    return visible_change(moved, entry, Reopened(*keys.line(moved), by=by, at=at, text=text))


def resolve(incident: Incident, by: Person, at: datetime, text: str = "") -> Change:
    """Ends the incident. `text` is the comment; the time of mitigation is not inferred from it."""
    status = need_resolvable(incident, text)
    moved = with_changes(incident, status=status, resolved_at=at, snoozed_until=None)
    said = new_entry(at, EntryKind.RESOLUTION, text or wording.RESOLVED, by, EntrySource.COMMAND)
    entry = replace(said, moved_to=status)
    return visible_change(moved, entry, Resolved(*keys.line(moved), by=by, at=at, text=text))
