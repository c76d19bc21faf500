"""Whom the levels of an escalation reach."""

from dataclasses import replace

import pytest

from bot.config.policy import EscalationTarget, Policy
from bot.nudges.escalation import leader, levels, who_may_reassign
from bot.people.model import Person
from tests.bot.nudges.nudge_examples import INCIDENT, JANE

BOB = Person("U2", "Bob Kim")
LED = replace(INCIDENT, commander=BOB)
ONCALL = {"sev1": ("S0ONCALL",)}


@pytest.mark.parametrize("last", list(EscalationTarget))
def test_the_last_level_reaches_the_commander_whatever_it_is(last: EscalationTarget) -> None:
    policy = Policy(escalation=(EscalationTarget.CHANNEL, last), fallback_responders=ONCALL)
    level = levels(LED, policy, frozenset())[-1]
    assert BOB in (*level.mentions, *level.directly)


def test_a_commander_who_may_get_no_direct_message_is_mentioned() -> None:
    policy = Policy(escalation=(EscalationTarget.BACKUP,))
    [level] = levels(replace(LED, private=True), policy, frozenset({JANE.id}))
    assert (level.directly, level.mentions) == ((JANE,), (BOB,))


def test_who_may_reassign_is_asked_by_name_and_never_everyone() -> None:
    assert who_may_reassign(LED, Policy()) == (JANE,)
    assert who_may_reassign(INCIDENT, Policy()) == ()
    leads = Policy(permissions={"commander": ("S0LEADS", "commander", "members")})
    assert who_may_reassign(LED, leads) == (Person("S0LEADS", "S0LEADS"),)
    fallback = Policy(fallback_responders=ONCALL)
    assert who_may_reassign(INCIDENT, fallback) == (Person("S0ONCALL", "S0ONCALL"),)
    assert who_may_reassign(replace(INCIDENT, private=True), fallback) == ()


def test_where_all_accounts_are_deactivated_the_fallback_responders_or_the_channel_are_asked() -> None:
    gone = replace(INCIDENT, declared_by=replace(JANE, deactivated=True))
    assert not leader(gone).id
    for level in levels(gone, Policy(), frozenset()):
        assert (level.mentions, level.directly, level.said) == ((), (), "to the channel")
    for level in levels(gone, Policy(fallback_responders=ONCALL), frozenset()):
        assert (level.called, level.directly) == (("S0ONCALL",), ())


def test_a_commander_outside_a_private_channel_leads_no_more() -> None:
    outside = replace(LED, private=True, commander=replace(BOB, outside=True))
    assert leader(outside) == JANE
    assert leader(replace(outside, declared_by=replace(JANE, deactivated=True))) == BOB
