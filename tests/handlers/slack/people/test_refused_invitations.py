"""People whom Slack doesn't let into an incident's channel, over the wire: they and who asked for them hear of it."""

import pytest

from sandbox.socket.faults import Fault
from tests.handlers.conftest import Scene, buttons, text_of

JANE, BOB, ALICE, MUSTER = "Jane Smith", "Bob Kim", "Alice Chen", "Muster"
CODES = ("restricted_action", "user_is_restricted", "cant_invite")


def told(scene: Scene, name: str) -> list[str]:
    person = scene.person(name)
    return [text_of(message) for message in person.sees(person.direct(MUSTER)) if message.bot_id]


def not_added(scene: Scene, name: str) -> list[str]:
    return [each for each in told(scene, name) if each.startswith("Muster couldn't add you to the channel of ")]


async def with_three(scene: Scene) -> str:
    await scene.declare()
    for name in (BOB, ALICE):
        await scene.person(name).join(scene.channel.name)
    await scene.run(BOB, "/incident commander", scene.channel.name)
    await scene.deliver()
    return scene.channel.id


def refuse(scene: Scene, name: str, code: str = "cant_invite") -> None:
    """Slack refuses to invite this person alone."""
    who = scene.person(name).id

    def decided(method: str) -> Fault | None:
        concerns = method == "conversations.invite" and who in repr(scene.box.wire.calls(method)[-1])
        return Fault(answer={"ok": False, "error": code}) if concerns else None

    scene.box.faults.decide_by(decided)


@pytest.mark.parametrize("code", CODES)
async def test_a_private_channel_that_slack_lets_nobody_into_leaves_the_incident_to_its_members(
    scene: Scene, code: str
) -> None:
    await with_three(scene)
    scene.box.faults.fail("conversations.invite", code, times=20)
    await scene.run(JANE, "/incident private", scene.channel.name)
    await scene.person(JANE).submit({})
    await scene.deliver()
    assert [scene.box.name_of("user", each) for each in scene.channel.members] == [MUSTER]
    for name in (JANE, BOB, ALICE):
        [said] = not_added(scene, name)
        assert "The incident is private, and nobody is in its channel yet." in said
        assert "Payment service degradation" in await scene.run(name, "/incident show 1")
    assert (await scene.run(BOB, "/incident update 1 The key is revoked")).startswith("Done. See SEV1 #1")
    await scene.after(minutes=40)
    assert any("Update overdue" in each for each in told(scene, BOB))
    scene.box.faults.disarm()
    jane = scene.person(JANE)
    asked = [each for each in jane.sees(jane.direct(MUSTER)) if "Retry" in buttons(each)]
    await jane.press(asked[-1], "Retry")
    await scene.deliver()
    assert {jane.id, scene.person(BOB).id, scene.person(ALICE).id} <= set(scene.channel.members)
    await jane.leave(scene.channel)
    await scene.deliver()
    assert await scene.run(JANE, "/incident show 1") == "I can't find incident #1."


async def test_a_private_channel_without_its_commander_is_said_to_them_and_to_who_moved_it(scene: Scene) -> None:
    await with_three(scene)
    refuse(scene, BOB)
    await scene.run(JANE, "/incident private", scene.channel.name)
    await scene.person(JANE).submit({})
    await scene.deliver()
    [said] = not_added(scene, BOB)
    assert said.startswith("Muster couldn't add you to the channel of #1: Slack doesn't let Muster invite you.")
    assert any(each.startswith("Couldn't invite Bob Kim for SEV1") for each in told(scene, JANE))
    assert await scene.run(BOB, "/incident show 1") == "I can't find incident #1."


async def test_a_private_incident_whose_new_channel_lets_nobody_in_is_seen_by_its_members(scene: Scene) -> None:
    old = await with_three(scene)
    await scene.run(JANE, "/incident private", old)
    await scene.person(JANE).submit({})
    await scene.deliver()
    await scene.person(JANE).archive(scene.channel)
    await scene.deliver()
    scene.box.faults.fail("conversations.invite", "restricted_action", times=20)
    await scene.run(BOB, "/incident reopen 1")
    await scene.deliver()
    assert "Payment service degradation" in await scene.run(ALICE, "/incident show 1")
    assert len(not_added(scene, ALICE)) == 1
