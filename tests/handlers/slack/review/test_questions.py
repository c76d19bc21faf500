"""Open questions of a review, over the wire: answered in a form, asked and answered in the channel; factors."""

import pytest

from bot.commands.requests import TypedText
from bot.errors import NotFound
from bot.review.edit_log import fingerprint
from bot.review.facts import FactKind
from demo.stage import on_stage
from sandbox import Message, Profile
from sandbox.workspace.state import View
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene, buttons, text_of
from tests.handlers.slack.review.review_scenarios import (
    ALICE,
    BOB,
    JANE,
    edits,
    generated_review,
    labels,
    modal_of,
    pir,
    resolved,
    save,
    words_in,
    write,
)
from tests.handlers.slack.review.test_file_sender import content

FACTOR = "No canary for ORM changes"
CAUSE = "What was the root cause, and can it happen again?"


def sent_to(scene: Scene, name: str) -> list[Message]:
    """The direct messages to someone about the questions of a review."""
    found = scene.person(name).sees(scene.person(name).direct("Muster"))
    return [message for message in found if "Your questions for the review" in text_of(message)]


async def test_everyone_is_sent_their_own_questions_privately_and_once(scene: Scene) -> None:
    await resolved(scene, facts=("commander @Jane Smith", "role operations @Alice Chen"))
    await pir(scene, BOB, "")
    await scene.after(minutes=2)
    built = generated_review(scene)
    for name in (JANE, ALICE):
        [message] = sent_to(scene, name)
        mine = [question.text for question in built.questions if question.person == name]
        assert [line.removeprefix("• ") for line in text_of(message).splitlines() if line.startswith("• ")] == mine
        assert buttons(message) == ["Answer questions", "Open review"]
    assert sent_to(scene, BOB) == []
    await write(scene, BOB, "impact", "Ten minutes of slow payments.")
    await pir(scene, BOB, "")
    await scene.after(minutes=5)
    assert [len(sent_to(scene, name)) for name in (JANE, ALICE, BOB)] == [1, 1, 0]


async def test_nobody_is_sent_questions_while_the_incident_is_open(scene: Scene) -> None:
    await scene.declare(by=JANE)
    await pir(scene, JANE, "")
    await scene.after(minutes=2)
    assert sent_to(scene, JANE) == []


async def with_items(scene: Scene, *titles: str, severity: str = "sev2") -> None:
    await resolved(scene, severity)
    for title in titles:
        await scene.run(JANE, f'/incident action "{title}" @Jane Smith P1 2024-01-22', scene.channel.name)
    await scene.deliver()


async def press_at(scene: Scene, by: str, said: str, button: str) -> None:
    """Presses the button below the section that says something."""
    view = modal_of(scene, by)
    below = view.blocks[place_of(view, said) + 1]["elements"]
    value = next(each["value"] for each in below if each["text"]["text"] == button)
    await scene.person(by).press(None, button, value=value)
    await scene.deliver()


def place_of(view: View, said: str) -> int:
    return next(place for place, block in enumerate(view.blocks) if said in str(block.get("text")))


async def asked(scene: Scene, by: str = BOB, text: str = CAUSE) -> Message:
    """A question that was put to the channel."""
    await pir(scene, by, "answer")
    await press_at(scene, by, text, "Ask in channel")
    return next(message for message in reversed(scene.posts()) if text in text_of(message))


async def reply(scene: Scene, by: str, to: Message, text: str) -> Message:
    said = await scene.person(by).post(scene.channel, text, thread=to)
    await scene.deliver()
    return said


def recorded(scene: Scene) -> list[tuple[FactKind, str, str]]:
    return [(record.kind, record.text, record.by.name) for record in scene.bot.services.incidents.details(1).records]


async def test_the_list_shows_each_open_question_with_who_is_asked(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "answer")
    view = modal_of(scene, BOB)
    assert view.title == "Open questions for #1"
    assert CAUSE in words_in(view)
    assert "*Jane Smith, incident commander*" in words_in(view)
    assert labels(view)[:2] == ["Answer", "Ask in channel"]


async def test_an_answer_lands_in_the_review_and_on_the_record_under_its_author(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "answer")
    await press_at(scene, BOB, CAUSE, "Answer")
    form = modal_of(scene, BOB)
    assert "Also recorded as: cause." in words_in(form)
    assert await save(scene, BOB, text="Pool of 20 too small") == {}
    assert [(answer.question, answer.text, answer.by.name) for answer in edits(scene).answers] == [
        ("cause", "Pool of 20 too small", BOB)
    ]
    assert (FactKind.CAUSE, "Pool of 20 too small", BOB) in recorded(scene)
    assert CAUSE not in words_in(modal_of(scene, BOB))


async def test_an_answer_that_begins_with_a_time_becomes_an_entry_of_its_type(scene: Scene) -> None:
    await resolved(scene, facts=("log 14:20 detection: First alert",))
    await pir(scene, BOB, "answer")
    await press_at(scene, BOB, "When did it start, and what set it off?", "Answer")
    await save(scene, BOB, text="09:15 Release 88 went out")
    entry = scene.entries[-1]
    assert (entry.kind.value, entry.text, entry.author.name) == ("trigger", "Release 88 went out", BOB)
    assert f"{entry.occurred_at:%H:%M}" == "14:15"


async def test_an_answer_without_a_place_on_the_record_stays_in_the_review(scene: Scene) -> None:
    await resolved(scene, facts=())
    await pir(scene, BOB, "answer")
    await press_at(scene, BOB, "When did it start, and how was it first noticed?", "Answer")
    count = len(scene.entries)
    await save(scene, BOB, text="Some time in the morning")
    assert len(scene.entries) == count
    assert [answer.text for answer in edits(scene).answers] == ["Some time in the morning"]
    assert "Bob Kim, " in words_in(modal_of(scene, BOB))
    assert "Some time in the morning" in words_in(modal_of(scene, BOB))


async def test_an_empty_answer_is_refused(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "answer")
    await press_at(scene, BOB, CAUSE, "Answer")
    assert (await save(scene, BOB, text=" "))["text"].startswith("Enter an answer.")
    assert edits(scene).answers == ()


async def test_a_question_asked_in_the_channel_names_who_has_the_role_and_has_a_button(scene: Scene) -> None:
    await resolved(scene)
    post = await asked(scene, text="What will change so that it doesn't happen again?")
    jane = scene.person(JANE).id
    assert text_of(post).startswith(f"<@{jane}> (")
    assert "Question for the review, asked by Bob Kim. Reply in this thread or press Answer." in text_of(post)
    assert buttons(post) == ["Answer"]
    assert [(one.question, one.whom, one.by.name) for one in edits(scene).asked] == [("actions", JANE, BOB)]
    assert "Asked in the channel" in words_in(modal_of(scene, BOB))


async def test_the_notification_of_a_question_names_whom_the_message_names(scene: Scene) -> None:
    await resolved(scene)
    post = await asked(scene, text="What will change so that it doesn't happen again?")
    assert "review question for Jane Smith: What will change" in post.text
    await reply(scene, ALICE, post, "An alert on the pool")
    now = next(message for message in scene.posts() if message.ts == post.ts)
    assert "Alice Chen answered a review question for Jane Smith: What will change" in now.text


async def test_a_reply_in_the_thread_becomes_the_answer_and_the_question_says_so(scene: Scene) -> None:
    await resolved(scene)
    post = await asked(scene)
    await reply(scene, ALICE, post, "Pool of 20 too small & no alert")
    assert [(answer.text, answer.by.name) for answer in edits(scene).answers] == [
        ("Pool of 20 too small & no alert", ALICE)
    ]
    assert (FactKind.CAUSE, "Pool of 20 too small & no alert", ALICE) in recorded(scene)
    now = next(message for message in scene.posts() if message.ts == post.ts)
    assert "Answered by Alice Chen" in text_of(now)
    assert "Pool of 20 too small &amp; no alert" in text_of(now)


async def test_the_button_below_a_question_takes_an_answer_too(scene: Scene) -> None:
    await resolved(scene)
    post = await asked(scene)
    await scene.person(ALICE).press(post, "Answer")
    await scene.calm()
    assert CAUSE in words_in(modal_of(scene, ALICE))
    await save(scene, ALICE, text="Pool of 20 too small")
    assert (FactKind.CAUSE, "Pool of 20 too small", ALICE) in recorded(scene)


async def test_a_reply_elsewhere_is_no_answer(scene: Scene) -> None:
    await resolved(scene)
    await asked(scene)
    await reply(scene, ALICE, scene.card, "Pool of 20 too small")
    plain = await scene.person(ALICE).post(scene.channel, "Plain talk")
    await reply(scene, BOB, plain, "About it")
    assert edits(scene).answers == ()


async def test_two_replies_are_two_answers(scene: Scene) -> None:
    await resolved(scene)
    post = await asked(scene)
    await reply(scene, ALICE, post, "Pool of 20 too small")
    await reply(scene, BOB, post, "And no alert on it")
    assert [answer.by.name for answer in edits(scene).answers_to("cause")] == [ALICE, BOB]


async def test_a_reply_that_slack_delivers_again_counts_once(scene: Scene) -> None:
    await resolved(scene)
    post = await asked(scene)
    service, by = scene.bot.services, scene.bot.services.people.person(scene.person(ALICE).id)
    for _ in range(2):
        service.reviews.reply(scene.channel.id, post.ts, TypedText("Pool of 20 too small"), by, "Ev1")
    assert len(edits(scene).answers) == 1


async def test_the_same_question_is_not_asked_twice_within_an_hour(scene: Scene) -> None:
    await resolved(scene)
    await asked(scene)
    at = place_of(modal_of(scene, BOB), CAUSE)
    assert [each["text"]["text"] for each in modal_of(scene, BOB).blocks[at + 1]["elements"]] == ["Answer"]
    await scene.after(minutes=70)
    await pir(scene, BOB, "answer")
    await press_at(scene, BOB, CAUSE, "Ask again")
    assert len(edits(scene).asked) == 2


async def test_a_factor_without_an_action_is_accepted_with_a_reason(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "factors")
    assert "1 contributing factor with no action item." in words_in(modal_of(scene, BOB))
    await press_at(scene, BOB, "No canary for ORM changes", "Accept factor")
    assert await save(scene, BOB, text="Such changes come once a year") == {}
    assert [(one.factor, one.reason, one.by.name) for one in edits(scene).accepted_factors] == [
        ("No canary for ORM changes", "Such changes come once a year", BOB)
    ]
    assert "No canary for ORM changes" not in words_in(modal_of(scene, BOB))


async def test_an_action_item_for_a_factor_comes_prefilled_and_answers_it(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "factors")
    await press_at(scene, BOB, "No canary for ORM changes", "Add action item")
    title = modal_of(scene, BOB).state["title"]["title"]["value"]
    assert title.endswith("(No canary for ORM changes)")
    await save(scene, BOB)
    assert [item.title for item in scene.bot.services.action_items.in_order(1)] == [title]
    assert [(one.factor, one.item) for one in edits(scene).covered_factors] == [(FACTOR, 1)]
    assert "with no action item" not in words_in(modal_of(scene, BOB))


async def test_a_suggested_action_item_covers_a_factor_when_a_person_confirms_it(scene: Scene) -> None:
    await with_items(scene, "Release ORM changes by canary", "Alert at 70 %")
    await pir(scene, BOB, "factors")
    said = words_in(modal_of(scene, BOB))
    assert "1 contributing factor with no action item." in said
    assert f"*Contributing factor with no confirmed action item*\n{FACTOR}" in said
    assert "Suggested by wording: A1 Release ORM changes by canary" in said
    await press_at(scene, BOB, FACTOR, "Confirm A1")
    assert [(one.factor, one.item, one.by.name) for one in edits(scene).covered_factors] == [(FACTOR, 1, BOB)]
    said = words_in(modal_of(scene, BOB))
    assert "No contributing factors without an action item." in said
    assert f"{FACTOR}\nA1 Release ORM changes by canary, confirmed by {BOB}" in said


async def test_another_action_item_than_the_suggested_one_is_chosen_and_taken_back(scene: Scene) -> None:
    await with_items(scene, "Release ORM changes by canary", "Alert at 70 %")
    await pir(scene, BOB, "factors")
    await scene.person(BOB).choose(None, "Choose another", "A2 Alert at 70 %")
    await scene.deliver()
    assert [(one.factor, one.item) for one in edits(scene).covered_factors] == [(FACTOR, 2)]
    await press_at(scene, BOB, "A2 Alert at 70 %, confirmed", "Undo")
    assert edits(scene).covered_factors == ()
    assert "Confirm A1" in labels(modal_of(scene, BOB))


async def test_the_document_says_which_action_items_are_confirmed(scene: Scene) -> None:
    await with_items(scene, "Release ORM changes by canary", severity="sev1")
    await pir(scene, BOB, "")
    suggested = "Kinds and action items are suggested by wording; nobody has confirmed them."
    assert "| process | A1 |" in content(scene, ".md")
    assert suggested in content(scene, ".md")
    await pir(scene, BOB, "factors")
    await press_at(scene, BOB, FACTOR, "Confirm A1")
    await scene.after(minutes=2)
    assert "| process | A1, confirmed |" in content(scene, ".md")
    assert "Kinds are suggested by wording; nobody has confirmed them." in content(scene, ".md")


async def test_a_factor_that_is_gone_is_not_confirmed(scene: Scene) -> None:
    await with_items(scene, "Release ORM changes by canary")
    reviews, bob = scene.bot.services.reviews, scene.bot.services.people.person(scene.person(BOB).id)
    with pytest.raises(NotFound, match="can't find that factor or that action item"):
        reviews.cover_factor(1, "0" * 16, 1, bob)
    with pytest.raises(NotFound, match="can't find that factor or that action item"):
        reviews.cover_factor(1, fingerprint(FACTOR), 7, bob)


async def test_factors_that_may_say_the_same_are_named_beside_each_other(scene: Scene) -> None:
    one, other = "The consumer had no dead-letter queue", "The consumer queue had no alert"
    await resolved(scene, facts=(f"record factor {one}", f"record factor {other}"))
    await pir(scene, BOB, "factors")
    assert f"May say the same as: {other}" in words_in(modal_of(scene, BOB))


async def test_a_decision_that_somebody_else_made_meanwhile_is_said(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, ALICE, "factors")
    await pir(scene, BOB, "factors")
    await press_at(scene, BOB, "No canary for ORM changes", "Accept factor")
    await save(scene, BOB, text="Once a year")
    await press_at(scene, ALICE, "No canary for ORM changes", "Accept factor")
    assert words_in(modal_of(scene, ALICE)).startswith("That factor already has an action item or was accepted.")


async def test_a_factor_can_not_be_accepted_without_a_reason(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "factors")
    await press_at(scene, BOB, "No canary for ORM changes", "Accept factor")
    assert (await save(scene, BOB, text=" "))["text"].startswith("Enter a reason.")
    assert edits(scene).accepted_factors == ()


async def test_a_guest_who_replies_is_told_privately_that_it_is_no_answer() -> None:
    guest = Profile("Gil Guest", "gil", email="gil@example.com", is_restricted=True)
    async with on_stage([*PEOPLE, guest], START, POLICY) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await resolved(scene)
        post = await asked(scene)
        await scene.person(JANE).invite(scene.channel, guest.name)
        await scene.calm()
        await reply(scene, guest.name, post, "It was the moon")
        assert edits(scene).answers == ()
        gil = scene.person(guest.name)
        [told] = [each for each in gil.sees(scene.channel) if each.to == gil.id]
        assert told.text.startswith("Guests can't work on the review")
        assert told.thread_ts == post.ts


async def test_a_meeting_after_the_review_is_due_is_asked_about_until_one_of_them_moves(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, JANE, "meeting 2024-01-20 10:00")
    await pir(scene, BOB, "answer")
    assert "Which one moves?" in words_in(modal_of(scene, BOB))
    await scene.person(BOB).close_modal()
    await pir(scene, JANE, "meeting 2024-01-17 10:00")
    await pir(scene, BOB, "answer")
    assert "Which one moves?" not in words_in(modal_of(scene, BOB))


async def test_an_entry_is_asked_about_by_name_and_not_as_a_role_that_its_author_lacks(scene: Scene) -> None:
    await resolved(scene, facts=("log 14:20 detection: First alert",))
    await scene.run(ALICE, "/incident log 14:25 mitigation: Pool raised to 50", scene.channel.name)
    post = await asked(scene, text=CAUSE)
    assert text_of(post).startswith(f"<@{scene.person(ALICE).id}> (who logged ")
    assert "expert" not in text_of(post)
