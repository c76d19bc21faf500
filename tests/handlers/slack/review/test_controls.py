"""The buttons of the posted review, over the wire: each does what its word behind /pir does, and follows the state."""

import pytest

from bot.review.edit_log import ReviewState
from sandbox import Message
from tests.handlers.conftest import Scene, buttons, text_of
from tests.handlers.slack.review.review_scenarios import ALICE, BOB, edits, modal_of, pir, resolved, save, write

WHOLE = (
    "log 14:15 trigger: Pool at 95 %",
    "record cause Pool of 20 too small",
    'action "Alert at 70 %" Database team P1 2024-01-22',
)


def review(scene: Scene) -> Message:
    return next(message for message in scene.posts() if message.text.startswith("Review of #1"))


def primary(message: Message) -> list[str]:
    row = next(block["elements"] for block in message.blocks if block["type"] == "actions")
    return [each["text"]["text"] for each in row if each.get("style") == "primary"]


def link(message: Message) -> str:
    row = next(block["elements"] for block in message.blocks if block["type"] == "actions")
    return str(next(each["url"] for each in row if each.get("url")))


async def press(scene: Scene, by: str, button: str) -> None:
    await scene.person(by).press(review(scene), button)
    await scene.deliver()


async def test_a_draft_whose_cause_is_not_known_wants_answers_first(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "")
    assert buttons(review(scene)) == ["Answer questions", "Add action item", "Open review", "Edit", "Request review"]
    assert primary(review(scene)) == ["Answer questions"]
    assert len(review(scene).blocks) <= 50


async def test_a_draft_whose_cause_is_known_is_read_first(scene: Scene) -> None:
    await resolved(scene, facts=WHOLE)
    await pir(scene, BOB, "")
    assert buttons(review(scene)) == ["Open review", "Answer questions", "Edit", "Request review"]
    assert primary(review(scene)) == ["Open review"]


async def test_open_review_leads_to_the_canvas_and_without_one_to_the_document(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "")
    [made] = scene.person(BOB).canvases(scene.channel.name)
    assert made.id in link(review(scene))
    scene.box.state.canvases.clear()
    scene.box.faults.fail("conversations.canvases.create", "canvas_disabled_user_team", times=9)
    await write(scene, BOB, "impact", "Ten minutes of slow payments.")
    await scene.after(minutes=2)
    [html] = [file for message in scene.channel.messages for file in message.files if file["name"].endswith(".html")]
    assert link(review(scene)) == html["permalink"]


async def test_the_buttons_follow_the_state(scene: Scene) -> None:
    await resolved(scene, facts=WHOLE)
    await pir(scene, BOB, "")
    await press(scene, BOB, "Request review")
    assert edits(scene).state is ReviewState.IN_REVIEW
    assert buttons(review(scene)) == ["Approve", "Open review", "Answer questions", "Edit", "Back to draft"]
    assert primary(review(scene)) == ["Approve"]
    await press(scene, ALICE, "Back to draft")
    assert edits(scene).state is ReviewState.DRAFT
    await press(scene, BOB, "Request review")
    await press(scene, ALICE, "Approve")
    assert edits(scene).state is ReviewState.APPROVED
    assert buttons(review(scene)) == ["Open review", "Answer questions", "Edit"]


@pytest.mark.parametrize(
    ("button", "title"),
    [
        ("Edit", "Edit review of #1"),
        ("Answer questions", "Open questions for #1"),
        ("Add action item", "Add action item"),
    ],
)
async def test_a_button_opens_its_form(scene: Scene, button: str, title: str) -> None:
    await resolved(scene)
    await pir(scene, BOB, "")
    await press(scene, ALICE, button)
    assert modal_of(scene, ALICE).title == title


@pytest.mark.parametrize(
    ("choice", "title"),
    [
        ("Framework and template…", "Framework and template"),
        ("Schedule meeting…", "Review meeting for #1"),
        ("Share…", "Share review of #1"),
        ("Timeline", "Timeline of #1"),
    ],
)
async def test_the_menu_opens_its_form(scene: Scene, choice: str, title: str) -> None:
    await resolved(scene)
    await pir(scene, BOB, "")
    await scene.person(ALICE).choose(review(scene), "review_more", choice)
    await scene.deliver()
    assert modal_of(scene, ALICE).title == title


async def test_the_posted_review_says_its_state_and_whose_text_stands(scene: Scene) -> None:
    await resolved(scene, "sev1", WHOLE)
    await pir(scene, BOB, "")
    assert "*Draft*" in text_of(review(scene))
    await pir(scene, ALICE, "edit impact")
    await write(scene, BOB, "impact", "Bob on impact")
    await save(scene, ALICE, text="Alice on impact")
    await write(scene, BOB, "summary", "Ten slow minutes.")
    await write(scene, BOB, "lessons", "Watch it.")
    await pir(scene, BOB, "send")
    await pir(scene, ALICE, "approve")
    text = text_of(review(scene))
    assert "*In review*, " in text
    assert " · 1 of 2 approvals · approved by Alice Chen" in text
    assert "Edited: Summary (Bob Kim), Impact (Bob Kim), Lessons (Bob Kim)." in text
    assert "Choose between two versions: Impact." in text
    assert "\nTen slow minutes." in text


async def test_a_refusal_is_said_privately_below_the_review(scene: Scene) -> None:
    await resolved(scene, "sev2", ("log 14:15 trigger: Pool at 95 %",))
    await pir(scene, BOB, "")
    await press(scene, BOB, "Request review")
    await press(scene, ALICE, "Approve")
    told = [message.text for message in scene.person(ALICE).sees(scene.channel) if message.to == scene.person(ALICE).id]
    assert told[-1].startswith("The review can't be approved yet: Root cause and Action items are missing.")
    assert edits(scene).approvals == ()


async def test_an_answer_redraws_the_posted_review(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "")
    assert "*Cause:* not recorded." in text_of(review(scene))
    await scene.person(ALICE).press(review(scene), "Answer questions")
    await scene.calm()
    rows = [block["elements"] for block in modal_of(scene, ALICE).blocks if block["type"] == "actions"]
    value = next(each["value"] for row in rows for each in row if '"key": "cause"' in each["value"])
    await scene.person(ALICE).press(None, "Answer", value=value)
    await save(scene, ALICE, text="Pool of 20 too small")
    assert "*Cause:* Pool of 20 too small." in text_of(review(scene))
