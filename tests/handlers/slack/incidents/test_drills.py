"""Drills over the wire: they look and work the same, are marked everywhere, and nobody outside hears of them."""

from bot.incidents.model import Status
from tests.handlers.conftest import Scene, text_of

JANE, ALICE, BOB = "Jane Smith", "Alice Chen", "Bob Kim"


async def drill(scene: Scene, text: str = "sev1 payments are down") -> None:
    await scene.run(JANE, f"/incident drill {text}")
    await scene.deliver()


async def test_a_drill_is_marked_in_channel_card_topic_and_every_message(scene: Scene) -> None:
    await drill(scene)
    assert scene.newest.drill
    assert scene.channel.name == "drill-20240115-payments-are-down"
    assert scene.channel.topic == "DRILL · 🔴 SEV1 · #1 · payments are down"
    assert scene.channel.purpose.startswith("Drill #1. React to a message")
    assert scene.card.blocks[0] is not None
    for typed in ("status identified", "update Looking", "severity sev2", "resolve Rolled back"):
        await scene.run(JANE, f"/incident {typed}", scene.channel.name)
    await scene.run(JANE, "/pir", scene.channel.name)
    await scene.after(minutes=5)
    assert len(scene.posts()) > 5
    for message in scene.posts():
        assert message.text.startswith("DRILL ")
        assert "DRILL" in text_of(message).splitlines()[0]


async def test_nobody_outside_hears_of_a_drill(scene: Scene) -> None:
    await drill(scene)
    await scene.after(minutes=40)
    assert scene.posts("incidents") == []
    assert scene.person(ALICE).id not in scene.channel.members
    people = {scene.person(name).id for name in (ALICE, BOB)}
    assert not people & set(scene.channel.members)


async def test_a_drill_works_like_any_incident(scene: Scene) -> None:
    await drill(scene)
    await scene.after(minutes=15)
    assert any("update overdue" in message.text.casefold() for message in scene.posts())
    await scene.run(JANE, "/incident resolve Exercise over", scene.channel.name)
    assert scene.newest.status is Status.RESOLVED


async def test_a_drills_severity_line_asks_for_nobody_outside_to_be_told(scene: Scene) -> None:
    await drill(scene, "sev3 search is slow")
    await scene.run(JANE, "/incident severity sev1", scene.channel.name)
    await scene.deliver()
    assert "updates every 15 min." in scene.posts()[-1].text
    assert "executives" not in scene.posts()[-1].text


async def test_a_drill_needs_a_title(scene: Scene) -> None:
    assert (await scene.run(JANE, "/incident drill sev1")).startswith("Enter a title.")
