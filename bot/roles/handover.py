"""Handing over command: the brief, the offer, and its outcome. The old commander commands until it is accepted.

The brief contains nothing but what people logged: mitigation entries are what was tried, entries that say so are ruled
out, and entries that end with a question mark are open questions.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.config.policy import COMMANDER, Policy
from bot.errors import Hint, Refused
from bot.incidents.change import Change, IncidentDetails, full_text, system_entry, with_changes
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.nudges.update_schedule import promised_update
from bot.outbox import keys, messages
from bot.outbox.model import OutboxMessage
from bot.outbox.roles import (
    BriefLine,
    HandoverBrief,
    HandoverDeclined,
    HandoverEnd,
    HandoverOffer,
    HandoverUnanswered,
    HandoverWithdrawn,
)
from bot.people.model import Person
from bot.roles.commander import take_command
from bot.roles.model import Handover
from bot.tasks.model import Task
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.updates.model import latest_facts
from templates.roles import wording

ROOM_FOR_NOTE: Final = 3_000  # characters of a note in the offer, which has the brief, too
MOST: Final = 5  # the newest entries in each part; the timeline has the rest

_RULED_OUT: Final = re.compile(
    r"\b(rul(?:ed|es|ing) (?:\w+ ){0,4}out|not (?:the|a) (?:root )?cause|not (?:to blame|responsible|related)"
    r"|unrelated|excluded|discarded|(?:is not|isn't|was not|wasn't) it|red herring|false lead)\b",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(r"(?:\b(?:not|never|cannot|can't|without)|n't)(?: \w+){0,3} $", re.IGNORECASE)


def rules_out(text: str) -> bool:
    """Return whether a text says that something isn't the cause. Questions and "not ruled out yet" don't count."""
    found = _RULED_OUT.finditer(text)
    return not _asks(text) and any(not _DENIED.search(text[: match.start()]) for match in found)


def _asks(text: str) -> bool:
    return text.rstrip().endswith("?")


@dataclass(frozen=True)
class Brief:
    """What the next commander needs to know. `known` is the text of the latest update, "" before the first one."""

    known: str
    impact: str
    doing: str
    tried: tuple[Entry, ...]
    ruled_out: tuple[Entry, ...]
    tasks: tuple[str, ...]
    asked: tuple[Entry, ...]
    next_update: datetime | None


def brief(details: IncidentDetails, policy: Policy) -> Brief:
    said = [entry for entry in details.entries if entry.source is not EntrySource.SYSTEM and not entry.pending]
    ruled_out = [entry for entry in said if rules_out(entry.text)]
    tasks = [task for task in details.tasks if not task.done_at and not _is_assigned(task, details.incident, policy)]
    latest = latest_facts(details.updates)
    return Brief(
        known=latest.update.text if latest.update else "",
        impact=latest.impact,
        doing=latest.doing,
        tried=_newest(entry for entry in said if entry.kind is EntryKind.MITIGATION and entry not in ruled_out),
        ruled_out=_newest(ruled_out),
        tasks=tuple(wording.open_task(task.title, task.assignee.name if task.assignee else "") for task in tasks),
        asked=_newest(entry for entry in said if _asks(entry.text)),
        next_update=promised_update(details.incident, policy),
    )


def _is_assigned(task: Task, incident: Incident, policy: Policy) -> bool:
    """Return whether a suggested task asks to assign roles that someone holds by now."""
    title = task.title.casefold()
    named = [role.key for role in policy.roles if role.name.casefold() in title]
    held = {each.role for each in incident.roles} | ({COMMANDER} if incident.commander else set())
    return task.suggested and title.startswith("assign ") and bool(named) and held.issuperset(named)


def _newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(entries)[-MOST:]


def key_of(incident: Incident, offered: Handover) -> str:
    """Return the key of the message with the offer; its buttons carry it."""
    return keys.key(incident, "handover", offered.at.isoformat())


def offer(incident: Incident, to: Person, by: Person, note: str, told: Brief, at: datetime) -> Change:
    """Offer command to someone. Only the commander can; a second offer replaces the first."""
    next_status(incident, Verb.HANDOVER)
    _need_commander(incident, by)
    if to.id == by.id:
        raise Refused(wording.HAND_OVER_TO_SOMEBODY, Hint("handover", "@person", wording.TO_HAND_OVER))
    offered = Handover(to, by, at, note)
    moved = with_changes(incident, handover=offered)
    entry = system_entry(at, EntryKind.ROLE, wording.handover_offered(to.name, note), by)
    posted = HandoverOffer(
        *keys.posted(moved, key_of(moved, offered)), to=to, by=by, note=note, brief=_brief(told, moved)
    )
    whole = full_text(moved, posted, note, by, at, ROOM_FOR_NOTE)
    invited = messages.invite(moved, (to.id,), "handover", by.id)
    before = incident.handover
    ended = (_ended(incident, before, "replaced", by, at),) if before else ()
    return Change(moved, entries=(entry,), effects=(*ended, messages.card(moved), invited, posted, *whole))


def _need_commander(incident: Incident, by: Person) -> None:
    now = incident.commander
    if now is None:
        raise Refused(
            wording.nothing_to_hand_over(incident.name), Hint("commander", "@person", purpose=wording.TO_NAME_ONE)
        )
    if now.id != by.id:
        raise Refused(
            wording.only_commander_hands_over(now.name, incident.name),
            Hint("commander", purpose=wording.TO_TAKE_OVER),
        )


def _brief(told: Brief, incident: Incident) -> HandoverBrief:
    return HandoverBrief(
        incident.status.value,
        incident.severity,
        told.known,
        told.impact,
        told.doing,
        _lines(told.tried),
        _lines(told.ruled_out),
        _lines(told.asked),
        told.tasks,
        told.next_update,
    )


def _lines(entries: Sequence[Entry]) -> tuple[BriefLine, ...]:
    return tuple(BriefLine(entry.occurred_at, entry.text) for entry in entries)


def accept(incident: Incident, key: str, by: Person, at: datetime) -> Change:
    """Take command. Only the person it was offered to can."""
    offered = _pending(incident, key)
    if by.id != offered.to.id:
        raise Refused(wording.offered_to_another(offered.to.name), Hint("commander", purpose=wording.TO_TAKE_IT_ANYWAY))
    taken = take_command(incident, offered.to, by, at)
    return settled(incident, taken, "accepted", by, at)


def withdraw(incident: Incident, key: str, by: Person, at: datetime) -> Change:
    """Take back an offer. The commander can, and the person who made it."""
    offered = _pending(incident, key)
    if by.id not in (offered.by.id, incident.commander.id if incident.commander else ""):
        raise Refused(wording.only_offerer_withdraws(offered.by.name))
    moved = with_changes(incident, handover=None)
    entry = system_entry(at, EntryKind.ROLE, wording.handover_withdrawn(offered.to.name), by)
    line = HandoverWithdrawn(*keys.line(moved), by=by, at=at, to=offered.to.name)
    return Change(
        moved, entries=(entry,), effects=(*_all_ended(incident, "withdrawn", by, at), messages.card(moved), line)
    )


def decline(incident: Incident, key: str, by: Person, at: datetime) -> Change:
    """Turn down an offer. Only the person it was made to can."""
    offered = _pending(incident, key)
    if by.id != offered.to.id:
        raise Refused(wording.only_asked_declines(offered.to.name))
    moved = with_changes(incident, handover=None)
    entry = system_entry(at, EntryKind.ROLE, wording.handover_declined(offered.to.name), by)
    line = HandoverDeclined(*keys.line(moved), by=by, at=at, commander=incident.commander or offered.by)
    return Change(
        moved, entries=(entry,), effects=(*_all_ended(incident, "declined", by, at), messages.card(moved), line)
    )


def end_unavailable(incident: Incident, at: datetime) -> Change:
    """End an offer to someone whose account is deactivated, and tell the person who made it."""
    offered = incident.handover
    if offered is None:
        return Change(incident)
    moved, end = with_changes(incident, handover=None), HandoverEnd("deactivated", offered.to, at)
    entry = system_entry(at, EntryKind.ROLE, wording.handover_withdrawn(offered.to.name), offered.to)
    told = _reminder(incident, offered, end)
    effects = (_ended(incident, offered, end.how, offered.to, at), messages.card(moved), told)
    return Change(moved, entries=(entry,), effects=effects)


def _pending(incident: Incident, key: str) -> Handover:
    next_status(incident, Verb.HANDOVER)
    offered = incident.handover
    if offered is None or key_of(incident, offered) != key:
        raise Refused(wording.HANDOVER_OVER)
    return offered


def settled(before: Incident, change: Change, how: str, by: Person, at: datetime) -> Change:
    """End the pending handover if a change of commander overtook it; its message shows how it ended."""
    if before.handover is None or _commander(change.incident) == _commander(before):
        return change
    moved = replace(change.incident, handover=None)
    return replace(change, incident=moved, effects=(*change.effects, *_all_ended(before, how, by, at)))


def _commander(incident: Incident) -> str:
    return incident.commander.id if incident.commander else ""


def unanswered(incident: Incident, at: datetime) -> Change:
    """Tell both people once that the offer has no answer. The old commander still commands."""
    offered = incident.handover
    if offered is None:
        return Change(incident)
    next_status(incident, Verb.HANDOVER)
    moved = with_changes(incident, handover=replace(offered, told_at=at))
    minutes = round((at - offered.at).total_seconds() / 60)
    entry = system_entry(at, EntryKind.ROLE, wording.handover_unanswered(offered.to.name, minutes), offered.by)
    return Change(moved, entries=(entry,), effects=(_reminder(moved, offered),))


def _reminder(incident: Incident, offered: Handover, end: HandoverEnd | None = None) -> HandoverUnanswered:
    key = key_of(incident, offered)
    address = keys.posted(incident, f"{key}/unanswered")
    return HandoverUnanswered(*address, offer=key, to=offered.to, by=offered.by, since=offered.at, end=end)


def _all_ended(incident: Incident, how: str, by: Person, at: datetime) -> tuple[OutboxMessage, ...]:
    offered = incident.handover
    if offered is None:
        return ()
    reminder = (_reminder(incident, offered, HandoverEnd(how, by, at)),) if offered.told_at else ()
    return (_ended(incident, offered, how, by, at), *reminder)


def _ended(incident: Incident, offered: Handover, how: str, by: Person, at: datetime) -> HandoverOffer:
    address = keys.posted(incident, key_of(incident, offered))
    return HandoverOffer(*address, to=offered.to, by=offered.by, note=offered.note, end=HandoverEnd(how, by, at))
