"""Who came into a private incident's channel or left it while the bot was away: only who is in it sees it."""

from datetime import timedelta

import pytest

from bot.people.model import Person
from bot.updates.verbs import PostUpdate
from tests.handlers.conftest import Scene, text_of
from tests.handlers.slack.timeline.timeline_scenarios import ALICE, BOB, JANE, away, slack_alone


async def private_one(scene: Scene, *verbs: str) -> None:
    await scene.declare("sev4 Vault keys leaked", by=JANE)
    scene.bot.services.channels.make_private(1, scene.bot.services.people.person(scene.person(JANE).id))
    await scene.deliver()
    await scene.person(JANE).invite(scene.channel, BOB)
    for verb in verbs:
        await scene.run(JANE, f"/incident {verb}", scene.channel.name)
    await scene.deliver()


def told(scene: Scene, name: str) -> list[str]:
    """What someone got by direct message."""
    person = scene.person(name)
    return [text_of(message) for message in person.sees(person.direct("Muster"))]


def seen_by(scene: Scene, name: str) -> bool:
    service = scene.bot.services
    return service.permissions.sees(service.people.person(scene.person(name).id), service.incidents.get(1))


async def test_who_leaves_and_comes_meanwhile_is_known_after_it(scene: Scene) -> None:
    await private_one(scene)
    assert [seen_by(scene, name) for name in (JANE, ALICE, BOB)] == [True, False, True]
    async with away(scene):
        await scene.person(BOB).leave(scene.channel)
        await scene.person(JANE).invite(scene.channel, ALICE)
        await slack_alone(scene, minutes=20)
    assert [seen_by(scene, name) for name in (JANE, ALICE, BOB)] == [True, True, False]


async def test_so_are_those_of_one_that_is_over(scene: Scene) -> None:
    await private_one(scene, "resolve Rolled back", "close")
    async with away(scene):
        await scene.person(BOB).leave(scene.channel)
        await slack_alone(scene, minutes=20)
    assert not seen_by(scene, BOB)
    assert await scene.run(BOB, "/incident show 1") == "I can't find incident #1."
    assert "Vault" in await scene.run(JANE, "/incident show 1")


async def test_the_channel_of_a_public_one_that_is_over_is_left_alone(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the login page")
    for verb in ("resolve Fixed", "close"):
        await scene.run(JANE, f"/incident {verb}", scene.channel.name)
    await scene.deliver()
    before = len(scene.box.wire.calls("conversations.members"))
    async with away(scene):
        await slack_alone(scene, minutes=20)
    assert len(scene.box.wire.calls("conversations.members")) == before


# Until the members are read back, nothing goes to people and they see nothing

UNREAD = "Muster is still reading who is in this channel. Try again in a moment."


async def test_who_was_removed_meanwhile_gets_no_waiting_update(scene: Scene) -> None:
    await private_one(scene)
    await scene.run(BOB, "/incident subscribe", scene.channel.name)
    await scene.run(JANE, "/incident subscribe", scene.channel.name)
    await scene.deliver()
    async with away(scene):
        await scene.person(JANE).kick(scene.channel, BOB)
        scene.bot.services.updates.post(1, PostUpdate("The vault is sealed again"), Person("", "ops"))
        scene.box.faults.fail("conversations.members", "internal_error", times=3)
    direct = {name: told(scene, name) for name in (JANE, BOB)}
    assert not any("sealed" in text for text in direct[BOB])
    assert any("sealed" in text for text in direct[JANE])


async def test_while_the_reading_fails_nobody_sees_a_private_incident(scene: Scene) -> None:
    await private_one(scene, "task Rotate the keys @bob", "action Write it up @bob")
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.bot.stop()
    await scene.person(JANE).kick(scene.channel, BOB)
    scene.box.faults.fail("conversations.members", "internal_error", times=1000)
    await scene.bot.start()
    await scene.calm()
    for name in (BOB, JANE):
        for typed in ("/incident show 1", "/incident join 1", "/incident reopen 1", "/pir approve 1"):
            said = await scene.run(name, typed)
            assert "can't find incident #1" in said, typed
        for typed in ("/incident list all", "/incident list mine", "/incident find vault", "/pir list"):
            assert "Vault" not in await scene.run(name, typed), typed
        await scene.person(name).open_home()
        await scene.calm()
        assert "Vault" not in str(scene.person(name).home)
    assert await scene.run(JANE, "/incident timeline", scene.channel.name) == UNREAD
    assert await scene.run(JANE, "/pir", scene.channel.name) == UNREAD
    await scene.person(JANE).press(scene.card, "Timeline")
    await scene.calm()
    assert scene.person(JANE).modal is None
    assert UNREAD in [each.text for each in scene.person(JANE).sees(scene.channel) if each.to]
    scene.box.faults.disarm()
    await scene.deliver()
    assert "Vault" in await scene.run(JANE, "/incident show 1")
    assert await scene.run(BOB, "/incident show 1") == "I can't find incident #1."


async def test_home_shows_it_again_once_the_members_are_read(scene: Scene) -> None:
    await private_one(scene)
    await scene.person(JANE).open_home()
    await scene.calm()
    await scene.bot.stop()
    scene.box.faults.fail("conversations.members", "internal_error", times=3)
    await scene.bot.start()
    await scene.calm()
    await scene.deliver()
    await scene.after(1)
    assert "Vault" in str(scene.person(JANE).home)


async def test_a_join_that_slack_tells_late_brings_nobody_back_in(scene: Scene) -> None:
    await private_one(scene)
    await scene.person(JANE).invite(scene.channel, ALICE)
    await scene.calm()
    async with away(scene):
        await scene.person(JANE).kick(scene.channel, ALICE)
    alice = scene.bot.services.people.person(scene.person(ALICE).id)
    scene.bot.services.timeline.member("EvLate", scene.channel.id, alice, True, scene.clock.now())
    assert not seen_by(scene, ALICE)
    await scene.deliver()
    assert not seen_by(scene, ALICE)


async def test_who_leaves_while_the_members_are_read_is_not_in_it(scene: Scene) -> None:
    await private_one(scene)
    await scene.bot.stop()
    with scene.box.faults.hold("conversations.members") as held:
        await scene.bot.start()
        await scene.box.changed(lambda: scene.bot.busy)
        await scene.person(BOB).leave(scene.channel)
        held.release()
    await scene.deliver()
    assert [seen_by(scene, name) for name in (JANE, BOB)] == [True, False]


async def test_a_lost_connection_is_an_absence_from_its_first_moment(scene: Scene) -> None:
    await private_one(scene)
    scene.box.faults.fail("conversations.members", "internal_error", times=1000)
    await scene.box.faults.disconnect()
    await scene.box.changed(lambda: not seen_by(scene, JANE))
    await scene.box.changed(lambda: scene.bot.services.membership.is_connected)
    assert "can't find" in await scene.run(JANE, "/incident show 1")
    scene.box.faults.disarm()
    await scene.deliver()
    assert seen_by(scene, JANE)


async def test_who_is_in_the_channel_of_one_that_was_just_declared_sees_it(scene: Scene) -> None:
    await private_one(scene)
    assert [seen_by(scene, name) for name in (JANE, ALICE, BOB)] == [True, False, True]


async def test_who_was_removed_while_muster_was_not_in_the_channel_gets_nothing_that_waited(scene: Scene) -> None:
    await private_one(scene)
    channel = scene.channel
    await scene.run(BOB, "/incident subscribe", channel.name)
    await scene.person(JANE).kick(channel, "Muster")
    await scene.calm()
    await scene.person(JANE).kick(channel, BOB)
    await scene.run(JANE, "/incident update The vault is sealed again", channel.name)
    await scene.person(JANE).invite(channel, "Muster")
    scene.box.faults.fail("conversations.members", "internal_error", times=3)
    await scene.deliver()
    await scene.after(1)
    assert not any("sealed" in text for text in told(scene, BOB))
    assert [seen_by(scene, name) for name in (JANE, BOB)] == [True, False]


# Muster isn't in the channel, or Slack doesn't let it read who is

REMOVED = "Muster was removed from this channel. To bring it back, type `/invite @Muster`."
REMOVED_ELSEWHERE = "Muster was removed from the incident's channel. To bring it back, type `/invite @Muster` there."


@pytest.mark.parametrize("absence", ["refreshed", "restarted", "unheard"])
async def test_who_asks_in_a_channel_that_muster_was_removed_from_reads_what_to_do(scene: Scene, absence: str) -> None:
    await private_one(scene, "commander")
    channel, card = scene.channel, scene.card
    if absence != "unheard":
        await scene.person(JANE).kick(channel, "Muster")
        await scene.calm()
    if absence == "refreshed":
        await scene.box.faults.disconnect("refresh_requested")
        await scene.box.changed(lambda: not seen_by(scene, JANE))
        await scene.box.changed(lambda: scene.bot.services.membership.is_connected)
    else:
        async with away(scene):
            if absence == "unheard":
                await scene.person(JANE).kick(channel, "Muster")
    for typed in ("/incident update The vault is sealed", "/incident status identified", "/incident", "/pir"):
        assert REMOVED in await scene.run(JANE, typed, channel.name), typed
    await scene.person(JANE).press(card, "Post update")
    await scene.calm()
    assert [each.text for each in scene.person(JANE).sees(channel) if each.to][-1] == REMOVED
    for typed in (
        "/incident show 1",
        "/incident update 1 Sealed",
        "/incident log #1 Sealed",
        "/incident join 1",
        "/pir 1",
    ):
        assert await scene.run(JANE, typed) == REMOVED_ELSEWHERE, typed
        assert REMOVED_ELSEWHERE not in await scene.run(ALICE, typed), typed
    assert await scene.run(ALICE, "/incident show 1") == "I can't find incident #1."
    await scene.person(JANE).invite(channel, "Muster")
    await scene.deliver()
    await scene.run(JANE, "/incident update The vault is sealed", channel.name)
    await scene.deliver()
    assert "sealed" in scene.posts()[-1].text


@pytest.mark.parametrize("code", ["fetch_members_failed", "missing_scope", "access_denied"])
async def test_members_that_slack_refuses_to_name_are_read_once_it_does(scene: Scene, code: str) -> None:
    await private_one(scene)
    scene.box.faults.fail("conversations.members", code, times=5)
    await scene.bot.stop()
    await scene.bot.start()
    await scene.calm()
    assert await scene.run(JANE, "/incident who", scene.channel.name) == UNREAD
    for _ in range(3):
        scene.clock.set(scene.clock.now() + timedelta(minutes=1))
        scene.bot.tick()
        await scene.calm()
    said = await scene.run(JANE, "/incident who", scene.channel.name)
    assert said == "Muster couldn't read who is in this channel. It retries every minute."
    await scene.deliver()
    assert "Vault" in await scene.run(JANE, "/incident show 1")
