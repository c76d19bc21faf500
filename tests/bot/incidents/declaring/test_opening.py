"""The declaration: how an incident begins, and what follows in which order."""

import pytest

from bot.config.policy import Policy, Service
from bot.incidents.declaring.model import title_key
from bot.incidents.declaring.opening import new_incident, opening_change
from bot.incidents.model import Status
from bot.outbox.channels import Announcement, Card, CreateChannel, Invite, WhereToGo
from bot.timeline.model import EntryKind
from tests.bot.incidents.incident_examples import ASKED, DECLARED, INCIDENT, JANE, invited, keys


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
