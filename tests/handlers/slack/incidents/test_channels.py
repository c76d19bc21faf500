"""An incident that changes its channel, over the wire: archived ones, and public ones made private."""

from bot.incidents.model import Status
from bot.timeline.model import EntryKind
from sandbox import Message
from tests.handlers.conftest import Scene, text_of

JANE, ALICE, BOB = "Jane Smith", "Alice Chen", "Bob Kim"


def direct(scene: Scene, name: str) -> list[str]:
    person = scene.person(name)
    return [message.text for message in person.sees(person.direct("Muster")) if message.bot_id]


async def archived(scene: Scene, *ending: str) -> str:
    """An incident with Jane and Bob in it whose channel someone archived; the old channel's id."""
    await scene.declare()
    await scene.person(BOB).join(scene.channel.name)
    await scene.calm()
    for typed in ending:
        await scene.run(JANE, f"/incident {typed}", scene.channel.name)
    await scene.deliver()
    old = scene.newest.channel
    await scene.person(JANE).archive(old)
    await scene.calm()
    return old


async def test_a_closed_incident_with_an_archived_channel_reopens_in_a_new_linked_one(scene: Scene) -> None:
    old = await archived(scene, "resolve Rolled back", "close")
    assert scene.newest.archived
    answered = await scene.run(JANE, "/incident reopen 1 Errors are back")
    await scene.deliver()
    incident = scene.newest
    assert (incident.status, incident.channel_generation, incident.archived) == (Status.INVESTIGATING, 2, False)
    assert incident.channel != old
    assert incident.channel_name.endswith("-2")
    assert answered.startswith("#1 is open again. Its old channel is archived, so a new one is being created")
    assert {scene.person(JANE).id, scene.person(BOB).id} <= set(scene.channel.members)
    assert f"Earlier channel: <#{old}>" in text_of(scene.card)
    assert "reopened the incident. Update nudges are on. Next update by <!date^" in scene.posts()[-1].text
    assert "SEV1" in scene.channel.topic
    assert scene.card.ts in {pin.ts for pin in scene.channel.pins}
    assert f"Channel: <#{incident.channel}>" in scene.posts("incidents")[0].text
    told = [message.text for message in scene.person(JANE).sees("general") if message.to]
    assert f"SEV1 #1 continues in <#{incident.channel}>: Payment service degradation." in told


async def test_what_follows_goes_to_the_new_channel(scene: Scene) -> None:
    await archived(scene, "resolve Rolled back")
    await scene.run(JANE, "/incident reopen 1")
    await scene.deliver()
    await scene.run(JANE, "/incident status identified", scene.channel.name)
    await scene.run(JANE, "/incident update It is the pool", scene.channel.name)
    await scene.deliver()
    assert "*Status*\nIdentified" in text_of(scene.card)
    assert any("It is the pool" in message.text for message in scene.posts())
    assert scene.bot.services.outbox.failed_rows(1) == []


async def test_marks_in_the_channel_before_stay_on_the_timeline(scene: Scene) -> None:
    await scene.declare()
    old = scene.channel
    message = await scene.person(JANE).post(old.name, "It began at noon")
    await scene.run(JANE, "/incident private", old.name)
    await scene.person(JANE).submit({})
    await scene.deliver()
    await scene.person(JANE).react(message, "mag")
    await scene.deliver()
    assert (scene.entries[-1].text, scene.entries[-1].kind) == ("It began at noon", EntryKind.INVESTIGATION)


async def test_who_archives_an_open_incident_makes_its_declarer_hear_how_to_go_on(scene: Scene) -> None:
    old = await archived(scene)
    await scene.deliver()
    assert direct(scene, JANE)[-1].endswith("To continue in a new channel, type `/incident reopen #1` in any channel.")
    await scene.run(JANE, "/incident reopen 1")
    await scene.deliver()
    assert (scene.newest.status, scene.newest.channel_generation) == (Status.INVESTIGATING, 2)
    assert scene.newest.channel != old
    assert "opened this channel because the previous one was archived" in scene.posts()[-1].text


async def test_an_archived_channel_is_nudged_in_no_more_until_the_work_goes_on_elsewhere(scene: Scene) -> None:
    await archived(scene)
    await scene.after(minutes=60)
    assert scene.bot.services.outbox.failed_rows(1) == []
    await scene.run(JANE, "/incident reopen 1")
    await scene.after(minutes=1)
    assert len([message for message in scene.posts() if "update overdue" in message.text.casefold()]) == 1


async def test_nothing_is_drawn_anew_in_a_channel_that_became_public_history(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=15)
    old = scene.newest.channel
    await scene.run(JANE, "/incident status identified", scene.channel.name)
    await scene.run(JANE, "/incident private", scene.channel.name)
    await scene.person(JANE).submit({})
    await scene.deliver()
    shown = [(message.ts, message.text) for message in scene.posts(old)]
    await scene.run(JANE, "/incident update The key is revoked", scene.channel.name)
    await scene.run(JANE, "/incident status monitoring", scene.channel.name)
    await scene.deliver()
    assert [(message.ts, message.text) for message in scene.posts(old)] == shown
    assert scene.bot.services.outbox.failed_rows(1) == []


async def test_a_channel_brought_back_is_used_again(scene: Scene) -> None:
    old = await archived(scene, "resolve Rolled back")
    await scene.person(JANE).unarchive(old)
    await scene.calm()
    await scene.run(JANE, "/incident reopen", scene.channel.name)
    assert (scene.newest.channel, scene.newest.channel_generation, scene.newest.archived) == (old, 1, False)
    texts = [entry.text for entry in scene.bot.services.timeline.entries(1) if entry.kind is EntryKind.CHANNEL]
    assert [text.split(" ", 2)[2] for text in texts] == ["archived", "unarchived"]


async def test_an_archived_channel_that_nobody_heard_of_is_learned_from_the_refusal(scene: Scene) -> None:
    await scene.declare()
    scene.box.channel(scene.newest.channel).is_archived = True
    await scene.person(ALICE).press(scene.posts("incidents")[0], "Join")
    scene.bot.services.incidents.set_severity(1, "sev2", scene.bot.services.people.person(scene.person(JANE).id))
    await scene.deliver()
    assert scene.newest.archived
    await scene.run(JANE, "/incident reopen 1")
    await scene.deliver()
    assert "SEV2" in text_of(scene.card)
    assert scene.bot.services.outbox.failed_rows(1) == []


async def test_a_new_channel_whose_answer_is_lost_is_found_again_and_not_made_twice(scene: Scene) -> None:
    old = await archived(scene, "resolve Rolled back")
    scene.box.faults.lose_answer("conversations.create")
    await scene.run(JANE, "/incident reopen 1")
    await scene.after(minutes=2)
    names = sorted(channel.name for channel in scene.box.channels() if channel.name.startswith("inc-"))
    stem = "inc-20240115-payment-service-degradation"
    assert names == [stem, f"{stem}-2"]
    assert scene.newest.channel != old
    assert scene.bot.services.outbox.failed_rows(1) == []


# Private


async def made_private(scene: Scene) -> str:
    """A public incident with Jane and Bob in it, made private; the public channel's id."""
    await scene.declare()
    await scene.person(BOB).join(scene.channel.name)
    await scene.calm()
    old = scene.newest.channel
    await scene.run(JANE, "/incident private", scene.channel.name)
    assert await scene.person(JANE).submit({"Reason": "Customer names"}) == {}
    await scene.deliver()
    return old


async def test_a_public_incident_moves_to_a_private_channel_with_its_members(scene: Scene) -> None:
    old = await made_private(scene)
    assert scene.newest.private
    assert scene.channel.is_private
    assert scene.channel.id != old
    assert {scene.person(JANE).id, scene.person(BOB).id} <= set(scene.channel.members)
    assert scene.person(ALICE).id not in scene.channel.members or ALICE in str(scene.newest.services)
    assert "made this incident private" in scene.posts()[-1].text
    assert "Reason: Customer names" in scene.posts()[-1].text
    assert f"Earlier channel: <#{old}>" in text_of(scene.card)
    assert scene.card.blocks[0]["text"]["text"].startswith("🔴 SEV1 · 🔒 ")


async def test_the_public_places_say_only_that_it_was_made_private(scene: Scene) -> None:
    old = await made_private(scene)
    assert scene.posts("incidents")[0].text == "This incident was made private."
    assert "Payment" not in str(scene.posts("incidents")[0].blocks)
    assert text_of(scene.posts(old)[0]) == "This incident was made private."
    assert scene.posts(old)[-1].text == (
        "SEV1 #1: This incident is now private and continues in a new private channel. "
        "Muster is inviting the members of this channel to it, and tells anyone whom it can't invite. "
        "Earlier messages in this channel stay public."
    )


async def test_who_made_it_private_is_asked_once_more_and_told_what_stays_public(scene: Scene) -> None:
    await scene.declare()
    jane = scene.person(JANE)
    await jane.choose(scene.card, "more", "Make private…")
    assert jane.modal is not None
    assert "Earlier messages in this channel stay public" in str(jane.modal.blocks)
    assert not scene.newest.private
    old = scene.newest.channel
    await jane.submit({})
    await scene.calm()
    private = [message.text for message in jane.sees(old) if message.to == jane.id]
    assert private[-1].endswith(f"Earlier messages in <#{old}> stay public.")


async def test_after_the_move_nothing_is_said_in_public(scene: Scene) -> None:
    old = await made_private(scene)
    before = len(scene.posts(old)), len(scene.posts("incidents"))
    for typed in (
        "status identified",
        "update The key is out",
        "severity sev2",
        "rename Key leaked",
        "resolve Rolled back",
    ):
        await scene.run(JANE, f"/incident {typed}", scene.channel.name)
    await scene.after(minutes=60)
    assert (len(scene.posts(old)), len(scene.posts("incidents"))) == before
    shown = str([*scene.posts(old), *scene.posts("incidents")])
    assert "Key leaked" not in shown
    assert "The key is out" not in shown


async def test_without_a_private_channel_nothing_more_is_said_and_the_declarer_hears(scene: Scene) -> None:
    await scene.declare()
    old = scene.newest.channel
    scene.box.faults.fail("conversations.create", "restricted_action")
    await scene.run(JANE, "/incident private", scene.channel.name)
    await scene.person(JANE).submit({})
    before = len(scene.posts(old))
    scene.bot.services.incidents.set_severity(1, "sev2", scene.bot.services.people.person(scene.person(JANE).id))
    await scene.deliver()
    said = [message.text for message in scene.posts(old)[before:]]
    assert all("private" in text for text in said)
    assert "its private channel couldn't be created: a workspace setting" in direct(scene, JANE)[-1]
    assert "Nothing is posted until there is one." in direct(scene, JANE)[-1]
    await retry(scene)
    assert scene.channel.is_private
    assert "SEV2" in text_of(scene.card)


async def retry(scene: Scene) -> None:
    jane = scene.person(JANE)
    told: list[Message] = [message for message in jane.sees(jane.direct("Muster")) if message.bot_id]
    await jane.press(told[-1], "Retry")
    await scene.deliver()


async def test_a_private_incident_is_not_made_private_again(scene: Scene) -> None:
    await made_private(scene)
    await scene.run(JANE, "/incident private", scene.channel.name)
    refused = await scene.person(JANE).submit({})
    assert list(refused.values()) == ["#1 is already private. Invite people to its channel to give them access."]


async def test_who_comes_to_the_public_channel_later_is_no_member(scene: Scene) -> None:
    old = await made_private(scene)
    await scene.person(ALICE).join(old)
    await scene.calm()
    alice = scene.bot.services.people.person(scene.person(ALICE).id)
    assert not scene.bot.services.permissions.sees(alice, scene.newest)


async def test_a_command_in_the_channel_before_says_to_members_alone_where_to_type_it(scene: Scene) -> None:
    old = await made_private(scene)
    await scene.person(ALICE).join(old)
    told = await scene.run(BOB, "/incident resolve Rolled back", old)
    assert told == f"#1 continues in <#{scene.newest.channel}>. Type `/incident resolve #1 Rolled back`."
    outside = await scene.run(ALICE, "/incident resolve Rolled back", old)
    assert outside.startswith("This isn't an incident channel.")
    assert scene.newest.status is Status.INVESTIGATING
