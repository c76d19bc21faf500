"""The facts for stakeholder updates: what is recorded decides each."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.analysis.model import Case, Claim, Event, Evidence, Todo
from bot.analysis.phases.chronicle import read_timeline
from bot.analysis.severity.classify import classify
from bot.announcements.recorded_facts import Now, facts_of, facts_of_file, one_clause, status_of
from bot.announcements.stakeholder_facts import Asked, Beginning, Need, PublicStatus, StakeholderFacts
from bot.config.policy import Policy
from bot.metrics.key_moments import Certainty, MomentKey, RecordedMoment

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
RESOLVED = {MomentKey.RESOLVED: RecordedMoment(AT, certainty=Certainty.ESTIMATED)}
MITIGATED = {MomentKey.MITIGATED: RecordedMoment(AT)}
CAUSE = (Claim("The pool was full", Evidence("cause 1")),)


@pytest.mark.parametrize(
    ("case", "reached", "status"),
    [
        (Case(), {}, PublicStatus.INVESTIGATING),
        (Case(causes=CAUSE), {}, PublicStatus.IDENTIFIED),
        (Case(causes=CAUSE), MITIGATED, PublicStatus.MONITORING),
        (Case(), RESOLVED, PublicStatus.RESOLVED),
        (Case(status="Investigating"), RESOLVED, PublicStatus.RESOLVED),
        (Case(status="Monitoring"), {}, PublicStatus.MONITORING),
        (Case(status="open", causes=CAUSE), {}, PublicStatus.INVESTIGATING),
        (Case(status="Done"), {}, PublicStatus.RESOLVED),
        (Case(status="a word of their own"), {}, PublicStatus.INVESTIGATING),
    ],
)
def test_the_status_of_a_file_follows_its_timeline(
    case: Case, reached: dict[MomentKey, RecordedMoment], status: PublicStatus
) -> None:
    assert status_of(case, reached) is status


def test_executives_are_asked_for_what_the_record_lacks() -> None:
    both, owner = Todo("a", Evidence("a")), Todo("b", Evidence("b"), due=AT.date())
    done = Todo("c", Evidence("c"), status="Done")

    def asked(*actions: Todo, **answers: bool) -> tuple[Asked, ...]:
        return facts_of(Case(actions=actions, facts=answers), {}, None, PublicStatus.RESOLVED).asked

    assert asked(both, done) == (Asked(Need.OWNERS_AND_DUE_DATES, 1),)
    assert asked(both, owner) == (Asked(Need.OWNERS, 2), Asked(Need.DUE_DATES, 1))
    assert asked(done) == ()
    assert asked(data_loss=True, security_breach=False) == (Asked(Need.WORD_ON_DATA_LOSS),)


def test_the_beginning_is_the_earliest_that_is_known() -> None:
    reached = {key: RecordedMoment(AT) for key in (MomentKey.STARTED, MomentKey.DECLARED)}
    assert facts_of(Case(), reached, None, PublicStatus.INVESTIGATING).beginning is Beginning.STARTED
    assert facts_of(Case(), {}, None, PublicStatus.INVESTIGATING).begun is None


def test_a_start_after_the_end_is_not_told() -> None:
    late = RecordedMoment(AT + timedelta(hours=1))
    reached = {MomentKey.STARTED: late, MomentKey.DETECTED: RecordedMoment(AT), MomentKey.RESOLVED: RecordedMoment(AT)}
    facts = facts_of(Case(), reached, None, PublicStatus.RESOLVED)
    assert (facts.beginning, facts.begun and facts.begun.at) == (Beginning.DETECTED, AT)
    alone = {MomentKey.STARTED: late, MomentKey.RESOLVED: RecordedMoment(AT)}
    assert facts_of(Case(), alone, None, PublicStatus.RESOLVED).begun is None


def test_missed_targets_count_only_for_a_recorded_severity() -> None:
    reached = {
        MomentKey.DETECTED: RecordedMoment(AT),
        MomentKey.RESOLVED: RecordedMoment(AT + timedelta(hours=5)),
    }
    level = Policy().severity("sev1")
    assert [span.key.value for span in facts_of(Case(), reached, level, PublicStatus.RESOLVED).missed] == ["resolve"]
    assert facts_of(Case(), reached, None, PublicStatus.RESOLVED).missed == ()


def test_what_changes_are_action_items_else_the_permanent_fix() -> None:
    fix = Claim("Test releases under load", Evidence("fix"), category="long-term")
    actions = (
        Todo("Alert before the pool is full", Evidence("a")),
        Todo("Train people", Evidence("b"), kind="process"),
    )
    case = Case(fixes=(fix,))
    assert facts_of(case, {}, None, PublicStatus.RESOLVED).seen.changes == ("Test releases under load.",)
    case = replace(case, actions=actions)
    assert facts_of(case, {}, None, PublicStatus.RESOLVED).seen.changes == ("Alert before the pool is full.",)


@pytest.mark.parametrize(
    ("cause", "clause"),
    [
        ("The pool was full.", "The pool was full."),
        ("The pool was full. Nobody saw it.", "The pool was full."),
        ("A slow query held connections, exhausting the pool", "A slow query held connections"),
        ("A release removed an index, which made queries slow", "A release removed an index"),
        ("Alerts, dashboards and runbooks were missing", "Alerts, dashboards and runbooks were missing"),
        ("ORM 3.2.0 opens 3x more connections", "ORM 3.2.0 opens 3x more connections"),
    ],
)
def test_a_cause_is_told_in_one_clause(cause: str, clause: str) -> None:
    assert one_clause(cause) == clause


def test_a_labeled_report_gives_its_cause_and_not_what_broke() -> None:
    broke = Claim("The pool", Evidence("a"), category="What broke")
    case = Case(causes=(broke, Claim("A missing index", Evidence("b"), category="Root cause")))
    assert facts_of(case, {}, None, PublicStatus.RESOLVED, Now()).cause == "A missing index"
    assert facts_of(Case(causes=(broke,)), {}, None, PublicStatus.RESOLVED).cause == "The pool"


def read(case: Case) -> StakeholderFacts:
    found = classify(case, Policy())
    return facts_of_file(case, found, read_timeline(case, Policy(), found.severity).moments, Policy())


def test_the_first_report_stands_where_no_title_and_no_description_do() -> None:
    told = (
        Event(1, "Customers report that tickets don't stick", AT),
        Event(2, "Tickets stick again, all good", AT + timedelta(minutes=30)),
    )
    assert read(Case(title="#war-room", events=told)).reported == "Customers report that tickets don't stick"
    assert read(Case(title="Tickets don't stick", events=told)).reported == ""
    assert read(Case(description="Nobody can play", events=told)).reported == ""


def test_a_change_that_may_have_led_to_it_is_no_start_for_customers() -> None:
    told = (
        Event(1, "Deployed release of checkout", AT),
        Event(2, "Alert: error rate of checkout is 40%", AT + timedelta(minutes=20)),
        Event(3, "Rolled back the release", AT + timedelta(minutes=30)),
        Event(4, "Error rate is normal again", AT + timedelta(minutes=35)),
    )
    facts = read(Case(title="Checkout fails", events=told))
    assert facts.begun is not None
    assert (facts.beginning, facts.begun.at) == (Beginning.DETECTED, AT + timedelta(minutes=20))


def test_the_targets_of_a_suggested_severity_are_not_told_as_missed() -> None:
    told = (
        Event(1, "Alert: checkout is down for all users", AT),
        Event(2, "Checkout works again", AT + timedelta(hours=9)),
    )
    assert read(Case(title="Checkout is down", events=told)).missed == ()
    assert read(Case(title="Checkout is down", severity="SEV1", events=told)).missed
