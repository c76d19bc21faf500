"""The button that leads to a review, over the wire: where it leads, and what is done while there is no permalink."""

import pytest

from handlers.slack.review.open_button import open_button
from sandbox import Message
from tests.handlers.conftest import Scene, buttons
from tests.handlers.slack.review.review_scenarios import BOB, JANE, pir, resolved


def posted(scene: Scene) -> Message:
    return next(message for message in scene.posts() if message.text.startswith("Review of #1"))


def link_to(message: Message) -> str:
    return f"/archives/{message.channel}/p{message.ts.replace('.', '')}"


async def test_the_permalink_is_known_once_the_review_is_posted_and_stays_the_same(scene: Scene) -> None:
    await resolved(scene)
    assert scene.bot.services.reviews.link(1) is None
    await pir(scene, BOB, "")
    link = scene.bot.services.reviews.link(1)
    assert link is not None
    assert link.endswith(link_to(posted(scene)))
    await pir(scene, BOB, "")
    assert scene.bot.services.reviews.link(1) == link


async def test_a_permalink_that_slack_does_not_give_is_asked_for_at_the_next_redraw(scene: Scene) -> None:
    await resolved(scene)
    scene.box.faults.fail("chat.getPermalink", "internal_error", times=1)
    await pir(scene, BOB, "")
    assert posted(scene).ts
    assert not scene.bot.services.outbox.failed_rows(1)
    await pir(scene, JANE, "")
    assert str(scene.bot.services.reviews.link(1)).endswith(link_to(posted(scene)))


async def test_without_a_permalink_the_button_answers_with_the_status_of_the_posted_review(scene: Scene) -> None:
    await resolved(scene)
    scene.box.faults.fail("chat.getPermalink", "internal_error", times=99)
    await scene.person(JANE).press(scene.card, "Post review")
    await scene.deliver()
    first, bob = posted(scene), scene.person(BOB)
    assert buttons(scene.card)[0] == "Open review"
    await bob.press(scene.card, "Open review")
    await scene.deliver()
    (told,) = [message for message in bob.sees(scene.channel) if message.to == bob.id]
    assert told.text.startswith("Review of #1 Payment service degradation: draft, due ")
    assert posted(scene).ts == first.ts
    scene.box.faults.disarm()
    await bob.press(scene.card, "Open review")
    await scene.deliver()
    (link,) = {each["url"] for each in scene.card.blocks[-1]["elements"] if "url" in each}
    assert link.endswith(link_to(first))


@pytest.mark.parametrize(
    ("link", "label", "action"),
    [
        (None, "Post review", "post_review"),
        ("", "Open review", "post_review"),
        ("https://acme.slack.com/archives/C1/p1", "Open review", "open_review"),
    ],
)
def test_the_button_posts_the_review_or_opens_the_posted_one(link: str | None, label: str, action: str) -> None:
    button = open_button(42, link).to_dict()
    assert (button["text"]["text"], button["action_id"], button.get("url", "")) == (label, action, link or "")
