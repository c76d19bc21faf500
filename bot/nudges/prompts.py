"""What is asked when a reminder is due, and what becomes of the question: the facts that its message is drawn from.

When each is due stands in bot/nudges/reminder_schedule.py.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.analysis.model import Case, Event
from bot.analysis.severity.classify import classify
from bot.config.policy import Policy
from bot.errors import Refused
from bot.incidents.change import Change, system_entry, with_changes, with_messages
from bot.incidents.declaring.severity_suggestion import said_of
from bot.incidents.model import Incident, Status
from bot.incidents.transitions import Verb, next_status
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
from bot.outbox.model import OutboxMessage
from bot.outbox.nudges import Nudge, Prompts
from bot.people.model import Person
from bot.timeline.model import HOUSEKEEPING, Entry, EntryKind, EntrySource
from bot.times import length

SEEN: Final = "seen:"  # the marks of questions on a severity: "seen:sev1"


# What is asked


def _asked(incident: Incident, mark: str, at: datetime, prompts: Prompts) -> Change:
    moved = with_changes(incident, reminder_state=incident.reminder_state.marked(mark, at))
    return Change(moved, effects=(_told(moved, at, prompts),))


def _told(incident: Incident, at: datetime, prompts: Prompts) -> OutboxMessage:
    """In the channel; where that is archived, to whom it waits for."""
    if incident.archived:
        return messages.ask_directly(incident, at, leader(incident).id, replace(prompts, at=at))
    return messages.ask(incident, at, replace(prompts, at=at))


def no_commander(incident: Incident, at: datetime) -> Change:
    next_status(incident, Verb.NUDGE)
    since = begun(incident)
    change = _asked(incident, asked_of(COMMANDER, incident.severity), at, Prompts(vacant_from=since))
    text = f"Nobody commands: asked after {length(at - since)}"
    return replace(change, entries=(system_entry(at, EntryKind.NUDGE, text, leader(incident)),))


def idle(incident: Incident, at: datetime) -> Change:
    next_status(incident, Verb.NUDGE)
    since = idle_since(incident)
    change = _asked(incident, IDLE, at, Prompts(idle_from=since))
    text = f"Open without activity for {length(at - since)}: asked whether it goes on"
    return replace(change, entries=(system_entry(at, EntryKind.NUDGE, text, leader(incident)),))


def review(incident: Incident, at: datetime, policy: Policy) -> Change:
    due = review_due(incident, policy)
    return _asked(incident, REVIEW, at, Prompts(review_by=due)) if due else Change(incident)


def review_over(incident: Incident) -> tuple[OutboxMessage, ...]:
    """The last question for a review that is done now becomes a line without buttons."""
    asked = incident.reminder_state.mark(REVIEW)
    return (_told(incident, asked, Prompts(review_over=True)),) if asked else ()


def factors(incident: Incident, at: datetime, left: int) -> Change:
    """`left` contributing factors have no action, and nobody has decided of them."""
    if not left:
        return Change(replace(incident, reminder_state=incident.reminder_state.marked(DECIDED, at)))
    return _asked(incident, FACTORS, at, Prompts(factors=left))


def unowned(incident: Incident, at: datetime, which: Sequence[int]) -> Change:
    """Action items whose owner can't be reached: the channel hears of them."""
    return _asked(incident, ACTIONS, at, Prompts(unowned=tuple(which)))


def owned(incident: Incident, owner: str, at: datetime) -> Change:
    """Their owner is told of them, together with those of other incidents."""
    return Change(with_changes(incident, reminder_state=incident.reminder_state.marked(ACTIONS + owner, at)))


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
    asked = Prompts(look=level.key, reasons=tuple(said_of(found)), was=incident.severity)
    change = _asked(looked, SEEN + level.key, at, asked)
    text = f"Severity to be looked at again: the timeline sounds like {level.name}"
    return replace(change, entries=(system_entry(at, EntryKind.NUDGE, text, leader(incident)),))


def keep(incident: Incident, question: Nudge, by: Person, at: datetime, policy: Policy) -> Change:
    """Somebody looked, and the severity stays."""
    next_status(incident, Verb.SEVERITY)
    need_unanswered(question)
    text = f"Severity kept at {policy.severity(incident.severity).name}"
    answer = Prompts(look_by=by, kept=incident.severity)
    entry = system_entry(at, EntryKind.NUDGE, text, by)
    return Change(with_changes(incident), entries=(entry,), effects=(replace(question, prompts=answer),))


def need_unanswered(question: Nudge) -> None:
    if question.prompts.look_by or question.prompts.kept:
        raise Refused("That question is answered already. To change the severity, type /incident severity.")


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
    return with_messages(replace(change, incident=replace(incident, reminder_state=reminder_state)), *settled)


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
        found.append(_settles(now, asked, Prompts(vacant_over=now.commander.name if now.commander else "")))
    for name, at in before.reminder_state.marks:
        if name.startswith(SEEN) and (now.severity != before.severity or (before.is_open and not now.is_open)):
            found.append(_settles(now, at, Prompts(kept=now.severity)))
    if (idle_asked := before.reminder_state.mark(IDLE)) and before.is_open and not now.is_open:
        found.append(_settles(now, idle_asked, Prompts(idle_over=now.status.value)))
    return found


def _settles(incident: Incident, asked_at: datetime, answer: Prompts) -> OutboxMessage:
    return messages.ask(incident, asked_at, replace(answer, at=asked_at))
