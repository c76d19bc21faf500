"""Who comes and who goes, over the wire: responders and fallbacks, those who can't come, joining and leaving."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.config.policy import Service
from demo.stage import on_stage
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene, buttons, text_of
from tests.handlers.slack.timeline.timeline_scenarios import ALICE, BOB, JANE

CALLED = replace(
    POLICY,
    fallback_responders={"sev1": ("bob@example.com",), "sev3": ("alice@example.com", "nobody@example.com")},
)


@pytest.fixture
async def called() -> AsyncIterator[Scene]:
    async with on_stage(list(PEOPLE), START, CALLED) as stage:
        yield Scene(stage.box, stage.bot, stage.clock, stage.place)


def present(scene: Scene) -> set[str]:
    return {scene.box.name_of("user", each) for each in scene.channel.members} - {"Muster"}


def private(scene: Scene, name: str, channel: str) -> list[str]:
    person = scene.person(name)
    return [message.text for message in person.sees(channel) if message.to == person.id]


# Who comes


async def test_a_services_responders_come_and_the_fallback_does_not(called: Scene) -> None:
    await called.declare("sev1 Payments fail")
    assert present(called) == {JANE, ALICE}


async def test_without_a_services_responders_the_fallback_of_the_severity_comes(called: Scene) -> None:
    await called.declare("sev1 Something fails")
    assert present(called) == {JANE, BOB}


async def test_a_severity_without_a_fallback_calls_nobody(called: Scene) -> None:
    await called.declare("sev4 Something fails")
    assert present(called) == {JANE}


async def test_a_severity_that_rises_brings_its_fallback(called: Scene) -> None:
    await called.declare("sev3 Something fails")
    assert present(called) == {JANE, ALICE}
    await called.run(JANE, "/incident severity sev1", called.channel.name)
    await called.deliver()
    assert present(called) == {JANE, ALICE, BOB}


async def test_a_severity_that_rises_where_a_service_brought_somebody_calls_nobody(called: Scene) -> None:
    await called.declare("sev3 Payments fail")
    await called.run(JANE, "/incident severity sev1", called.channel.name)
    await called.deliver()
    assert present(called) == {JANE, ALICE}


async def test_somebody_unknown_is_named_on_the_card_and_keeps_nobody_away(called: Scene) -> None:
    await called.declare("sev3 Something fails")
    assert present(called) == {JANE, ALICE}
    assert "*Couldn't invite nobody@example.com:* no Slack account with that email." in text_of(called.card)
    assert "Retry" not in buttons(called.card)


@pytest.fixture
async def grouped(scene: Scene) -> AsyncIterator[Scene]:
    """Ids are counted, so a second workspace has the same people and groups under the same ids as the first."""
    gone, empty = scene.person("Gone Person").id, scene.box.group("on-call")
    archive = Service("archive", responders=(gone, "SNOBODY", "UNOBODY", empty, "bob@example.com"))
    async with on_stage(list(PEOPLE), START, replace(CALLED, services=(archive,))) as stage:
        assert stage.box.group("on-call") == empty
        await stage.calm()
        yield Scene(stage.box, stage.bot, stage.clock, stage.place)


async def test_whoever_can_not_come_is_named_on_the_card_with_the_reason(grouped: Scene) -> None:
    await grouped.declare("sev1 Archive fails")
    said = text_of(grouped.card)
    assert "*Couldn't invite Gone Person:* the account is deactivated" in said
    assert "*Couldn't invite SNOBODY:* no such user group" in said
    assert "*Couldn't invite UNOBODY:* no such Slack account" in said
    assert "*Couldn't invite @on-call:* the user group is empty" in said
    assert present(grouped) == {JANE, BOB}


async def test_a_retry_brings_who_is_in_the_group_by_then(grouped: Scene) -> None:
    await grouped.declare("sev1 Archive fails")
    grouped.box.group("on-call", ALICE)
    await grouped.calm()
    await grouped.person(JANE).press(grouped.card, "Retry")
    await grouped.deliver()
    assert present(grouped) == {JANE, ALICE, BOB}
    assert "on-call" not in text_of(grouped.card)


async def test_who_is_named_by_id_by_email_and_in_a_group_is_invited_once(scene: Scene) -> None:
    jane, bob, gone = (scene.person(name).id for name in (JANE, BOB, "Gone Person"))
    group = scene.box.group("on-call", JANE, BOB, "Gone Person")
    bot = scene.box.space.bot.id
    service = Service("archive", responders=(bob, "bob@example.com", group, jane, "jane@example.com", gone, bot))
    async with on_stage(list(PEOPLE), START, replace(CALLED, services=(service,))) as stage:
        assert stage.box.group("on-call", JANE, BOB, "Gone Person") == group
        await stage.calm()
        again = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await again.declare("sev1 Archive fails")
        invited = [call.sent["users"] for call in again.box.wire.calls("conversations.invite")]
        assert sorted(invited) == sorted((jane, bob, gone))
        assert text_of(again.card).count("Gone Person") == 1
        assert present(again) == {JANE, BOB}


@pytest.mark.parametrize("error", ["already_in_channel", "cant_invite_self"])
async def test_who_is_there_already_is_no_failure(called: Scene, error: str) -> None:
    called.box.faults.fail("conversations.invite", error, times=2)
    await called.declare("sev1 Something fails")
    assert "Couldn't invite" not in text_of(called.card)


# Coming


async def test_join_on_the_announcement_brings_somebody_in(scene: Scene) -> None:
    await scene.declare()
    announcement = scene.posts("incidents")[0]
    assert buttons(announcement) == ["Join"]
    await scene.person(BOB).press(announcement, "Join")
    await scene.deliver()
    assert scene.person(BOB).id in scene.channel.members
    assert private(scene, BOB, "incidents") == [f"Muster is adding you to <#{scene.channel.id}>."]


async def test_join_by_number_from_anywhere(scene: Scene) -> None:
    await scene.declare()
    assert await scene.run(BOB, "/incident join 1") == f"Muster is adding you to <#{scene.channel.id}>."
    await scene.deliver()
    assert scene.person(BOB).id in scene.channel.members
    assert await scene.run(BOB, "/incident join #1") == "You're already in the channel of #1."


async def test_what_cannot_be_joined_gets_one_sentence(scene: Scene) -> None:
    await scene.declare()
    assert (await scene.run(BOB, "/incident join")) == "Enter the incident number. To find it, type `/incident list`."
    assert await scene.run(BOB, "/incident join 7") == "I can't find incident #7."
    assert (await scene.run(BOB, "/incident join payments")).startswith('"payments" is not an incident number.')


async def test_the_announcement_of_what_is_over_invites_nobody(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.deliver()
    assert buttons(scene.posts("incidents")[0]) == []


# Going


async def test_who_leaves_gives_up_their_roles_and_is_out_of_the_channel(scene: Scene) -> None:
    await scene.declare()
    for role in ("scribe", "sme"):
        await scene.run(JANE, f"/incident role {role} @bob", scene.channel.name)
    await scene.run(JANE, "/incident role sme @alice", scene.channel.name)
    await scene.deliver()
    assert await scene.run(BOB, "/incident leave", scene.channel.name) == (
        "You left #1. Muster is removing you from its channel. To come back, type `/incident join #1`."
    )
    await scene.deliver()
    assert scene.person(BOB).id not in scene.channel.members
    assert [held.person.name for held in scene.newest.roles] == [ALICE]
    said = scene.posts()[-1].text
    assert "Bob Kim is no longer scribe and subject matter expert." in said


async def test_who_leaves_without_a_role_goes_quietly(scene: Scene) -> None:
    await scene.declare("sev1 Payments fail")
    before = len(scene.posts())
    await scene.run(ALICE, "/incident leave", scene.channel.name)
    await scene.deliver()
    assert scene.person(ALICE).id not in scene.channel.members
    assert len(scene.posts()) == before


async def test_the_commander_hands_over_before_leaving(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident commander", scene.channel.name)
    assert await scene.run(JANE, "/incident leave", scene.channel.name) == (
        "You're incident commander of #1, so you can't leave yet. "
        "To hand over command, type `/incident handover @person`."
    )
    await scene.deliver()
    assert scene.person(JANE).id in scene.channel.members


async def test_where_slack_refuses_to_take_somebody_out_the_card_says_so(scene: Scene) -> None:
    await scene.declare("sev1 Payments fail")
    scene.box.faults.fail("conversations.kick", "restricted_action")
    await scene.run(ALICE, "/incident leave", scene.channel.name)
    await scene.deliver()
    assert "*Couldn't remove Alice Chen from the channel:* a workspace setting" in text_of(scene.card)
