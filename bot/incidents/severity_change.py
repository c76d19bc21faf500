"""Changes the severity, and lists what it requires now, or sooner than before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.config.policy import Policy, Severity
from bot.errors import Refused
from bot.incidents.change import Change, system_entry, visible_change, with_changes, with_reason
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.nudges import update_schedule
from bot.outbox import keys, messages
from bot.outbox.incidents import SeverityChanged
from bot.people.model import Person
from bot.timeline.model import EntryKind
from templates.incidents import wording


def change_severity(
    incident: Incident, severity: str, by: Person, at: datetime, policy: Policy, reason: str = ""
) -> Change:
    next_status(incident, Verb.SEVERITY)
    level, before = policy.severity(severity), policy.severity(incident.severity)
    if level == before:
        raise Refused(wording.severity_already(incident.name, level.name))
    raised = policy.severities.index(level) < policy.severities.index(before)
    every = update_schedule.cadence(replace(incident, severity=severity), policy)
    promised = update_schedule.kept_promise(incident, every, at) if raised else incident.promised_at
    state = replace(incident.reminder_state, severity_since=at)
    moved = with_changes(incident, severity=severity, promised_at=promised, reminder_state=state)
    said = with_reason(wording.severity_changed(before.name, level.name), reason)
    entry = system_entry(at, EntryKind.SEVERITY, said, by)
    line = SeverityChanged(
        *keys.line(moved), by=by, at=at, before=before.key, severity=severity, text=reason, drill=incident.drill
    )
    called = messages.called_by_severity(moved, before.key, policy)
    return visible_change(moved, entry, line, messages.topic(moved), *called)


def newly_due(before: Severity, now: Severity, at: datetime) -> Sequence[tuple[datetime, tuple[str, ...]]]:
    """What has to be done by when, earliest first, counted from the change at `at`.

    What the old severity required within the same or a shorter time is left out.
    """
    known = {duty.what: duty.within_minutes for duty in before.notify_within_minutes}
    due: dict[int, tuple[str, ...]] = {}
    for duty in now.notify_within_minutes:
        if duty.what not in known or duty.within_minutes < known[duty.what]:
            due[duty.within_minutes] = (*due.get(duty.within_minutes, ()), duty.what)
    return [(at + timedelta(minutes=within), due[within]) for within in sorted(due)]
