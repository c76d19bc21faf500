"""Chains of merges over the wire: whatever the order and whoever merges, one incident goes on and has everything."""

import asyncio

from bot.incidents.model import Incident, Status
from sandbox import Message
from tests.handlers.conftest import Scene

JANE, ALICE, BOB = "Jane Smith", "Alice Chen", "Bob Kim"


async def three(scene: Scene) -> None:
    """#1 of Jane, the most severe, commanded, with a task and an item; #2 of Bob; #3 of Alice."""
    first = await scene.declare("sev1 Checkout fails", by=JANE)
    for text in ("commander", "task Roll back @alice", "action Write a runbook @bob P1 2024-02-01"):
        await scene.run(JANE, f"/incident {text}", first.channel_name)
    await scene.declare("sev3 Cart slow", by=BOB)
    await scene.declare("sev4 Search slow", by=ALICE)


def of(scene: Scene, number: int) -> Incident:
    return scene.bot.services.incidents.get(number)


async def ask(scene: Scene, who: str, number: int, into: int) -> str:
    return await scene.run(who, f"/incident duplicate of {into}", of(scene, number).channel_name)


async def merge(scene: Scene, who: str, number: int, into: int) -> None:
    assert await ask(scene, who, number, into) == ""
    assert await scene.person(who).submit({}) == {}


def members(scene: Scene, number: int) -> set[str]:
    ids = scene.box.channel(of(scene, number).channel).members
    return {name for name in (JANE, ALICE, BOB) if scene.person(name).id in ids}


def has_everything(scene: Scene, number: int) -> bool:
    living, services = of(scene, number), scene.bot.services
    assert [each for each in range(1, scene.newest.number + 1) if of(scene, each).is_open] == [number]
    assert (living.severity, living.commander and living.commander.name) == ("sev1", JANE)
    assert members(scene, number) == {JANE, ALICE, BOB}
    [task] = [each for each in services.tasks.of_incident(number) if not each.suggested]
    assert (task.title, task.assignee and task.assignee.name) == ("Roll back", ALICE)
    [item] = services.action_items.in_order(number)
    assert (item.title, item.owner, item.priority, str(item.due)) == ("Write a runbook", BOB, "P1", "2024-02-01")
    return True


async def test_a_chain_leaves_the_last_one_with_everything(scene: Scene) -> None:
    await three(scene)
    await merge(scene, JANE, 1, 2)
    await scene.deliver()
    await merge(scene, BOB, 2, 3)
    await scene.deliver()
    assert has_everything(scene, 3)
    assert [of(scene, number).merged_into for number in (1, 2)] == [3, 3]


async def test_a_chain_of_two_merges_in_one_moment_brings_all_people_along(scene: Scene) -> None:
    await three(scene)
    scene.box.faults.rate_limit("conversations.invite", 30)
    await merge(scene, JANE, 1, 2)
    await merge(scene, BOB, 2, 3)
    await scene.deliver()
    assert has_everything(scene, 3)


async def test_what_is_merged_a_moment_later_takes_what_was_merged_into_it_along(scene: Scene) -> None:
    await three(scene)
    assert await ask(scene, JANE, 1, 2) == ""  # the form is open
    await merge(scene, BOB, 2, 3)
    refused = await scene.person(JANE).submit({})
    assert list(refused.values()) == ["#2 was itself merged into #3. Type /incident duplicate #1 of 3."]
    assert await scene.person(JANE).submit({"Duplicate of": "#3 Search slow"}) == {}
    await scene.deliver()
    assert has_everything(scene, 3)


async def test_two_who_merge_in_opposite_directions_leave_one(scene: Scene) -> None:
    await three(scene)
    await merge(scene, ALICE, 3, 2)
    assert await ask(scene, JANE, 1, 2) == ""
    assert await ask(scene, BOB, 2, 1) == ""
    answers = await asyncio.gather(scene.person(JANE).submit({}), scene.person(BOB).submit({}))
    await scene.deliver()
    assert sum(answer == {} for answer in answers) == 1
    (living,) = (number for number in (1, 2) if of(scene, number).is_open)
    assert has_everything(scene, living)
    (refused,) = (answer for answer in answers if answer)
    assert list(refused.values()) == [f"#{3 - living} was already merged into #{living}."]


async def test_commands_and_old_buttons_of_a_merged_channel_lead_to_the_living_one(scene: Scene) -> None:
    await three(scene)
    old = scene.posts(of(scene, 1).channel)[0]
    stale = Message(**vars(old))
    await merge(scene, JANE, 1, 2)
    await merge(scene, BOB, 2, 3)
    await scene.deliver()
    channel = of(scene, 1).channel_name
    typed = ("update Still slow", "status monitoring", "resolve Fixed", "task Look", "task 1 done", "severity sev2")
    for text in (*typed, "commander", "handover @bob", "snooze 10 wait", "action Call", "action done 1"):
        said = await scene.run(ALICE, f"/incident {text}", channel)
        assert "#1 was merged into #3. Continue there." in said, (text, said)
    assert "`/incident action #3 Call`" in await scene.run(ALICE, "/incident action Call", channel)
    alice, before = scene.person(ALICE), len(scene.person(ALICE).sees(channel))
    await alice.join(of(scene, 1).channel)
    await alice.press(stale, "Post update")
    await scene.calm()
    private = [each.text for each in alice.sees(channel)[before:] if each.to == alice.id]
    assert any("#1 was merged into #3. Continue there." in text for text in private), private
    assert has_everything(scene, 3)


async def test_an_item_is_asked_about_once_and_one_reopened_stands_for_itself(scene: Scene) -> None:
    await three(scene)
    await merge(scene, JANE, 1, 2)
    await scene.deliver()
    bob = scene.bot.services.people.person(scene.person(BOB).id)
    owned = scene.bot.services.home.of(bob).actions
    assert [(each.incident.number, each.item.title) for each in owned] == [(2, "Write a runbook")]
    assert scene.bot.services.action_items.in_order(1) == []
    await scene.run(JANE, "/incident reopen", of(scene, 1).channel_name)
    await scene.deliver()
    assert (of(scene, 1).status, of(scene, 1).merged_into) == (Status.INVESTIGATING, 0)
    assert [each.title for each in scene.bot.services.action_items.in_order(2)] == ["Write a runbook"]


async def test_the_form_and_the_line_say_what_work_is_added(scene: Scene) -> None:
    await three(scene)
    await ask(scene, JANE, 1, 2)
    modal = scene.person(JANE).modal
    assert modal is not None
    assert "1 open task and 1 open action item of #1 are added to #2." in str(modal.blocks)
    await scene.person(JANE).submit({})
    await scene.deliver()
    said = " ".join(each.text for each in scene.posts(of(scene, 2).channel))
    assert "here. 1 open task and 1 open action item of it were added to this incident." in said


async def test_the_other_incidents_commander_merges_as_well(scene: Scene) -> None:
    await three(scene)
    await scene.run(BOB, "/incident commander", of(scene, 2).channel_name)
    await merge(scene, BOB, 1, 2)
    await scene.deliver()
    living = of(scene, 2)
    assert (living.severity, living.commander and living.commander.name) == ("sev1", BOB)
    assert of(scene, 1).merged_into == 2


async def test_what_is_logged_in_a_merged_one_is_saved_and_says_where_it_goes_on(scene: Scene) -> None:
    await three(scene)
    await merge(scene, JANE, 1, 2)
    for text in ("log Found it", "record cause Pool too small"):
        said = await scene.run(JANE, f"/incident {text}", of(scene, 1).channel_name)
        assert said.endswith("\n#1 was merged into #2. Continue there."), said


async def test_undo_of_an_earlier_change_leads_there_too(scene: Scene) -> None:
    await three(scene)
    await scene.run(JANE, "/incident severity sev2", of(scene, 1).channel_name)
    await scene.deliver()
    line = scene.posts(of(scene, 1).channel)[-1]
    await merge(scene, JANE, 1, 2)
    await scene.person(JANE).press(line, "Undo")
    await scene.calm()
    assert any("#1 was merged into #2. Continue there." in each.text for each in scene.person(JANE).sees(line.channel))
    assert of(scene, 1).severity == "sev2"


async def test_the_link_of_an_item_that_was_carried_over_meanwhile_fails_nothing(scene: Scene) -> None:
    await three(scene)
    said = await scene.person(JANE).post(of(scene, 1).channel, "Enlarge the pool")
    scene.box.faults.rate_limit("chat.getPermalink", 30)
    await scene.person(JANE).shortcut("Add action item", said)
    await scene.person(JANE).submit({})
    await merge(scene, JANE, 1, 2)
    await scene.deliver()
    assert scene.bot.services.outbox.failed_rows(1) == []
    assert "Enlarge the pool" in [each.title for each in scene.bot.services.action_items.in_order(2)]
