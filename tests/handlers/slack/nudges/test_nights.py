"""Nights and weekends over the wire: what a SEV3 asks for waits for working hours, and a SEV1 never does."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.config.policy import SEVERITIES, Policy, ReminderSettings
from demo.stage import on_stage
from sandbox import Message, Profile
from sandbox.workspace.ids import slack_id
from tests.handlers.conftest import PEOPLE, QUIET, Scene, text_of

JANE, ALICE, BOB = "Jane Smith", "Alice Chen", "Bob Kim"  # in UTC, Berlin and New York
FRIDAY = datetime(2024, 1, 19, 16, 30, tzinfo=UTC)
LOUD = replace(QUIET, inactive_after_hours=24)


def policy(reminders: ReminderSettings = QUIET) -> Policy:
    return Policy(severities=SEVERITIES, reminders=reminders)


@pytest.fixture
async def friday() -> AsyncIterator[Scene]:
    async with on_stage(list(PEOPLE), FRIDAY, policy()) as stage:
        yield Scene(stage.box, stage.bot, stage.clock, stage.place)


def asked(scene: Scene) -> list[Message]:
    return [message for message in scene.posts() if "/nudge/" in str(message.metadata)]


def sent(scene: Scene) -> list[str]:
    """When each nudge in the channel that is still there was posted, in UTC."""
    return [f"{datetime.fromtimestamp(float(each.ts), UTC):%a %H:%M}" for each in asked(scene)]


async def until(scene: Scene, day: int, hour: int, minute: int = 0) -> None:
    moment = datetime(2024, 1, day, hour, minute, tzinfo=UTC)
    await scene.after(minutes=(moment - scene.clock.now()).total_seconds() / 60)


async def test_a_sev3_of_a_friday_evening_is_asked_about_on_monday_and_the_nudge_says_since_when(friday: Scene) -> None:
    await friday.declare("sev3 Search is slow")
    await until(friday, 22, 8, 59)
    assert sent(friday) == []
    assert "20:30" in text_of(friday.card)  # what was promised stays promised
    await until(friday, 22, 9)
    assert sent(friday) == ["Mon 09:00"]
    assert "(due <!date^1705696200^" in text_of(asked(friday)[0])


async def test_a_sev1_is_asked_about_at_any_hour(friday: Scene) -> None:
    await friday.declare("sev1 Payments are down")
    await friday.after(minutes=15)
    assert sent(friday) == ["Fri 16:45"]
    await until(friday, 20, 0, 30)
    assert sent(friday)[-1] == "Sat 00:30"


async def test_the_hours_are_those_of_the_commander_else_of_the_declarer(friday: Scene) -> None:
    await friday.declare("sev3 Search is slow", by=BOB)
    await until(friday, 19, 20, 30)
    assert sent(friday) == ["Fri 20:30"]  # half past three in New York
    await friday.run(ALICE, "/incident commander", friday.channel.name)
    await until(friday, 22, 8)
    assert sent(friday) == ["Mon 08:00"]  # nine in Berlin


async def test_what_a_bot_was_away_for_waits_when_it_comes_back_at_night(friday: Scene) -> None:
    await friday.declare("sev3 Search is slow", by=BOB)
    friday.clock.set(datetime(2024, 1, 20, 3, tzinfo=UTC))
    friday.bot.tick()
    await friday.deliver()
    assert sent(friday) == []
    await until(friday, 22, 14)
    assert sent(friday) == ["Mon 14:00"]


async def test_a_severity_that_is_raised_at_night_is_asked_about_at_once(friday: Scene) -> None:
    await friday.declare("sev3 Search is slow")
    await until(friday, 19, 23)
    await friday.run(JANE, "/incident severity sev1", friday.channel.name)
    await friday.after(minutes=15)
    assert sent(friday) == ["Fri 23:15"]


async def test_a_snooze_that_ends_in_the_night_is_over_in_the_morning(friday: Scene) -> None:
    await friday.declare("sev3 Search is slow")
    await friday.run(JANE, "/incident update Found it", friday.channel.name)
    await friday.run(JANE, "/incident snooze 60 Waiting for the vendor", friday.channel.name)
    await until(friday, 22, 9)
    assert sent(friday) == ["Mon 09:00"]


async def test_a_weekend_without_activity_is_no_reason_to_ask_on_a_weekend() -> None:
    async with on_stage(list(PEOPLE), FRIDAY, policy(LOUD)) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare("sev4 Typo on the status page")
        await until(scene, 22, 9)
        assert sent(scene) == ["Mon 09:00"]


async def test_the_review_of_a_sev3_is_asked_for_on_a_working_day(friday: Scene) -> None:
    await friday.declare("sev3 Search is slow")
    await until(friday, 20, 12)
    await friday.run(JANE, "/incident resolve Index rebuilt", friday.channel.name)
    await until(friday, 29, 8, 59)
    assert sent(friday) == []
    await until(friday, 29, 9)
    assert sent(friday) == ["Mon 09:00"]
    assert "*Review overdue.*" in text_of(asked(friday)[0])


async def test_an_action_item_that_is_due_on_a_weekend_is_recalled_on_monday(friday: Scene) -> None:
    await friday.declare("sev3 Search is slow")
    await friday.run(JANE, '/incident action "Add an alert" @bob p2 2024-01-20', friday.channel.name)
    bob = friday.person(BOB)

    def reminders() -> list[str]:
        found = [each for each in bob.sees(bob.direct("Muster")) if "0/actions/" in str(each.metadata)]
        return [f"{datetime.fromtimestamp(float(each.ts), UTC):%a %H:%M}" for each in found]

    await until(friday, 22, 13, 59)
    assert reminders() == []
    await until(friday, 22, 14)  # nine in New York
    assert reminders() == ["Mon 14:00"]


async def test_somebody_for_whom_slack_has_no_zone_is_in_the_zone_of_the_workspace() -> None:
    tokyo = replace(policy(), time_zone="Asia/Tokyo")
    async with on_stage(list(PEOPLE), FRIDAY, tokyo) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        jane = scene.bot.services.people.person(scene.person(JANE).id)
        scene.bot.services.people.save([replace(jane, tz="")])
        await scene.declare("sev3 Search is slow")
        await until(scene, 22, 0)
        assert sent(scene) == ["Mon 00:00"]  # nine in Tokyo


async def test_at_night_the_next_in_line_is_named_without_a_mention(friday: Scene) -> None:
    await friday.declare("sev4 Wiki is slow")
    await friday.run(JANE, "/incident commander @bob", friday.channel.name)
    await until(friday, 20, 2)
    await friday.person(BOB).deactivate()
    await friday.deliver()
    [line] = [each for each in friday.posts() if "account is deactivated" in text_of(each)]
    assert "Jane Smith, can you take over or choose someone?" in text_of(line)
    assert f"<@{friday.person(JANE).id}>" not in text_of(line)


# Several people


def times(scene: Scene, name: str) -> dict[str, str]:
    """When somebody got what is in their direct messages now, by its ts, in their own time."""
    person = scene.person(name)
    zone = ZoneInfo(person.user.tz)
    got = (each.ts for each in person.sees(person.direct("Muster")) if each.metadata)
    return {ts: f"{datetime.fromtimestamp(float(ts), zone):%a %H}" for ts in got}


async def test_two_people_whose_working_hours_never_overlap_are_each_asked_by_day() -> None:
    people = (Profile("Lee London", "lee", tz="Europe/London"), Profile("Nia Tane", "nia", tz="Pacific/Auckland"))
    async with on_stage([*PEOPLE, *people], FRIDAY, policy()) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare("sev3 Search is slow", by="Lee London")
        await scene.run("Lee London", "/incident commander @nia", scene.channel.name)
        heard: dict[str, dict[str, str]] = {name.name: {} for name in people}
        for _ in range(6 * 24):
            await scene.after(60)
            for name, found in heard.items():
                found.update(times(scene, name))
        for found in heard.values():
            assert found
            assert all(each[:3] not in ("Sat", "Sun") and 9 <= int(each[4:]) < 18 for each in found.values()), found


async def test_fallback_responders_who_cannot_answer_are_not_asked() -> None:
    """Bob's account and the one person's of a group are deactivated; Gil is a guest; the app is an app."""
    named = {"bob": 4, "gone": 5, "gil": 6, "app": 1, "alice": 3}
    ids = {name: slack_id("U", number) for name, number in named.items()}
    guest = Profile("Gil Guest", "gil", is_restricted=True)
    on_call = replace(policy(), fallback_responders={"sev1": tuple(ids.values())})
    async with on_stage([*PEOPLE, guest], FRIDAY, on_call) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare("sev1 Payments are down")
        await scene.person(BOB).deactivate()
        await scene.deliver()
        mentioned = ""
        for _ in range(6):
            await scene.after(15)
            mentioned += "".join(map(text_of, asked(scene)))
        assert f"<@{ids['alice']}>" in mentioned
        for name in ("bob", "gone", "gil", "app"):
            assert f"<@{ids[name]}>" not in mentioned


async def test_after_the_last_nudge_a_channel_with_nobody_left_is_asked_once_a_day() -> None:
    gone = replace(policy(), fallback_responders={"sev3": (slack_id("U", 5),)})
    async with on_stage(list(PEOPLE), FRIDAY, gone) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare("sev3 Search is slow")
        await scene.person(JANE).deactivate()
        await scene.deliver()
        found: dict[str, None] = {}
        for _ in range(11 * 24):
            await scene.after(60)
            found |= dict.fromkeys(sent(scene))
            assert all("Who can take over?" in text_of(each) and "<@" not in text_of(each) for each in asked(scene))
        assert [each for each in found if each.startswith(("Thu", "Fri"))] == ["Thu 09:00", "Fri 09:00"]
        assert len(asked(scene)) == 1
