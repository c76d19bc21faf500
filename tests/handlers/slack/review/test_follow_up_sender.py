"""Following up on reviews, over the wire: reminders, that one is published, and who learns from it."""

from bot.review.edit_log import ReviewState
from sandbox import Message
from tests.handlers.conftest import Scene, buttons, text_of
from tests.handlers.slack.review.review_scenarios import (
    ALICE,
    BOB,
    FIXED,
    JANE,
    approved,
    modal_of,
    pir,
    resolved,
    words_in,
    write,
)

HOUR = 60


def thread(scene: Scene) -> list[str]:
    """What was said below the announcements."""
    return [text_of(message) for message in scene.posts("incidents") if message.thread_ts]


def asked(scene: Scene) -> list[Message]:
    """The questions for the review, oldest first."""
    said = ("*Review due", "*Review overdue")
    return [message for message in scene.posts() if any(each in text_of(message) for each in said)]


async def test_home_shows_how_far_a_review_is_until_it_is_approved(scene: Scene) -> None:
    await resolved(scene, facts=FIXED)
    jane = scene.person(JANE)
    await jane.open_home()
    await scene.deliver()
    assert "· not started · <#" in str(jane.home)
    await pir(scene, JANE, "send")
    await scene.after(minutes=1)
    await jane.open_home()
    await scene.deliver()
    assert "· in review · <#" in str(jane.home)
    await pir(scene, BOB, "approve")
    await scene.after(minutes=1)
    assert "No reviews due." in str(jane.home)


# What is asked before the deadline and after it


async def test_before_the_deadline_the_question_says_the_state_what_is_missing_and_whom_it_waits_for(
    scene: Scene,
) -> None:
    await resolved(scene, facts=("commander @Jane Smith", "role communications @Bob Kim", "record factor No canary"))
    await scene.after(minutes=68 * HOUR + 1)
    (question,) = asked(scene)
    text = text_of(question)
    assert "Not started, " in text
    assert "% complete, 0 of 1 approval." in text
    bob, jane = scene.person(BOB), scene.person(JANE)
    assert f"• <@{bob.id}> (communications lead): " in text
    assert text.count(f"<@{jane.id}>") == 1
    assert "Contributing factors with no action item:\n• No canary" in text
    assert buttons(question) == ["Post review", "Answer questions"]
    await jane.press(question, "Answer questions")
    await scene.deliver()
    assert modal_of(scene, JANE).title == "Open questions for #1"


async def test_a_review_reminder_mentions_nobody_who_is_deactivated(scene: Scene) -> None:
    await resolved(scene, facts=("commander @Jane Smith", "role communications @Bob Kim"))
    bob, jane = scene.person(BOB), scene.person(JANE)
    await bob.deactivate()
    await scene.deliver()
    await scene.after(minutes=68 * HOUR + 1)
    (question,) = asked(scene)
    text = text_of(question)
    assert f"<@{bob.id}>" not in text
    assert f"<@{jane.id}>" in text
    assert "(Communications lead)" not in text
    assert "(Operations lead)" not in text


async def test_a_posted_review_is_asked_for_until_it_is_approved_and_then_no_more(scene: Scene) -> None:
    await resolved(scene, facts=FIXED)
    await write(scene, JANE, "lessons", "Canaries would have shown it")
    await scene.after(minutes=68 * HOUR + 1)
    (question,) = asked(scene)
    assert "Draft, " in text_of(question)
    await approved(scene)
    (settled,) = [message for message in scene.posts() if "Review completed" in text_of(message)]
    assert settled.ts == question.ts
    assert buttons(settled) == []
    await scene.after(minutes=10 * 24 * HOUR)
    assert asked(scene) == []


async def test_a_factor_without_action_is_asked_about_by_the_week_until_somebody_decides(scene: Scene) -> None:
    await resolved(scene, facts=(*FIXED, "record factor No canary for ORM changes"))
    await approved(scene)
    week = 7 * 24 * HOUR
    await scene.after(minutes=11 * 24 * HOUR)
    told = [message for message in scene.posts() if "Contributing factors with no action item:" in text_of(message)]
    assert len(told) == 1
    assert "• No canary for ORM changes" in text_of(told[0])
    await scene.person(JANE).press(told[0], "Review factors")
    await scene.deliver()
    assert "No canary for ORM changes" in words_in(modal_of(scene, JANE))
    scene.bot.services.reviews.accept_factor(
        1, "No canary for ORM changes", "We leave the ORM", scene.newest.declared_by
    )
    await scene.after(minutes=3 * week)
    told = [message for message in scene.posts() if "contributing factor has no action item" in message.text]
    assert len(told) == 1


# Once it is published


async def test_the_announcements_thread_learns_that_the_review_is_out_and_who_approved_it(scene: Scene) -> None:
    await resolved(scene, facts=FIXED)
    await approved(scene)
    (told,) = [text for text in thread(scene) if "The review of" in text]
    assert told.startswith("The review of #1 is published. Approved by Bob Kim <!date^")
    assert f" Channel: <#{scene.channel.id}>. To open it, type `/pir #1`." in told


async def test_a_review_that_is_handed_out_says_so_and_then_that_it_is_approved_in_the_same_place(scene: Scene) -> None:
    await resolved(scene, facts=FIXED)
    jane = scene.bot.services.people.person(scene.person(JANE).id)
    scene.bot.services.reviews.share(1, [scene.person(ALICE).id], jane)
    await scene.deliver()
    (told,) = [text for text in thread(scene) if "The review of" in text]
    assert "was shared <!date^" in told
    assert "not approved yet" in told
    await approved(scene)
    (told,) = [text for text in thread(scene) if "The review of" in text]
    assert "by Bob Kim" in told


async def test_the_announcements_thread_links_to_a_posted_review(scene: Scene) -> None:
    await resolved(scene, facts=FIXED)
    await pir(scene, JANE, "")
    await approved(scene)
    (told,) = [text for text in thread(scene) if "The review of" in text]
    assert told.endswith(f"Channel: <#{scene.channel.id}>. <{scene.bot.services.reviews.link(1)}|Open review>")


async def test_of_a_drill_nobody_outside_hears(scene: Scene) -> None:
    await scene.run(JANE, "/incident drill sev2 payments are down")
    await scene.deliver()
    for text in (*FIXED, "resolve Stable"):
        await scene.run(JANE, f"/incident {text}", scene.channel.name)
    await scene.deliver()
    await approved(scene, by=(JANE,))
    assert scene.bot.services.reviews.edits(1).state is ReviewState.APPROVED
    assert scene.posts("incidents") == []


async def test_an_approved_review_is_found_by_its_words_and_a_draft_is_not(scene: Scene) -> None:
    await resolved(scene, facts=FIXED)
    await write(scene, JANE, "lessons", "Canaries would have shown it")
    assert "Canaries" not in await scene.run(BOB, "/incident find canaries shown")
    await approved(scene)
    bob = scene.person(BOB)
    await scene.run(BOB, "/incident find canaries shown")
    assert "Canaries would have shown it" in text_of(bob.sees("general")[-1])


# What the next one learns


def hint(scene: Scene) -> str:
    return "\n".join(text_of(message) for message in scene.posts() if "Similar past incident" in text_of(message))


async def test_the_next_similar_incident_shows_the_review_and_what_helped(scene: Scene) -> None:
    await resolved(scene, facts=FIXED)
    await approved(scene)
    first = scene.channel
    await scene.declare("sev2 Payment degradation again", by=ALICE)
    text = hint(scene)
    assert "Similar past incident: 🟠 SEV2 Payment service degradation (#1), resolved <!date^" in text
    assert "What helped: Rolled back to ORM 3.1.2. Cause: ORM 3.2.0 opens three connections" in text
    assert f"<#{first.id}>" in text


async def test_an_incident_without_a_published_review_is_no_example(scene: Scene) -> None:
    await resolved(scene, facts=FIXED)
    await pir(scene, JANE, "")
    await scene.declare("sev2 Payment degradation again", by=ALICE)
    assert hint(scene) == ""


async def test_an_incident_of_other_words_is_no_example(scene: Scene) -> None:
    await resolved(scene, facts=FIXED)
    await approved(scene)
    await scene.declare("sev2 Search index is stale", by=ALICE)
    assert hint(scene) == ""
