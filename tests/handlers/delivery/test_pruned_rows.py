"""The outbox is a queue: after every row that is done is gone, what people press, read and change works as before."""

from datetime import UTC, datetime

from bot.outbox.model import OutboxRow
from bot.retention.retention import RetentionLimits
from sandbox import Actor, Message
from tests.handlers.conftest import Scene, buttons, text_of

JANE, BOB = "Jane Smith", "Bob Kim"
ANSWER, NOTHING = "No change", "Nothing to add"


def rows(scene: Scene) -> list[OutboxRow]:
    return list(scene.bot.services.outbox.newest(1000))


def prune(scene: Scene) -> None:
    """Every row that is done goes, however new it is."""
    store, everything = scene.bot.services.unit.store, datetime.max.replace(tzinfo=UTC)
    with store.transaction():
        store.retention.prune(RetentionLimits(None, everything, None), 1000)
    assert [row.key for row in rows(scene) if row.done == row.wanted] == []


def with_key(scene: Scene, part: str) -> list[Message]:
    return [message for message in scene.posts() if part in str(message.metadata)]


def offers_undo(message: Message) -> bool:
    return any("accessory" in block for block in message.blocks)


def home(person: Actor) -> str:
    assert person.home is not None
    return str(person.home.json["blocks"])


async def test_undo_and_the_card(scene: Scene) -> None:
    await scene.declare("sev2 Payment service degradation")
    for command in ("commander", "status identified", "severity sev1"):
        await scene.run(JANE, f"/incident {command}", scene.channel.name)
        await scene.deliver()
    severity, card = scene.posts()[-1], scene.card
    prune(scene)
    await scene.person(BOB).press(severity, "Undo")
    await scene.deliver()
    assert scene.newest.severity == "sev2"
    assert not offers_undo(severity)
    assert scene.card.ts == card.ts
    assert "SEV2" in text_of(scene.card)
    assert len(with_key(scene, "1/card")) == 1


async def test_a_nudge_its_answer_and_the_update_below_the_announcement(scene: Scene) -> None:
    await scene.declare("sev1 Payment service degradation")
    await scene.run(JANE, "/incident commander", scene.channel.name)
    await scene.after(minutes=15)
    nudge = with_key(scene, "/nudge/")[-1]
    prune(scene)
    await scene.person(JANE).press(nudge, ANSWER)
    await scene.deliver()
    assert [update.number for update in scene.bot.services.incidents.details(1).updates] == [1]
    assert ANSWER not in buttons(nudge)
    [announcement] = scene.posts("incidents")[:1]
    prune(scene)
    await scene.run(JANE, "/incident update Rolled back", scene.channel.name)
    await scene.deliver()
    below = [message for message in scene.box.channel("incidents").messages if message.thread_ts == announcement.ts]
    assert "Rolled back" in text_of(below[-1])


async def test_a_silence_is_answered(scene: Scene) -> None:
    await scene.declare("sev1 Payment service degradation")
    await scene.after(minutes=45)
    asked = next(message for message in reversed(with_key(scene, "/nudge/")) if NOTHING in buttons(message))
    prune(scene)
    await scene.person(JANE).press(asked, NOTHING)
    await scene.deliver()
    assert NOTHING not in buttons(asked)


async def test_the_review_is_drawn_anew_in_its_place(scene: Scene) -> None:
    await scene.declare("sev1 Payment service degradation")
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.run(JANE, "/pir", scene.channel.name)
    await scene.deliver()
    prune(scene)
    await scene.run(JANE, "/incident record cause Pool of 20 too small", scene.channel.name)
    await scene.after(minutes=2)
    [review] = with_key(scene, "'1/review'")
    assert "Pool of 20 too small" in text_of(review)


async def test_homes_follow(scene: Scene) -> None:
    jane = scene.person(JANE)
    await jane.open_home()
    await scene.deliver()
    prune(scene)
    await scene.declare("sev1 Payment service degradation")
    await scene.after(minutes=1)
    assert "Payment service degradation" in home(jane)
    prune(scene)
    await scene.run(JANE, "/incident rename Checkout is down", scene.channel.name)
    await scene.after(minutes=1)
    assert "Checkout is down" in home(jane)
