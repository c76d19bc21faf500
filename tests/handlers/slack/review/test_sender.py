"""A review is drawn from one building of it, which is made anew as soon as the record or what was chosen changes."""

from dataclasses import replace
from datetime import timedelta

from bot.review.document.reviewed import review_of
from tests.handlers.conftest import Scene
from tests.handlers.slack.review.review_scenarios import JANE, edits, pir, resolved


async def test_what_a_review_says_does_not_depend_on_when_it_is_built(scene: Scene) -> None:
    await resolved(scene)
    details, policy, at = scene.bot.services.incidents.details(1), scene.bot.services.policy, scene.clock.now()
    later = review_of(details, policy, at + timedelta(days=9))
    assert replace(later, generated_at=at) == review_of(details, policy, at)


async def test_the_same_record_gives_the_review_that_was_built_before_under_the_present_time(scene: Scene) -> None:
    await resolved(scene)
    reviews = scene.bot.services.reviews
    first = reviews.review(scene.bot.services.incidents.details(1), edits(scene))
    scene.clock.set(scene.clock.now() + timedelta(minutes=1))
    again = reviews.review(scene.bot.services.incidents.details(1), edits(scene))
    assert again.sections is first.sections
    assert again.generated_at == scene.clock.now()


async def test_a_new_record_and_another_template_give_another_review(scene: Scene) -> None:
    await resolved(scene)
    reviews = scene.bot.services.reviews
    before = reviews.review(scene.bot.services.incidents.details(1), edits(scene))
    await scene.run(JANE, "/incident record lesson Watch the pool", scene.channel.name)
    after = reviews.review(scene.bot.services.incidents.details(1), edits(scene))
    assert [one.text for one in after.case.lessons] == ["Watch the pool"]
    assert before.case.lessons == ()
    await pir(scene, JANE, "brief")
    assert reviews.review(scene.bot.services.incidents.details(1), edits(scene)).template == "brief" != after.template
