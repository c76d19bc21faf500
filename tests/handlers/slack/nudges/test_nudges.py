"""The ladder of a nudge over the wire: whom it reaches, one rung after another, and how people answer it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.config.policy import EscalationTarget, Policy
from bot.incidents.model import Status
from bot.nudges.update_schedule import promised_update
from bot.timeline.model import EntryKind
from bot.updates.verbs import PostUpdate
from demo.stage import on_stage
from sandbox import Message
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene, buttons, menus, nudged_at, snooze, text_of

JANE, ALICE, BOB = "Jane Smith", "Alice Chen", "Bob Kim"


def asked(scene: Scene) -> list[Message]:
    """The nudges of the newest incident, in its channel."""
    return [message for message in scene.posts() if "/nudge/" in str(message.metadata)]


def minutes(scene: Scene, messages: list[Message]) -> list[int]:
    return [round((float(message.ts) - START.timestamp()) / 60) for message in messages]


def direct(scene: Scene, name: str) -> list[Message]:
    """What the bot wrote to someone directly."""
    person = scene.person(name)
    return [message for message in person.sees(person.direct("Muster")) if "/nudge/" in str(message.metadata)]


def noted(scene: Scene) -> list[str]:
    entries = scene.bot.services.incidents.details(scene.newest.number).entries
    return [entry.text for entry in entries if entry.kind is EntryKind.NUDGE]


# Silences have an alarm of their own, which would share the messages of the nudges.
NO_GAPS = tuple(replace(level, silence_after_minutes=0) for level in POLICY.severities)
ESCALATING = replace(
    POLICY, severities=NO_GAPS, fallback_responders={"sev1": ("bob@example.com",), "sev3": ("bob@example.com",)}
)


async def led(scene: Scene, text: str = "sev1 Payments are down") -> None:
    """Bob declares, Jane commands: who is asked is not who declared."""
    await scene.declare(text, by=BOB)
    await scene.run(JANE, "/incident commander", scene.channel.name)
    await scene.deliver()


async def test_a_nudge_that_is_ignored_climbs_the_ladder_and_stays_at_its_top() -> None:
    async with on_stage(list(PEOPLE), START, ESCALATING) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await led(scene)
        await scene.run(JANE, "/incident role communications @alice", scene.channel.name)
        await scene.after(minutes=15)
        assert f"<@{scene.person(JANE).id}>" in text_of(asked(scene)[-1])
        assert direct(scene, JANE) == []
        await scene.after(minutes=15)
        assert "Also sent to Jane Smith by direct message." in text_of(asked(scene)[-1])
        [to_jane] = direct(scene, JANE)
        assert to_jane.text.startswith("Update overdue for SEV1 Payments are down (due <!date")
        assert to_jane.text.endswith(
            "|14:38 UTC>). No update posted yet, declared <!date^1705328580^{time}|14:23 UTC>."
        )
        assert f"<#{scene.channel.id}>" in text_of(to_jane)
        await scene.after(minutes=15)
        assert [len(direct(scene, each)) for each in (JANE, ALICE, BOB)] == [0, 1, 0]
        await scene.after(minutes=30)
        assert nudged_at(scene) == [15, 30, 45, 60, 75]
        assert "bob@example.com" in text_of(asked(scene)[-1])
        assert [len(direct(scene, each)) for each in (JANE, ALICE, BOB)] == [1, 0, 0]
        assert noted(scene) == [
            "Update nudge sent to Jane Smith in the channel",
            "Update nudge unanswered for 15 min, sent again to Jane Smith by direct message",
            "Update nudge unanswered for 15 min, sent again to Alice Chen by direct message",
            *[
                "Update nudge unanswered for 15 min, sent again to the fallback responders "
                "and to Jane Smith by direct message"
            ]
            * 2,
        ]


async def test_the_unanswered_one_before_is_deleted_wherever_it_was_sent(scene: Scene) -> None:
    await led(scene, "sev3 Search is slow")
    await scene.after(minutes=480)
    [second], [to_jane] = asked(scene), direct(scene, JANE)
    assert minutes(scene, [second, to_jane]) == [480, 480]
    await scene.after(minutes=240)
    [third] = asked(scene)
    assert minutes(scene, [third]) == [720]
    assert buttons(third) == ["Post update", "No change"]
    assert [minutes(scene, direct(scene, each)) for each in (JANE, BOB)] == [[720], [720]]


async def test_where_nothing_can_be_deleted_the_one_before_becomes_a_line(scene: Scene) -> None:
    await led(scene)
    await scene.after(minutes=15)
    scene.box.faults.fail("chat.delete", "compliance_exports_prevent_deletion")
    await scene.after(minutes=15)
    first, second = asked(scene)
    assert first.text.endswith("UTC>. Muster asked again below.")
    assert buttons(first) == menus(first) == []
    assert buttons(second)[:2] == ["Post update", "No change"]


async def test_an_update_ends_the_climb(scene: Scene) -> None:
    await led(scene, "sev3 Search is slow")
    await scene.after(minutes=480)
    await scene.run(JANE, "/incident update Found it", scene.channel.name)
    await scene.deliver()
    assert "Jane Smith posted the update that was due by" in text_of(direct(scene, JANE)[0])
    assert buttons(direct(scene, JANE)[0]) == []
    await scene.after(minutes=240)
    assert f"<@{scene.person(JANE).id}>" in text_of(asked(scene)[-1])
    assert len(direct(scene, JANE)) == 1


async def test_nothing_new_is_an_update_and_counts_once(scene: Scene) -> None:
    await led(scene)
    await scene.after(minutes=15)
    [nudge] = asked(scene)
    stale = replace(nudge)
    for who in (JANE, BOB):
        await scene.person(who).press(stale, "No change")
    await scene.deliver()
    assert [update.text for update in scene.bot.services.incidents.details(1).updates] == [
        "No change, still working on it."
    ]
    assert scene.posts()[-1].text.endswith("No change, still working on it. (Jane Smith)")
    await scene.after(minutes=14)
    assert len(asked(scene)) == 1
    await scene.after(minutes=1)
    assert minutes(scene, asked(scene)) == [15, 30]


async def test_it_can_be_said_from_the_direct_message_too(scene: Scene) -> None:
    await led(scene)
    await scene.after(minutes=30)
    await scene.person(JANE).press(direct(scene, JANE)[0], "No change")
    await scene.deliver()
    assert "Jane Smith posted the update that was due by" in text_of(asked(scene)[-1])


async def test_a_button_in_a_direct_message_is_answered_with_what_to_type_anywhere(scene: Scene) -> None:
    await led(scene)
    await scene.after(minutes=30)
    stale = replace(direct(scene, JANE)[0])
    await scene.run(JANE, "/incident update Found it", scene.channel.name)
    await scene.person(JANE).press(stale, "No change")
    await scene.calm()
    jane = scene.person(JANE)
    said = "That nudge was already answered by Jane Smith. To post an update, type `/incident update #1`."
    assert said in [each.text for each in jane.sees(jane.direct("Muster"))]


async def test_a_button_of_a_nudge_that_was_answered_says_so(scene: Scene) -> None:
    await led(scene)
    await scene.after(minutes=15)
    stale = replace(asked(scene)[0])
    await scene.run(JANE, "/incident update Found it", scene.channel.name)
    await scene.person(BOB).press(stale, "No change")
    await scene.person(BOB).choose(stale, "snooze", "20 min")
    await scene.calm()
    sentence = "That nudge was already answered by Jane Smith. To post an update, type `/incident update`."
    assert [each.text for each in scene.person(BOB).sees(scene.channel) if each.to] == [sentence] * 2


async def test_who_answers_a_nudge_a_moment_after_someone_else_is_told_so(scene: Scene) -> None:
    await led(scene)
    await scene.after(minutes=15)
    stale, late = replace(asked(scene)[0]), scene.person(BOB)
    await late.choose(stale, "snooze", "20 min")  # his form stays open
    await scene.person(JANE).press(stale, "No change")
    await late.press(stale, "No change")
    refused = await late.submit({"Reason": "Waiting"})
    await scene.deliver()
    sentence = "That nudge was already answered by Jane Smith. To post an update, type `/incident update`."
    assert sentence in [each.text for each in late.sees(scene.channel) if each.to]
    assert "already answered by Jane Smith" in refused["reason"]
    assert len(scene.bot.services.incidents.details(1).updates) == 1


async def test_who_snoozes_a_moment_after_someone_else_is_told_so(scene: Scene) -> None:
    await led(scene)
    await scene.after(minutes=15)
    stale = replace(asked(scene)[0])
    for name in (JANE, BOB):
        await scene.person(name).choose(stale, "snooze", "20 min")
    assert await scene.person(JANE).submit({"Reason": "Waiting"}) == {}
    assert "already answered by Jane Smith" in (await scene.person(BOB).submit({"Reason": "Waiting too"}))["reason"]


async def test_the_snooze_button_of_the_first_versions_snoozes_for_the_shortest_time(scene: Scene) -> None:
    """Today it is a menu; a button had the question as its value."""
    await scene.declare()
    await scene.after(16)
    [nudge] = asked(scene)
    value = nudge.metadata["event_payload"]["key"] if nudge.metadata else ""
    label = {"type": "plain_text", "text": "Snooze 10 min"}
    button = {"type": "button", "action_id": "snooze", "text": label, "value": value}
    old = replace(nudge, blocks=[{"type": "actions", "block_id": "old", "elements": [button]}])
    await scene.person(JANE).press(old, "Snooze 10 min")
    await scene.person(JANE).submit({"Reason": "Waiting for Bob"})
    await scene.deliver()
    assert noted(scene)[-1] == "Update nudges snoozed for 10 min: Waiting for Bob"


@pytest.mark.parametrize("length", [10, 20, 60])
async def test_a_snooze_takes_a_reason_and_stands_on_the_record(scene: Scene, length: int) -> None:
    await led(scene)
    await scene.after(minutes=15)
    await scene.person(JANE).choose(asked(scene)[0], "snooze", f"{length} min")
    modal = scene.person(JANE).modal
    assert modal is not None
    assert modal.title == f"Snooze for {length} min"
    refused = await scene.person(JANE).submit({"Reason": "  "})
    assert refused == {"reason": "Enter a reason."}
    assert await scene.person(JANE).submit({"Reason": "Waiting for <the vendor>"}) == {}
    await scene.deliver()
    assert asked(scene)[0].text.endswith("UTC>. Reason: Waiting for &lt;the vendor&gt;")
    assert buttons(asked(scene)[0]) == menus(asked(scene)[0]) == []
    assert noted(scene)[-1] == f"Update nudges snoozed for {length} min: Waiting for <the vendor>"
    await scene.after(minutes=length)
    assert minutes(scene, asked(scene))[-1] == 15 + length
    assert direct(scene, JANE) == []


async def test_a_sev1_is_muted_for_no_more_than_an_hour_between_two_updates(scene: Scene) -> None:
    await led(scene)
    said = "Update nudges are snoozed for {} minutes."  # where no nudge is up that would show it
    assert await scene.run(JANE, "/incident snooze 20 Everyone is on the call", scene.channel.name) == said.format(20)
    assert await scene.run(JANE, "/incident snooze 10 Still", scene.channel.name) == (
        "Update nudges are already snoozed for another 20 min."
    )
    await scene.after(minutes=30)
    assert await scene.run(BOB, "/incident snooze 60 Still on it", scene.channel.name) == (
        "You can snooze a SEV1 for up to 60 min between updates. Snooze for 40 min or less, or post an update."
    )
    for _ in range(2):
        assert await scene.run(BOB, "/incident snooze 20 Still on it", scene.channel.name) == ""
        await scene.after(minutes=20)
    assert await scene.run(BOB, "/incident snooze 20 Still on it", scene.channel.name) == (
        "You can snooze a SEV1 for up to 60 min between updates. To post an update, type `/incident update`."
    )
    assert await scene.run(BOB, "/incident update On it", scene.channel.name) == ""
    assert await scene.run(BOB, "/incident snooze 60 On the call", scene.channel.name) == said.format(60)


async def test_what_was_snoozed_as_a_sev2_counts_when_it_becomes_a_sev1(scene: Scene) -> None:
    await led(scene, "sev2 Search is slow")
    await scene.after(minutes=30)
    await snooze(scene, JANE, asked(scene)[0], 60)
    await scene.after(minutes=60)
    await scene.after(minutes=1)
    await snooze(scene, JANE, asked(scene)[-1], 60)
    await scene.run(JANE, "/incident severity sev1", scene.channel.name)
    await scene.after(minutes=15)
    assert "Update overdue" in text_of(asked(scene)[-1])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("snooze", "Choose 10, 20 or 60 minutes."),
        ("snooze 15 Lunch", "Choose 10, 20 or 60 minutes."),
        ("snooze 20", "Enter a reason."),
    ],
)
async def test_a_snooze_that_can_not_be_read_says_what_to_type(scene: Scene, typed: str, sentence: str) -> None:
    await led(scene)
    assert (await scene.run(JANE, f"/incident {typed}", scene.channel.name)).startswith(sentence)


async def test_a_raised_severity_asks_one_cadence_after_the_raise_and_mentions_nobody_before() -> None:
    async with on_stage(list(PEOPLE), START, ESCALATING) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await led(scene, "sev3 Search is slow")
        await scene.after(minutes=37)
        await scene.run(JANE, "/incident severity sev1", scene.channel.name)
        await scene.after(minutes=14)
        assert asked(scene) == []
        assert "15:15 UTC" in scene.card.text
        await scene.after(minutes=1)
        [nudge] = asked(scene)
        assert minutes(scene, [nudge]) == [52]
        assert "15:15 UTC" in text_of(nudge)
        assert text_of(nudge).count(f"<@{scene.person(JANE).id}>") == 1


async def test_a_raise_that_was_taken_back_leaves_an_explicit_promise_as_it_was(scene: Scene) -> None:
    await led(scene, "sev3 Search is slow")
    by = scene.bot.services.people.person(scene.person(JANE).id)
    promise = START.replace(hour=18)
    scene.bot.services.updates.post(1, PostUpdate("Looking", next_by=promise), by)
    await scene.run(JANE, "/incident severity sev1", scene.channel.name)
    await scene.deliver()
    assert scene.newest.promised_at != promise
    await scene.person(JANE).press(scene.posts()[-1], "Undo")
    await scene.deliver()
    assert (scene.newest.severity, scene.newest.promised_at) == ("sev3", promise)


@pytest.mark.parametrize("change", ["severity sev3", "status monitoring"])
async def test_a_nudge_whose_update_is_due_later_now_asks_no_more(scene: Scene, change: str) -> None:
    await led(scene, "sev1 Search is down")
    await scene.after(minutes=17)
    [waiting] = asked(scene)
    assert "Post update" in text_of(waiting)
    await scene.run(JANE, f"/incident {change}", scene.channel.name)
    await scene.deliver()
    [put_off] = asked(scene)
    assert text_of(put_off).startswith("No longer overdue: the severity or status changed.")
    assert (buttons(put_off), "<@" in text_of(put_off)) == ([], False)
    assert "*Next update*" in text_of(scene.card)


async def test_back_from_monitoring_the_time_that_people_read_is_kept(scene: Scene) -> None:
    await led(scene, "sev1 Search is down")
    await scene.run(JANE, "/incident status monitoring", scene.channel.name)
    await scene.after(minutes=20)
    assert "14:53 UTC" in scene.card.text
    await scene.run(JANE, "/incident status investigating", scene.channel.name)
    await scene.after(minutes=5)
    assert asked(scene) == []
    assert "14:53 UTC" in scene.card.text


async def test_a_raise_that_was_taken_back_leaves_the_cadence_as_it_was(scene: Scene) -> None:
    await led(scene, "sev1 Search is down")
    await scene.after(minutes=5)
    due = promised_update(scene.newest, POLICY)
    await scene.run(JANE, "/incident severity sev4", scene.channel.name)
    await scene.deliver()
    assert promised_update(scene.newest, POLICY) != due
    await scene.after(minutes=5)
    await scene.person(JANE).press(scene.posts()[-1], "Undo")
    await scene.deliver()
    assert promised_update(scene.newest, POLICY) == due
    assert "14:38 UTC" in scene.card.text


async def test_monitoring_asks_half_as_often() -> None:
    async with on_stage(list(PEOPLE), START, ESCALATING) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await led(scene)
        await scene.run(JANE, "/incident status monitoring", scene.channel.name)
        await scene.after(minutes=60)
        assert nudged_at(scene) == [30, 60]


@pytest.mark.parametrize("end", ["resolve Fixed", "cancel The probe was wrong"])
async def test_a_nudge_that_waits_at_the_end_loses_its_buttons_and_none_follows(scene: Scene, end: str) -> None:
    await led(scene, "sev3 Search is slow")
    await scene.after(minutes=480)
    await scene.run(JANE, f"/incident {end}", scene.channel.name)
    await scene.after(minutes=240)
    said = "The incident is resolved." if end == "resolve Fixed" else "The incident was a false alarm."
    for each in (*asked(scene), *direct(scene, JANE)):
        assert each.text.endswith(f"UTC>. {said}")
        assert buttons(each) == menus(each) == []
    assert [len(asked(scene)), len(direct(scene, JANE))] == [1, 1]


async def test_a_resolution_that_was_taken_back_asks_again(scene: Scene) -> None:
    await led(scene)
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.after(minutes=10)
    await scene.person(JANE).press(scene.posts()[-1], "Undo")
    await scene.after(minutes=5)
    assert scene.newest.status is Status.INVESTIGATING
    assert minutes(scene, asked(scene)) == [15]


@pytest.mark.parametrize("how", ["drill", "private"])
async def test_what_keeps_to_itself_is_told_to_nobody_outside_its_channel(how: str) -> None:
    async with on_stage(list(PEOPLE), START, ESCALATING) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        if how == "drill":
            await scene.run(BOB, "/incident drill sev1 Payments are down")
        else:
            await scene.declare("sev1 Payments are down", by=BOB)
        await scene.deliver()
        await scene.run(JANE, "/incident join 1")
        await scene.run(BOB, "/incident commander @jane", scene.channel.name)
        if how == "private":
            await scene.run(BOB, "/incident private", scene.channel.name)
            await scene.person(BOB).submit({})
        await scene.deliver()
        sent: dict[str, set[str]] = {JANE: set(), BOB: set()}
        for _ in range(6):
            await scene.after(minutes=15)
            for each, heard in sent.items():
                heard |= {message.ts for message in direct(scene, each)}
        assert [len(heard) for heard in sent.values()] == [5, 4]
        assert direct(scene, ALICE) == []
        assert "bob@example.com" not in "".join(map(text_of, asked(scene)))
        if how == "drill":
            assert all(each.text.startswith("DRILL") for each in direct(scene, BOB))


async def test_after_three_days_without_the_bot_one_nudge_comes_and_none_for_what_was_missed(scene: Scene) -> None:
    await led(scene, "sev3 Search is slow")
    scene.clock.set(START.replace(day=18))
    scene.bot.tick()
    await scene.deliver()
    assert len(asked(scene)) == 1


async def test_a_configured_escalation_is_followed() -> None:
    policy = Policy(reminders=POLICY.reminders, escalation=(EscalationTarget.BACKUP,))
    async with on_stage(list(PEOPLE), START, policy) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await led(scene)
        await scene.after(minutes=15)
        assert [len(direct(scene, each)) for each in (JANE, BOB)] == [1, 1]


async def test_an_incident_that_can_not_be_decided_is_logged_and_the_one_beside_it_is_nudged(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    await scene.declare("sev1 Search is slow")
    store, bad = scene.bot.services.unit.store, scene.newest
    await led(scene)
    with store.transaction():
        store.incidents.save(replace(bad, severity="sev9", channel=""))
    await scene.after(minutes=30)
    assert nudged_at(scene) == [15, 30]
    logged = [record.message for record in caplog.records if record.name == "handlers.bot"]
    assert logged[0].startswith("What is due for #1 can't be decided (attempt 1); it is tried again at ")
    assert len(logged) == 5  # after 15, 16, 18, 22 and 30 minutes


async def test_a_nudge_names_the_last_update_or_that_none_was_posted(scene: Scene) -> None:
    await led(scene)
    await scene.after(minutes=15)
    assert "No update posted yet, declared <!date^1705328580^{time}|14:23 UTC>." in text_of(asked(scene)[-1])
    await scene.run(JANE, "/incident update Found it", scene.channel.name)
    await scene.after(minutes=15)
    said = text_of(asked(scene)[-1])
    assert "|14:53 UTC>, last update <!date^" in said
    assert "No update posted yet" not in said


async def test_a_nudge_days_after_the_last_update_names_the_day(scene: Scene) -> None:
    """A bare 14:38 beside Slack's time of today would be read as today's."""
    await led(scene)
    scene.clock.set(scene.clock.now() + timedelta(days=5))
    await scene.run(JANE, "/incident log Still slow", scene.channel.name)  # or the nudge asks about the gap, too
    await scene.after(minutes=0)
    said, notified = text_of(asked(scene)[-1]), asked(scene)[-1].text
    declared = "declared <!date^1705328580^{date_short_pretty} at {time}|Mon 15 Jan 2024, 14:23 UTC>"
    assert declared in said
    assert declared in notified
    assert "^{time}|14:38 UTC>" not in said + notified
