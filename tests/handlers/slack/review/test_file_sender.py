"""The files of a review, over the wire: the picture in the message, the documents in its thread, and what follows."""

import json
from typing import Any

from bot.outbox.model import OutboxRow
from sandbox import Message
from tests.handlers.conftest import Scene, text_of
from tests.handlers.slack.review.review_scenarios import BOB, JANE, PICTURED, pir, resolved, write
from tests.handlers.slack.timeline.test_modal import fill

MOST_TEXT = 12_000  # characters: Slack was seen to refuse about 13,200 with msg_blocks_too_long


def review(scene: Scene, channel: str | None = None) -> Message:
    return next(message for message in reversed(scene.posts(channel)) if message.text.startswith("Review of"))


def files(scene: Scene, ending: str) -> list[dict[str, Any]]:
    """Those that the review's thread shows."""
    thread = (message for message in scene.channel.messages if message.thread_ts == review(scene).ts)
    return [file for message in thread for file in message.files if file["name"].endswith(ending)]


def content(scene: Scene, ending: str) -> str:
    [file] = files(scene, ending)
    return scene.box.content(file["id"]).decode()


def pictures(message: Message) -> list[dict[str, Any]]:
    return [block for block in message.blocks if block["type"] == "image"]


def row(scene: Scene, what: str) -> OutboxRow:
    found = scene.bot.services.outbox.row(f"1/{what}")
    assert found is not None
    return found


async def test_the_message_shows_the_timeline_and_says_its_key_times_to_those_who_cannot_see_it(scene: Scene) -> None:
    await resolved(scene, facts=PICTURED)
    await pir(scene, BOB, "")
    [file] = files(scene, ".png")
    [picture] = pictures(review(scene))
    assert picture["slack_file"] == {"id": file["id"]}
    assert scene.box.content(file["id"]).startswith(b"\x89PNG")
    assert picture["alt_text"].startswith("The timeline of #1: started Mon 15 Jan 2024, 14:15 UTC, detected ")
    assert picture["alt_text"].endswith(".")


async def test_a_new_entry_draws_a_new_picture_in_place_of_the_old_one(scene: Scene) -> None:
    await resolved(scene, facts=PICTURED)
    await pir(scene, BOB, "")
    [before] = files(scene, ".png")
    await scene.run(JANE, "/incident log 14:28 mitigation: Rolled back to 3.1.2", scene.channel.name)
    await scene.after(minutes=2)
    [after] = files(scene, ".png")
    assert after["id"] != before["id"]
    assert [each["slack_file"]["id"] for each in pictures(review(scene))] == [after["id"]]


async def test_both_documents_stand_in_the_thread_and_follow_an_edit(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "")
    assert content(scene, ".md").startswith("# Payment service degradation")
    assert content(scene, ".html").lstrip().lower().startswith("<!doctype html>")
    await write(scene, JANE, "summary", "The pool ran dry for ten minutes.")
    await scene.after(minutes=2)
    for ending in (".md", ".html"):
        assert "The pool ran dry for ten minutes." in content(scene, ending)
        assert "Written by Jane Smith" in content(scene, ending)


async def test_files_are_uploaded_no_more_than_once_a_minute(scene: Scene) -> None:
    await resolved(scene)
    await scene.run(BOB, "/pir", scene.channel.name)
    await scene.deliver()
    first = row(scene, "document").result["at"]
    for number in range(5):
        await scene.run(JANE, f"/incident log 14:2{number} Step {number}", scene.channel.name)
    assert row(scene, "document").result["at"] == first
    waits = row(scene, "document").not_before
    await scene.after(minutes=2)
    assert waits.isoformat() >= str(first)
    assert str(row(scene, "document").result["at"]) >= waits.isoformat()
    assert "Step 4" in content(scene, ".md")


async def test_what_did_not_change_is_not_uploaded_anew(scene: Scene) -> None:
    await resolved(scene, facts=PICTURED)
    await pir(scene, BOB, "")
    before = [each["id"] for ending in (".png", ".md", ".html") for each in files(scene, ending)]
    await scene.after(minutes=5)
    await pir(scene, JANE, "")
    await scene.after(minutes=5)
    assert [each["id"] for ending in (".png", ".md", ".html") for each in files(scene, ending)] == before


async def test_a_lost_answer_to_an_upload_leaves_each_file_once(scene: Scene) -> None:
    await resolved(scene, facts=PICTURED)
    scene.box.faults.lose_answer("files.completeUploadExternal", 2)
    await pir(scene, BOB, "")
    await scene.after(minutes=2)
    assert [len(files(scene, ending)) for ending in (".png", ".md", ".html")] == [1, 1, 1]
    assert len(pictures(review(scene))) == 1


async def test_a_picture_that_slack_refuses_is_left_out_and_tried_once_more(scene: Scene) -> None:
    await resolved(scene, facts=PICTURED)
    await pir(scene, BOB, "")
    await pir(scene, JANE, "edit summary")
    await scene.after(minutes=2)
    scene.box.faults.fail("chat.update", "invalid_blocks")
    await scene.person(JANE).submit({"text": "The pool ran dry."})
    await scene.calm()
    assert "The pool ran dry." in text_of(review(scene))
    assert pictures(review(scene)) == []
    await scene.deliver()
    assert len(pictures(review(scene))) == 1


async def test_the_review_of_thousands_of_entries_is_one_short_message(scene: Scene) -> None:
    await scene.declare()
    fill(scene, 2_000)
    await pir(scene, JANE, "")
    posted = review(scene)
    assert len(posted.blocks) <= 50
    assert len(json.dumps(posted.blocks)) <= MOST_TEXT
    assert len(pictures(posted)) == 1
    assert "step 2000" in content(scene, ".md")


async def test_a_timeline_of_five_entries_has_no_picture_and_of_six_it_has_one(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "")
    await scene.after(minutes=2)
    assert (files(scene, ".png"), pictures(review(scene))) == ([], [])
    await scene.run(JANE, "/incident log 14:21 Second alert", scene.channel.name)
    await scene.after(minutes=2)
    assert len(pictures(review(scene))) == 1


async def test_the_files_of_a_private_incident_are_in_its_channel_alone(scene: Scene) -> None:
    await scene.run(JANE, "/incident declare")
    await scene.person(JANE).submit({"Title": "Leaked key", "Private": ["Only members of its channel can see it"]})
    await scene.deliver()
    await scene.run(JANE, "/incident log 14:15 detection: A key was found in a public place", scene.channel.name)
    for text in (
        "14:22 The key was revoked",
        "14:23 A new key is in use",
        "14:24 Nobody used the old one",
        "14:25 Logs read",
    ):
        await scene.run(JANE, f"/incident log {text}", scene.channel.name)
    await pir(scene, JANE, "")
    assert len(files(scene, ".md")) == len(files(scene, ".png")) == 1
    for ending in (".png", ".md", ".html"):
        for file in files(scene, ending):
            shown = next(each for each in scene.box.state.files if each.id == file["id"])
            assert list(shown.shared) == [scene.channel.id]


async def test_the_impact_that_an_update_stated_is_recorded_in_the_review(scene: Scene) -> None:
    await scene.declare("sev2 Payment service degradation")
    await scene.run(BOB, "/incident update", scene.channel.name)
    stated = {"text": "Pool is full", "impact": "450 customers could not pay", "doing": "Rolling back"}
    assert await scene.person(BOB).submit(stated) == {}
    await scene.run(JANE, "/incident resolve Stable", scene.channel.name)
    await scene.deliver()
    await pir(scene, BOB, "")
    document = content(scene, ".md")
    impact = document.partition("**Impact.**")[2].partition("**Cause.**")[0]
    assert "450 customers could not pay" in impact
