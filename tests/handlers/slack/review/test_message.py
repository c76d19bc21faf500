"""The posted review, over the wire: what stands in the message, the document beside it, and Slack's limits."""

from datetime import timedelta

from sandbox import Message
from tests.handlers.conftest import START, Scene, text_of
from tests.handlers.slack.review.review_scenarios import generated_review

MOST_TEXT = 12_000  # characters: Slack was seen to refuse about 13,200 with msg_blocks_too_long


def review(scene: Scene) -> Message:
    return next(message for message in reversed(scene.posts()) if message.text.startswith("Review of"))


async def recorded(scene: Scene) -> None:
    await scene.declare()
    where = scene.channel.name
    for text in (
        "log 14:15 trigger: Pool at 95 %",
        "log 14:20 detection: First alert",
        "record cause Pool of 20 too small for ORM 3.2.0",
        "record factor No canary for ORM changes",
        "record impact 12,500 users affected",
        "record fix Rolled back to 3.1.2",
        'action "Alert at 70 %" Database team P1 2024-01-22',
    ):
        await scene.run("Jane Smith", f"/incident {text}", where)
    await scene.after(minutes=10)
    await scene.run("Jane Smith", "/incident resolve Stable", where)


async def test_pir_posts_what_was_recorded_word_for_word_with_who_said_it(scene: Scene) -> None:
    await recorded(scene)
    assert await scene.run("Bob Kim", "/pir", scene.channel.name) == ""
    await scene.deliver()
    text = text_of(review(scene))
    for fact in (
        "*Cause*, as recorded by Jane Smith: Pool of 20 too small for ORM 3.2.0",
        "*Contributing factor*, as recorded by Jane Smith: No canary for ORM changes",
        "*Impact*, as recorded by Jane Smith: 12,500 users affected",
        "*Fix*, as recorded by Jane Smith: Rolled back to 3.1.2",
        "*Action items*: 1",
        "Time to detect 5 min, met target (10 min)",
    ):
        assert fact in text


async def test_a_missed_target_says_by_how_much(scene: Scene) -> None:
    await scene.declare()
    for text in ("log 14:00 trigger: Pool at 95 %", "log 14:20 detection: First alert", "resolve Stable"):
        await scene.run("Jane Smith", f"/incident {text}", scene.channel.name)
    await scene.run("Bob Kim", "/pir", scene.channel.name)
    await scene.deliver()
    assert "Time to detect 20 min, 10 min over target (10 min) · " in text_of(review(scene))


async def test_the_document_is_uploaded_into_the_reviews_thread(scene: Scene) -> None:
    await recorded(scene)
    await scene.run("Bob Kim", "/pir", scene.channel.name)
    await scene.deliver()
    shared = next(message for message in scene.channel.messages if len(message.files) == 2)
    assert shared.thread_ts == review(scene).ts
    document = scene.box.content(shared.files[0]["id"]).decode()
    assert document.startswith("# Payment service degradation")
    assert "Pool of 20 too small for ORM 3.2.0" in document


async def test_what_nobody_recorded_is_asked_and_never_invented(scene: Scene) -> None:
    await scene.declare()
    await scene.run("Jane Smith", "/pir", scene.channel.name)
    await scene.deliver()
    text = text_of(review(scene))
    assert "Not recorded yet: impact, cause, contributing factor, fix." in text
    assert "incident still open" in text
    assert "Started unknown" in text
    assert "• Incident commander: " in text


async def test_the_card_of_a_resolved_incident_posts_the_review_too(scene: Scene) -> None:
    await recorded(scene)
    await scene.person("Jane Smith").press(scene.card, "Post review")
    await scene.deliver()
    assert review(scene).text.startswith("Review of #1 Payment service degradation (SEV1):")


async def test_pir_outside_an_incident_channel_says_where_to_type_it(scene: Scene) -> None:
    answered = await scene.run("Jane Smith", "/pir")
    assert answered.startswith("This isn't an incident channel. Type `/pir` in the incident's channel")


async def test_a_review_of_many_long_entries_fits_slacks_limits_and_points_to_the_document(scene: Scene) -> None:
    await recorded(scene)
    for number in range(120):
        scene.clock.set(START + timedelta(minutes=20, seconds=number))
        await scene.run("Jane Smith", f"/incident log step {number} {'long ' * 80}", scene.channel.name)
    await scene.run("Jane Smith", "/pir", scene.channel.name)
    await scene.deliver()
    posted = review(scene)
    assert len(posted.blocks) <= 50
    assert sum(len(block["text"]["text"]) for block in posted.blocks if "text" in block) <= MOST_TEXT
    assert len(generated_review(scene).case.events) >= 123
    shared = next(message for message in scene.channel.messages if len(message.files) == 2)
    assert "step 119" in scene.box.content(shared.files[0]["id"]).decode()
