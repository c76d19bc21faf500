"""What may happen to an incident: the whole transition table, and what each decision changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements import subscriptions
from bot.announcements.subscriptions import Subscriber
from bot.config.policy import Policy
from bot.errors import Hint, IllegalTransition, Refused
from bot.incidents import closing, merging, renaming, severity_change, transitions
from bot.incidents.change import Change
from bot.incidents.channels import generations
from bot.incidents.declaring.opening import opening_change
from bot.incidents.model import VOID, Incident, Status
from bot.incidents.transitions import TRANSITIONS, Verb, next_status
from bot.nudges import update_nudge
from bot.outbox.channels import Announcement, Card
from bot.outbox.incidents import StatusChanged
from bot.review.decision import open_review
from bot.review.edit_log import ReviewEdits
from bot.review.facts import FactKind
from bot.review.recording import record
from bot.roles import handover, roles
from bot.roles.commander import take_command
from bot.roles.handover import Brief
from bot.tasks import action_items, tasks
from bot.tasks.model import ActionItem, Task
from bot.timeline import entries
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.updates import updates
from bot.updates.verbs import PostUpdate
from tests.bot.incidents.incident_examples import ASKED, BOB, DECLARED, INCIDENT, JANE, NOW, keys

# Every status × verb: the status that follows; what is not here is illegal.
OPEN = (Status.INVESTIGATING, Status.IDENTIFIED, Status.MITIGATING, Status.MONITORING)
FACTS = (Verb.LOG, Verb.RECORD, Verb.ACTION)
STAYS = (
    *FACTS, Verb.UPDATE, Verb.SEVERITY, Verb.COMMANDER, Verb.REVIEW, Verb.RENAME, Verb.ROLE, Verb.SUBSCRIBE,
    Verb.PRIVATE,
)  # fmt: skip
WHILE_OPEN = (Verb.SNOOZE, Verb.NUDGE, Verb.HANDOVER, Verb.TASK)
LEGAL: dict[tuple[Status, Verb], Status] = {
    **{(status, verb): status for status in OPEN for verb in (*STAYS, *WHILE_OPEN)},
    **{(Status.RESOLVED, verb): Status.RESOLVED for verb in STAYS},
    **{(Status.CLOSED, verb): Status.CLOSED for verb in (*FACTS, Verb.REVIEW, Verb.PRIVATE)},
    **{(status, verb): status for status in (Status.CANCELLED, Status.MERGED) for verb in FACTS},
    (Status.INVESTIGATING, Verb.IDENTIFY): Status.IDENTIFIED,
    (Status.INVESTIGATING, Verb.MITIGATE): Status.MITIGATING,
    (Status.INVESTIGATING, Verb.MONITOR): Status.MONITORING,
    (Status.INVESTIGATING, Verb.RESOLVE): Status.RESOLVED,
    (Status.INVESTIGATING, Verb.CANCEL): Status.CANCELLED,
    (Status.INVESTIGATING, Verb.MERGE): Status.MERGED,
    (Status.IDENTIFIED, Verb.INVESTIGATE): Status.INVESTIGATING,
    (Status.IDENTIFIED, Verb.MITIGATE): Status.MITIGATING,
    (Status.IDENTIFIED, Verb.MONITOR): Status.MONITORING,
    (Status.IDENTIFIED, Verb.RESOLVE): Status.RESOLVED,
    (Status.IDENTIFIED, Verb.CANCEL): Status.CANCELLED,
    (Status.IDENTIFIED, Verb.MERGE): Status.MERGED,
    (Status.MITIGATING, Verb.INVESTIGATE): Status.INVESTIGATING,
    (Status.MITIGATING, Verb.IDENTIFY): Status.IDENTIFIED,
    (Status.MITIGATING, Verb.MONITOR): Status.MONITORING,
    (Status.MITIGATING, Verb.RESOLVE): Status.RESOLVED,
    (Status.MITIGATING, Verb.CANCEL): Status.CANCELLED,
    (Status.MITIGATING, Verb.MERGE): Status.MERGED,
    (Status.MONITORING, Verb.INVESTIGATE): Status.INVESTIGATING,
    (Status.MONITORING, Verb.IDENTIFY): Status.IDENTIFIED,
    (Status.MONITORING, Verb.MITIGATE): Status.MITIGATING,
    (Status.MONITORING, Verb.RESOLVE): Status.RESOLVED,
    (Status.MONITORING, Verb.CANCEL): Status.CANCELLED,
    (Status.MONITORING, Verb.MERGE): Status.MERGED,
    (Status.RESOLVED, Verb.CLOSE): Status.CLOSED,
    (Status.RESOLVED, Verb.REOPEN): Status.INVESTIGATING,
    (Status.CLOSED, Verb.REOPEN): Status.INVESTIGATING,
    (Status.CANCELLED, Verb.REOPEN): Status.INVESTIGATING,
    (Status.MERGED, Verb.REOPEN): Status.INVESTIGATING,
}
ALL = [(status, verb) for status in Status for verb in Verb]


@pytest.mark.parametrize(("status", "verb"), ALL)
def test_each_status_and_verb_leads_where_the_table_says_or_is_refused(status: Status, verb: Verb) -> None:
    incident = replace(INCIDENT, status=status)
    if (status, verb) in LEGAL:
        assert next_status(incident, verb) is LEGAL[status, verb]
    else:
        with pytest.raises(IllegalTransition):
            next_status(incident, verb)


def test_the_table_has_a_row_for_each_status_and_no_verb_that_does_not_exist() -> None:
    assert set(TRANSITIONS) == set(Status)
    assert {verb for row in TRANSITIONS.values() for verb in row} == set(Verb)


OTHER = replace(INCIDENT, number=41, title="Checkout broken", channel="C41")
SCRIBE = Policy().role("scribe")
NOTHING = Brief("", "", "", (), (), (), (), None)
ENTRY = Entry(NOW, NOW, EntryKind.NOTE, "Looking", BOB, EntrySource.COMMAND)
ITEM = ActionItem(1, "Alert at 70 %", "Database team", "P1", date(2024, 1, 22), BOB, NOW)
DECISIONS: dict[Verb, Callable[[Incident], Change]] = {
    Verb.INVESTIGATE: lambda incident: transitions.change_status(incident, Verb.INVESTIGATE, BOB, NOW),
    Verb.IDENTIFY: lambda incident: transitions.change_status(incident, Verb.IDENTIFY, BOB, NOW),
    Verb.MITIGATE: lambda incident: transitions.change_status(incident, Verb.MITIGATE, BOB, NOW),
    Verb.MONITOR: lambda incident: transitions.change_status(incident, Verb.MONITOR, BOB, NOW),
    Verb.REOPEN: lambda incident: transitions.change_status(incident, Verb.REOPEN, BOB, NOW),
    Verb.RESOLVE: lambda incident: transitions.resolve(incident, BOB, NOW, "Rolled back"),
    Verb.UPDATE: lambda incident: updates.post(incident, 3, PostUpdate("Fix is near"), BOB, NOW, Policy()),
    Verb.LOG: lambda incident: entries.log(incident, ENTRY),
    Verb.RECORD: lambda incident: record(incident, FactKind.CAUSE, "Pool too small", BOB, NOW),
    Verb.ACTION: lambda incident: action_items.add(incident, ITEM),
    Verb.SEVERITY: lambda incident: severity_change.change_severity(incident, "sev2", BOB, NOW, Policy()),
    Verb.COMMANDER: lambda incident: take_command(incident, BOB, JANE, NOW),
    Verb.REVIEW: lambda incident: open_review(incident, ReviewEdits(), BOB, NOW).change,
    Verb.SNOOZE: lambda incident: update_nudge.snooze(incident, 10, "Waiting", BOB, NOW, Policy()),
    Verb.NUDGE: lambda incident: update_nudge.nudge(incident, NOW, Policy()),
    Verb.CLOSE: lambda incident: closing.close(incident, BOB, NOW),
    Verb.CANCEL: lambda incident: closing.cancel(incident, "The probe was broken", BOB, NOW),
    Verb.MERGE: lambda incident: merging.end(incident, OTHER, BOB, NOW),
    Verb.RENAME: lambda incident: renaming.rename(incident, f"{incident.title} again", BOB, NOW),
    Verb.PRIVATE: lambda incident: generations.make_private(
        replace(incident, private=False, channel="C1"), frozenset({"U2"}), BOB, NOW
    ),
    Verb.ROLE: lambda incident: roles.claim(replace(incident, roles=()), SCRIBE, BOB, BOB, NOW),
    Verb.HANDOVER: lambda incident: handover.offer(replace(incident, commander=BOB), JANE, BOB, "", NOTHING, NOW),
    Verb.TASK: lambda incident: tasks.add(incident, Task(1, "Look at the pool", BOB, NOW)),
    Verb.SUBSCRIBE: lambda incident: subscriptions.change(
        replace(incident, private=False, subscribers=()), Subscriber("U2", "Bob Kim"), False, BOB, NOW
    ),
}


def test_each_verb_has_a_decision_under_test() -> None:
    assert set(DECISIONS) == set(Verb)


@pytest.mark.parametrize(("status", "verb"), ALL)
def test_a_decision_follows_the_table_and_counts_a_version_up(status: Status, verb: Verb) -> None:
    incident = replace(INCIDENT, status=status, version=7)
    if (status, verb) in LEGAL:
        after = DECISIONS[verb](incident).incident
        assert (after.status, after.version) == (LEGAL[status, verb], 8)
    else:
        with pytest.raises(IllegalTransition):
            DECISIONS[verb](incident)


@given(st.lists(st.sampled_from([*DECISIONS]), max_size=12))
def test_whatever_happens_only_what_has_ended_has_an_end(verbs: list[Verb]) -> None:
    incident = INCIDENT
    for verb in verbs:
        try:
            incident = DECISIONS[verb](incident).incident
        except Refused:
            continue
    assert (incident.resolved_at is not None) == (incident.status in (Status.RESOLVED, Status.CLOSED))
    assert (incident.ended_at is not None) == (incident.status in (Status.CLOSED, *VOID))
    assert (incident.merged_into > 0) == (incident.status is Status.MERGED)
    assert not (incident.mitigated_at and incident.is_open and incident.status is not Status.MONITORING)
    assert (incident.declared_at, incident.declared_by, incident.number) == (DECLARED, JANE, 42)


@pytest.mark.parametrize(
    ("status", "verb", "sentence", "instead"),
    [
        (Status.IDENTIFIED, Verb.IDENTIFY, "The status of #42 is already Identified.", ""),
        (Status.RESOLVED, Verb.RESOLVE, "#42 is already resolved.", "record"),
        (Status.MITIGATING, Verb.REOPEN, "#42 is already open. Its status is Mitigating.", ""),
        (Status.RESOLVED, Verb.MONITOR, "#42 is resolved.", "reopen"),
        (Status.IDENTIFIED, Verb.CLOSE, "#42 must be resolved before it can be closed.", "resolve"),
        (Status.CLOSED, Verb.UPDATE, "#42 is closed.", "reopen"),
        (Status.CANCELLED, Verb.CANCEL, "#42 is already marked as a false alarm.", ""),
        (Status.RESOLVED, Verb.SNOOZE, "#42 is resolved.", "reopen"),
    ],
)
def test_a_refusal_says_why_and_what_to_do(status: Status, verb: Verb, sentence: str, instead: str) -> None:
    with pytest.raises(IllegalTransition) as refused:
        DECISIONS[verb](replace(INCIDENT, status=status))
    assert str(refused.value) == sentence
    assert (refused.value.hint.verb if refused.value.hint else "") == instead


def test_the_text_of_a_change_that_somebody_else_made_first_can_become_an_update() -> None:
    already = replace(INCIDENT, status=Status.IDENTIFIED)
    with pytest.raises(IllegalTransition) as refused:
        transitions.change_status(already, Verb.IDENTIFY, BOB, NOW, "The pool is\nexhausted")
    assert refused.value.hint == Hint("update", "The pool is exhausted", "To post your text as an update")


@pytest.mark.parametrize("verb", sorted(set(DECISIONS) - {Verb.REOPEN, Verb.CLOSE, Verb.PRIVATE}))
def test_nothing_of_a_private_incident_is_announced(verb: Verb) -> None:
    private = replace(
        INCIDENT, private=True, status=Status.IDENTIFIED if verb is not Verb.IDENTIFY else INCIDENT.status
    )
    changes = [opening_change(private, ASKED, Policy()), DECISIONS[verb](private)]
    shown = {type(effect) for change in changes for effect in change.effects}
    assert Announcement not in shown
    assert Card in shown


# The status


def test_the_first_move_to_monitoring_ends_the_impact() -> None:
    monitoring = DECISIONS[Verb.MONITOR](INCIDENT)
    assert monitoring.incident.mitigated_at == NOW
    assert [(entry.kind, entry.text) for entry in monitoring.entries] == [
        (EntryKind.MONITORING, "Status changed from Investigating to Monitoring")
    ]
    later = transitions.resolve(monitoring.incident, BOB, NOW + timedelta(hours=1))
    assert later.incident.mitigated_at == NOW


def test_moving_back_from_monitoring_says_that_the_impact_goes_on() -> None:
    monitoring = DECISIONS[Verb.MONITOR](INCIDENT).incident
    back = transitions.change_status(monitoring, Verb.MITIGATE, BOB, NOW)
    assert back.incident.mitigated_at is None
    assert back.entries[0].kind is EntryKind.STATUS
    again = transitions.change_status(back.incident, Verb.MONITOR, BOB, NOW + timedelta(minutes=5))
    assert again.incident.mitigated_at == NOW + timedelta(minutes=5)


def test_a_change_of_status_redraws_and_says_one_line() -> None:
    change = DECISIONS[Verb.IDENTIFY](INCIDENT)
    assert keys(change) == ["42/card", "42/announcement", "42/line/1"]
    line = change.effects[-1]
    assert isinstance(line, StatusChanged)
    assert (line.before, line.status) == ("investigating", "identified")


def test_what_is_said_of_a_change_is_on_the_timeline_and_in_the_line() -> None:
    change = transitions.change_status(INCIDENT, Verb.IDENTIFY, BOB, NOW, "Pool exhausted")
    assert change.entries[0].text == "Status changed from Investigating to Identified: Pool exhausted"
    line = change.effects[-1]
    assert isinstance(line, StatusChanged)
    assert line.text == "Pool exhausted"


def test_a_resolution_keeps_what_was_said_and_guesses_no_end_of_the_impact() -> None:
    change = transitions.resolve(INCIDENT, BOB, NOW, "Rolled back")
    assert (change.incident.resolved_at, change.incident.mitigated_at) == (NOW, None)
    assert [(entry.kind, entry.text) for entry in change.entries] == [(EntryKind.RESOLUTION, "Rolled back")]
    assert transitions.resolve(INCIDENT, BOB, NOW).entries[0].text == "Resolved"


def test_a_resolution_ends_a_snooze() -> None:
    assert transitions.resolve(replace(INCIDENT, snoozed_until=NOW), BOB, NOW).incident.snoozed_until is None


def test_a_reopened_incident_starts_anew_from_investigation() -> None:
    resolved = replace(
        INCIDENT, status=Status.RESOLVED, resolved_at=DECLARED, mitigated_at=DECLARED, nudged_at=DECLARED
    )
    incident = DECISIONS[Verb.REOPEN](resolved).incident
    assert (incident.resolved_at, incident.mitigated_at, incident.nudged_at) == (None, None, None)
    assert incident.updated_at == NOW


def test_a_record_is_kept_word_for_word_under_the_name_of_who_recorded_it() -> None:
    [record] = DECISIONS[Verb.RECORD](INCIDENT).records
    assert (record.kind, record.text, record.by, record.at) == (FactKind.CAUSE, "Pool too small", BOB, NOW)


def test_an_action_item_and_a_logged_entry_are_stored_as_they_came() -> None:
    assert DECISIONS[Verb.ACTION](INCIDENT).actions == (ITEM,)
    assert DECISIONS[Verb.LOG](INCIDENT).entries == (ENTRY,)


def test_a_review_asked_for_twice_is_one_post() -> None:
    first, second = (open_review(INCIDENT, ReviewEdits(), BOB, NOW).change for _ in range(2))
    assert keys(first) == keys(second) == ["42/review"]
