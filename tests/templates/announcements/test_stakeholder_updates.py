"""The texts for people outside: the right words for each, and nothing in them that is not theirs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.announcements.stakeholder_facts import Audience, Beginning, PublicStatus, StakeholderFacts
from bot.announcements.stakeholder_updates import facts_of, public_status
from bot.config.policy import Policy
from bot.incidents.declaring.model import Declaration
from bot.incidents.declaring.opening import new_incident
from bot.incidents.model import OPEN, Status
from bot.people.model import Person
from bot.updates.model import Update
from templates.announcements.stakeholder_updates import drafts

SINCE = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
AT = SINCE + timedelta(minutes=22)
FACTS = StakeholderFacts(
    title="Pool of user-api exhausted",
    severity="SEV1",
    status=PublicStatus.INVESTIGATING,
    since=SINCE,
    at=AT,
    services=("checkout", "payments"),
    impact="45% of payments fail",
    known="ORM 3.2.0 opens too many connections",
    doing="Rolling user-api back",
    commander="Jane Smith",
    next_by=AT + timedelta(minutes=15),
)
INSIDE = ("SEV1", "Pool of user-api exhausted", "ORM 3.2.0", "Rolling user-api back", "Jane Smith")


@pytest.mark.parametrize("status", list(PublicStatus))
@pytest.mark.parametrize("audience", [Audience.STATUS_PAGE, Audience.CUSTOMER])
def test_people_outside_read_what_they_feel_and_nothing_from_inside(audience: Audience, status: PublicStatus) -> None:
    text = drafts(replace(FACTS, status=status))[audience]
    assert "issue affecting checkout and payments" in text
    assert "45% of payments fail." in text
    assert not any(word in text for word in INSIDE)


@pytest.mark.parametrize("audience", [Audience.EXECUTIVE, Audience.INTERNAL])
def test_people_inside_read_all_that_is_known(audience: Audience) -> None:
    text = drafts(FACTS)[audience]
    for fact in ("SEV1 Pool of user-api exhausted", "45% of payments fail", "ORM 3.2.0", "Rolling user-api back"):
        assert fact in text


def test_executives_read_how_long_it_lasts_and_who_is_in_charge() -> None:
    text = drafts(FACTS)[Audience.EXECUTIVE]
    assert "Status: Investigating, 22 min so far" in text
    assert "Incident commander: Jane Smith" in text
    assert "No incident commander yet." in drafts(replace(FACTS, commander=""))[Audience.EXECUTIVE]


@pytest.mark.parametrize("audience", list(Audience))
def test_the_promise_is_in_each_text_until_it_is_over(audience: Audience) -> None:
    assert "Mon 15 Jan, 15:00 UTC" in drafts(FACTS)[audience]
    assert "15:00" not in drafts(replace(FACTS, status=PublicStatus.RESOLVED))[audience]


@pytest.mark.parametrize("status", list(PublicStatus))
def test_a_status_page_says_its_status_first(status: PublicStatus) -> None:
    assert drafts(replace(FACTS, status=status))[Audience.STATUS_PAGE].splitlines()[0] == status


@pytest.mark.parametrize("status", list(PublicStatus))
@pytest.mark.parametrize("audience", list(Audience))
def test_what_nobody_said_leaves_no_hole(audience: Audience, status: PublicStatus) -> None:
    bare = StakeholderFacts("Down", "SEV3", status, SINCE, AT)
    text = drafts(bare)[audience]
    assert "None" not in text
    assert "  " not in text
    assert ": \n" not in f"{text}\n"


def test_text_is_set_as_it_was_typed() -> None:
    assert 'a < b & "c".' in drafts(replace(FACTS, impact='a < b & "c"'))[Audience.STATUS_PAGE]


@pytest.mark.parametrize("status", list(Status))
def test_each_status_has_a_word_for_the_public(status: Status) -> None:
    assert public_status(status) in PublicStatus
    assert (public_status(status) is PublicStatus.RESOLVED) == (status not in OPEN)


def test_the_drafts_have_the_latest_of_each_fact_and_no_work_once_it_is_resolved() -> None:
    jane = Person("U1", "Jane Smith")
    incident = new_incident(Declaration("Down", "sev1", jane, summary="Since the deploy"), "T1", SINCE)
    assert facts_of(incident, (), Policy(), AT).known == "Since the deploy"
    posted = (
        Update(1, "Pool full", jane, AT, impact="90%", doing="Looking"),
        Update(2, "Still full", jane, AT, impact="45%", doing="Rollback"),
        Update(3, "Rolling back", jane, AT),
    )
    found = facts_of(incident, posted, Policy(), AT)
    assert (found.impact, found.known, found.doing) == ("45%", "Rolling back", "Rollback")
    over = facts_of(replace(incident, status=Status.RESOLVED), posted, Policy(), AT)
    assert (over.impact, over.doing) == ("45%", "")


@pytest.mark.parametrize("audience", list(Audience))
def test_the_texts_of_a_drill_say_that_they_are_for_nobody(audience: Audience) -> None:
    assert drafts(replace(FACTS, drill=True))[audience].startswith("DRILL: DO NOT SEND. ")
    assert "DRILL" not in drafts(FACTS)[audience]


def test_customers_read_when_it_started_only_where_that_is_known() -> None:
    assert "Our response began on Mon 15 Jan, 14:23 UTC." in drafts(FACTS)[Audience.CUSTOMER]
    started = drafts(replace(FACTS, beginning=Beginning.STARTED))
    assert "It started around Mon 15 Jan, 14:23 UTC." in started[Audience.CUSTOMER]
    assert "Started: Mon 15 Jan, 14:23 UTC" in started[Audience.INTERNAL]


@pytest.mark.parametrize(
    ("services", "said"),
    [
        ((), "We are investigating an issue.\n"),
        (("checkout",), "an issue affecting checkout.\n"),
        (("checkout", "search", "login"), "an issue affecting checkout, search, and login.\n"),
    ],
)
def test_services_are_listed_as_in_a_sentence(services: tuple[str, ...], said: str) -> None:
    assert said in drafts(replace(FACTS, services=services))[Audience.STATUS_PAGE]


@pytest.mark.parametrize("audience", list(Audience))
def test_the_impact_of_a_resolved_incident_is_not_said_as_if_it_went_on(audience: Audience) -> None:
    texts = {status: drafts(replace(FACTS, status=status))[audience] for status in PublicStatus}
    assert "Impact during the incident: 45% of payments fail." in texts[PublicStatus.RESOLVED]
    assert not any(
        "during the incident" in text for status, text in texts.items() if status is not PublicStatus.RESOLVED
    )
