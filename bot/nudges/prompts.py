"""The reminders other than update nudges: what is asked, and how a change answers the question.

bot/nudges/reminder_schedule.py says when each is due.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Final

from bot.analysis.model import Case, Classification, Event
from bot.analysis.severity.classify import classify
from bot.config.policy import Policy
from bot.errors import Hint, Refused
from bot.incidents.change import Change, system_entry, with_changes, with_messages
from bot.incidents.declaring.severity_suggestion import said_of
from bot.incidents.model import Incident, Status
from bot.incidents.transitions import Verb, next_status
from bot.nudges.escalation import leader, who_may_reassign
from bot.nudges.model import Reminder, ReminderKind, ReminderState
from bot.nudges.reminder_schedule import (
    FACTORS,
    IDLE,
    REVIEW,
    REVIEW_ESCALATION,
    at_severity_since,
    commander_asked,
    idle_since,
    of_owner,
    review_due,
)
from bot.nudges.update_nudge import answered_by
from bot.nudges.working_time import AtWork
from bot.outbox import messages
from bot.outbox.model import OutboxMessage
from bot.outbox.nudges import (
    Answer,
    CommandTaken,
    CommandUnneeded,
    IdleIncident,
    IdleIncidentEnded,
    MissingCommander,
    Nudge,
    OverdueReview,
    Question,
    ReviewFinished,
    SeverityDoubt,
    SeveritySettled,
    UndecidedFactors,
    UnownedActionItems,
    asked_again,
)
from bot.people.model import Person
from bot.time_format import duration
from bot.timeline.model import HOUSEKEEPING, Entry, EntryKind, EntrySource
from templates.nudges import wording

_PERSON: Final = re.compile(r"[UW][A-Z0-9]{2,}")  # user groups and email addresses get no direct message
LATEST: Final = 5  # entries that are heard for themselves

# Questions


def _asked(incident: Incident, reminder: Reminder, at: datetime, question: Question) -> Change:
    """Ask, and replace the message that asked the same before."""
    moved = with_changes(incident, reminder_state=incident.reminder_state.with_asked(reminder, at))
    before = {asked_at for each, asked_at in incident.reminder_state.asked if each.kind is reminder.kind}
    settled = [_settled_by(moved, asked_at, asked_again(question)) for asked_at in sorted(before - {at})]
    return Change(moved, effects=(*chain.from_iterable(settled), *_told(moved, at, question)))


def _told(incident: Incident, at: datetime, question: Question) -> tuple[OutboxMessage, ...]:
    """Ask in the channel, or the same people by direct message if the channel is archived."""
    if not incident.archived:
        return (messages.ask(incident, at, question),)
    people = dict.fromkeys(each.id for each in question.asked_of(leader(incident)) if each.is_there)
    return tuple(messages.ask_directly(incident, at, who, question) for who in people if _PERSON.fullmatch(who))


def _settled_by(incident: Incident, asked_at: datetime, answer: Answer) -> tuple[OutboxMessage, ...]:
    if not incident.archived:
        return (messages.answered(incident, asked_at, answer),)
    lead = leader(incident)
    return (messages.answered_directly(incident, asked_at, lead.id, answer),) if lead.id and lead.is_there else ()


def no_commander(incident: Incident, at: datetime) -> Change:
    next_status(incident, Verb.NUDGE)
    since = at_severity_since(incident)
    change = _asked(incident, commander_asked(incident), at, MissingCommander(since))
    text = wording.no_commander(duration(at - since))
    return replace(change, entries=(system_entry(at, EntryKind.NUDGE, text, leader(incident)),))


def idle(incident: Incident, at: datetime) -> Change:
    next_status(incident, Verb.NUDGE)
    since = idle_since(incident)
    change = _asked(incident, IDLE, at, IdleIncident(since))
    text = wording.idle(duration(at - since))
    return replace(change, entries=(system_entry(at, EntryKind.NUDGE, text, leader(incident)),))


def review(incident: Incident, at: datetime, policy: Policy) -> Change:
    due = review_due(incident, policy)
    return _asked(incident, REVIEW, at, OverdueReview(due)) if due else Change(incident)


def review_escalation(incident: Incident, at: datetime, policy: Policy, at_work: AtWork) -> Change:
    """Ask once whether someone else can do the overdue review. Who isn't at work is only named."""
    if (due := review_due(incident, policy)) is None:
        return Change(incident)
    others = at_work.quietly(incident, who_may_reassign(incident, policy))
    change = _asked(incident, REVIEW, at, OverdueReview(due, others, escalated=True))
    state = change.incident.reminder_state.with_asked(REVIEW_ESCALATION, at)
    return replace(change, incident=replace(change.incident, reminder_state=state))


def review_over(incident: Incident) -> tuple[OutboxMessage, ...]:
    """Settle the last review reminder once the review is done."""
    asked = incident.reminder_state.asked_at(REVIEW)
    return _settled_by(incident, asked, ReviewFinished()) if asked else ()


def factors(incident: Incident, at: datetime, left: int) -> Change:
    """Ask about `left` contributing factors that have no action item and weren't accepted."""
    if not left:
        return Change(replace(incident, reminder_state=replace(incident.reminder_state, factors_decided_at=at)))
    return _asked(incident, FACTORS, at, UndecidedFactors(left))


def unowned(incident: Incident, at: datetime, which: Sequence[int]) -> Change:
    """Ask in the channel about action items whose owners can't get a direct message."""
    return _asked(incident, of_owner(""), at, UnownedActionItems(tuple(which)))


def summarized(incident: Incident, reminder: Reminder, at: datetime) -> Change:
    """Record that a person was reminded; the message lists what is overdue in all incidents."""
    return Change(with_changes(incident, reminder_state=incident.reminder_state.with_asked(reminder, at)))


def look_again(incident: Incident, entries: Sequence[Entry], at: datetime, policy: Policy) -> Change:
    """Ask once for each severity whether to raise it, if the timeline sounds worse."""
    unread = any(entry.pending for entry in entries)
    looked = replace(incident, reminder_state=replace(incident.reminder_state, unread_since=at if unread else None))
    said = [entry.text for entry in entries if entry.source is not EntrySource.SYSTEM and not entry.pending]
    found = min(_heard(said, policy), key=lambda each: (not each.sure, each.severity))
    level, keys = policy.read_severity(found.severity), [each.key for each in policy.severities]
    if level is None or not found.sure or keys.index(level.key) >= keys.index(incident.severity):
        return Change(looked)
    sounds = Reminder(ReminderKind.SEVERITY, severity=level.key)
    if incident.reminder_state.asked_at(sounds):
        return Change(looked)
    asked = SeverityDoubt(level.key, incident.severity, tuple(said_of(found)))
    change = _asked(looked, sounds, at, asked)
    text = wording.severity_questioned(level.name)
    return replace(change, entries=(system_entry(at, EntryKind.NUDGE, text, leader(incident)),))


def _heard(said: Sequence[str], policy: Policy) -> tuple[Classification, ...]:
    """How all of it sounds, and each of the latest alone: among other lines, one about an outage weighs little."""
    return tuple(
        classify(Case(events=tuple(Event(place, text) for place, text in enumerate(texts, start=1))), policy)
        for texts in (said, *([text] for text in said[-LATEST:]))
    )


def keep(incident: Incident, question: Nudge, by: Person, at: datetime, policy: Policy) -> Change:
    """Keep the severity, as someone answered."""
    next_status(incident, Verb.SEVERITY)
    need_unanswered(question)
    text = wording.severity_kept(policy.severity(incident.severity).name)
    answer = replace(question, questions=(), answers=(SeveritySettled(incident.severity, by),))
    entry = system_entry(at, EntryKind.NUDGE, text, by)
    return Change(with_changes(incident), entries=(entry,), effects=(answer,))


def need_unanswered(question: Nudge) -> None:
    if any(isinstance(answer, SeveritySettled) for answer in question.answers):
        raise Refused(
            wording.question_answered(answered_by(question)), Hint("severity", purpose=wording.TO_CHANGE_SEVERITY)
        )


# What follows from a change


def followed(before: Incident, change: Change, at: datetime, *, by_people: bool) -> Change:
    """Update the reminder state after a change, and settle the questions that the change answers."""
    incident = change.incident
    state = _worked_on(change, at) if by_people else incident.reminder_state
    if _reopened(before, incident):
        state = replace(state, severity_since=at)
    if not incident.is_open or not before.is_open:
        state = replace(state.without_asked(IDLE, commander_asked(incident)), unread_since=None)
    if incident.status is not before.status and incident.status is Status.RESOLVED:
        state = replace(state.without_asked(REVIEW, REVIEW_ESCALATION, FACTORS), factors_decided_at=None)
    settled = tuple(_settled(before, incident))
    return with_messages(replace(change, incident=replace(incident, reminder_state=state)), *settled)


def _worked_on(change: Change, at: datetime) -> ReminderState:
    """Note that a person did something. Entries about Muster's own messages and the channel aren't work."""
    state = replace(change.incident.reminder_state, active_at=at)
    if _is_work(change):
        state = replace(state, worked_at=at)
    if change.incident.is_open and not state.unread_since and any(map(_tells, change.entries)):
        state = replace(state, unread_since=at)
    return state


def _is_work(change: Change) -> bool:
    noted = any(entry.kind not in HOUSEKEEPING for entry in change.entries)
    return noted or bool(change.updates or change.records or change.actions or change.tasks)


def _reopened(before: Incident, now: Incident) -> bool:
    """Return whether the incident was reopened. Undoing the end isn't a reopening."""
    return now.is_open and not before.is_open and now.updated_at != before.updated_at


def _tells(entry: Entry) -> bool:
    return entry.source is not EntrySource.SYSTEM and entry.kind not in HOUSEKEEPING and not entry.removed


def _settled(before: Incident, now: Incident) -> Sequence[OutboxMessage]:
    """Return the answers that a change gives: to the commander, severity and inactivity questions."""
    found: list[OutboxMessage] = []
    asked = before.reminder_state.asked_at(commander_asked(before))
    if asked and before.commander is None and (now.commander or not now.is_open):
        answer = CommandTaken(now.commander.name) if now.commander else CommandUnneeded()
        found.append(messages.answered(now, asked, answer))
    changed = now.severity != before.severity or (before.is_open and not now.is_open)
    for reminder, at in before.reminder_state.asked:
        if reminder.kind is ReminderKind.SEVERITY and changed:
            found.append(messages.answered(now, at, SeveritySettled(now.severity)))
    if (idle_asked := before.reminder_state.asked_at(IDLE)) and before.is_open and not now.is_open:
        found.append(messages.answered(now, idle_asked, IdleIncidentEnded(now.status.value)))
    return found
