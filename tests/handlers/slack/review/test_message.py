"""The posted review, over the wire: what stands in the message, the document beside it, and Slack's limits."""

import re
from dataclasses import replace
from datetime import timedelta

from sandbox import Message
from tests.handlers.conftest import START, Scene, buttons, text_of
from tests.handlers.slack.review.review_scenarios import generated_review, write

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


def lines(message: Message) -> list[str]:
    """What the message says above its picture and buttons, line by line."""
    shown = [block for block in message.blocks if block["type"] in ("header", "section", "context")]
    return "\n".join(text_of(replace(message, blocks=[block])) for block in shown).splitlines()


async def posted(scene: Scene, by: str = "Bob Kim") -> Message:
    assert await scene.run(by, "/pir", scene.channel.name) == ""
    await scene.deliver()
    return review(scene)


async def test_the_review_is_a_message_of_a_few_lines(scene: Scene) -> None:
    await recorded(scene)
    head, state, happened, cause, figures, actions, questions, place = lines(await posted(scene))
    assert head == "Post-incident review · #1 Payment service degradation · SEV1"
    assert state.startswith("*Draft* · due <!date^")
    assert state.endswith("Tue 16 Jan 2024, 14:33 UTC> · no commander was named")
    assert "12,500 users affected" in happened
    assert cause == "*Cause:* Pool of 20 too small for ORM 3.2.0."
    assert figures.startswith("Detected in 5 min (target 10 min) · mitigated in ≈ 13 min (target 60 min)")
    assert actions == "1 action item, with owner and due date"
    assert re.fullmatch(r"\d open questions: (.+ \d, )*.+ \d", questions)
    assert place == "Also as files in this thread."


async def test_the_notification_says_the_incident_its_cause_and_what_is_open(scene: Scene) -> None:
    await recorded(scene)
    said = (await posted(scene)).text
    assert said.startswith("Review of #1 Payment service degradation (SEV1, draft, due <!date^")
    assert re.search(r"\)\. Cause: Pool of 20 too small for ORM 3\.2\.0\. \d open questions\.$", said)


async def test_a_missed_target_says_by_how_much(scene: Scene) -> None:
    await scene.declare()
    for text in ("log 14:00 trigger: Pool at 95 %", "log 14:20 detection: First alert", "resolve Stable"):
        await scene.run("Jane Smith", f"/incident {text}", scene.channel.name)
    assert "Detected in 20 min (10 min over target 10 min) · " in text_of(await posted(scene))


async def test_of_a_silence_between_updates_the_longest_is_named(scene: Scene) -> None:
    await scene.declare()
    await scene.run("Jane Smith", "/incident update Looking at the pool", scene.channel.name)
    await scene.after(minutes=90)
    for text in ("update Rolled back", "resolve Stable"):
        await scene.run("Jane Smith", f"/incident {text}", scene.channel.name)
    assert "\nLongest gap between updates 90 min (75 min over target 15 min)\n" in text_of(await posted(scene))


async def test_what_is_missing_of_action_items_is_counted(scene: Scene) -> None:
    await recorded(scene)
    for text in ("action Load test the ORM", "record fix permanent: warn of full pools, and write a runbook"):
        await scene.run("Jane Smith", f"/incident {text}", scene.channel.name)
    said = text_of(await posted(scene))
    assert "\n2 action items, 1 with no owner, 1 with no due date" in said


async def test_texts_of_any_length_stay_a_few_lines(scene: Scene) -> None:
    await scene.declare(f"sev1 {'Very long title ' * 6}")
    for text in (
        f"record cause {'why ' * 500}",
        f"record impact {'who ' * 500}",
        *[f"action do {n}" for n in range(30)],
    ):
        await scene.run("Jane Smith", f"/incident {text}", scene.channel.name)
    await scene.run("Jane Smith", "/incident resolve Stable", scene.channel.name)
    said = await posted(scene)
    await write(scene, "Bob Kim", "summary", "\n\n".join(["First line", "second line"] * 40))
    said = review(scene)
    assert len(lines(said)) <= 12
    assert lines(said)[0].endswith(" · SEV1")
    assert len("\n".join(lines(said))) < 1_800
    assert "\nFirst line second line First line" in text_of(said)


async def test_the_document_is_uploaded_into_the_reviews_thread(scene: Scene) -> None:
    await recorded(scene)
    await scene.run("Bob Kim", "/pir", scene.channel.name)
    await scene.deliver()
    shared = next(message for message in scene.channel.messages if len(message.files) == 2)
    assert shared.thread_ts == review(scene).ts
    document = scene.box.content(shared.files[0]["id"]).decode()
    assert document.startswith("# Payment service degradation")
    assert "Pool of 20 too small for ORM 3.2.0" in document


async def test_what_nobody_recorded_is_said_and_never_invented(scene: Scene) -> None:
    await scene.declare()
    said = await posted(scene, "Jane Smith")
    text = text_of(said)
    assert "\n*Cause:* not recorded. *Impact:* not recorded.\n" in text
    assert "incident still open" in text
    assert "\nNo action items yet\n" in text
    assert "Detected" not in text
    assert re.search(r" needs answers: \d open questions\. Cause: not recorded\.$", said.text)
    assert buttons(said)[:2] == ["Answer questions", "Add action item"]


async def test_questions_are_counted_by_person_and_nobody_is_named_for_a_role_that_nobody_has(scene: Scene) -> None:
    await scene.declare()
    for text in ("commander @Jane Smith", "role operations @Alice Chen", "resolve Stable"):
        await scene.run("Jane Smith", f"/incident {text}", scene.channel.name)
    said = await posted(scene)
    [counted] = [line for line in lines(said) if "open questions: " in line]
    count, _, people = counted.partition(" open questions: ")
    by_person = dict(each.rsplit(" ", 1) for each in people.split(", "))
    assert sum(map(int, by_person.values())) == int(count)
    assert "Alice Chen" in by_person
    assert "communications lead" in by_person
    assert "Bob Kim" not in by_person


async def test_the_card_of_a_resolved_incident_posts_the_review_too(scene: Scene) -> None:
    await recorded(scene)
    await scene.person("Jane Smith").press(scene.card, "Post review")
    await scene.deliver()
    assert review(scene).text.startswith("Review of #1 Payment service degradation (SEV1, draft, ")


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
