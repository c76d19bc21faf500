"""What follows in reminders from what people do on an incident."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.config.policy import Policy
from bot.config.policy_file import policy_from
from bot.incidents import severity_change, transitions
from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb
from bot.nudges import prompts, update_nudge
from bot.nudges.model import ReminderState
from bot.nudges.update_schedule import promised_update
from bot.roles import roles
from bot.roles.commander import take_command
from bot.tasks import tasks
from bot.tasks.model import Task
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.updates import updates
from bot.updates.verbs import PostUpdate
from tests.bot.nudges.nudge_examples import DECLARED, INCIDENT, JANE, after, alarm, nudge

COMMAND = EntrySource.COMMAND


def raised(minutes: int, **facts: Any) -> Incident:
    """Declared as a SEV3, and a SEV1 so many minutes later."""
    incident = replace(INCIDENT, severity="sev3", **facts)
    change = severity_change.change_severity(incident, "sev1", INCIDENT.declared_by, after(minutes), Policy())
    return prompts.followed(incident, change, after(minutes), by_people=True).incident


def test_a_raised_severity_counts_its_cadence_from_the_raise() -> None:
    incident = raised(37)
    assert promised_update(incident, Policy()) == after(37 + 15)
    assert nudge(incident) == after(37 + 15)


def test_an_explicit_promise_is_kept_at_a_raise_but_never_later_than_the_new_cadence() -> None:
    assert promised_update(raised(37, promised_at=after(45)), Policy()) == after(45)
    assert promised_update(raised(37, promised_at=after(90)), Policy()) == after(37 + 15)


def test_a_nudge_that_waited_at_a_raise_is_followed_by_one_a_cadence_after_the_raise() -> None:
    waiting = raised(250, nudged_at=after(240))
    assert promised_update(waiting, Policy()) == nudge(waiting) == after(250 + 15)


def test_a_lowered_severity_makes_no_update_overdue() -> None:
    policy = policy_from({"severities": {"sev4": {"update_every": 5}}})
    change = severity_change.change_severity(INCIDENT, "sev4", INCIDENT.declared_by, after(14), policy)
    lowered = prompts.followed(INCIDENT, change, after(14), by_people=True).incident
    assert promised_update(lowered, policy) == after(14 + 5)


def did(change: Change) -> Incident:
    """What someone did 20 minutes after the declaration."""
    return prompts.followed(INCIDENT, change, after(20), by_people=True).incident


WORK: Mapping[str, Change] = {
    "status": transitions.change_status(INCIDENT, Verb.IDENTIFY, JANE, after(20)),
    "severity": severity_change.change_severity(INCIDENT, "sev2", JANE, after(20), Policy()),
    "command": take_command(INCIDENT, JANE, JANE, after(20)),
    "role": roles.claim(INCIDENT, Policy().role("scribe"), JANE, JANE, after(20)),
    "update": updates.post(INCIDENT, 1, PostUpdate("Rolling back"), JANE, after(20), Policy()),
    "task": tasks.add(INCIDENT, Task(1, "Roll back", JANE, after(20))),
    "entry": Change(INCIDENT, entries=(Entry(after(2), after(20), EntryKind.NOTE, "Restarted", JANE, COMMAND),)),
}


@pytest.mark.parametrize("what", WORK)
def test_whatever_a_person_does_on_the_incident_ends_the_silence(what: str) -> None:
    level = Policy().severity(WORK[what].incident.severity)
    assert alarm(did(WORK[what])) == after(20 + level.silence_after_minutes)


def test_an_answer_to_the_bot_ends_no_silence() -> None:
    worked = replace(INCIDENT, reminder_state=ReminderState(worked_at=DECLARED))
    snoozed = update_nudge.snooze(worked, 10, "Waiting for the vendor", JANE, after(20), Policy())
    assert alarm(did(snoozed)) == after(30)
