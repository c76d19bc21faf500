"""The update nudge: how it is sent, escalated, snoozed, answered and ended.

bot/nudges/update_schedule.py says when it is due, bot/nudges/escalation.py whom it reaches.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.config.policy import Policy
from bot.errors import Hint, Refused
from bot.incidents.change import Change, system_entry, with_changes, with_messages
from bot.incidents.model import Incident, Status
from bot.incidents.transitions import Verb, next_status
from bot.nudges.escalation import EscalationLevel, leader
from bot.nudges.update_schedule import cadence, kept_promise, next_level, promised_update, summary_for, waits
from bot.nudges.working_time import AtWork
from bot.outbox import messages
from bot.outbox.model import OutboxMessage
from bot.outbox.nudges import Answer, Nudge, UpdateAskedAgain, UpdateGiven, UpdatePutOff, UpdateSnoozed, UpdateUnneeded
from bot.people.model import Person
from bot.time_format import duration, minutes_between
from bot.timeline.model import EntryKind
from templates.nudges import wording


def nudge(
    incident: Incident,
    at: datetime,
    policy: Policy,
    members: frozenset[str] = frozenset(),
    last_update: datetime | None = None,
    at_work: AtWork | None = None,
) -> Change:
    """Ask for the next update, one escalation level further if the last nudge wasn't answered."""
    next_status(incident, Verb.NUDGE)
    ignored, (count, level) = waits(incident), next_level(incident, policy, members)
    level = at_work.of_level(incident, level) if at_work else level
    told = tuple(person.id for person in level.directly)
    reminder_state = replace(incident.reminder_state, level=count, messaged=told)
    spent = min(incident.snoozed_until, at) if incident.snoozed_until else None
    moved = with_changes(incident, nudged_at=at, snoozed_until=spent, reminder_state=reminder_state)
    entry = system_entry(at, EntryKind.NUDGE, _noted(incident, level, ignored, at), leader(incident))
    shrunk = answered(incident, moved, UpdateAskedAgain()) if ignored else ()
    due = promised_update(incident, policy) or at
    asked = messages.nudge(moved, due, last_update, at, level, summary_for(moved, policy, members))
    return Change(moved, entries=(entry,), effects=(*shrunk, *asked))


def _noted(incident: Incident, level: EscalationLevel, ignored: bool, at: datetime) -> str:
    if ignored and incident.nudged_at:
        return wording.update_asked_again(duration(at - incident.nudged_at), level.said)
    return wording.update_asked(level.said)


def snooze(incident: Incident, minutes: int, reason: str, by: Person, at: datetime, policy: Policy) -> Change:
    """Send no update nudge for `minutes`. Raises Refused beyond the severity's limit."""
    next_status(incident, Verb.SNOOZE)
    until = at + timedelta(minutes=minutes)
    minutes_snoozed = _snoozed_minutes(incident, until, at)
    _need_allowed(incident, minutes_snoozed, minutes, policy)
    reminder_state = replace(incident.reminder_state, level=0, snoozed_minutes=minutes_snoozed)
    moved = with_changes(incident, snoozed_until=until, reminder_state=reminder_state)
    entry = system_entry(at, EntryKind.NUDGE, wording.snoozed(minutes, reason), by)
    snoozed = answered(incident, moved, UpdateSnoozed(by, until, reason))
    return Change(moved, entries=(entry,), effects=(*snoozed, messages.card(moved)))


def _snoozed_minutes(incident: Incident, until: datetime, at: datetime) -> int:
    """Return the minutes snoozed since the last update, including those until `until`."""
    before = incident.snoozed_until
    if before is None:
        return minutes_between(at, until)
    if until <= before:
        raise Refused(wording.snoozed_already(duration(before - at)))
    return incident.reminder_state.snoozed_minutes + minutes_between(max(before, at), until)


def _need_allowed(incident: Incident, snoozed: int, minutes: int, policy: Policy) -> None:
    level = policy.severity(incident.severity)
    if not level.max_snooze_minutes or snoozed <= level.max_snooze_minutes:
        return
    left = minutes - (snoozed - level.max_snooze_minutes)
    more = level.max_snooze_minutes > (incident.reminder_state.snoozed_minutes if incident.snoozed_until else 0)
    sentence = wording.snoozed_too_long(level.name, level.max_snooze_minutes, left if more else 0)
    raise Refused(sentence, None if more else Hint("update", purpose=wording.TO_UPDATE))


def rescheduled(before: Incident, change: Change, at: datetime, policy: Policy) -> Change:
    """Adjust the next update after a change of severity or status.

    After Monitoring, the shorter cadence may already have passed: then the time people saw before stays, or one cadence
    from now if that is sooner. A waiting nudge is withdrawn if the update isn't due yet, so that it never contradicts
    the card.
    """
    change = replace(change, incident=_back_from_monitoring(before, change.incident, at, policy))
    incident, due = change.incident, promised_update(change.incident, policy)
    asks = incident.nudged_at is not None and incident.nudged_at == before.nudged_at and waits(incident)
    if not asks or not incident.is_open or due == promised_update(before, policy) or (due and due <= at):
        return change
    quiet = replace(change, incident=replace(incident, nudged_at=None))
    return with_messages(quiet, *answered(incident, quiet.incident, UpdatePutOff()))


def _back_from_monitoring(before: Incident, now: Incident, at: datetime, policy: Policy) -> Incident:
    said, due = promised_update(before, policy), promised_update(now, policy)
    left = before.status is Status.MONITORING and now.is_open and now.status is not Status.MONITORING
    if not left or said is None or due is None or not due <= at < said:
        return now
    return replace(now, promised_at=kept_promise(replace(now, promised_at=said), cadence(now, policy), at))


def need_waiting(incident: Incident, nudge: OutboxMessage | None) -> None:
    """Raise Refused unless an update still waits since this nudge. Later nudges of the same wait don't matter."""
    asked = nudge.at if isinstance(nudge, Nudge) else None
    if asked is None or incident.nudged_at is None or not incident.updated_at <= asked <= incident.nudged_at:
        raise no_longer_waits(nudge)


def no_longer_waits(nudge: OutboxMessage | None) -> Refused:
    return Refused(wording.nudge_answered(answered_by(nudge)), Hint("update", purpose=wording.TO_UPDATE))


def answered_by(question: OutboxMessage | None) -> str:
    """The name of who answered, "" if nobody did or it isn't known."""
    answers = question.answers if isinstance(question, Nudge) else ()
    people = (getattr(answer, "by", None) for answer in answers)
    return next((person.name for person in people if isinstance(person, Person)), "")


def answered(before: Incident, moved: Incident, answer: Answer) -> tuple[OutboxMessage, ...]:
    """Settle the nudge that waits, in the channel and in direct messages."""
    if before.nudged_at is None:
        return ()
    return messages.nudge_settled(moved, before.nudged_at, before.reminder_state.messaged, answer)


def silenced(change: Change) -> Change:
    """Settle the nudge that waits when a change ends the incident."""
    incident = change.incident
    if incident.is_open or incident.nudged_at is None:
        return change
    given = (answer for each in change.effects if isinstance(each, Nudge) for answer in each.answers)
    if any(isinstance(answer, UpdateGiven) for answer in given):
        return change
    quiet = replace(change, incident=replace(incident, nudged_at=None))
    over = answered(incident, incident, UpdateUnneeded(incident.status.value)) if waits(incident) else ()
    return with_messages(quiet, *over)
