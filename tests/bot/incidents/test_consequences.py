"""What the line of a status change says of the next update, the duration and the review."""

from dataclasses import replace
from datetime import timedelta

from bot.config.policy import Policy
from bot.incidents import transitions
from bot.incidents.change import Change
from bot.incidents.consequences import with_consequences
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb
from bot.outbox.incidents import Reopened, Resolved, StatusChanged
from bot.outbox.model import OutboxMessage
from tests.bot.incidents.incident_examples import BOB, DECLARED, INCIDENT, NOW

POLICY = Policy()
EVERY = timedelta(minutes=POLICY.severity(INCIDENT.severity).update_every_minutes)


def line(before: Incident, change: Change) -> OutboxMessage:
    completed = with_consequences(before, change, POLICY, tuple)
    [said] = [each for each in completed.effects if isinstance(each, StatusChanged | Resolved | Reopened)]
    return said


def test_a_status_with_another_cadence_says_when_the_next_update_is_due() -> None:
    monitoring = line(INCIDENT, transitions.change_status(INCIDENT, Verb.MONITOR, BOB, NOW))
    assert isinstance(monitoring, StatusChanged)
    assert monitoring.next_update == INCIDENT.updated_at + EVERY * POLICY.reminders.monitoring_interval_factor


def test_a_status_that_moves_nothing_says_nothing_of_the_next_update() -> None:
    identified = line(INCIDENT, transitions.change_status(INCIDENT, Verb.IDENTIFY, BOB, NOW))
    assert isinstance(identified, StatusChanged)
    assert identified.next_update is None


def test_a_resolution_says_how_long_it_took_and_when_the_review_is_due() -> None:
    resolved = line(INCIDENT, transitions.resolve(INCIDENT, BOB, NOW))
    assert isinstance(resolved, Resolved)
    assert resolved.minutes == (NOW - DECLARED) // timedelta(minutes=1)
    assert resolved.review_due == NOW + timedelta(hours=POLICY.severity(INCIDENT.severity).review_within_hours)


def test_no_review_is_due_for_a_drill() -> None:
    drill = replace(INCIDENT, drill=True)
    resolved = line(drill, transitions.resolve(drill, BOB, NOW))
    assert isinstance(resolved, Resolved)
    assert resolved.review_due is None


def test_a_reopened_incident_says_when_the_next_update_is_due() -> None:
    ended = transitions.resolve(INCIDENT, BOB, NOW).incident
    reopened = line(ended, transitions.reopen(ended, BOB, NOW))
    assert isinstance(reopened, Reopened)
    assert reopened.next_update == NOW + EVERY
