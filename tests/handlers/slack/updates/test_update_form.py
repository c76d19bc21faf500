"""Updates, over the wire: the form, the promise, who else gets them, and the texts for people outside."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.incidents.model import Status
from bot.timeline.model import EntryKind
from demo.stage import on_stage
from sandbox import Message
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene, text_of

JANE, ALICE, BOB = "Jane Smith", "Alice Chen", "Bob Kim"


async def filled(scene: Scene, by: str = BOB, **values: object) -> dict[str, str]:
    """Opens the form, submits it and lets what follows reach Slack."""
    await scene.run(by, "/incident update", scene.channel.name)
    refused = await scene.person(by).submit(values)
    await scene.deliver()
    return refused


def told(scene: Scene, name: str) -> list[Message]:
    """What the bot told someone directly."""
    person = scene.person(name)
    return [message for message in person.sees(person.direct("Muster")) if message.bot_id]


def thread(scene: Scene) -> list[str]:
    """What stands below the announcement."""
    announced = scene.posts("incidents")[0]
    replies = [each for each in scene.box.channel("incidents").messages if each.thread_ts == announced.ts]
    return [text_of(each) for each in replies if each.ts != announced.ts]


async def private_one(scene: Scene) -> None:
    await scene.run(JANE, "/incident declare")
    await scene.person(JANE).submit({"Title": "Key leaked", "Severity": "sev1", "Private": ["private"]})
    await scene.deliver()


# The form


async def test_the_form_knows_status_and_cadence(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident status identified", scene.channel.name)
    await scene.run(BOB, "/incident update", scene.channel.name)
    modal = scene.person(BOB).modal
    assert modal is not None
    assert modal.state["status"]["status"]["selected_option"]["value"] == "identified"
    assert modal.state["next"]["next"]["selected_option"]["text"]["text"] == "in 15 min"
    status = next(block["element"] for block in modal.blocks if block["block_id"] == "status")
    assert [option["value"] for option in status["options"]] == [
        "investigating",
        "identified",
        "mitigating",
        "monitoring",
        "resolved",
    ]


async def test_the_form_says_what_is_known_felt_done_and_promised_in_one_post(scene: Scene) -> None:
    await scene.declare()
    assert await filled(scene, text="Pool is full", impact="45% can't pay", doing="Rolling back", next="30") == {}
    post = scene.posts()[-1]
    assert post.text == "SEV1 Payment service degradation: Pool is full (Bob Kim)"
    words, promised = text_of(post), scene.newest.promised_at
    assert promised is not None
    assert timedelta(0) <= promised - START - timedelta(minutes=30) < timedelta(minutes=1)
    assert "Impact: 45% can't pay" in words
    assert "What we're doing: Rolling back" in words
    assert f"Next update by <!date^{int(promised.timestamp())}" in words
    assert "*Impact:* 45% can't pay" in text_of(scene.card)
    assert (scene.entries[-1].kind, scene.entries[-1].text.splitlines()[0]) == (EntryKind.COMMUNICATION, "Pool is full")


async def test_a_later_update_that_leaves_impact_and_work_out_does_not_erase_them(scene: Scene) -> None:
    await scene.declare()
    await filled(scene, text="Pool is full", impact="45% can't pay", doing="Rolling back")
    await scene.run(ALICE, "/incident update Rollback is at 50%", scene.channel.name)
    await scene.deliver()
    said = text_of(scene.card)
    assert "*Impact:* 45% can't pay" in said
    assert "*What we're doing:* Rolling back" in said
    assert "*Latest update* by Alice Chen, <!date^" in said
    await filled(scene, text="Recovering", impact="5% can't pay", doing="Watching", status="resolved")
    assert await scene.person(BOB).submit({"fix": ""}) == {}
    await scene.deliver()
    said = text_of(scene.card)
    assert "*Impact:* 5% can't pay" in said
    assert "What we're doing" not in said


async def test_the_promise_stands_on_the_card_and_drives_the_nudge(scene: Scene) -> None:
    await scene.declare()
    await filled(scene, text="Pool is full", next="60")
    promised = scene.newest.promised_at
    assert promised is not None
    assert f"*Next update*\n<!date^{int(promised.timestamp())}" in text_of(scene.card)
    await scene.after(minutes=58)
    assert not any("update overdue" in post.text.casefold() for post in scene.posts())
    await scene.after(minutes=3)
    (nudge,) = [post for post in scene.posts() if "update overdue" in post.text.casefold()]
    assert f"due <!date^{int(promised.timestamp())}" in text_of(nudge)


async def test_where_no_update_is_due_no_time_is_promised(scene: Scene) -> None:
    await scene.declare("sev4 Typo on the status page")
    await filled(scene, text="Looking")
    assert scene.newest.promised_at is None
    assert "Next update" not in text_of(scene.posts()[-1])


async def test_a_status_in_the_form_is_said_in_a_line_of_its_own_and_can_be_taken_back(scene: Scene) -> None:
    await scene.declare()
    await filled(scene, text="Fix is in", status="monitoring")
    line, post = scene.posts()[-2:]
    assert "to *Monitoring*" in line.text
    assert "monitoring" not in text_of(post)
    assert scene.newest.status.value == "monitoring"
    await scene.person(BOB).press(line, "Undo")
    await scene.deliver()
    assert scene.newest.status.value == "investigating"
    assert "Fix is in" in text_of(scene.card)


async def test_a_status_that_nobody_touched_does_not_turn_back_what_others_did_meanwhile(scene: Scene) -> None:
    await scene.declare()
    await scene.run(BOB, "/incident update", scene.channel.name)
    await scene.run(JANE, "/incident status identified", scene.channel.name)
    assert await scene.person(BOB).submit({"text": "Found it"}) == {}
    assert scene.newest.status is Status.IDENTIFIED


async def test_an_update_that_resolves_ends_the_nudges(scene: Scene) -> None:
    await scene.declare()
    await filled(scene, text="All good", status="resolved")
    asked = scene.person(BOB).modal
    assert asked is not None
    assert asked.title == "Resolve #1"
    assert "No incident commander" in str(asked.blocks)
    assert "Assign an incident commander" in str(asked.blocks)
    assert scene.newest.is_open
    assert "All good" in text_of(scene.card)
    assert await scene.person(BOB).submit({"fix": "Rolled back"}) == {}
    await scene.deliver()
    assert scene.newest.status is Status.RESOLVED
    assert [fact.text for fact in scene.bot.services.incidents.details(1).records] == ["Rolled back"]
    line = scene.posts()[-1].text
    assert "resolved the incident: Rolled back. Duration " in line
    assert "Review due by" in line
    await scene.after(minutes=120)
    assert not any("update overdue" in post.text.casefold() for post in scene.posts())


async def test_after_the_resolution_an_update_asks_for_no_status_and_no_promise(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.run(BOB, "/incident update", scene.channel.name)
    modal = scene.person(BOB).modal
    assert modal is not None
    assert [block["block_id"] for block in modal.blocks if block["type"] == "input"] == ["text", "impact", "doing"]
    assert await scene.person(BOB).submit({"text": "Refunds are sent"}) == {}


async def test_blanks_are_refused_in_the_form_and_nothing_typed_is_lost(scene: Scene) -> None:
    await scene.declare()
    refused = await filled(scene, text="  ", impact="45%")
    assert refused["text"] == "Enter what changed."
    modal = scene.person(BOB).modal
    assert modal is not None
    assert modal.state["impact"]["impact"]["value"] == "45%"


# Who else gets it


async def test_an_update_stands_below_the_announcement_once(scene: Scene) -> None:
    await scene.declare()
    await filled(scene, text="Pool is full", status="identified")
    await scene.run(JANE, "/incident update Rolled back", scene.channel.name)
    await scene.deliver()
    first, second = thread(scene)
    assert "Pool is full" in first
    assert "Identified" in first
    assert "Rolled back" in second


async def test_an_update_whose_answer_is_lost_is_looked_for_before_it_is_repeated(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.lose_answer("chat.postMessage", times=3)
    await scene.run(ALICE, "/incident subscribe", scene.channel.name)
    await scene.run(JANE, "/incident update Rolled back", scene.channel.name)
    await scene.after(minutes=2)
    assert len(thread(scene)) == 1
    assert len(told(scene, ALICE)) == 1
    assert sum("*Update 1*" in text_of(post) for post in scene.posts()) == 1


async def test_who_subscribes_gets_each_update_by_direct_message_until_they_have_enough(scene: Scene) -> None:
    await scene.declare()
    answered = await scene.run(ALICE, "/incident subscribe", scene.channel.name)
    assert answered == "You now get every update on #1 as a direct message. To stop, type `/incident subscribe off`."
    assert "already" in await scene.run(ALICE, "/incident subscribe", scene.channel.name)
    await scene.run(JANE, "/incident update Rolled back & stable", scene.channel.name)
    await scene.deliver()
    (message,) = told(scene, ALICE)
    assert "*SEV1 Payment service degradation* (#1)" in text_of(message)
    assert "· Investigating" in text_of(message)
    assert "Rolled back &amp; stable" in text_of(message)
    assert await scene.run(ALICE, "/incident subscribe off", scene.channel.name) == "Unsubscribed from #1."
    assert "You aren't subscribed to #1." in await scene.run(ALICE, "/incident subscribe off", scene.channel.name)
    await scene.run(JANE, "/incident update All good", scene.channel.name)
    await scene.deliver()
    assert len(told(scene, ALICE)) == 1


async def test_a_channel_that_is_subscribed_gets_each_update_too(scene: Scene) -> None:
    await scene.declare()
    answered = await scene.run(JANE, "/incident subscribe #general", scene.channel.name)
    assert answered.startswith("<#")
    assert "now gets every update on #1. To stop, type `/incident subscribe #general off`." in answered
    await scene.deliver()
    assert scene.posts()[-1].text.endswith(f"Jane Smith subscribed <#{scene.box.channel('general').id}> to updates.")
    listed = await scene.run(BOB, "/incident subscribe list", scene.channel.name)
    assert listed == f"Subscribed to #1: <#{scene.box.channel('general').id}>."
    await scene.run(JANE, "/incident update Rolled back", scene.channel.name)
    await scene.deliver()
    assert "Rolled back" in text_of(scene.posts("general")[-1])
    await scene.run(JANE, "/incident subscribe #general off", scene.channel.name)
    await scene.deliver()
    assert "Jane Smith unsubscribed <#" in scene.posts()[-1].text
    assert "#1 has no subscribers yet." in await scene.run(BOB, "/incident subscribe list", scene.channel.name)


async def test_a_channel_that_can_not_be_told_stands_on_the_card_and_is_retried(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident subscribe #general", scene.channel.name)
    scene.box.faults.fail("conversations.join", "is_archived")
    await scene.run(JANE, "/incident update Rolled back", scene.channel.name)
    await scene.deliver()
    assert "*Update 1 to a subscriber failed:* the subscribed channel is archived" in text_of(scene.card)
    await scene.person(JANE).press(scene.card, "Retry")
    await scene.deliver()
    assert "Rolled back" in text_of(scene.posts("general")[-1])


async def test_updates_of_a_private_incident_go_to_members_alone(scene: Scene) -> None:
    await private_one(scene)
    channel = scene.channel.name
    await scene.person(JANE).invite(scene.channel, "alice")
    await scene.calm()
    refused = await scene.run(JANE, "/incident subscribe #general", channel)
    assert refused.startswith("#1 is private, so its updates can't go to another channel.")
    await scene.run(ALICE, "/incident subscribe", channel)
    await scene.run(JANE, "/incident update Key revoked", channel)
    await scene.deliver()
    assert len(told(scene, ALICE)) == 1
    await scene.person(ALICE).leave(scene.channel)
    await scene.run(JANE, "/incident update Key replaced", channel)
    await scene.deliver()
    assert len(told(scene, ALICE)) == 1
    assert scene.posts("incidents") == []


async def test_who_leaves_before_an_update_is_delivered_does_not_get_it(scene: Scene) -> None:
    await private_one(scene)
    await scene.person(JANE).invite(scene.channel, "alice")
    await scene.run(ALICE, "/incident subscribe", scene.channel.name)
    scene.box.faults.rate_limit("chat.postMessage", 30)
    await scene.run(JANE, "/incident update Key revoked", scene.channel.name)
    await scene.person(ALICE).leave(scene.channel)
    await scene.calm()
    await scene.after(minutes=2)
    assert told(scene, ALICE) == []


async def test_a_drill_is_told_to_nobody_outside(scene: Scene) -> None:
    await scene.run(JANE, "/incident drill sev1 Region down")
    await scene.deliver()
    refused = await scene.run(JANE, "/incident subscribe #general", scene.channel.name)
    assert refused.startswith("#1 is a drill, so its updates can't go to another channel.")
    await scene.run(JANE, "/incident update Failing over", scene.channel.name)
    await scene.deliver()
    assert scene.posts("incidents") == []


@pytest.mark.parametrize("text", ["<!channel> & <b>", "x" * 3000])
async def test_hostile_and_long_words_arrive_as_typed_wherever_they_go(scene: Scene, text: str) -> None:
    await scene.declare()
    await scene.run(ALICE, "/incident subscribe", scene.channel.name)
    assert await filled(scene, text=text, impact=text, doing=text) == {}
    (message,) = told(scene, ALICE)
    for shown in (*thread(scene), text_of(message), text_of(scene.posts()[-1])):
        assert "<!channel" not in shown
        assert text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")[:2000] in shown


async def test_an_update_is_posted_drawn_on_the_card_and_put_on_the_timeline(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=5)
    assert await scene.run("Bob Kim", "/incident update Rollback is running", scene.channel.name) == ""
    await scene.deliver()
    assert scene.posts()[-1].text == "SEV1 Payment service degradation: Rollback is running (Bob Kim)"
    assert "*Update 1* from Bob Kim" in text_of(scene.posts()[-1])
    assert "Rollback is running" in text_of(scene.card)
    assert (
        "*Next update*\n<!date^1705329780^{date_short_pretty} at {time} ({ago})|Mon 15 Jan 2024, 14:43 UTC>"
        in text_of(scene.card)
    )
    assert (scene.entries[-1].kind, scene.entries[-1].text) == (EntryKind.COMMUNICATION, "Rollback is running")


async def test_an_update_without_text_opens_a_form_that_counts_once(scene: Scene) -> None:
    await scene.declare()
    bob = scene.person("Bob Kim")
    await scene.run("Bob Kim", "/incident update", scene.channel.name)
    assert bob.modal is not None
    assert bob.modal.title == "Post update on #1"
    assert await bob.submit({"What changed": "Rollback is running"}) == {}
    await scene.deliver()
    assert [update.text for update in scene.bot.services.incidents.details(1).updates] == ["Rollback is running"]


async def test_a_long_update_is_posted_whole(scene: Scene) -> None:
    await scene.declare()
    words = " ".join(f"fact{number} & more" for number in range(400))
    await scene.run("Bob Kim", f"/incident update {words}", scene.channel.name)
    await scene.deliver()
    shown = text_of(scene.posts()[-1]).replace("&amp;", "&").split()
    assert [word for word in shown if word.startswith("fact")] == [f"fact{number}" for number in range(400)]


async def test_a_form_that_an_early_version_opened_posts_its_text(scene: Scene) -> None:
    """It asked for the text alone, and knew the incident's number alone."""
    await scene.declare()
    await scene.run(BOB, "/incident update", scene.channel.name)
    form = scene.person(BOB).modal
    assert form is not None
    form.json["private_metadata"] = '{"incident": 1}'
    form.json["blocks"] = [block for block in form.blocks if block["block_id"] == "text"]
    form.json["state"]["values"] = {"text": form.state["text"]}
    assert await scene.person(BOB).submit({"text": "Rolled back"}) == {}
    await scene.deliver()
    assert scene.newest.is_open
    assert any("Rolled back" in text_of(post) for post in scene.posts())


async def test_the_form_says_where_the_update_goes(scene: Scene) -> None:
    await scene.declare()
    await scene.run(ALICE, "/incident subscribe", scene.channel.name)
    await scene.run(BOB, "/incident update", scene.channel.name)
    modal = scene.person(BOB).modal
    assert modal is not None
    assert "Posted in the incident channel, in the announcement's thread and to 1 subscriber." in str(modal.blocks)
    await private_one(scene)
    await scene.run(JANE, "/incident update", scene.channel.name)
    private = scene.person(JANE).modal
    assert private is not None
    assert "Posted in the incident channel." in str(private.blocks)


async def test_the_form_does_not_open_where_no_update_can_be_posted(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident cancel It was a test", scene.channel.name)
    assert await scene.run(BOB, "/incident update", scene.channel.name) != ""
    assert scene.person(BOB).modal is None


async def test_who_may_not_change_the_status_is_told_so_beside_the_status() -> None:
    policy = replace(POLICY, permissions={"status": ("commander",)})
    async with on_stage(list(PEOPLE), START, policy) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare()
        await scene.run(BOB, "/incident update", scene.channel.name)
        refused = await scene.person(BOB).submit({"text": "Found it", "status": "identified"})
        assert list(refused) == ["status"]
        assert await scene.person(BOB).submit({"status": "investigating"}) == {}
        assert [update.text for update in scene.bot.services.incidents.details(1).updates] == ["Found it"]
