"""What is asked when a reminder is due, and what becomes of the question: the facts that its message is drawn from.

When each is due stands in bot/nudges/reminder_schedule.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.analysis.model import Case, Event
from bot.analysis.severity.classify import classify
from bot.config.policy import Policy
from bot.errors import Refused
from bot.incidents.change import Change
from bot.incidents.model import Incident, Status
from bot.incidents.severity_suggestion import said_of
from bot.incidents.transitions import Verb, also, by_itself, following, next_status
from bot.json_types import Json
from bot.nudges.escalation import leader
from bot.nudges.reminder_schedule import (
    ACTIONS,
    ACTIVE,
    COMMANDER,
    DECIDED,
    FACTORS,
    IDLE,
    LOOK,
    REVIEW,
    asked_of,
    begun,
    idle_since,
    review_due,
)
from bot.nudges.schedule import BEGUN
from bot.outbox import messages
from bot.outbox.model import OutboxMessage, OutboxRow
from bot.people.model import Person
from bot.timeline.model import HOUSEKEEPING, Entry, EntryKind, EntrySource
from bot.times import length

SEEN: Final = "seen:"  # the marks of questions on a severity: "seen:sev1"


# What is asked


def _asked(incident: Incident, mark: str, at: datetime, facts: Mapping[str, Json]) -> Change:
    moved = following(incident, reminder_state=incident.reminder_state.marked(mark, at))
    return Change(moved, effects=(_told(moved, at, {**facts, "whom": messages.named(leader(moved))}),))


def _told(incident: Incident, at: datetime, facts: Mapping[str, Json]) -> OutboxMessage:
    """In the channel; where that is archived, to whom it waits for."""
    if incident.archived:
        return messages.nudge_to(incident, at, leader(incident).id, facts)
    return messages.reminder(incident, at, facts)


def no_commander(incident: Incident, at: datetime) -> Change:
    next_status(incident, Verb.NUDGE)
    since = begun(incident)
    change = _asked(incident, asked_of(COMMANDER, incident.severity), at, {"vacant_from": since.isoformat()})
    text = f"Nobody commands: asked after {length(at - since)}"
    return replace(change, entries=(by_itself(at, EntryKind.NUDGE, text, leader(incident)),))


def idle(incident: Incident, at: datetime) -> Change:
    next_status(incident, Verb.NUDGE)
    since = idle_since(incident)
    change = _asked(incident, IDLE, at, {"idle_from": since.isoformat()})
    text = f"Open without activity for {length(at - since)}: asked whether it goes on"
    return replace(change, entries=(by_itself(at, EntryKind.NUDGE, text, leader(incident)),))


def review(incident: Incident, at: datetime, policy: Policy) -> Change:
    due = review_due(incident, policy)
    return _asked(incident, REVIEW, at, {"review_by": due.isoformat()}) if due else Change(incident)


def review_over(incident: Incident) -> tuple[OutboxMessage, ...]:
    """The last question for a review that is done now becomes a line without buttons."""
    asked = incident.reminder_state.mark(REVIEW)
    return (_told(incident, asked, {"review_over": True}),) if asked else ()


def factors(incident: Incident, at: datetime, left: int) -> Change:
    """`left` contributing factors have no action, and nobody has decided of them."""
    if not left:
        return Change(replace(incident, reminder_state=incident.reminder_state.marked(DECIDED, at)))
    return _asked(incident, FACTORS, at, {"factors": left})


def unowned(incident: Incident, at: datetime, which: Sequence[int]) -> Change:
    """Action items whose owner can't be reached: the channel hears of them."""
    return _asked(incident, ACTIONS, at, {"unowned": list(which)})


def owned(incident: Incident, owner: str, at: datetime) -> Change:
    """Their owner is told of them, together with those of other incidents."""
    return Change(following(incident, reminder_state=incident.reminder_state.marked(ACTIONS + owner, at)))


def look_again(incident: Incident, entries: Sequence[Entry], at: datetime, policy: Policy) -> Change:
    """Asks, once for each level, where what people put on the timeline sounds worse than the severity is."""
    unread = any(entry.pending for entry in entries)
    looked = replace(
        incident,
        reminder_state=incident.reminder_state.marked(LOOK, at) if unread else incident.reminder_state.without(LOOK),
    )
    said = [entry.text for entry in entries if entry.source is not EntrySource.SYSTEM and not entry.pending]
    found = classify(Case(events=tuple(Event(place, text) for place, text in enumerate(said, start=1))), policy)
    level, keys = policy.read_severity(found.severity), [each.key for each in policy.severities]
    if level is None or not found.sure or keys.index(level.key) >= keys.index(incident.severity):
        return Change(looked)
    if incident.reminder_state.mark(SEEN + level.key):
        return Change(looked)
    reasons = list(said_of(found))
    change = _asked(looked, SEEN + level.key, at, {"look": level.key, "reasons": reasons, "was": incident.severity})
    text = f"Severity to be looked at again: the timeline sounds like {level.name}"
    return replace(change, entries=(by_itself(at, EntryKind.NUDGE, text, leader(incident)),))


def keep(incident: Incident, question: OutboxRow, by: Person, at: datetime, policy: Policy) -> Change:
    """Somebody looked, and the severity stays."""
    next_status(incident, Verb.SEVERITY)
    need_unanswered(question)
    text = f"Severity kept at {policy.severity(incident.severity).name}"
    facts: Mapping[str, Json] = {"look_by": messages.named(by), "kept": incident.severity}
    entry = by_itself(at, EntryKind.NUDGE, text, by)
    return Change(following(incident), entries=(entry,), effects=(_again(incident, question, facts),))


def need_unanswered(question: OutboxRow) -> None:
    if "look_by" in question.payload or "kept" in question.payload:
        raise Refused("That question is answered already. To change the severity, type /incident severity.")


def _again(incident: Incident, question: OutboxRow, facts: Mapping[str, Json]) -> OutboxMessage:
    return messages.reminder(incident, datetime.fromisoformat(str(question.payload["at"])), facts)


# What follows from a change, whoever made it


def followed(before: Incident, change: Change, at: datetime, *, by_people: bool) -> Change:
    """What the bot notes of a change for its reminders; questions that it settles are drawn as settled."""
    incident, reminder_state = change.incident, change.incident.reminder_state
    if by_people:
        reminder_state = reminder_state.marked(ACTIVE, at)
        if incident.is_open and not reminder_state.mark(LOOK) and any(map(_tells, change.entries)):
            reminder_state = reminder_state.marked(LOOK, at)
    if incident.severity != before.severity or _reopened(before, incident):
        reminder_state = reminder_state.marked(BEGUN, at)
    if not incident.is_open or not before.is_open:
        reminder_state = reminder_state.without(IDLE).without(LOOK).without(asked_of(COMMANDER, incident.severity))
    if incident.status is not before.status and incident.status is Status.RESOLVED:
        reminder_state = reminder_state.without(REVIEW).without(FACTORS).without(DECIDED)
    settled = tuple(_settled(before, incident))
    return also(replace(change, incident=replace(incident, reminder_state=reminder_state)), *settled)


def _reopened(before: Incident, now: Incident) -> bool:
    """Whether it begins anew; an ending that was taken back never was."""
    return now.is_open and not before.is_open and now.updated_at != before.updated_at


def _tells(entry: Entry) -> bool:
    return entry.source is not EntrySource.SYSTEM and entry.kind not in HOUSEKEEPING and not entry.removed


def _settled(before: Incident, now: Incident) -> Sequence[OutboxMessage]:
    """The questions that a change answers: who commands, how bad it is, whether it goes on."""
    found: list[OutboxMessage] = []
    asked = before.reminder_state.mark(asked_of(COMMANDER, before.severity))
    if asked and before.commander is None and (now.commander or not now.is_open):
        found.append(messages.reminder(now, asked, {"vacant_over": now.commander.name if now.commander else ""}))
    for name, at in before.reminder_state.marks:
        if name.startswith(SEEN) and (now.severity != before.severity or (before.is_open and not now.is_open)):
            found.append(messages.reminder(now, at, {"kept": now.severity}))
    if (idle_asked := before.reminder_state.mark(IDLE)) and before.is_open and not now.is_open:
        found.append(messages.reminder(now, idle_asked, {"idle_over": now.status.value}))
    return found
