"""The texts for people outside: the right words for each, and nothing in them that is not theirs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.announcements.stakeholder_updates import Audience, Facts, Public, facts, public_status
from bot.config.policy import Policy
from bot.incidents.declaring.declaration import Declaration
from bot.incidents.declaring.opening import new_incident
from bot.incidents.model import OPEN, Status
from bot.people.model import Person
from bot.updates.model import Update
from templates.announcements.stakeholder_updates import ready_texts

SINCE = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
AT = SINCE + timedelta(minutes=22)
FACTS = Facts(
    title="Pool of user-api exhausted",
    severity="SEV1",
    status=Public.INVESTIGATING,
    since=SINCE,
    at=AT,
    services=("checkout", "payments"),
    impact="45 % of payments fail",
    known="ORM 3.2.0 opens too many connections",
    doing="Rolling user-api back",
    commander="Jane Smith",
    next_by=AT + timedelta(minutes=15),
)
INSIDE = ("SEV1", "Pool of user-api exhausted", "ORM 3.2.0", "Rolling user-api back", "Jane Smith")


@pytest.mark.parametrize("status", list(Public))
@pytest.mark.parametrize("audience", [Audience.STATUS_PAGE, Audience.CUSTOMER])
def test_people_outside_read_what_they_feel_and_nothing_from_inside(audience: Audience, status: Public) -> None:
    text = ready_texts(replace(FACTS, status=status))[audience]
    assert "checkout, payments" in text
    assert "45 % of payments fail." in text
    assert not any(word in text for word in INSIDE)


@pytest.mark.parametrize("audience", [Audience.EXECUTIVE, Audience.INTERNAL])
def test_people_inside_read_all_that_is_known(audience: Audience) -> None:
    text = ready_texts(FACTS)[audience]
    for fact in ("SEV1 Pool of user-api exhausted", "45 % of payments fail", "ORM 3.2.0", "Rolling user-api back"):
        assert fact in text


def test_executives_read_how_long_it_lasts_and_who_is_in_charge() -> None:
    text = ready_texts(FACTS)[Audience.EXECUTIVE]
    assert "22 min so far" in text
    assert "In charge: Jane Smith." in text
    assert "no incident commander yet" in ready_texts(replace(FACTS, commander=""))[Audience.EXECUTIVE]


@pytest.mark.parametrize("audience", list(Audience))
def test_the_promise_is_in_each_text_until_it_is_over(audience: Audience) -> None:
    assert "Mon 15 Jan 2024 15:00 UTC" in ready_texts(FACTS)[audience]
    assert "15:00" not in ready_texts(replace(FACTS, status=Public.RESOLVED))[audience]


@pytest.mark.parametrize("status", list(Public))
def test_a_status_page_says_its_status_first(status: Public) -> None:
    assert ready_texts(replace(FACTS, status=status))[Audience.STATUS_PAGE].splitlines()[0] == status


@pytest.mark.parametrize("status", list(Public))
@pytest.mark.parametrize("audience", list(Audience))
def test_what_nobody_said_leaves_no_hole(audience: Audience, status: Public) -> None:
    bare = Facts("Down", "SEV3", status, SINCE, AT)
    text = ready_texts(bare)[audience]
    assert "None" not in text
    assert "  " not in text
    assert ": \n" not in f"{text}\n"


def test_text_is_set_as_it_was_typed() -> None:
    assert 'a < b & "c".' in ready_texts(replace(FACTS, impact='a < b & "c"'))[Audience.STATUS_PAGE]


@pytest.mark.parametrize("status", list(Status))
def test_each_status_has_a_word_for_the_public(status: Status) -> None:
    assert public_status(status) in Public
    assert (public_status(status) is Public.RESOLVED) == (status not in OPEN)


def test_the_record_gives_the_last_update_and_the_last_impact() -> None:
    jane = Person("U1", "Jane Smith")
    incident = new_incident(Declaration("Down", "sev1", jane, summary="Since the deploy"), "T1", SINCE)
    assert facts(incident, (), Policy(), AT).known == "Since the deploy"
    told = (Update(1, "Pool full", jane, AT, impact="45 %"), Update(2, "Rolling back", jane, AT, doing="Rollback"))
    found = facts(incident, told, Policy(), AT)
    assert (found.impact, found.known, found.doing) == ("45 %", "Rolling back", "Rollback")


@pytest.mark.parametrize("audience", list(Audience))
def test_the_texts_of_a_drill_say_that_they_are_for_nobody(audience: Audience) -> None:
    assert ready_texts(replace(FACTS, drill=True))[audience].startswith("DRILL: to be sent to nobody.\n\n")
    assert "DRILL" not in ready_texts(FACTS)[audience]
