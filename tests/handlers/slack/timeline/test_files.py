"""The timeline posted into the channel and sent as files, over the wire."""

import csv
import json
from datetime import timedelta
from io import StringIO

from bot.outbox.timeline import TimelineFiles
from sandbox import Message
from tests.handlers.conftest import Scene, text_of
from tests.handlers.slack.timeline.test_modal import fill
from tests.handlers.slack.timeline.timeline_scenarios import ALICE, BOB, JANE, marked, posted

MOST_WORDS = 13_200  # characters of blocks at which Slack was seen to answer msg_blocks_too_long


def parts(scene: Scene) -> list[Message]:
    return [post for post in scene.posts() if "timeline posted by" in post.text]


def direct(scene: Scene, name: str) -> list[Message]:
    return list(scene.person(name).direct("Muster").messages)


def contents(scene: Scene, message: Message) -> dict[str, str]:
    """By the ending of the file's name."""
    return {file["name"].rsplit(".")[-1]: scene.box.content(file["id"]).decode("utf-8-sig") for file in message.files}


async def recorded(scene: Scene, declared: str = "sev1 Payment service degradation") -> None:
    await scene.declare(declared)
    await scene.run(JANE, "/incident log 14:05 trigger: Deploy of <user-api>", scene.channel.name)
    await marked(scene, await posted(scene, ALICE, "Rolling back, at last"), BOB)


async def test_post_puts_the_timeline_into_the_channel_by_phase(scene: Scene) -> None:
    await recorded(scene)
    assert await scene.run(BOB, "/incident timeline post", scene.channel.name) == ""
    await scene.deliver()
    (post,) = parts(scene)
    assert post.text == "SEV1 Payment service degradation: timeline posted by Bob Kim"
    shown = text_of(post)
    assert "Timeline · 3 entries · posted by Bob Kim" in shown
    assert "*trigger* Jane Smith: Deploy of &lt;user-api&gt;" in shown
    assert shown.index("*Detection*") < shown.index("*trigger*") < shown.index("*Mitigation*")
    assert shown.index("*Mitigation*") < shown.index("*mitigation* Alice Chen: Rolling back, at last")


async def test_a_long_timeline_is_posted_in_parts_that_fit_and_keep_their_order(scene: Scene) -> None:
    await scene.declare()
    fill(scene, 120, "step {} " + "long & " * 100)
    await scene.run(JANE, "/incident timeline post", scene.channel.name)
    await scene.deliver()
    found = parts(scene)
    assert [post.text.rpartition(", ")[2] for post in found] == [
        f"part {place} of {len(found)}" for place in range(1, len(found) + 1)
    ]
    steps = [int(word.split()[0]) for post in found for word in text_of(post).split("Jane Smith: step ")[1:]]
    assert steps == list(range(1, 121))
    for post in found:
        assert len(post.blocks) <= 50
        assert len(text_of(post)) <= MOST_WORDS


async def test_nothing_else_waits_for_the_parts_of_a_post(scene: Scene) -> None:
    await scene.declare()
    fill(scene, 300)
    await scene.run(JANE, "/incident timeline post", scene.channel.name)
    await scene.run(JANE, "/incident update Pool is full", scene.channel.name)
    await scene.deliver()
    order = ["update" if "Pool is full" in post.text else "part" for post in scene.posts()[1:]]
    assert order.index("update") < len(order) - 1
    assert order.count("part") == len(parts(scene)) > 9


async def test_a_timeline_that_would_flood_the_channel_is_refused_with_the_way_to_get_it(scene: Scene) -> None:
    await scene.declare()
    fill(scene, 5_000)
    answered = await scene.run(JANE, "/incident timeline post", scene.channel.name)
    await scene.deliver()
    assert answered == (
        "The timeline has 5001 entries, too many to post in the channel. "
        "To get it as files, type `/incident timeline export`."
    )
    assert parts(scene) == []


async def test_an_entry_that_is_removed_before_its_part_goes_out_is_left_out(scene: Scene) -> None:
    await recorded(scene)
    scene.box.faults.rate_limit("chat.postMessage", retry_after=30)
    await scene.run(BOB, "/incident timeline post", scene.channel.name)
    await scene.person(BOB).unreact(next(each for each in scene.channel.messages if each.reactions), "wrench")
    await scene.deliver()
    (post,) = parts(scene)
    assert "Rolling back" not in text_of(post)
    assert "Timeline · 2 entries" in text_of(post)


async def test_export_sends_three_files_to_the_one_who_asked(scene: Scene) -> None:
    await recorded(scene)
    before = len(scene.channel.messages)
    answered = await scene.run(BOB, "/incident timeline export", scene.channel.name)
    await scene.deliver()
    count = len(scene.bot.services.timeline.entries(1))
    assert answered == f"Sending you the timeline of #1 by direct message as CSV, JSON and Markdown ({count} entries)."
    (sent,) = direct(scene, BOB)
    assert sent.text.startswith("Timeline of #1 Payment service degradation as of <!date^")
    assert sent.text.endswith(f"{count} entries. Times in the files are UTC.")
    told = contents(scene, sent)
    assert set(told) == {"csv", "json", "md"}
    rows = list(csv.DictReader(StringIO(told["csv"], newline="")))
    entries = json.loads(told["json"])["entries"]
    assert [row["text"] for row in rows] == [entry["text"] for entry in entries]
    texts = [row["text"] for row in rows if row["source"] != "system"]
    assert texts == ["Deploy of <user-api>", "Rolling back, at last"]
    assert "| mitigation | Rolling back, at last | Alice Chen, added by Bob Kim |" in told["md"]
    assert [each for each in scene.channel.messages[before:] if not each.to] == []


async def test_a_private_incidents_files_stay_with_the_person_and_say_that_they_are_private(scene: Scene) -> None:
    await scene.person(JANE).command("/incident declare", "general")
    await scene.calm()
    await scene.person(JANE).submit({"title": "Leak", "private": ["private"]})
    await scene.deliver()
    answered = await scene.run(JANE, "/incident timeline export", scene.channel.name)
    await scene.deliver()
    said = "This incident is private: share the files only with its members."
    (sent,) = [each for each in direct(scene, JANE) if each.files]
    assert answered.endswith(said)
    assert sent.text.endswith(said)
    assert {place for file in scene.box.state.files for place in file.shared} == {sent.channel}


async def test_an_export_whose_answer_was_lost_is_not_sent_twice(scene: Scene) -> None:
    await recorded(scene)
    scene.box.faults.lose_answer("files.completeUploadExternal")
    await scene.run(BOB, "/incident timeline export", scene.channel.name)
    await scene.deliver()
    await scene.after(minutes=2)
    assert len([each for each in direct(scene, BOB) if each.files]) == 1
    assert all(row.done for row in scene.bot.services.outbox.newest(50) if isinstance(row.message, TimelineFiles))


async def test_five_thousand_entries_are_exported(scene: Scene) -> None:
    await scene.declare()
    fill(scene, 5_000, apart=timedelta(seconds=1))
    await scene.run(JANE, "/incident timeline export", scene.channel.name)
    await scene.deliver()
    (sent,) = direct(scene, JANE)
    texts = {entry["text"] for entry in json.loads(contents(scene, sent)["json"])["entries"]}
    assert {f"step {number}" for number in range(1, 5_001)} <= texts


async def test_files_that_slack_refuses_stand_on_the_card_until_they_are_retried(scene: Scene) -> None:
    await recorded(scene)
    scene.box.faults.fail("conversations.open", "user_disabled")
    await scene.run(BOB, "/incident timeline export", scene.channel.name)
    await scene.deliver()
    assert "*Timeline export failed:* that account is deactivated." in text_of(scene.card)
    (told,) = direct(scene, BOB)
    assert told.text.startswith("Timeline export failed for SEV1")
    await scene.person(BOB).press(scene.card, "Retry")
    await scene.deliver()
    assert len([each for each in direct(scene, BOB) if each.files]) == 1
    assert "export" not in text_of(scene.card)
