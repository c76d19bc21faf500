"""Who came into a private incident's channel or left it while the bot was away: only who is in it sees it."""

from tests.handlers.conftest import Scene
from tests.handlers.slack.timeline.timeline_scenarios import ALICE, BOB, JANE, away, slack_alone


async def private_one(scene: Scene, *verbs: str) -> None:
    await scene.declare("sev4 Vault keys leaked", by=JANE)
    scene.bot.services.channels.make_private(1, scene.bot.services.people.person(scene.person(JANE).id))
    await scene.deliver()
    await scene.person(JANE).invite(scene.channel, BOB)
    for verb in verbs:
        await scene.run(JANE, f"/incident {verb}", scene.channel.name)
    await scene.deliver()


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
