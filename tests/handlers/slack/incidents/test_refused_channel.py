"""Slack refuses to create an incident's channel, over the wire: everyone who should learns of it, and numbers work."""

import pytest

from bot.incidents.model import ChannelState
from tests.handlers.conftest import Scene, buttons, text_of
from tests.handlers.delivery.delivery_scenarios import kind
from tests.handlers.slack.timeline.timeline_scenarios import ALICE, BOB, JANE, away

MUSTER = "Muster"
REFUSALS = ("restricted_action", "missing_scope", "user_is_restricted", "no_permission", "limit_exceeded")


def direct(scene: Scene, name: str) -> list[str]:
    person = scene.person(name)
    return [message.text for message in person.sees(person.direct(MUSTER)) if message.bot_id]


async def refused(scene: Scene, error: str = "restricted_action", text: str = "sev1 payments are down") -> None:
    scene.box.faults.fail("conversations.create", error, times=60)
    await scene.declare(text)
    scene.box.faults.disarm()


@pytest.mark.parametrize("error", REFUSALS)
async def test_the_announcement_and_the_responders_learn_of_it_all_the_same(scene: Scene, error: str) -> None:
    await refused(scene, error)
    assert scene.newest.channel_state is ChannelState.REFUSED
    [announced] = scene.posts("incidents")
    assert "payments are down" in announced.text
    assert "It has no channel: " in announced.text
    [called] = direct(scene, ALICE)
    assert called.startswith("You're needed on SEV1 payments are down (#1), declared ")
    assert "It has no channel: " in called
    assert called.endswith(
        "Use its number in any channel, for example `/incident show #1` or `/incident update #1 &lt;text&gt;`."
    )


async def test_the_declarer_reads_why_and_what_works_without_a_channel(scene: Scene) -> None:
    await refused(scene)
    assert direct(scene, JANE) == [
        "SEV1 payments are down (#1) was declared, but its channel couldn't be created: a workspace setting blocks "
        "this. Ask a Slack admin to allow it for Muster. Other people are told of the incident anyway, and commands "
        "work with its number, for example `/incident update #1 &lt;text&gt;`. Press Retry once the cause is fixed."
    ]


async def test_commands_work_by_number_and_say_what_is_not_posted(scene: Scene) -> None:
    await refused(scene)
    said = await scene.run(JANE, "/incident update 1 Rollback is running")
    assert said.endswith(
        "Saved, but #1 has no channel to post it in: a workspace setting blocks this. Ask a Slack admin to allow it "
        "for Muster. Fix that, then type `/incident show #1` and press Retry."
    )
    await scene.deliver()
    announced, update = scene.posts("incidents")
    assert "Rollback is running" in text_of(update)
    await scene.run(JANE, "/incident status 1 identified")
    await scene.run(JANE, "/incident resolve 1 Rolled back")
    await scene.deliver()
    assert "Resolved" in announced.text


async def test_subscribers_get_the_updates(scene: Scene) -> None:
    await refused(scene)
    await scene.run(BOB, "/incident subscribe 1")
    await scene.run(JANE, "/incident update 1 Rollback is running")
    await scene.deliver()
    assert any("Rollback is running" in each for each in direct(scene, BOB))


async def test_nothing_says_that_the_channel_is_being_created(scene: Scene) -> None:
    await refused(scene)
    said = [
        await scene.run(JANE, "/incident declare sev1 payments are down"),
        await scene.run(BOB, "/incident join 1"),
        await scene.run(BOB, "/incident show 1"),
    ]
    await scene.after(minutes=31)
    said += [*direct(scene, JANE), *direct(scene, ALICE), text_of(scene.person(BOB).sees("general")[-1])]
    assert not [each for each in said if "being created" in each or "in ." in each or "<#>" in each]
    assert "You'll be invited to the channel of #1 once it's created. It has no channel: " in said[1]


async def test_whoever_is_called_in_later_is_told_directly_too(scene: Scene) -> None:
    await refused(scene)
    await scene.run(JANE, "/incident task 1 Write to the customers @bob")
    await scene.deliver()
    assert any("You're needed on SEV1 payments are down (#1)" in each for each in direct(scene, BOB))


async def test_retry_leads_to_the_channel_and_all_that_belongs_to_it(scene: Scene) -> None:
    await refused(scene)
    await scene.run(JANE, "/incident update 1 Rollback is running")
    await scene.deliver()
    jane = scene.person(JANE)
    [warning] = [each for each in jane.sees(jane.direct(MUSTER)) if "Retry" in buttons(each)]
    await jane.press(warning, "Retry")
    await scene.deliver()
    assert scene.newest.channel_state is ChannelState.READY
    assert [kind(each) for each in scene.posts()] == ["1/card", "1/update/1"]
    assert {jane.id, scene.person(ALICE).id} <= set(scene.channel.members)
    assert "SEV1" in scene.channel.topic
    assert scene.card.ts in {pin.ts for pin in scene.channel.pins}
    assert f"Channel: <#{scene.newest.channel}>" in scene.posts("incidents")[0].text
    assert len(direct(scene, ALICE)) == 1
    assert scene.bot.services.outbox.failed_rows(1) == []


async def test_a_retry_that_is_refused_again_says_so_and_calls_nobody_twice(scene: Scene) -> None:
    await refused(scene)
    jane = scene.person(JANE)
    scene.box.faults.fail("conversations.create", "restricted_action")
    await jane.press([each for each in jane.sees(jane.direct(MUSTER)) if each.bot_id][-1], "Retry")
    await scene.deliver()
    assert len([each for each in direct(scene, JANE) if "couldn't be created" in each]) == 2
    assert len(direct(scene, ALICE)) == 1
    assert len(scene.posts("incidents")) == 1


async def test_an_announcement_that_fails_as_well_is_told_to_the_declarer(scene: Scene) -> None:
    scene.box.faults.fail("conversations.join", "restricted_action")
    await refused(scene)
    assert any("Announcement failed: " in each for each in direct(scene, JANE))


@pytest.mark.parametrize("error", ["invalid_name_specials", "invalid_name_maxlength", "invalid_name", "name_taken"])
async def test_a_name_that_slack_does_not_take_gives_way_to_the_number(scene: Scene, error: str) -> None:
    scene.box.faults.fail("conversations.create", error, times=50 if error == "name_taken" else 1)
    await scene.declare("sev1 payments are down")
    assert scene.channel.name == "inc-20240115-1"


async def test_a_private_incident_without_a_channel_tells_only_who_declared_it(scene: Scene) -> None:
    scene.box.faults.fail("conversations.create", "restricted_action", times=60)
    jane = scene.person(JANE)
    await jane.command("/incident declare", "general")
    await jane.submit({"Title": "payments key leaked", "Private": ["private"]})
    await scene.deliver()
    assert scene.newest.private
    assert scene.posts("incidents") == []
    assert direct(scene, ALICE) == []
    assert "Nothing is posted and nobody else is told until there is one." in direct(scene, JANE)[-1]


# Slack creates the channel and refuses to invite the declarer


async def declare_private(scene: Scene) -> None:
    jane = scene.person(JANE)
    await jane.command("/incident declare", "general")
    await jane.submit({"Title": "payments key leaked", "Private": ["private"]})
    await scene.deliver()


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("cant_invite", "Slack doesn't let Muster invite you."),
        ("user_is_restricted", "guests can't be invited to it."),
        ("restricted_action", "a workspace setting blocks it."),
        ("missing_scope", "Muster lacks a permission (missing_scope). Ask a Slack admin to reinstall Muster."),
    ],
)
async def test_the_declarer_of_a_private_incident_reaches_it_until_slack_lets_them_in(
    scene: Scene, code: str, why: str
) -> None:
    scene.box.faults.fail("conversations.invite", code, times=4)  # Jane and Alice, twice
    await declare_private(scene)
    [told] = direct(scene, JANE)
    assert told.startswith(f"Muster couldn't add you to the channel of SEV1 payments key leaked (#1): {why}")
    assert told.endswith("The incident is private, and nobody is in its channel yet.")
    assert "payments key leaked" in await scene.run(JANE, "/incident show 1")
    assert await scene.run(BOB, "/incident show 1") == "I can't find incident #1."
    await scene.run(JANE, "/incident update 1 The key is revoked")
    jane = scene.person(JANE)
    for expected in (2, 2):
        asked = [each for each in jane.sees(jane.direct(MUSTER)) if "Retry" in buttons(each)]
        await jane.press(asked[-1], "Retry")
        await scene.deliver()
        assert len([each for each in direct(scene, JANE) if "couldn't add" in each]) == expected
    assert jane.id in scene.channel.members
    await jane.leave(scene.channel)
    await scene.deliver()
    assert await scene.run(JANE, "/incident show 1") == "I can't find incident #1."


async def test_the_declarer_of_a_private_incident_reaches_it_after_an_absence(scene: Scene) -> None:
    scene.box.faults.fail("conversations.invite", "cant_invite", times=2)
    await declare_private(scene)
    async with away(scene):
        pass
    assert "payments key leaked" in await scene.run(JANE, "/incident show 1")
    async with away(scene):
        scene.channel.members.append(scene.person(BOB).id)
    assert await scene.run(JANE, "/incident show 1") == "I can't find incident #1."
    assert "payments key leaked" in await scene.run(BOB, "/incident show 1")


async def test_the_declarer_of_a_private_incident_that_others_are_in_is_told_to_ask_them(scene: Scene) -> None:
    scene.box.faults.fail("conversations.invite", "cant_invite", times=1)
    await declare_private(scene)
    [told] = direct(scene, JANE)
    assert told.endswith("Ask one of its members or a Slack admin to add you.")
    assert await scene.run(JANE, "/incident show 1") == "I can't find incident #1."


async def test_the_declarer_of_a_public_incident_learns_directly_that_slack_refuses_to_invite_them(
    scene: Scene,
) -> None:
    scene.box.faults.fail("conversations.invite", "cant_invite", times=1)
    await scene.declare("sev1 payments are down")
    assert [each for each in direct(scene, JANE) if each.startswith("Muster couldn't add you to ")]


async def test_a_drill_without_a_channel_does_not_say_that_others_are_told(scene: Scene) -> None:
    scene.box.faults.fail("conversations.create", "restricted_action", times=60)
    await scene.run(JANE, "/incident drill payments are down")
    await scene.deliver()
    assert "Other people are told" not in direct(scene, JANE)[-1]
    assert "Commands work with its number" in direct(scene, JANE)[-1]
