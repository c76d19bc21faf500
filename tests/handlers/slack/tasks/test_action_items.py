"""Action items, over the wire: the verb, the list, the form, and the shortcut on a message."""

from datetime import date

import pytest

from bot.tasks.model import ActionItem
from bot.tasks.verbs import AddAction
from sandbox import View
from templates.rendering import render
from templates.tasks.messages import ActionDue
from tests.bot.incidents.incident_examples import INCIDENT as EXAMPLE
from tests.bot.incidents.incident_examples import NOW
from tests.handlers.conftest import Scene

JANE, ALICE, BOB = "Jane Smith", "Alice Chen", "Bob Kim"


def items(scene: Scene) -> list[ActionItem]:
    return list(scene.bot.services.incidents.details(scene.newest.number).actions)


async def said(scene: Scene, text: str, by: str = JANE) -> str:
    return await scene.run(by, f"/incident {text}", scene.channel.name)


async def opened(scene: Scene, by: str = JANE) -> View:
    await said(scene, "action", by)
    return shown(scene, by)


def shown(scene: Scene, by: str = JANE) -> View:
    modal = scene.person(by).modal
    assert modal is not None
    return modal


async def test_an_action_item_is_typed_with_owner_priority_date_and_kind(scene: Scene) -> None:
    await scene.declare()
    answered = await said(scene, "action Alert at 70% of the pool @bob P1 2024-01-22 detection")
    assert answered == (
        "Action item 1 added: Alert at 70% of the pool · owner Bob Kim · P1 · due Mon 22 Jan · detection"
    )
    (item,) = items(scene)
    assert (item.owner_id, item.kind) == (scene.person(BOB).id, "detection")


async def test_done_and_open_again_by_command_and_what_is_not_there(scene: Scene) -> None:
    await scene.declare()
    await said(scene, "action Alert P1")
    await said(scene, "action Runbook P2")
    assert (
        await said(scene, "action done 1 2", BOB)
        == "Action items 1, 2 marked done. To see the list, type `/incident action`."
    )
    assert [item.done_by and item.done_by.name for item in items(scene)] == [BOB, BOB]
    assert await said(scene, "action open 2") == "Action item 2 reopened. To see the list, type `/incident action`."
    assert items(scene)[1].done_at is None
    assert await said(scene, "action done 9") == "#1 has no action item 9. To see the list, type `/incident action`."


async def test_the_list_has_the_most_urgent_first_with_its_buttons(scene: Scene) -> None:
    await scene.declare()
    await said(scene, "action Runbook P2")
    await said(scene, "action Alert <at> 70% P1 @bob")
    modal = await opened(scene)
    text = str(modal.blocks)
    assert "0 of 2 done." in text
    assert text.index("Alert &lt;at&gt; 70%") < text.index("Runbook")
    jane = scene.person(JANE)
    await jane.press(None, "Mark done", "1/2")
    await scene.deliver()
    assert items(scene)[1].done_by is not None
    assert "1 of 2 done." in str(shown(scene).blocks)
    await jane.press(None, "Reopen", "1/2")
    await scene.deliver()
    assert items(scene)[1].done_at is None


async def test_an_empty_list_offers_the_form_and_shows_what_was_added(scene: Scene) -> None:
    await scene.declare()
    assert "No action items yet." in str((await opened(scene)).blocks)
    jane = scene.person(JANE)
    await jane.press(None, "Add action item")
    values = {"title": "Alert at 70%", "owner": BOB, "priority": "P1", "due": "2024-01-22", "kind": "Detection"}
    assert await jane.submit(values) == {}
    await scene.deliver()
    (item,) = items(scene)
    assert (item.title, item.owner, item.owner_id) == ("Alert at 70%", BOB, scene.person(BOB).id)
    assert (item.priority, item.due, item.kind) == ("P1", date(2024, 1, 22), "detection")
    assert "Alert at 70%" in str(shown(scene).blocks)


async def test_the_form_changes_what_was_changed_in_it_and_leaves_the_rest(scene: Scene) -> None:
    await scene.declare()
    await said(scene, 'action "Alert at 70%" Database team P1 2024-01-22')
    await opened(scene)
    jane, bob = scene.person(JANE), scene.person(BOB)
    await jane.press(None, "Edit", "1/1")
    filled = shown(scene)
    assert filled.title == "Edit action item 1"
    assert filled.state["team"]["team"]["value"] == "Database team"
    assert filled.state["due"]["due"]["selected_date"] == "2024-01-22"
    await opened(scene, BOB)
    await bob.press(None, "Edit", "1/1")
    assert await bob.submit({"priority": "P0"}) == {}
    assert await jane.submit({"owner": ALICE, "team": None, "kind": "prevention"}) == {}
    await scene.deliver()
    (item,) = items(scene)
    assert (item.title, item.priority, item.due) == ("Alert at 70%", "P0", date(2024, 1, 22))
    assert (item.owner, item.owner_id, item.kind) == (ALICE, scene.person(ALICE).id, "prevention")


async def test_a_title_longer_than_the_form_is_kept_whole_where_nobody_changed_it(scene: Scene) -> None:
    await scene.declare()
    title, team = "word " * 200 + "end", "team " * 40 + "end"
    await said(scene, f'action "{title}" {team}')
    await opened(scene)
    await scene.person(JANE).press(None, "Edit", "1/1")
    assert await scene.person(JANE).submit({"priority": "P1"}) == {}
    (item,) = items(scene)
    assert (item.title, item.owner, item.priority) == (title, team, "P1")


async def test_a_title_of_blanks_is_refused_in_the_form(scene: Scene) -> None:
    await scene.declare()
    await opened(scene)
    await scene.person(JANE).press(None, "Add action item")
    refused = await scene.person(JANE).submit({"title": "  "})
    assert refused["title"] == "Enter a title."
    assert items(scene) == []


async def test_after_the_end_action_items_are_still_taken(scene: Scene) -> None:
    await scene.declare()
    await said(scene, "resolve Rolled back")
    assert (await said(scene, "action Runbook P2")).startswith("Action item 1 added")


async def test_a_message_becomes_an_action_item_that_leads_back_to_it(scene: Scene) -> None:
    await scene.declare()
    message = await scene.person(ALICE).post(scene.channel, "We need an alert at 70%")
    bob = scene.person(BOB)
    await bob.shortcut("Add action item", message)
    assert shown(scene, BOB).state["title"]["title"]["value"] == "We need an alert at 70%"
    assert await bob.submit({"priority": "P1"}) == {}
    await scene.deliver()
    (item,) = items(scene)
    assert (item.message_ts, item.priority) == (message.ts, "P1")
    assert item.permalink.endswith(message.ts.replace(".", ""))
    assert item.permalink in str((await opened(scene)).blocks)


async def test_the_shortcut_outside_an_incident_channel_is_one_sentence(scene: Scene) -> None:
    message = await scene.person(ALICE).post("general", "hello")
    await scene.person(BOB).shortcut("Add action item", message)
    await scene.calm()
    assert "To add an action item, use this shortcut" in scene.person(BOB).sees("general")[-1].text


@pytest.mark.parametrize("count", [45, 47])
async def test_a_long_list_says_how_many_more_there_are(scene: Scene, count: int) -> None:
    await scene.declare()
    by = scene.bot.services.people.person(scene.person(JANE).id)
    for number in range(count):
        scene.bot.services.action_items.add(1, AddAction(f"Item {number} " + "x" * 4000), by)
    modal = await opened(scene)
    assert len(modal.blocks) <= 100
    assert ("… and 2 more" in str(modal.blocks)) == (count == 47)


@pytest.mark.parametrize(("day", "said"), [(30, "due today"), (23, "due Tue 30 Jan"), (31, "1 day overdue")])
def test_an_item_says_whether_it_is_due(day: int, said: str) -> None:
    item, today = ActionItem(1, "Alert", "", "", date(2024, 1, 30), EXAMPLE.declared_by, NOW), date(2024, 1, day)
    late = max(0, (today - date(2024, 1, 30)).days)
    assert said in render(ActionDue(EXAMPLE, item, late, today))


@pytest.mark.parametrize("owner", ["Bob Kim", "bob kim", "bob@example.com"])
async def test_a_person_of_the_workspace_named_without_a_mention_owns_the_item(scene: Scene, owner: str) -> None:
    await scene.declare()
    said = await scene.run("Jane Smith", f'/incident action "Add an alert" {owner} P1', scene.channel.name)
    [item] = scene.bot.services.action_items.in_order(1)
    assert (item.owner, item.owner_id) == ("Bob Kim", scene.person("Bob Kim").id)
    assert "Bob Kim" in said


async def test_a_team_and_an_address_that_nobody_has_stay_text(scene: Scene) -> None:
    await scene.declare()
    for owner in ("Database team", "oncall@example.com"):
        await scene.run("Jane Smith", f'/incident action "Add an alert" {owner}', scene.channel.name)
    items = scene.bot.services.action_items.in_order(1)
    assert [(each.owner, each.owner_id) for each in items] == [("Database team", ""), ("oncall@example.com", "")]


async def test_a_first_name_of_one_person_is_asked_about_with_commands_that_work(scene: Scene) -> None:
    await scene.declare()
    said = await scene.run("Jane Smith", '/incident action "Add an alert" Bob', scene.channel.name)
    assert 'For Bob Kim, type `/incident action "Add an alert" Bob Kim`.' in said
    assert 'For a team named Bob, type `/incident action "Add an alert" "Bob"`.' in said
    assert scene.bot.services.action_items.in_order(1) == []
