"""Home over the wire: what stands on it, who sees what, its buttons, and when it is drawn anew."""

from datetime import timedelta
from typing import Any

import pytest

from sandbox import Actor
from tests.handlers.conftest import Scene, _words

SECRET = "Zanzibar"


async def opened(scene: Scene, name: str) -> Actor:
    person = scene.person(name)
    await person.open_home()
    await scene.deliver()
    return person


def blocks_of(person: Actor) -> list[dict[str, Any]]:
    assert person.home is not None
    return list(person.home.json["blocks"])


def said(person: Actor) -> str:
    return "\n".join(_words(blocks_of(person)))


def part(person: Actor, title: str) -> str:
    """What stands below a heading, up to the next one."""
    shown = blocks_of(person)
    start = next(place for place, block in enumerate(shown) if block["type"] == "header" and _title(block) == title)
    rest = shown[start + 1 :]
    end = next((place for place, block in enumerate(rest) if block["type"] == "divider"), len(rest))
    return "\n".join(_words(rest[:end]))


def _title(block: dict[str, Any]) -> str:
    return str(block["text"]["text"])


def published(scene: Scene) -> int:
    return len(scene.box.wire.calls("views.publish"))


async def test_home_opens_with_what_there_is_to_do_even_where_nothing_is(scene: Scene) -> None:
    jane = await opened(scene, "Jane Smith")
    assert "No open incidents." in said(jane)
    assert "No action items assigned to you." in said(jane)
    assert "No incidents declared in the last 90 days." in said(jane)
    await jane.press(jane.home, "Declare incident")
    await scene.calm()
    assert jane.modal is not None
    assert jane.modal.title == "Declare an incident"


async def test_home_changes_when_an_incident_does(scene: Scene) -> None:
    jane = await opened(scene, "Jane Smith")
    await scene.declare(by="Bob Kim")
    assert "Payment service degradation (#1)" in part(jane, "Open incidents")
    assert "Investigating" in part(jane, "Open incidents")
    await scene.run("Bob Kim", "/incident status identified", scene.channel.name)
    await scene.deliver()
    assert "Identified" in part(jane, "Open incidents")
    await scene.run("Bob Kim", "/incident resolve Rolled back", scene.channel.name)
    await scene.deliver()
    assert "No open incidents." in said(jane)
    assert "Payment service degradation (#1)" in part(jane, "Reviews due")


async def test_what_is_mine_says_why_and_stands_before_the_others(scene: Scene) -> None:
    await scene.declare(by="Bob Kim")
    await scene.run("Bob Kim", "/incident commander @jane", scene.channel.name)
    await scene.declare("sev3 Search is slow", by="Bob Kim")
    jane = await opened(scene, "Jane Smith")
    assert "your role: incident commander" in part(jane, "Your incidents")
    assert "Search is slow" in part(jane, "Other open incidents")
    assert "Payment" not in part(jane, "Other open incidents")


async def test_an_action_item_is_done_from_home_and_leaves_it(scene: Scene) -> None:
    await scene.declare()
    await scene.run("Jane Smith", "/incident action Alert on the pool @jane P1 2024-01-16", scene.channel.name)
    await scene.run("Jane Smith", "/incident resolve Rolled back", scene.channel.name)
    await scene.after(minutes=2 * 24 * 60)
    jane = await opened(scene, "Jane Smith")
    assert "Alert on the pool" in part(jane, "Your action items")
    assert "due Tue 16 Jan (overdue)" in part(jane, "Your action items")
    await jane.press(jane.home, "Mark done")
    await scene.deliver()
    [item] = scene.bot.services.incidents.details(1).actions
    assert item.done_by is not None
    assert item.done_by.name == "Jane Smith"
    assert "No action items assigned to you." in said(jane)


async def test_join_is_answered_over_home(scene: Scene) -> None:
    await scene.declare(by="Jane Smith")
    bob = await opened(scene, "Bob Kim")
    await bob.press(bob.home, "Join")
    await scene.deliver()
    assert bob.modal is not None
    assert bob.id in scene.channel.members
    assert not any("accessory" in block for block in blocks_of(bob))


async def test_a_review_that_is_due_is_asked_for_from_home(scene: Scene) -> None:
    await scene.declare()
    await scene.run("Jane Smith", "/incident resolve Rolled back", scene.channel.name)
    await scene.deliver()
    jane = await opened(scene, "Jane Smith")
    assert "Due by" in part(jane, "Reviews due")
    await jane.press(jane.home, "Post review")
    await scene.deliver()
    review = next(message for message in scene.posts() if "Review of #1" in message.text)
    await scene.after(minutes=1)
    [button] = [block["accessory"] for block in blocks_of(jane) if block.get("accessory", {}).get("url")]
    assert button["text"]["text"] == "Open review"
    assert button["url"].endswith(f"/{scene.channel.id}/p{review.ts.replace('.', '')}")
    await jane.press(jane.home, "Open review")


async def test_a_private_incident_stands_on_the_homes_of_its_members_alone(scene: Scene) -> None:
    await scene.declare(f"sev1 {SECRET} breach", by="Jane Smith")
    await scene.run("Jane Smith", "/incident private", scene.channel.name)
    jane, bob = await opened(scene, "Jane Smith"), await opened(scene, "Bob Kim")
    assert jane.modal is not None
    await jane.submit({})
    await scene.deliver()
    assert scene.newest.private
    assert SECRET in said(jane)
    assert SECRET not in said(bob)
    assert "No incidents declared" in part(bob, "Metrics")
    await jane.invite(scene.channel, "Bob Kim")
    await scene.deliver()
    assert SECRET in said(bob)
    await bob.leave(scene.channel)
    await scene.deliver()
    assert SECRET not in said(bob)


async def test_ten_quick_changes_are_one_redraw_and_an_entry_alone_is_none(scene: Scene) -> None:
    await scene.declare()
    await opened(scene, "Bob Kim")
    await scene.after(1)
    before = published(scene)
    for number in range(10):
        await scene.run("Jane Smith", f"/incident rename Title {number}", scene.channel.name)
    await scene.deliver()
    assert 1 <= published(scene) - before <= 2
    assert "Title 9" in said(scene.person("Bob Kim"))
    before = published(scene)
    await scene.run("Jane Smith", "/incident log Nothing new", scene.channel.name)
    await scene.deliver()
    assert published(scene) == before


async def test_who_has_not_looked_for_a_month_is_left_alone_until_they_do(scene: Scene) -> None:
    bob = await opened(scene, "Bob Kim")
    scene.clock.set(scene.clock.now() + timedelta(days=31))
    before = published(scene)
    await scene.declare()
    assert published(scene) == before
    await opened(scene, "Bob Kim")
    assert "Payment service degradation" in said(bob)


async def test_figures_stand_on_home_with_how_many_incidents_they_rest_on(scene: Scene) -> None:
    await scene.declare()
    await scene.run("Jane Smith", "/incident log 14:20 detection: Alert", scene.channel.name)
    await scene.after(5)
    await scene.run("Jane Smith", "/incident resolve Rolled back", scene.channel.name)
    await scene.deliver()
    jane = await opened(scene, "Jane Smith")
    figures = part(jane, "Metrics")
    assert "1 incident in the last 90 days" in figures
    assert (
        "Time to resolve (detection to resolution): median 8 min, mean 8 min (1 incident), 1 of 1 met target" in figures
    )
    assert "█" in figures
    assert "This week: 1." in figures


async def test_home_names_the_day_an_incident_was_declared_on(scene: Scene) -> None:
    await scene.declare(by="Bob Kim")
    declared = int(scene.newest.declared_at.timestamp())
    scene.clock.set(scene.clock.now() + timedelta(days=20))
    shown = part(await opened(scene, "Jane Smith"), "Open incidents")
    assert (
        f"declared <!date^{declared}^{{date_short_pretty}} at {{time}} ({{ago}})|Mon 15 Jan 2024, 14:23 UTC>" in shown
    )


REFUSED_HOME = ("view_too_large", "invalid_blocks", "invalid_arguments", "hash_conflict", "fatal_surprise")


@pytest.mark.parametrize("error", REFUSED_HOME)
async def test_a_home_that_slack_refuses_says_so_in_a_small_one(scene: Scene, error: str) -> None:
    scene.box.faults.fail("views.publish", error)
    jane = await opened(scene, "Jane Smith")
    assert said(jane).startswith("Muster can't show your Home: ")
    assert "`/incident list`" in said(jane)
    assert "`/pir list`" in said(jane)
    await jane.press(jane.home, "Declare incident")
    await scene.calm()
    assert jane.modal is not None
    await scene.declare()
    assert "Payment service degradation (#1)" in said(jane)


async def test_a_home_that_slack_refuses_altogether_is_told_directly_to_whoever_opens_it(scene: Scene) -> None:
    scene.box.faults.fail("views.publish", "view_too_large", times=99)
    jane = await opened(scene, "Jane Smith")
    [told] = [each.text for each in jane.sees(jane.direct("Muster")) if each.bot_id]
    assert told.startswith("Muster can't show your Home: it would be too long for Slack.")
    await scene.declare(by="Bob Kim")
    assert len([each for each in jane.sees(jane.direct("Muster")) if each.bot_id]) == 1


async def test_an_answer_that_no_modal_can_show_comes_by_direct_message(scene: Scene) -> None:
    await scene.declare(by="Jane Smith")
    bob = await opened(scene, "Bob Kim")
    scene.box.faults.fail("views.open", "expired_trigger_id")
    await bob.press(bob.home, "Join")
    await scene.deliver()
    assert [each for each in bob.sees(bob.direct("Muster")) if each.bot_id]
