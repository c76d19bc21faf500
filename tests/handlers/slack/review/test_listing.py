"""The list of reviews, over the wire: which are due, overdue, in review and approved, and who sees them."""

from sandbox import Message
from tests.handlers.conftest import Scene, text_of
from tests.handlers.slack.review.review_scenarios import ALICE, BOB, FIXED, JANE, pir, resolved

HOUR = 60


async def listed(scene: Scene, by: str = JANE) -> str:
    return text_of(await shown(scene, by))


async def shown(scene: Scene, by: str) -> Message:
    person = scene.person(by)
    await scene.run(by, "/pir list")
    return next(message for message in reversed(person.sees("general")) if message.to == person.id)


async def test_a_list_of_no_reviews_says_so(scene: Scene) -> None:
    assert (await listed(scene)).startswith("No reviews are due")


async def test_a_due_review_is_listed_with_state_due_time_completeness_and_who_has_it(scene: Scene) -> None:
    await resolved(scene)
    text = await listed(scene, ALICE)
    assert "*Due* (1)" in text
    assert f"Payment service degradation (#1) · <#{scene.channel.id}>\nNot started, due <!date^" in text
    assert "% complete · owner: Jane Smith · open questions: " in text


async def test_a_review_moves_through_the_list_until_it_is_approved(scene: Scene) -> None:
    await resolved(scene, facts=FIXED)
    await pir(scene, JANE, "")
    await pir(scene, JANE, "send")
    text = await listed(scene)
    assert f" · <#{scene.channel.id}> · <{scene.bot.services.reviews.link(1)}|Open review>\n" in text
    assert "*In review* (1)" in text
    assert "0 of 1 approvals" in text
    await pir(scene, BOB, "approve")
    text = await listed(scene)
    assert "*Approved* (1)" in text
    assert "owner:" not in text


async def test_an_overdue_review_comes_first(scene: Scene) -> None:
    await resolved(scene)
    await scene.after(minutes=73 * HOUR)
    text = await listed(scene)
    assert "*Overdue* (1)" in text
    assert "Not started, was due <!date^" in text


async def test_a_private_incidents_review_is_listed_to_its_members_alone(scene: Scene) -> None:
    await scene.run(JANE, "/incident declare sev2 Data leaked")
    await scene.deliver()
    await scene.run(JANE, "/incident private", scene.channel.name)
    await scene.deliver()
    if scene.person(JANE).modal:
        await scene.person(JANE).submit({})
        await scene.deliver()
    assert scene.newest.private
    await scene.run(JANE, "/incident resolve Fixed", scene.channel.name)
    await scene.deliver()
    assert "Data leaked" in await listed(scene, JANE)
    assert "Data leaked" not in await listed(scene, BOB)
