"""The facts for stakeholder updates of a stored incident: the latest of each, and what is recorded for the review."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.analysis.model import Case
from bot.announcements.recorded_facts import facts_of
from bot.announcements.stakeholder_facts import Asked, Beginning, Need, PublicStatus, StakeholderFacts
from bot.announcements.stakeholder_updates import facts_of_incident, public_status
from bot.config.policy import Policy
from bot.incidents.change import IncidentDetails
from bot.incidents.declaring.model import Declaration
from bot.incidents.declaring.opening import new_incident
from bot.incidents.model import OPEN, Incident, Status
from bot.people.model import Person
from bot.review.facts import FactKind, RecordedFact
from bot.updates.model import Update

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
JANE = Person("U1", "Jane Smith")


def incident(status: Status = Status.INVESTIGATING) -> Incident:
    declared = new_incident(Declaration("Down", "sev1", JANE, summary="Since the deploy"), "T1", AT)
    return replace(declared, status=status, resolved_at=None if status in OPEN else AT)


def facts(
    *updates: Update, records: tuple[RecordedFact, ...] = (), status: Status = Status.INVESTIGATING, minutes: int = 5
) -> StakeholderFacts:
    details = IncidentDetails(incident(status), (), updates, records, ())
    return facts_of_incident(details, Policy(), AT + timedelta(minutes=minutes))


@pytest.mark.parametrize("status", list(Status))
def test_each_status_has_a_word_for_the_public(status: Status) -> None:
    assert public_status(status) in PublicStatus
    assert (public_status(status) is PublicStatus.RESOLVED) == (status not in OPEN)


def test_the_facts_of_an_incident_have_the_latest_of_each_and_no_work_once_it_is_resolved() -> None:
    assert facts().known == "Since the deploy"
    posted = (
        Update(1, "Pool full", JANE, AT, impact="Nobody can pay", doing="Looking"),
        Update(2, "Still full", JANE, AT, impact="Some can't pay", doing="Rollback"),
        Update(3, "Rolling back", JANE, AT),
    )
    found = facts(*posted)
    assert [claim.text for claim in found.impact.claims] == ["Some can't pay"]
    assert (found.known, found.doing) == ("Rolling back", "Rollback")
    over = facts(*posted, status=Status.RESOLVED)
    assert [claim.text for claim in over.impact.claims] == ["Some can't pay"]
    assert (over.doing, over.next_by) == ("", None)


def test_recorded_impact_and_cause_are_in_the_facts_of_an_incident() -> None:
    recorded = (
        RecordedFact(FactKind.IMPACT, "12,500 users couldn't pay", JANE, AT),
        RecordedFact(FactKind.CAUSE, "ORM 3.2.0 opens too many connections, exhausting the pool", JANE, AT),
    )
    found = facts(Update(1, "Pool full", JANE, AT, impact="Payments fail"), records=recorded)
    assert [claim.text for claim in found.impact.claims] == ["Payments fail", "12,500 users couldn't pay"]
    assert found.seen.impact == ("Payments fail.", "Users couldn't pay.")
    assert found.cause == "ORM 3.2.0 opens too many connections"


def test_only_a_promise_that_can_still_be_kept_is_told() -> None:
    assert facts().next_by == AT + timedelta(minutes=15)
    assert facts(minutes=20).next_by is None


def test_an_open_incident_without_commander_asks_for_one_and_a_file_does_not() -> None:
    assert facts().asked == (Asked(Need.COMMANDER),)
    assert facts(status=Status.RESOLVED).asked == ()
    assert facts_of(Case(), {}, None, PublicStatus.INVESTIGATING).asked == ()


def test_an_incident_begins_with_its_declaration_where_no_start_is_recorded() -> None:
    assert facts().beginning is Beginning.DECLARED
