"""The channels of an incident: what a new one brings, what waits for it, and what the old one says."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.errors import Refused
from bot.incidents.channels import generations
from bot.incidents.declaring.model import Declaration
from bot.incidents.declaring.opening import new_incident
from bot.incidents.model import Status
from bot.outbox import keys
from bot.outbox.channels import Invite
from bot.people.model import Person
from bot.roles.model import RoleHolder

AT = datetime(2024, 1, 15, 14, 50, tzinfo=UTC)
JANE, BOB, ANN = Person("U1", "Jane Smith"), Person("U2", "Bob Kim"), Person("U3", "Ann")
INCIDENT = replace(
    new_incident(Declaration("Payments fail", "sev1", JANE), "T1", AT),
    number=42,
    channel="C1",
    channel_name="inc-payments",
)


def test_each_channel_has_its_own_keys_and_the_first_ones_are_as_they_always_were() -> None:
    assert keys.of_channel(INCIDENT, "card") == "42/card"
    assert keys.of_channel(replace(INCIDENT, channel_generation=2), "card") == "42/card/2"


def test_a_private_move_has_no_channel_until_the_private_one_exists() -> None:
    moved = generations.make_private(INCIDENT, frozenset({"U2"}), JANE, AT).incident
    assert (moved.private, moved.channel_generation, moved.channel, moved.channel_name) == (True, 2, "", "")


def test_all_that_a_private_move_shows_waits_for_the_new_channel_but_what_withdraws_the_old() -> None:
    change = generations.make_private(INCIDENT, frozenset({"U2"}), JANE, AT)
    waits = {effect.key for effect in change.effects if "42/channel/2" in effect.depends_on}
    assert waits == {"42/invite/private/1", "42/card/2", "42/topic/2", "42/purpose/2", "42/line/1"}
    old = {effect.key for effect in change.effects if "42/channel" in effect.depends_on}
    assert old == {"42/card", "42/moved/1", "42/announcement"}


def test_members_roles_and_who_asked_are_invited_into_the_private_channel() -> None:
    led = replace(INCIDENT, commander=BOB, roles=(RoleHolder("scribe", ANN, AT),))
    change = generations.make_private(led, frozenset({"U8", "U9"}), JANE, AT)
    [invite] = [effect for effect in change.effects if isinstance(effect, Invite)]
    assert invite.people == ("U1", "U2", "U3", "U8", "U9")


def test_only_members_go_on_getting_updates_of_what_was_made_private() -> None:
    told = replace(INCIDENT, subscribers=("U2", "U9", "C7"))
    assert generations.make_private(told, frozenset({"U2"}), JANE, AT).incident.subscribers == ("U2",)


def test_without_a_channel_there_is_nothing_to_make_private_yet() -> None:
    with pytest.raises(Refused, match=r"is still being created\.$"):
        generations.make_private(replace(INCIDENT, channel=""), frozenset(), JANE, AT)


def test_what_is_archived_begins_anew_in_another_channel() -> None:
    closed = replace(INCIDENT, status=Status.CLOSED, resolved_at=AT, ended_at=AT, archived=True)
    change = generations.reopen(closed, frozenset({"U2"}), JANE, AT, "Errors are back")
    assert (change.incident.status, change.incident.channel_generation, change.incident.archived) == (
        Status.INVESTIGATING,
        2,
        False,
    )
    assert [effect.key for effect in change.effects][:3] == ["42/channel/2", "42/invite/reopen/1", "42/card/2"]
