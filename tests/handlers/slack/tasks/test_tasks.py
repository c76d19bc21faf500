"""Tasks, over the wire: the verb, the list with its ticks, and the shortcut on a message."""

import asyncio
from dataclasses import replace

import pytest

from bot.tasks.model import Task
from bot.tasks.verbs import AddTask
from sandbox import View
from tests.handlers.conftest import Scene, text_of

JANE, ALICE, BOB = "Jane Smith", "Alice Chen", "Bob Kim"


def tasks(scene: Scene) -> list[Task]:
    return list(scene.bot.services.tasks.of_incident(scene.newest.number))


async def said(scene: Scene, text: str, by: str = JANE) -> str:
    answered = await scene.run(by, f"/incident {text}", scene.channel.name)
    await scene.deliver()
    return answered


async def opened(scene: Scene, by: str = JANE) -> View:
    await scene.run(by, "/incident task", scene.channel.name)
    modal = scene.person(by).modal
    assert modal is not None
    return modal


async def test_the_first_actions_of_the_severity_are_there_from_the_start(scene: Scene) -> None:
    await scene.declare("sev3 Search slow")
    assert [task.title for task in tasks(scene)] == [
        "Find an owner on the team",
        "Document the workaround",
        "Check whether the impact is growing",
    ]
    assert "Tasks 0 of 3 done" in text_of(scene.card)
    await said(scene, "severity sev2")
    assert len(tasks(scene)) == 8


async def test_a_task_is_added_for_somebody_who_is_told(scene: Scene) -> None:
    await scene.declare("sev4 Typo")
    assert await said(scene, "task Roll user-api & co back @bob") == ""
    task = tasks(scene)[-1]
    assert (task.number, task.title, task.suggested) == (3, "Roll user-api & co back", False)
    assert task.assignee is not None
    assert task.assignee.name == BOB
    line = scene.posts()[-1].text
    assert f"Jane Smith added task 3 for <@{scene.person(BOB).id}>: Roll user-api &amp; co back" in line
    assert scene.person(BOB).id in scene.channel.members
    assert scene.entries[-1].text == "Task 3 added: Roll user-api & co back"
    assert "Tasks 0 of 3 done" in text_of(scene.card)


async def test_a_task_is_ticked_given_away_and_opened_again_by_command(scene: Scene) -> None:
    await scene.declare("sev4 Typo")
    assert await said(scene, "task 1 @alice") == ""
    assert f"assigned task 1 to <@{scene.person(ALICE).id}>" in scene.posts()[-1].text
    assert await said(scene, "task done 1 2", by=BOB) == ""
    assert "Bob Kim completed task 2" in scene.posts()[-1].text
    assert "Tasks 2 of 2 done" in text_of(scene.card)
    assert await said(scene, "task open 2") == ""
    assert "Jane Smith reopened task 2" in scene.posts()[-1].text
    assert await said(scene, "task 1 none") == ""
    assert tasks(scene)[0].assignee is None


async def test_what_is_so_already_is_said_to_who_asked_alone(scene: Scene) -> None:
    await scene.declare("sev4 Typo")
    await said(scene, "task done 1")
    before = len(scene.posts())
    assert await said(scene, "task done 1", by=BOB) == "Nothing changed: already done."
    assert len(scene.posts()) == before
    assert [task.done_by and task.done_by.name for task in tasks(scene)] == [JANE, None]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("task done 9", "#1 has no task 9. To see the list, type `/incident task`."),
        ("task 9 me", "#1 has no task 9. To see the list, type `/incident task`."),
        ("task 1", "Add an assignee for task 1. For example: `/incident task"),
    ],
)
async def test_a_task_that_is_not_there_is_refused_with_what_to_type(scene: Scene, typed: str, sentence: str) -> None:
    await scene.declare("sev4 Typo")
    assert (await said(scene, typed)).startswith(sentence)


async def test_what_many_add_and_tick_at_once_is_all_kept(scene: Scene) -> None:
    await scene.declare("sev4 Typo")
    people = [scene.person(name) for name in (JANE, ALICE, BOB)]
    commands = [
        person.command(f"/incident {typed}", scene.channel.name)
        for person in people
        for typed in ("task done 1", "task done 2", f"task Ask {person.name}", f"action Thank {person.name}")
    ]
    await asyncio.gather(*commands)
    await scene.deliver()
    kept = tasks(scene)
    assert [task.number for task in kept] == [1, 2, 3, 4, 5]
    assert {task.title for task in kept[2:]} == {f"Ask {person.name}" for person in people}
    assert all(task.done_at for task in kept[:2])
    assert sum("completed task 1" in post.text for post in scene.posts()) == 1
    assert [item.number for item in scene.bot.services.incidents.details(1).actions] == [1, 2, 3]
    assert "Tasks 2 of 5 done" in text_of(scene.card)


async def test_after_the_resolution_there_are_action_items_instead(scene: Scene) -> None:
    await scene.declare("sev4 Typo")
    await said(scene, "resolve Rolled back")
    assert await said(scene, "task Look again") == "#1 is resolved. To reopen it, type `/incident reopen`."
    modal = await opened(scene)
    assert modal.json.get("submit") is None
    assert "☐ 1. Find an owner" in str(modal.blocks)


async def test_the_list_ticks_and_gives_tasks_at_once(scene: Scene) -> None:
    await scene.declare("sev4 Typo")
    await opened(scene)
    jane = scene.person(JANE)
    await jane.choose(None, "tick_task", ["done"], "task/1")
    await jane.choose(None, "assign_task", BOB, "task/2")
    await scene.deliver()
    first, second = tasks(scene)
    assert first.done_by is not None
    assert first.done_by.name == JANE
    assert second.assignee is not None
    assert second.assignee.name == BOB
    await jane.choose(None, "tick_task", [], "task/1")
    await scene.deliver()
    assert tasks(scene)[0].done_at is None


async def test_the_list_shows_what_is_done_and_by_whom_it_is_to_be_done(scene: Scene) -> None:
    await scene.declare("sev4 Typo")
    await said(scene, "task done 1")
    await said(scene, "task 2 @bob")
    modal = await opened(scene, ALICE)
    assert modal.state["task/1"]["tick_task"]["selected_options"] != []
    assert modal.state["task/2"]["assign_task"]["selected_user"] == scene.person(BOB).id
    assert [block["block_id"] for block in modal.blocks][1:3] == ["task/2", "task/1"]


async def test_a_further_task_is_added_below_the_list_once(scene: Scene) -> None:
    await scene.declare("sev4 Typo")
    await opened(scene)
    assert await scene.person(JANE).submit({"title": "Tell support", "assignee": ALICE}) == {}
    await scene.deliver()
    assert [task.title for task in tasks(scene)][2:] == ["Tell support"]
    await opened(scene)
    assert await scene.person(JANE).submit({}) == {}
    assert len(tasks(scene)) == 3


async def test_a_task_for_somebody_needs_words(scene: Scene) -> None:
    await scene.declare("sev4 Typo")
    await opened(scene)
    refused = await scene.person(JANE).submit({"assignee": ALICE})
    assert refused["title"] == "Enter a task."


async def test_a_long_list_says_how_many_more_there_are_and_takes_a_long_title(scene: Scene) -> None:
    await scene.declare("sev4 Typo")
    tasks = scene.bot.services.tasks
    by = scene.bot.services.people.person(scene.person(JANE).id)
    for number in range(95):
        tasks.add(1, AddTask(f"{number} " + "word " * 60), by)
    modal = await opened(scene)
    assert len(modal.blocks) <= 100
    assert "… and 7 more" in str(modal.blocks)


async def test_a_message_becomes_a_task_that_leads_back_to_it(scene: Scene) -> None:
    await scene.declare("sev4 Typo")
    message = await scene.person(ALICE).post(scene.channel, "Roll user-api back & tell support\nbefore noon")
    bob = scene.person(BOB)
    await bob.shortcut("Add task", message)
    assert bob.modal is not None
    assert bob.modal.state["title"]["title"]["value"] == "Roll user-api back & tell support"
    assert await bob.submit({"assignee": ALICE}) == {}
    await scene.deliver()
    task = tasks(scene)[-1]
    assert (task.title, task.message_ts) == ("Roll user-api back & tell support", message.ts)
    assert task.permalink.endswith(message.ts.replace(".", ""))


async def test_the_shortcut_outside_an_incident_channel_is_one_sentence(scene: Scene) -> None:
    message = await scene.person(ALICE).post("general", "hello")
    await scene.person(BOB).shortcut("Add task", message)
    await scene.calm()
    assert scene.person(BOB).modal is None
    last = scene.person(BOB).sees("general")[-1].text
    assert last.startswith("This isn't an incident channel. To add a task, use this shortcut")


async def test_the_cards_button_opens_the_list(scene: Scene) -> None:
    await scene.declare("sev4 Typo")
    await scene.person(BOB).press(replace(scene.card), "Tasks")
    modal = scene.person(BOB).modal
    assert modal is not None
    assert modal.title == "Tasks for #1"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("task 1 @bob", "Nothing changed: already assigned to Bob Kim."),
        ("task 1 none", "Nothing changed: already unassigned."),
        ("task done 1", "Nothing changed: already done."),
        ("action done 1", "Nothing changed: already done."),
        ("action open 1", "Nothing changed: already open."),
    ],
)
async def test_a_command_that_changes_nothing_says_so(scene: Scene, typed: str, said: str) -> None:
    await scene.declare()
    await scene.run("Jane Smith", "/incident action Add an alert", scene.channel.name)
    await scene.run("Jane Smith", f"/incident {typed}", scene.channel.name)
    assert await scene.run("Jane Smith", f"/incident {typed}", scene.channel.name) == said
