"""Roles, tasks and action items are for people: an app and a deactivated account are refused, in every way, over the
wire."""

from datetime import date, timedelta

import pytest

from bot.tasks.verbs import AddAction
from handlers.slack.people.directory import person_of
from tests.handlers.conftest import Scene
from tests.handlers.slack.timeline.timeline_scenarios import BOB, JANE

AN_APP = "Muster is an app. Choose a person."
DEACTIVATED = "Gone Person's account is deactivated. Choose someone else."


async def begun(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident commander", scene.channel.name)
    await scene.deliver()


async def refused(scene: Scene, typed: str) -> str:
    return await scene.run(JANE, f"/incident {typed}", scene.channel.name)


COMMANDS = (
    "commander",
    "handover",
    "role scribe",
    "role commander",
    "role sme",
    "task Watch the graphs",
    "action Alert",
)


@pytest.mark.parametrize("typed", COMMANDS)
async def test_no_command_gives_work_to_muster_or_to_a_deactivated_account(scene: Scene, typed: str) -> None:
    await begun(scene)
    before = scene.bot.services.incidents.details(1)
    assert await refused(scene, f"{typed} @muster") == AN_APP
    assert await refused(scene, f"{typed} @gone") == DEACTIVATED
    assert scene.bot.services.incidents.details(1) == before


@pytest.mark.parametrize(
    "typed", ["task {} look", "action {} fix", "action “Fix it” {} P2", "action {} fix 10.03.2026"]
)
async def test_a_name_in_front_or_behind_a_quoted_title_is_refused_the_same_way(scene: Scene, typed: str) -> None:
    await begun(scene)
    before = scene.bot.services.incidents.details(1)
    assert (await refused(scene, typed.format("@muster"))).startswith(AN_APP)
    assert (await refused(scene, typed.format("@gone"))).startswith(DEACTIVATED)
    assert (await refused(scene, typed.format("@nobody"))).startswith("I can't find @nobody. To use it as text, type")
    assert scene.bot.services.incidents.details(1) == before


async def test_no_command_gives_a_task_to_muster_that_is_there_already(scene: Scene) -> None:
    await begun(scene)
    await refused(scene, "task Watch the graphs @bob")
    assert await refused(scene, "task 1 @muster") == AN_APP
    assert [task.assignee.name for task in scene.bot.services.tasks.of_incident(1) if task.assignee] == [BOB]


async def test_the_roles_form_says_it_beside_each_field_and_saves_nothing(scene: Scene) -> None:
    await begun(scene)
    await scene.run(JANE, "/incident roles", scene.channel.name)
    jane = scene.person(JANE)
    chosen = {"commander": "Muster", "scribe": "Gone Person", "sme": ["Bob Kim", "Muster"], "operations": "Bob Kim"}
    assert await jane.submit(chosen) == {"commander": AN_APP, "scribe": DEACTIVATED, "sme": AN_APP}
    assert not scene.newest.roles
    assert await jane.submit({"commander": JANE, "scribe": BOB, "sme": ["Bob Kim"]}) == {}
    assert {(held.role, held.person.name) for held in scene.newest.roles} == {
        ("scribe", BOB),
        ("sme", BOB),
        ("operations", BOB),
    }


async def test_the_task_forms_say_it_beside_the_assignee(scene: Scene) -> None:
    await begun(scene)
    jane = scene.person(JANE)
    said = await jane.post(scene.channel, "Watch the graphs")
    await jane.shortcut("make_task", said)
    assert await jane.submit({"assignee": "Muster"}) == {"assignee": AN_APP}
    await jane.close_modal()
    await refused(scene, "task")
    assert await jane.submit({"title": "Watch the graphs", "assignee": "Muster"}) == {"assignee": AN_APP}
    tasks = len(scene.bot.services.tasks.of_incident(1))
    await jane.choose(None, "assign_task", "Muster", "task/1")
    await scene.calm()
    assert jane.modal is not None
    assert jane.modal.blocks[0]["text"]["text"] == AN_APP
    found = scene.bot.services.tasks.of_incident(1)
    assert (len(found), [task.assignee for task in found if task.assignee]) == (tasks, [])


async def test_the_action_item_form_says_it_beside_the_owner(scene: Scene) -> None:
    await begun(scene)
    await refused(scene, "action")
    jane = scene.person(JANE)
    await jane.press(None, "add_action")
    assert await jane.submit({"title": "Alert on the pool", "owner": "Muster"}) == {"owner": AN_APP}
    assert await jane.submit({"owner": "Gone Person"}) == {"owner": DEACTIVATED}
    assert scene.bot.services.action_items.in_order(1) == []
    assert await jane.submit({"owner": BOB}) == {}


async def test_an_action_item_whose_owner_left_can_still_be_edited(scene: Scene) -> None:
    await begun(scene)
    gone = scene.person("Gone Person")
    jane = scene.bot.services.people.person(scene.person(JANE).id)
    items = scene.bot.services.action_items
    items.add(1, AddAction("Alert", BOB, scene.person(BOB).id), jane)
    left = AddAction("Alert", gone.name, gone.id)
    items.edit(1, 1, left, AddAction("Alert on the pool", gone.name, gone.id), jane)
    assert items.get(1, 1).title == "Alert on the pool"


async def test_an_action_item_that_is_due_can_not_be_reassigned_to_an_app(scene: Scene) -> None:
    await begun(scene)
    jane, bob = scene.bot.services.people.person(scene.person(JANE).id), scene.person(BOB)
    scene.bot.services.action_items.add(1, AddAction("Alert", BOB, bob.id, due=date(2024, 1, 15)), jane)
    scene.clock.set(scene.clock.now() + timedelta(hours=23))  # without each nudge in between
    await scene.after(60)
    [due] = [each for each in bob.sees(bob.direct("Muster")) if "0/actions/" in str(each.metadata)]
    await bob.press(due, "due_hand_over")
    assert await bob.submit({"owner": "Muster"}) == {"owner": AN_APP}
    assert scene.bot.services.action_items.get(1, 1).owner == BOB


async def test_an_account_that_is_deactivated_meanwhile_is_refused_from_then_on(scene: Scene) -> None:
    await begun(scene)
    bob = scene.bot.services.people.person(scene.person(BOB).id)
    user = {"id": bob.id, "team_id": scene.bot.services.team, "name": "bob", "real_name": BOB, "deleted": True}
    scene.bot.services.people.save([person_of(user, scene.bot.services.team)])
    assert await refused(scene, "role scribe @bob") == "Bob Kim's account is deactivated. Choose someone else."


def test_slackbot_is_an_app_although_slack_says_that_it_is_no_bot() -> None:
    assert person_of({"id": "USLACKBOT", "name": "slackbot", "is_bot": False}, "T1").app
    assert not person_of({"id": "U1", "name": "jane", "is_bot": False}, "T1").app
