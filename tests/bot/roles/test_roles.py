"""Roles as decisions: who holds what after a claim, a form, a release, and when a confirm is needed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.policy import COMMANDER, Policy
from bot.errors import IllegalTransition, Refused, Unconfirmed
from bot.incidents.change import Change
from bot.incidents.model import Incident, Status
from bot.outbox.channels import Invite, RemoveMember
from bot.outbox.incidents import ChannelLine
from bot.people.model import Person
from bot.roles import roles
from bot.roles.model import RoleHolder
from bot.roles.roles import Wish
from bot.timeline.model import EntryKind

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
LATER = AT + timedelta(minutes=5)
JANE, BOB, ANN = Person("U1", "Jane"), Person("U2", "Bob"), Person("U3", "Ann")
POLICY = Policy()
SCRIBE, SME = POLICY.role("scribe"), POLICY.role("sme")
INCIDENT = Incident("T1", 42, "Payments fail", "sev1", Status.INVESTIGATING, JANE, AT, AT, channel="C42")
HELD = replace(INCIDENT, roles=(RoleHolder("scribe", BOB, AT), RoleHolder("sme", BOB, AT), RoleHolder("sme", ANN, AT)))


def held(change: Change) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in change.incident.roles:
        found.setdefault(each.role, []).append(each.person.name)
    return found


def invited(change: Change) -> list[object]:
    return [who for effect in change.effects if isinstance(effect, Invite) for who in effect.people]


def test_a_single_role_passes_on_and_a_shared_one_grows() -> None:
    assert held(roles.claim(HELD, SCRIBE, JANE, JANE, LATER)) == {"scribe": ["Jane"], "sme": ["Bob", "Ann"]}
    shared = roles.claim(HELD, SME, JANE, BOB, LATER)
    assert held(shared) == {"scribe": ["Bob"], "sme": ["Bob", "Ann", "Jane"]}
    assert invited(shared) == ["U1"]
    assert [(entry.kind, entry.text, entry.author) for entry in shared.entries] == [
        (EntryKind.ROLE, "Bob made Jane subject matter expert", BOB)
    ]


def test_who_stays_keeps_the_time_at_which_they_took_the_role() -> None:
    since = {each.person.name: each.since for each in roles.claim(HELD, SME, JANE, JANE, LATER).incident.roles[1:]}
    assert since == {"Bob": AT, "Ann": AT, "Jane": LATER}


@pytest.mark.parametrize(("person", "by", "left"), [(None, BOB, ["Ann"]), (ANN, JANE, ["Bob"]), (BOB, ANN, ["Ann"])])
def test_a_shared_role_is_released_by_person(person: Person | None, by: Person, left: list[str]) -> None:
    assert held(roles.release(HELD, SME, person, by, LATER))["sme"] == left


def test_a_single_role_is_released_whoever_holds_it() -> None:
    assert "scribe" not in held(roles.release(HELD, SCRIBE, None, JANE, LATER))
    with pytest.raises(Refused, match="Jane isn't scribe of #42"):
        roles.release(HELD, SCRIBE, JANE, BOB, LATER)


def test_a_closed_incident_has_no_roles_to_give() -> None:
    with pytest.raises(IllegalTransition):
        roles.claim(replace(INCIDENT, status=Status.CLOSED), SCRIBE, BOB, BOB, LATER)


def test_who_leaves_loses_every_role_and_the_others_keep_theirs() -> None:
    gone = roles.leave(HELD, BOB, LATER, POLICY)
    assert held(gone) == {"sme": ["Ann"]}
    assert [effect.person for effect in gone.effects if isinstance(effect, RemoveMember)] == ["U2"]


def test_the_commander_of_what_is_over_may_leave() -> None:
    over = replace(INCIDENT, commander=JANE, status=Status.RESOLVED)
    assert roles.leave(over, JANE, LATER, POLICY).effects
    with pytest.raises(Refused, match="so you can't leave yet"):
        roles.leave(replace(INCIDENT, commander=JANE), JANE, LATER, POLICY)


@pytest.mark.parametrize(
    ("commander", "by", "to", "instead_of", "confirmed"),
    [
        (None, BOB, BOB, "", True),
        (JANE, JANE, BOB, "", True),
        (JANE, BOB, JANE, "", True),
        (JANE, BOB, BOB, "", False),
        (JANE, BOB, ANN, "", False),
        (JANE, BOB, BOB, "U1", True),
        (JANE, BOB, BOB, "U3", False),
    ],
)
def test_command_of_another_is_taken_by_a_confirm_that_names_them(
    commander: Person | None, by: Person, to: Person, instead_of: str, confirmed: bool
) -> None:
    incident = replace(INCIDENT, commander=commander)
    if confirmed:
        roles.need_confirmed(incident, to, by, instead_of)
    else:
        with pytest.raises(Unconfirmed, match="Jane is incident commander of #42"):
            roles.need_confirmed(incident, to, by, instead_of)


def test_the_form_takes_command_along_only_where_it_needs_no_confirm() -> None:
    wishes = [Wish(COMMANDER, frozenset(), (BOB,)), Wish("scribe", frozenset(), (ANN,))]
    seated = roles.seat(INCIDENT, wishes, JANE, LATER, POLICY)
    assert seated.incident.commander == BOB
    assert held(seated) == {"scribe": ["Ann"]}
    assert len(seated.entries) == 2
    assert len({effect.key for effect in seated.effects if isinstance(effect, ChannelLine)}) == 2
    with pytest.raises(Unconfirmed):
        roles.seat(replace(INCIDENT, commander=ANN), wishes, JANE, LATER, POLICY)


people = st.lists(st.sampled_from([JANE, BOB, ANN]), unique=True).map(tuple)


@given(st.lists(st.tuples(people, people), max_size=6))
def test_of_forms_for_a_shared_role_each_adds_and_takes_just_what_was_changed_in_it(
    forms: list[tuple[tuple[Person, ...], tuple[Person, ...]]],
) -> None:
    incident, expected = INCIDENT, set[str]()
    for seen, wanted in forms:
        before, after = {each.id for each in seen}, {each.id for each in wanted}
        change = roles.seat(incident, [Wish("sme", frozenset(before), wanted)], JANE, LATER, POLICY)
        expected = (expected - (before - after)) | (after - before)
        incident = change.incident
        assert {person.id for person in incident.holders("sme")} == expected


def test_the_card_shows_only_roles_that_somebody_holds() -> None:
    assert roles.on_card(INCIDENT, POLICY) == ()
    assert roles.on_card(HELD, POLICY) == (
        ("Scribe", ("Bob",)),
        ("Subject matter experts", ("Bob", "Ann")),
    )
