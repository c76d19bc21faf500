"""What somebody logs, a role and a task, as one line in the channel, over the wire: others see what was done."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.config.policy import Policy, PostInChannel
from bot.people.model import Person
from bot.timeline.entries import EntryEdit
from bot.timeline.model import EntryKind
from bot.timeline.verbs import Log
from demo.stage import on_stage
from sandbox import Message
from tests.handlers.conftest import PEOPLE, QUIET, START, Scene

JANE, ALICE, BOB = "Jane Smith", "Alice Chen", "Bob Kim"


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with on_stage(list(PEOPLE), START, Policy(reminders=QUIET)) as stage:
        yield Scene(stage.box, stage.bot, stage.clock, stage.place)


def said(message: Message) -> str:
    return str(message.blocks[0]["text"]["text"])


def since_declared(scene: Scene, count: int) -> list[Message]:
    return scene.posts()[count:]


async def test_what_is_logged_by_command_is_one_line_for_everyone_and_the_answer_is_short(scene: Scene) -> None:
    await scene.declare()
    before = len(scene.posts())
    answer = await scene.run(BOB, "/incident log mitigation: Rolled back <user-api>", scene.channel.name)
    await scene.deliver()
    [line] = since_declared(scene, before)
    assert said(line) == "Bob Kim logged (mitigation): Rolled back &lt;user-api&gt;"
    assert line.text == f"SEV1 {scene.newest.name}: Bob Kim logged (mitigation): Rolled back &lt;user-api&gt;"
    assert answer == "Logged as mitigation at 09:23 EST (14:23 UTC)."


async def test_the_line_of_an_earlier_time_says_which(scene: Scene) -> None:
    await scene.declare()
    await scene.after(10)
    await scene.run(JANE, "/incident log 14:25 Looked at the logs", scene.channel.name)
    await scene.deliver()
    assert said(scene.posts()[-1]).startswith("Jane Smith logged (note, <!date^1705328700^{time}|14:25 UTC>): Looked")


async def test_several_entries_in_a_minute_are_a_line_each_and_none_twice(scene: Scene) -> None:
    await scene.declare()
    before = len(scene.posts())
    for each in ("one", "two", "three"):
        await scene.run(BOB, f"/incident log Step {each}", scene.channel.name)
    await scene.deliver()
    assert [said(each) for each in since_declared(scene, before)] == [
        f"Bob Kim logged (note): Step {each}" for each in ("one", "two", "three")
    ]


async def test_an_entry_from_the_command_line_is_shown_too(scene: Scene) -> None:
    await scene.declare()
    scene.bot.services.timeline.log(1, Log("Failed over", EntryKind.MITIGATION, None), Person("", "ops"))
    await scene.deliver()
    assert said(scene.posts()[-1]) == "ops logged (mitigation): Failed over"


async def test_undo_removes_the_entry_and_the_line_no_longer_says_what_it_was(scene: Scene) -> None:
    await scene.declare()
    await scene.run(BOB, "/incident log The password is hunter2", scene.channel.name)
    await scene.deliver()
    line = scene.posts()[-1]
    assert buttons_beside(line) == ["Undo"]
    await scene.person(JANE).press(line, "Undo")
    await scene.deliver()
    assert [entry.text for entry in scene.entries if "hunter2" in entry.text] == []
    assert said(scene.posts()[-1]) == "An entry by Bob Kim was removed from the timeline."


def buttons_beside(message: Message) -> list[str]:
    return [block["accessory"]["text"]["text"] for block in message.blocks if "accessory" in block]


async def test_an_edited_entry_is_redrawn_in_its_line(scene: Scene) -> None:
    await scene.declare()
    await scene.run(BOB, "/incident log Rolled bak", scene.channel.name)
    await scene.deliver()
    services, bob = scene.bot.services, scene.bot.services.people.person(scene.person(BOB).id)
    entry = next(each for each in scene.entries if each.text == "Rolled bak")
    services.timeline.edit(1, entry.id, EntryEdit(entry.kind, "Rolled back", entry.occurred_at), bob)
    await scene.deliver()
    assert said(scene.posts()[-1]) == "Bob Kim logged (note): Rolled back · edited"


async def test_a_reaction_needs_no_line_because_its_message_is_in_the_channel(scene: Scene) -> None:
    await scene.declare()
    before = len(scene.posts())
    said = await scene.person(BOB).post(scene.channel, "Rolled back")
    await scene.person(JANE).react(said, "wrench")
    await scene.person(BOB).post(scene.channel, "@Muster log Pool is full")
    await scene.deliver()
    assert since_declared(scene, before) == []


async def test_a_role_is_one_line_and_a_task_is_told_to_its_author_only(scene: Scene) -> None:
    await scene.declare()
    before = len(scene.posts())
    await scene.run(JANE, "/incident commander", scene.channel.name)
    answer = await scene.run(JANE, "/incident task Ask the vendor", scene.channel.name)
    await scene.deliver()
    assert [said(each) for each in since_declared(scene, before)] == ["Jane Smith is now incident commander."]
    [told] = [each for each in scene.person(JANE).sees(scene.channel) if "added task" in each.text]
    assert (told.to, answer) == (scene.person(JANE).id, "")
    assert [each for each in scene.person(BOB).sees(scene.channel) if "added task" in each.text] == []


async def test_who_gets_a_task_from_somebody_else_reads_it_in_the_channel(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident task @bob Ask the vendor", scene.channel.name)
    await scene.deliver()
    assert f"added task 7 for <@{scene.person(BOB).id}>: Ask the vendor" in said(scene.posts()[-1])


async def test_each_kind_of_line_can_be_turned_off_and_on() -> None:
    lines = PostInChannel(log=False, roles=False, tasks=True)
    async with on_stage(list(PEOPLE), START, replace(Policy(reminders=QUIET), post_in_channel=lines)) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare()
        before = len(scene.posts())
        answer = await scene.run(BOB, "/incident log Rolled back", scene.channel.name)
        assert answer.endswith(": Rolled back")
        await scene.run(JANE, "/incident commander", scene.channel.name)
        await scene.run(JANE, "/incident task Ask the vendor", scene.channel.name)
        await scene.deliver()
        assert [said(each) for each in since_declared(scene, before)] == ["Jane Smith added task 7: Ask the vendor"]
        whispered = [each.text for each in scene.person(JANE).sees(scene.channel) if each.to]
        assert whispered[-1].endswith("Jane Smith is now incident commander.")
        await scene.run(JANE, "/incident commander @alice", scene.channel.name)
        await scene.deliver()
