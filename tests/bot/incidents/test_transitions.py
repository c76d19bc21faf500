"""What may happen to an incident: the whole transition table, and what each decision changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements import subscriptions
from bot.announcements.subscriptions import Subscriber
from bot.config.policy import Policy, Service
from bot.errors import IllegalTransition, Refused
from bot.incidents import closing, merging, renaming, severity_change, transitions
from bot.incidents.change import Change
from bot.incidents.channels import generations
from bot.incidents.declaring.declaration import Declaration, title_key
from bot.incidents.declaring.opening import new_incident, opening_change
from bot.incidents.model import VOID, Incident, Status
from bot.incidents.transitions import TRANSITIONS, Verb, next_status
from bot.nudges import update_nudge
from bot.outbox.channels import Announcement, Card, CreateChannel, Invite, WhereToGo
from bot.outbox.incidents import StatusChanged
from bot.outbox.timeline import TickMessage
from bot.people.model import Person
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
from bot.times import length
from bot.updates import updates
from bot.updates.verbs import PostUpdate

DECLARED = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
NOW = DECLARED + timedelta(minutes=22)
JANE, BOB = Person("U1", "Jane Smith"), Person("U2", "Bob Kim")
ASKED = Declaration("Payments fail", "sev1", JANE, services=("payments",), summary="Cards fail", reply_to="https://r")
INCIDENT = replace(new_incident(ASKED, "T1", DECLARED), number=42, channel="C1")

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
    Verb.MERGE: lambda incident: merging.merge(incident, OTHER, frozenset({"U2"}), BOB, NOW)[0],
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
        (Status.IDENTIFIED, Verb.IDENTIFY, "#42 is already identified.", ""),
        (Status.RESOLVED, Verb.RESOLVE, "#42 is already resolved.", ""),
        (Status.MITIGATING, Verb.REOPEN, "#42 is open (mitigating), so there is nothing to reopen.", ""),
        (Status.RESOLVED, Verb.MONITOR, "#42 is resolved.", "reopen"),
        (Status.IDENTIFIED, Verb.CLOSE, "#42 is still identified. Only a resolved incident can be closed.", "resolve"),
        (Status.CLOSED, Verb.UPDATE, "#42 is closed.", "reopen"),
        (Status.CANCELLED, Verb.CANCEL, "#42 is already cancelled.", ""),
        (Status.RESOLVED, Verb.SNOOZE, "#42 is resolved.", "reopen"),
    ],
)
def test_a_refusal_says_why_and_what_to_do(status: Status, verb: Verb, sentence: str, instead: str) -> None:
    with pytest.raises(IllegalTransition) as refused:
        DECISIONS[verb](replace(INCIDENT, status=status))
    assert str(refused.value) == sentence
    assert (refused.value.hint.verb if refused.value.hint else "") == instead


# The declaration


def keys(change: Change) -> list[str]:
    return [effect.key for effect in change.effects]


def test_an_incident_begins_under_investigation_and_counts_updates_from_its_declaration() -> None:
    incident = new_incident(ASKED, "T1", DECLARED)
    assert (incident.status, incident.declared_at, incident.updated_at) == (Status.INVESTIGATING, DECLARED, DECLARED)
    assert (incident.title, incident.severity, incident.declared_by) == ("Payments fail", "sev1", JANE)
    assert (incident.services, incident.summary, incident.private) == (("payments",), "Cards fail", False)
    assert (incident.commander, incident.channel) == (None, "")


def test_the_declaration_is_on_the_timeline_and_opens_everything() -> None:
    change = opening_change(INCIDENT, ASKED, Policy())
    [entry] = change.entries
    assert (entry.kind, entry.text, entry.author) == (EntryKind.DECLARATION, "SEV1 declared: Payments fail", JANE)
    assert (entry.occurred_at, entry.recorded_at) == (DECLARED, DECLARED)
    assert keys(change) == [
        "42/channel",
        "42/invite/opening",
        "42/card",
        "42/pin",
        "42/topic",
        "42/purpose",
        "42/announcement",
        "42/tell",
    ]


def invited(change: Change) -> list[tuple[str, ...]]:
    return [effect.people for effect in change.effects if isinstance(effect, Invite)]


def test_channel_people_and_card_come_before_the_announcement_and_that_before_the_rest() -> None:
    effects = sorted(opening_change(INCIDENT, ASKED, Policy()).effects, key=lambda effect: effect.priority)
    assert [type(effect) for effect in effects[:3]] == [CreateChannel, Invite, Card]
    assert {type(effect) for effect in effects[3:5]} == {Announcement, WhereToGo}


def test_all_but_the_channel_wait_for_something_that_is_wanted_too() -> None:
    change = opening_change(INCIDENT, ASKED, Policy())
    needs = {effect.key: effect.depends_on for effect in change.effects}
    assert needs.pop("42/channel") == ()
    assert all(needed and set(needed) <= set(keys(change)) for needed in needs.values())


def test_the_declarer_and_the_responders_of_the_services_are_invited_once_each() -> None:
    policy = Policy(
        services=(Service("payments", responders=("U1", "U9", "S1")), Service("search", responders=("U5",)))
    )
    change = opening_change(INCIDENT, ASKED, policy)
    assert invited(change) == [("U1", "U9", "S1")]


@pytest.mark.parametrize("verb", sorted(set(DECISIONS) - {Verb.REOPEN, Verb.CLOSE, Verb.PRIVATE}))
def test_nothing_of_a_private_incident_is_announced(verb: Verb) -> None:
    private = replace(
        INCIDENT, private=True, status=Status.IDENTIFIED if verb is not Verb.IDENTIFY else INCIDENT.status
    )
    changes = [opening_change(private, ASKED, Policy()), DECISIONS[verb](private)]
    shown = {type(effect) for change in changes for effect in change.effects}
    assert Announcement not in shown
    assert Card in shown


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Payments fail", " payments  FAIL ", True),
        ("Straße", "STRASSE", True),
        ("Payments fail", "Payment fails", False),
    ],
)
def test_titles_are_the_same_whatever_their_case_and_blanks(one: str, other: str, same: bool) -> None:
    assert (title_key(one) == title_key(other)) is same


# The status


def test_the_first_move_to_monitoring_ends_the_impact() -> None:
    monitoring = DECISIONS[Verb.MONITOR](INCIDENT)
    assert monitoring.incident.mitigated_at == NOW
    assert [(entry.kind, entry.text) for entry in monitoring.entries] == [
        (EntryKind.MONITORING, "Status investigating → monitoring")
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
    assert change.entries[0].text == "Status investigating → identified: Pool exhausted"
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


# Severity and commander


def test_a_change_of_severity_is_said_and_shown_in_the_topic() -> None:
    change = DECISIONS[Verb.SEVERITY](INCIDENT)
    assert change.incident.severity == "sev2"
    assert (change.entries[0].kind, change.entries[0].text) == (EntryKind.SEVERITY, "Severity SEV1 → SEV2")
    assert keys(change) == ["42/card", "42/announcement", "42/line/1", "42/topic"]


def test_the_same_severity_again_is_refused() -> None:
    with pytest.raises(Refused, match=r"^#42 is already SEV1\.$"):
        severity_change.change_severity(INCIDENT, "sev1", BOB, NOW, Policy())


def test_a_commander_is_invited_and_shown() -> None:
    change = DECISIONS[Verb.COMMANDER](INCIDENT)
    assert (change.incident.commander, change.incident.commander_at) == (BOB, NOW)
    assert (change.entries[0].text, change.entries[0].author) == ("Incident commander Bob Kim", JANE)
    assert invited(change) == [("U2",)]


def test_a_handover_names_both_and_keeps_when_command_began() -> None:
    led = replace(INCIDENT, commander=JANE, commander_at=DECLARED)
    change = DECISIONS[Verb.COMMANDER](led)
    assert change.entries[0].text == "Incident commander Jane Smith → Bob Kim"
    assert (change.incident.commander, change.incident.commander_at) == (BOB, DECLARED)


def test_who_commands_already_is_not_named_again_even_under_another_name() -> None:
    with pytest.raises(Refused, match=r"^Jane is already incident commander of #42\.$"):
        take_command(replace(INCIDENT, commander=JANE), Person("U1", "Jane"), BOB, NOW)


# Updates, nudges, the record


def test_an_update_is_told_logged_and_answers_nudge_and_snooze() -> None:
    waiting = replace(INCIDENT, nudged_at=DECLARED, snoozed_until=NOW)
    change = DECISIONS[Verb.UPDATE](waiting)
    assert (change.incident.updated_at, change.incident.nudged_at, change.incident.snoozed_until) == (NOW, None, None)
    assert [(told.number, told.text, told.by, told.at) for told in change.updates] == [(3, "Fix is near", BOB, NOW)]
    assert [(entry.kind, entry.text) for entry in change.entries] == [
        (EntryKind.COMMUNICATION, "Fix is near"),
        (EntryKind.NUDGE, f"Update nudge answered after {length(NOW - DECLARED)}"),
    ]
    assert keys(change) == ["42/card", "42/update/3", "42/update/3/thread", f"42/nudge/{DECLARED.isoformat()}"]


def test_an_update_that_nobody_asked_for_answers_no_nudge() -> None:
    change = DECISIONS[Verb.UPDATE](INCIDENT)
    assert [entry.kind for entry in change.entries] == [EntryKind.COMMUNICATION]
    assert keys(change) == ["42/card", "42/update/3", "42/update/3/thread"]


def test_a_marked_message_is_looked_up_and_ticked_under_its_own_ts() -> None:
    marked = replace(ENTRY, channel="C1", message_ts="1705329000.000100", pending=True)
    change = entries.capture(INCIDENT, marked, "ballot_box_with_check")
    assert change.entries == (marked,)
    assert keys(change) == ["42/entry/1705329000.000100", "42/tick/1705329000.000100"]
    assert isinstance(change.effects[1], TickMessage)
    assert change.effects[1].emoji == "ballot_box_with_check"


def test_a_record_is_kept_word_for_word_under_the_name_of_who_recorded_it() -> None:
    [record] = DECISIONS[Verb.RECORD](INCIDENT).records
    assert (record.kind, record.text, record.by, record.at) == (FactKind.CAUSE, "Pool too small", BOB, NOW)


def test_an_action_item_and_a_logged_entry_are_stored_as_they_came() -> None:
    assert DECISIONS[Verb.ACTION](INCIDENT).actions == (ITEM,)
    assert DECISIONS[Verb.LOG](INCIDENT).entries == (ENTRY,)


def test_a_review_asked_for_twice_is_one_post() -> None:
    first, second = (open_review(INCIDENT, ReviewEdits(), BOB, NOW).change for _ in range(2))
    assert keys(first) == keys(second) == ["42/review"]
