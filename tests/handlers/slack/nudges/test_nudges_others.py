"""The other reminders over the wire: no commander, a second look at the severity, silence, review, action items."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.config.policy import ReminderSettings
from bot.review.sections.section_edits import SubmittedSection
from bot.tasks.verbs import AddAction
from bot.timeline.model import EntryKind
from demo.stage import on_stage
from sandbox import Message
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene, buttons, text_of
from tests.handlers.slack.nudges.test_nudges import ALICE, BOB, JANE, NO_GAPS, asked, noted

GREW = "Complete outage: the whole site is down for all users"


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    policy = replace(POLICY, severities=NO_GAPS, reminders=ReminderSettings())
    async with on_stage(list(PEOPLE), START, policy) as stage:
        yield Scene(stage.box, stage.bot, stage.clock, stage.place)


def direct(scene: Scene, name: str) -> list[Message]:
    """What the bot wrote to someone about their action items."""
    person = scene.person(name)
    return [message for message in person.sees(person.direct("Muster")) if "0/actions/" in str(message.metadata)]


async def until(scene: Scene, day: int, hour: int, minute: int = 0) -> None:
    """Lets the time pass up to a moment of the month, in UTC."""
    await scene.after((datetime(2024, 1, day, hour, minute, tzinfo=UTC) - scene.clock.now()).total_seconds() / 60)


# Who commands


@pytest.mark.parametrize(("severity", "minutes"), [("sev1", 5), ("sev2", 30)])
async def test_it_is_said_once_that_nobody_commands(scene: Scene, severity: str, minutes: int) -> None:
    await scene.declare(f"{severity} Payments are down")
    await scene.after(minutes - 1)
    assert asked(scene) == []
    await scene.after(1)
    said = asked(scene)[0]
    assert said.text.startswith(f"{severity.upper()} Payments are down: ")
    assert said.text.endswith("No incident commander yet. Who can take it?")
    assert f"<@{scene.person(JANE).id}>" in text_of(said)
    await scene.after(minutes * 3)
    assert (
        sum("no incident commander" in each.text or "No incident commander" in text_of(each) for each in asked(scene))
        == 1
    )
    assert f"No incident commander for {minutes} min, asked who can take it" in noted(scene)


async def test_whoever_takes_command_ends_that_question(scene: Scene) -> None:
    await scene.declare()
    await scene.after(5)
    await scene.person(ALICE).press(asked(scene)[0], "Take command")
    await scene.deliver()
    assert asked(scene)[0].text == "Alice Chen is now incident commander."
    assert buttons(asked(scene)[0]) == []


async def test_nobody_is_asked_where_somebody_commands_in_time_or_it_is_minor(scene: Scene) -> None:
    await scene.declare("sev3 Search is slow")
    await scene.after(60)
    assert asked(scene) == []
    await scene.declare()
    await scene.run(JANE, "/incident commander", scene.channel.name)
    await scene.after(14)
    assert asked(scene) == []


async def test_a_severity_that_rises_gives_as_long_as_a_new_one(scene: Scene) -> None:
    await scene.declare("sev3 Search is slow")
    await scene.after(60)
    await scene.run(JANE, "/incident severity sev1", scene.channel.name)
    await scene.after(4)
    assert all("No incident commander" not in each.text for each in asked(scene))
    await scene.after(1)
    assert "No incident commander yet" in asked(scene)[-1].text


# How bad it is


async def grown(scene: Scene) -> Message:
    await scene.declare("sev3 Search is slow")
    await scene.run(BOB, f"/incident log {GREW}", scene.channel.name)
    await scene.after(1)
    return asked(scene)[-1]


async def test_entries_that_tell_of_more_ask_once_whether_the_severity_still_fits(scene: Scene) -> None:
    question = await grown(scene)
    assert question.text == "SEV3 Search is slow: Timeline entries sound like SEV1. Raise the severity?"
    assert "Is this still SEV3?" in text_of(question)
    assert buttons(question) == ["Raise to SEV1", "Keep SEV3"]
    await scene.run(BOB, f"/incident log {GREW}", scene.channel.name)
    await scene.after(10)
    assert asked(scene) == [question]


async def test_one_line_that_tells_of_more_is_heard_among_many_that_do_not(scene: Scene) -> None:
    await scene.declare("sev3 Search is slow")
    for number in range(12):
        await scene.run(BOB, f"/incident log No change, still working on node {number}", scene.channel.name)
    await scene.run(BOB, f"/incident log {GREW}", scene.channel.name)
    await scene.run(BOB, "/incident log No change, still working on it", scene.channel.name)
    await scene.after(2)
    assert any("sound like SEV1" in each.text for each in asked(scene))


async def test_the_severity_can_be_set_from_the_question(scene: Scene) -> None:
    question = await grown(scene)
    await scene.person(JANE).press(question, "Raise to SEV1")
    await scene.deliver()
    assert scene.newest.severity == "sev1"
    assert question.text == "Timeline entries sounded like SEV1. The severity is now SEV1."
    assert buttons(question) == []


async def test_a_severity_that_is_kept_stands_on_the_record_and_counts_once(scene: Scene) -> None:
    question = await grown(scene)
    stale = replace(question)
    for who in (JANE, BOB):
        await scene.person(who).press(stale, "Keep SEV3")
    await scene.deliver()
    assert scene.newest.severity == "sev3"
    assert question.text == "Timeline entries sounded like SEV1. Jane Smith kept the severity at SEV3."
    assert noted(scene).count("Severity kept at SEV3") == 1
    refusal = "That question was already answered by Jane Smith. To change the severity, type `/incident severity`."
    assert [each.text for each in scene.person(BOB).sees(scene.channel) if each.to][-1:] == [refusal]


async def test_a_marked_message_is_read_too(scene: Scene) -> None:
    await scene.declare("sev3 Search is slow")
    said = await scene.person(BOB).post(scene.channel, GREW)
    await scene.person(JANE).react(said, "rotating_light")
    await scene.deliver()
    await scene.after(2)
    assert "sound like SEV1" in asked(scene)[-1].text


async def test_what_sounds_no_worse_asks_nothing(scene: Scene) -> None:
    await scene.declare("sev3 Search is slow")
    await scene.run(BOB, "/incident log Looking at the logs", scene.channel.name)
    await scene.after(10)
    assert asked(scene) == []


# Whether it goes on


async def test_an_incident_that_nobody_touches_for_a_day_is_asked_about_and_then_once_a_week(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the status page")
    await scene.after(1439)
    assert asked(scene) == []
    await scene.after(1)
    [question] = asked(scene)
    assert question.text == "SEV4 Typo on the status page: No activity for 1 d. Is this still going on?"
    assert buttons(question) == ["Post update", "Resolve"]
    await scene.run(JANE, "/incident log Still waiting", scene.channel.name)
    await scene.after(1439)
    assert asked(scene) == [question]
    await scene.after(1)
    [again] = asked(scene)  # the first one is deleted
    assert again.ts != question.ts
    await scene.after(7 * 1440 - 1)
    assert asked(scene) == [again]
    await scene.after(1)
    assert [each.ts > again.ts for each in asked(scene)] == [True]


async def test_it_can_be_resolved_from_the_question(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the status page")
    await scene.after(1440)
    await scene.person(JANE).press(asked(scene)[0], "Resolve")
    await scene.person(JANE).submit({"What fixed it": "Fixed with the last release"})
    await scene.deliver()
    assert not scene.newest.is_open
    assert buttons(asked(scene)[0]) == []


# The review


async def test_an_overdue_review_is_asked_for_once_more_and_then_weekly(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident commander @bob", scene.channel.name)
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    jane, bob = (f"<@{scene.person(each).id}>" for each in (JANE, BOB))
    seen = {}
    for _ in range(23 * 24):
        await scene.after(60)
        assert len(asked(scene)) <= 1  # the one before is deleted
        for each in asked(scene):
            seen[each.ts] = ("Review overdue" in each.text, jane in text_of(each), bob in text_of(each))
    hours = [round((float(ts) - START.timestamp()) / 360) / 10 for ts in seen]
    # Bob's mornings at 09:00 are 14:00 UTC; the resolution was on the 15th at 14:23
    assert hours == [20, 24, 47.6, 47.6 + 168, 47.6 + 336, 47.6 + 504]
    assert list(seen.values()) == [(False, True, True)] * 2 + [(True, True, True)] * 4


async def test_a_review_that_was_approved_is_asked_for_no_more(scene: Scene) -> None:
    await scene.declare("sev3 Mail is slow")
    await scene.run(JANE, "/incident commander", scene.channel.name)
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.after(7 * 1440)
    assert len(asked(scene)) == 1
    await scene.person(JANE).press(asked(scene)[0], "Post review")
    await scene.deliver()
    reviews, jane = scene.bot.services.reviews, scene.bot.services.people.person(scene.person(JANE).id)
    for section in ("root-cause", "actions"):
        reviews.edit(1, SubmittedSection(section, section, "As it was", 0, ""), jane)
    reviews.request_review(1, jane)
    reviews.approve(1, reviews.review(scene.bot.services.incidents.details(1), reviews.edits(1)), jane)
    await scene.after(10 * 1440)
    [done] = asked(scene)
    assert buttons(done) == []


@pytest.mark.parametrize("way", ["drill sev1 Payments", "declare sev1 Payments"])
async def test_a_drill_and_a_false_alarm_need_no_review(scene: Scene, way: str) -> None:
    await scene.run(JANE, f"/incident {way}")
    await scene.deliver()
    end = "resolve Done" if way.startswith("drill") else "cancel Not real"
    await scene.run(JANE, f"/incident {end}", scene.channel.name)
    await scene.after(3 * 1440)
    assert asked(scene) == []


async def test_after_a_long_absence_a_review_is_called_to_mind_once(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.deliver()
    scene.clock.set(START + timedelta(days=20))
    scene.bot.tick()
    await scene.deliver()
    assert len(asked(scene)) == 1
    assert "Review overdue (due" in asked(scene)[0].text


# Action items


async def owing(scene: Scene) -> None:
    """Two incidents, and an item of each is Bob's; he lives in New York, where 09:00 is 14:00 UTC."""
    for title, due in (("Payments", 17), ("Mail", 18)):
        await scene.declare(f"sev4 {title}")
        asked = AddAction(f"Alert on {title}", BOB, scene.person(BOB).id, "P1", datetime(2024, 1, due).date())
        scene.bot.services.action_items.add(
            scene.newest.number, asked, scene.bot.services.people.person(scene.person(JANE).id)
        )
        await scene.run(JANE, "/incident cancel Not real", scene.channel.name)


async def test_an_owner_gets_one_message_a_day_with_all_that_is_due_in_their_morning(scene: Scene) -> None:
    await owing(scene)
    await until(scene, 16, 13, 59)
    assert direct(scene, BOB) == []
    await until(scene, 16, 14)  # the day before
    [first] = direct(scene, BOB)
    assert first.text == "Your action item is due soon or overdue: Alert on Payments"
    assert buttons(first) == ["Mark done", "Change due date", "Change owner"]
    await until(scene, 18, 14)
    [second] = direct(scene, BOB)
    assert second.text == "2 of your action items are due soon or overdue, starting with: Alert on Payments"
    assert "1 day overdue (due Wed 17 Jan)" in text_of(second)
    assert "due today" in text_of(second)
    assert [direct(scene, each) for each in (JANE, ALICE)] == [[], []]


async def test_what_is_ticked_there_is_done_and_asked_for_no_more(scene: Scene) -> None:
    await owing(scene)
    await until(scene, 16, 14)
    await scene.person(BOB).press(direct(scene, BOB)[0], "Mark done")
    await scene.deliver()
    assert [item.done_by.name for item in scene.bot.services.action_items.in_order(1) if item.done_by] == [BOB]
    assert direct(scene, BOB)[0].text == "Nothing is overdue."
    await until(scene, 17, 14)
    assert [each.text for each in direct(scene, BOB)] == ["Your action item is due soon or overdue: Alert on Mail"]


async def test_an_item_can_be_put_off_to_a_later_day(scene: Scene) -> None:
    await owing(scene)
    await until(scene, 16, 14)
    bob = scene.person(BOB)
    await bob.press(direct(scene, BOB)[0], "Change due date")
    past = {"day": "Choose a date in the future."}
    assert await bob.submit({"New due date": datetime(2024, 1, 16).date().isoformat()}) == past
    assert await bob.submit({"New due date": datetime(2024, 1, 20).date().isoformat()}) == {}
    await scene.deliver()
    assert [str(item.due) for item in scene.bot.services.action_items.in_order(1)] == ["2024-01-20"]
    sent = []
    for _ in range(14 * 24):
        await scene.after(60)
        sent += [f"{datetime.fromtimestamp(float(each.ts), UTC):%a %d %H:%M}" for each in direct(scene, BOB)]
    # Alert on Mail the day before and when it is due, Alert on Payments as well, then both on Mondays
    assert list(dict.fromkeys(sent)) == [
        f"{day} 14:00" for day in ("Tue 16", "Wed 17", "Thu 18", "Fri 19", "Sat 20", "Mon 22", "Mon 29")
    ]
    assert "2 of your action items" in direct(scene, BOB)[-1].text


async def test_an_item_can_be_handed_over_and_the_new_owner_hears_of_it_in_their_morning(scene: Scene) -> None:
    await owing(scene)
    await until(scene, 16, 14)
    await scene.person(BOB).press(direct(scene, BOB)[0], "Change owner")
    assert await scene.person(BOB).submit({"New owner": scene.person(ALICE).id}) == {}
    await scene.deliver()
    assert direct(scene, BOB)[0].text == "Nothing is overdue."
    await until(scene, 17, 7, 59)
    assert direct(scene, ALICE) == []
    await until(scene, 17, 8)  # 09:00 in Berlin
    assert [each.text for each in direct(scene, ALICE)] == [
        "Your action item is due soon or overdue: Alert on Payments"
    ]


async def test_an_owner_in_plain_words_is_called_to_mind_in_the_channel_once_a_week(scene: Scene) -> None:
    await scene.declare("sev3 Search is slow")
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    typed = '/incident action "Alert on the pool" Database team 2024-01-16'
    await scene.run(JANE, typed, scene.channel.name)
    for _ in range(6):
        await scene.after(1440)
    [question] = asked(scene)
    assert question.text == "SEV3 Search is slow: 1 action item due, and Muster can't message the owner."
    assert "Alert on the pool, Database team, due Tue 16 Jan" in text_of(question)
    assert f"<@{scene.person(JANE).id}>" in text_of(question)
    assert f"{datetime.fromtimestamp(float(question.ts), UTC):%a %d %H:%M}" == "Tue 16 09:00"
    await scene.after(1440)
    [again] = [each for each in asked(scene) if "action item" in each.text]
    assert f"{datetime.fromtimestamp(float(again.ts), UTC):%a %d %H:%M}" == "Mon 22 09:00"
    assert "Alert on the pool" in text_of(again)


async def test_of_a_private_incident_only_its_members_get_their_items(scene: Scene) -> None:
    await owing(scene)
    await scene.run(JANE, "/incident reopen 2")
    await scene.run(JANE, "/incident private", scene.channel.name)
    await scene.person(JANE).submit({})
    await scene.deliver()
    assert scene.newest.private
    await until(scene, 17, 14)
    assert [each.text for each in direct(scene, BOB)] == ["Your action item is due soon or overdue: Alert on Payments"]
    assert "Alert on Mail" not in "".join(map(text_of, direct(scene, BOB)))


async def test_reminders_are_no_part_of_the_story(scene: Scene) -> None:
    await scene.declare()
    await scene.after(5)
    entries = scene.bot.services.incidents.details(1).entries
    assert [entry.kind for entry in entries if "commander" in entry.text] == [EntryKind.NUDGE]
