"""Posting an update: its timeline entry, when the next one is due, and who gets it outside the channel.

An update can change the status, too. That is one decision, with a timeline entry and a message for each of the two.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.announcements.broadcast import is_announced
from bot.config.policy import Policy
from bot.encoded_length import encoded_length
from bot.errors import Hint, Refused
from bot.incidents import transitions
from bot.incidents.change import Change, system_entry, with_changes
from bot.incidents.model import Incident
from bot.incidents.transitions import MOVE_TO, Verb, next_status
from bot.incidents.undo import Thing, offered
from bot.nudges.update_schedule import cadence
from bot.outbox import messages
from bot.outbox.incidents import RevertibleLine
from bot.outbox.model import OutboxMessage
from bot.outbox.nudges import UpdateGiven
from bot.people.model import Person
from bot.time_format import duration
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.updates.model import Update
from bot.updates.verbs import PostUpdate
from templates.commands.wording import FOR_ALL_COMMANDS
from templates.updates import wording

MOST: Final = 9_000  # characters of an update: what the form takes in three fields, and one message can show


def excess(asked: PostUpdate) -> int:
    """By how many characters an update is too long for a message, 0 if it fits."""
    return max(0, sum(map(encoded_length, (asked.text, asked.impact, asked.doing))) - MOST)


def post(
    incident: Incident,
    number: int,
    asked: PostUpdate,
    by: Person,
    at: datetime,
    policy: Policy,
    members: frozenset[str] = frozenset(),
    line: RevertibleLine | None = None,
) -> Change:
    """Post an update as the incident's `number`. `members` are the ids of the people in its channel.

    `line` is the message of the last status change, which can no longer be undone once there is another.
    """
    next_status(incident, Verb.UPDATE)
    if over := excess(asked):
        raise Refused(wording.too_long(over))
    moved = _status_change(incident, asked, by, at, line)
    update = _update(moved.incident, number, asked, by, at, policy)
    now = with_changes(
        moved.incident,
        updated_at=at,
        nudged_at=None,
        snoozed_until=None,
        promised_at=asked.next_by if moved.incident.is_open else None,
    )
    entry = Entry(
        at,
        at,
        EntryKind.COMMUNICATION,
        wording.entry(update.text, update.impact, update.doing),
        by,
        EntrySource.COMMAND,
        captured_by=(by,),
    )
    shown = (*messages.update(now, update), *_elsewhere(now, update, members))
    change = replace(moved, incident=now, entries=(*moved.entries, entry), updates=(update,))
    return _settling_nudge(replace(change, effects=(*moved.effects, *shown)), incident, by, at)


def _status_change(
    incident: Incident, asked: PostUpdate, by: Person, at: datetime, line: RevertibleLine | None
) -> Change:
    """The status change that comes with an update, if any."""
    if asked.status is None or asked.status is incident.status:
        return Change(incident)
    if asked.status not in MOVE_TO:
        raise Refused(wording.wrong_status(incident.name, asked.status), Hint("help", purpose=FOR_ALL_COMMANDS))
    moved = transitions.change_status(incident, MOVE_TO[asked.status], by, at)
    return offered(incident, moved, Thing.STATUS, line)


def _update(incident: Incident, number: int, asked: PostUpdate, by: Person, at: datetime, policy: Policy) -> Update:
    """The update to store. Without a time, the next one is due after the severity's update interval."""
    if asked.next_by and asked.next_by <= at:
        raise Refused(wording.PAST)
    every = cadence(incident, policy)
    promised = asked.next_by or (at + timedelta(minutes=every) if every else None)
    next_by = promised if incident.is_open else None
    return Update(number, asked.text, by, at, impact=asked.impact, doing=asked.doing, next_by=next_by)


def _settling_nudge(change: Change, before: Incident, by: Person, at: datetime) -> Change:
    """Settle the nudge that asked for this update, if there is one."""
    if before.nudged_at is None:
        return change
    noted = system_entry(at, EntryKind.NUDGE, wording.nudge_answered(duration(at - before.nudged_at)), by)
    messaged = before.reminder_state.messaged
    answered = messages.nudge_settled(change.incident, before.nudged_at, messaged, UpdateGiven(by))
    return replace(change, entries=(*change.entries, noted), effects=(*change.effects, *answered))


def _elsewhere(incident: Incident, update: Update, members: frozenset[str]) -> tuple[OutboxMessage, ...]:
    thread = (messages.update_below_announcement(incident, update),) if is_announced(incident) else ()
    getting = (who for who in incident.subscribers if may_get(incident, who, members))
    return (*thread, *(messages.update_to(incident, update, who) for who in getting))


def may_get(incident: Incident, subscriber: str, members: frozenset[str]) -> bool:
    """Whether a subscriber gets updates: those of private incidents and drills go to members only."""
    return subscriber in members if incident.private or incident.drill else True
