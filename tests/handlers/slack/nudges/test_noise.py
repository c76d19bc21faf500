"""How much Muster asks, over the wire: what a person gets in a week, the daily summary, and what never piles up."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.config.policy import Policy
from bot.tasks.verbs import AddAction
from bot.updates.verbs import PostUpdate
from demo.stage import on_stage
from sandbox import Message
from tests.handlers.conftest import PEOPLE, Scene, buttons, text_of

JANE, BOB = "Jane Smith", "Bob Kim"
MONDAY = datetime(2024, 1, 15, 10, tzinfo=UTC)


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with on_stage(list(PEOPLE), MONDAY, Policy()) as stage:
        yield Scene(stage.box, stage.bot, stage.clock, stage.place)


def directly(scene: Scene, name: str) -> list[Message]:
    """What the bot wrote to someone directly and didn't delete."""
    person = scene.person(name)
    return [message for message in person.sees(person.direct("Muster")) if message.metadata]


def asked(scene: Scene) -> list[Message]:
    return [message for message in scene.posts() if "/nudge/" in str(message.metadata)]


def overdue(scene: Scene) -> list[Message]:
    return [message for message in asked(scene) if "Update overdue" in text_of(message)]


async def until(scene: Scene, day: int, hour: int, minute: int = 0) -> None:
    moment = datetime(2024, 1, day, hour, minute, tzinfo=UTC)
    await scene.after((moment - scene.clock.now()).total_seconds() / 60)


async def heard(scene: Scene, name: str, days: int) -> list[str]:
    """When somebody got a direct message in so many days, also one that was deleted later."""
    found: dict[str, None] = {}
    for _ in range(days * 24):
        await scene.after(60)
        found |= {each.ts: None for each in directly(scene, name)}
    return [f"{datetime.fromtimestamp(float(ts), UTC):%a %H:%M}" for ts in found]


async def with_an_overdue_review(scene: Scene) -> None:
    """A SEV4 that Jane leads, and whose review nobody wrote."""
    await scene.declare("sev4 Mail is slow")
    await scene.run(JANE, "/incident resolve Queue emptied", scene.channel.name)
    await scene.after(15 * 1440)


async def test_a_week_with_an_abandoned_sev3_and_an_overdue_review_brings_seven_direct_messages(scene: Scene) -> None:
    await with_an_overdue_review(scene)
    await until(scene, 31, 10)
    scene.clock.set(datetime(2024, 2, 5, 10, tzinfo=UTC))  # a Monday
    await scene.declare("sev3 Search is slow")
    nudges = ["Tue 09:00", "Tue 13:00", "Tue 17:00", "Wed 09:00", "Wed 13:00"]
    assert await heard(scene, JANE, days=7) == [*nudges, "Thu 09:00", "Fri 09:00", "Mon 09:00"]
    assert len(directly(scene, JANE)) == 2  # the last nudge and the last summary


async def test_the_last_nudge_says_that_a_summary_follows(scene: Scene) -> None:
    await scene.declare("sev3 Search is slow")
    await until(scene, 17, 12)
    assert "daily summary" not in text_of(overdue(scene)[0])
    await until(scene, 17, 13)
    [last] = overdue(scene)
    said = "This is the last nudge. Until someone posts an update, it stays in Jane Smith's daily summary as overdue."
    assert said in text_of(last)
    await until(scene, 19, 18)
    assert overdue(scene) == [last]


async def test_one_summary_a_day_lists_everything_and_replaces_the_one_before(scene: Scene) -> None:
    for title in ("Search", "Mail"):
        await scene.declare(f"sev3 {title} is slow")
    item = AddAction("Alert on the queue", JANE, scene.person(JANE).id, "P1", datetime(2024, 1, 19).date())
    scene.bot.services.action_items.add(2, item, scene.bot.services.people.person(scene.person(JANE).id))
    await until(scene, 18, 9)
    [thursday] = [each for each in directly(scene, JANE) if "0/actions/" in str(each.metadata)]
    assert thursday.text == "Waiting for you: 2 overdue updates and 1 action item due, starting with: Search is slow"
    assert buttons(thursday)[:2] == ["Post update", "Post update"]
    await until(scene, 19, 9)
    [friday] = [each for each in directly(scene, JANE) if "0/actions/" in str(each.metadata)]
    assert friday.ts > thursday.ts
    assert directly(scene, BOB) == []


async def test_an_update_takes_the_incident_out_of_the_summary_and_nudges_begin_anew(scene: Scene) -> None:
    await scene.declare("sev3 Search is slow")
    await until(scene, 18, 9)
    [summary] = [each for each in directly(scene, JANE) if "0/actions/" in str(each.metadata)]
    await scene.person(JANE).press(summary, "Post update")
    await scene.person(JANE).submit({"What changed": "Found it"})
    await scene.deliver()
    [summary] = [each for each in directly(scene, JANE) if "0/actions/" in str(each.metadata)]
    assert summary.text == "Nothing is overdue."
    await until(scene, 18, 13)
    assert f"<@{scene.person(JANE).id}>" in text_of(asked(scene)[-1])
    assert await heard(scene, JANE, days=0) == []


async def test_who_is_not_in_a_private_channel_is_nudged_there_once_a_day(scene: Scene) -> None:
    await scene.declare("sev3 Search is slow")
    await scene.run(JANE, "/incident private", scene.channel.name)
    await scene.person(JANE).submit({})
    await scene.deliver()
    number, jane = scene.newest.number, scene.bot.services.people.person(scene.person(JANE).id)
    store = scene.bot.services.unit.store
    with store.transaction():
        store.people.set_member(number, jane, present=False)
    posted: dict[str, None] = {}
    for _ in range(4 * 24):
        await scene.after(60)
        posted |= {each.ts: None for each in asked(scene)}
    times = [f"{datetime.fromtimestamp(float(ts), UTC):%a %H:%M}" for ts in posted]
    assert times[-2:] == ["Thu 09:00", "Fri 09:00"]
    assert directly(scene, JANE) == []


async def test_a_nudge_before_the_last_one_still_takes_an_answer(scene: Scene) -> None:
    """Somebody may press a button in the moment in which the nudge is replaced, or Slack may not let it be deleted."""
    await scene.declare("sev1 Payments are down")
    await scene.run(BOB, "/incident commander", scene.channel.name)
    await scene.after(15)
    stale = replace(asked(scene)[0])
    await scene.after(15)
    await scene.person(JANE).press(stale, "No change")
    await scene.deliver()
    [update] = scene.bot.services.incidents.details(1).updates
    assert update.by.name == JANE
    assert any("Jane Smith posted the update" in text_of(each) for each in asked(scene))


async def test_unanswered_questions_never_stack_up(scene: Scene) -> None:
    """Whatever is asked again and again: the channel has one message, the last one."""
    await scene.declare("sev4 Typo on the status page")
    await scene.after(22 * 1440)
    assert len(asked(scene)) == 1


async def test_an_overdue_review_that_nobody_else_could_take_asks_the_channel_once(scene: Scene) -> None:
    await with_an_overdue_review(scene)
    [once] = asked(scene)
    assert "*Review overdue.*" in text_of(once)
    assert "Can someone else take it over?" in text_of(once)
    await scene.after(8 * 1440)
    [weekly] = asked(scene)
    assert weekly.ts > once.ts
    assert "take it over" not in text_of(weekly)


async def test_the_summary_of_who_is_next_in_line_lists_what_a_deactivated_commander_left(scene: Scene) -> None:
    await scene.declare("sev3 Search is slow")
    await scene.run(JANE, "/incident commander @bob", scene.channel.name)
    await scene.person(BOB).deactivate()
    await until(scene, 23, 12)
    summaries = [each for each in directly(scene, JANE) if "0/actions/" in str(each.metadata)]
    assert summaries
    assert all("Search is slow" in text_of(each) for each in summaries)
    await scene.run(JANE, "/incident list")
    assert "commander Bob Kim (deactivated)" in text_of(scene.person(JANE).sees("general")[-1])


async def test_a_summary_with_nothing_in_it_is_not_posted(scene: Scene) -> None:
    await scene.declare("sev3 Search is slow")
    await until(scene, 19, 8, 59)
    before = [each.ts for each in directly(scene, JANE)]
    scene.clock.set(datetime(2024, 1, 19, 9, tzinfo=UTC))
    scene.bot.tick()  # the summary waits to be delivered
    number, jane = scene.newest.number, scene.newest.declared_by
    scene.bot.services.updates.post(number, PostUpdate("Index rebuilt"), jane)
    await scene.deliver()
    assert not [each for each in directly(scene, JANE) if each.text == "Nothing is overdue." and each.ts not in before]
