"""Muster is removed from an incident's channel, over the wire: people are told, it comes back, and nothing is lost."""

import pytest

from bot.incidents.model import ChannelState, Status
from bot.timeline.model import EntryKind
from tests.handlers.conftest import Scene, text_of
from tests.handlers.delivery.delivery_scenarios import kind
from tests.handlers.slack.timeline.timeline_scenarios import BOB, JANE, away, noted, posted, stands

MUSTER = "Muster"


def direct(scene: Scene, name: str) -> list[str]:
    person = scene.person(name)
    return [message.text for message in person.sees(person.direct(MUSTER)) if message.bot_id]


async def private_one(scene: Scene) -> None:
    """A private incident with Jane and Bob in its channel."""
    await scene.declare()
    await scene.person(BOB).join(scene.channel)
    await scene.person(JANE).convert(scene.channel)
    await scene.deliver()


async def removed(scene: Scene) -> None:
    await scene.person(BOB).kick(scene.channel, MUSTER)
    await scene.deliver()


async def test_muster_comes_back_into_a_public_channel_by_itself(scene: Scene) -> None:
    await scene.declare()
    await scene.person(BOB).join(scene.channel)
    await removed(scene)
    assert scene.newest.channel_state is ChannelState.READY
    assert scene.box.space.bot.id in scene.channel.members
    await scene.run(JANE, "/incident update Rollback is running", scene.channel.name)
    await scene.deliver()
    assert "Rollback is running" in scene.posts()[-1].text
    assert noted(scene, EntryKind.CHANNEL) == [
        f"Muster removed from channel #{scene.channel.name}",
        f"Muster back in channel #{scene.channel.name}",
    ]


async def test_a_late_second_word_of_the_same_removal_changes_nothing(scene: Scene) -> None:
    await scene.declare()
    await scene.person(BOB).join(scene.channel)
    await removed(scene)
    left = scene.box.wire.envelopes("channel_left")[-1].sent["payload"]["event"]
    scene.box.space.tell({**left, "event_ts": scene.box.space.event_ts()}, scene.channel)
    await scene.deliver()
    assert len(noted(scene, EntryKind.CHANNEL)) == 2


async def test_whoever_leads_is_asked_once_for_an_invitation_to_a_private_channel(scene: Scene) -> None:
    await private_one(scene)
    await removed(scene)
    wanted = (
        f"Muster was removed from <#{scene.newest.channel}>, the channel of #1, and can't rejoin a private channel. "
        "To bring it back, type `/invite @Muster` there. Until then, Muster can't post there. It posts what is pending "
        "when it is back."
    )
    assert [each for each in direct(scene, JANE) if "removed" in each] == [wanted]
    async with away(scene):
        pass
    assert [each for each in direct(scene, JANE) if "removed" in each] == [wanted]


TYPED = (
    "/incident update Rollback is running",
    "/incident status identified",
    "/incident severity sev2",
    "/incident resolve Rolled back",
    "/incident task Write to the customers",
    "/incident commander",
    "/pir",
)


@pytest.mark.parametrize("typed", TYPED)
async def test_whoever_asks_for_something_meanwhile_reads_that_it_is_saved_and_not_posted(
    scene: Scene, typed: str
) -> None:
    await private_one(scene)
    if typed == "/pir":
        await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
        await scene.deliver()
    await removed(scene)
    before = len(scene.posts())
    said = await scene.run(JANE, typed, scene.channel.name)
    assert said.endswith(
        f"Saved, but not posted yet: Muster was removed from <#{scene.newest.channel}>. To bring it back, type "
        "`/invite @Muster` there. Pending messages are posted then."
    )
    assert len(scene.posts()) == before
    assert scene.bot.services.outbox.failed_rows(1) == [] or "rejoin" in str(scene.bot.services.outbox.failed_rows(1))


async def test_what_goes_to_one_person_waits_without_being_tried_again_and_again(scene: Scene) -> None:
    await private_one(scene)
    await scene.run(JANE, "/incident subscribe", scene.channel.name)
    await removed(scene)
    said = await scene.run(BOB, "/incident update Rollback is running", scene.channel.name)
    assert "Saved, but not posted yet" in said
    await scene.after(minutes=10)
    waiting = scene.bot.services.outbox.row(f"1/update/1/to/{scene.person(JANE).id}")
    assert waiting is not None
    assert waiting.attempts == 0
    assert "Rollback is running" not in "".join(direct(scene, JANE))
    await scene.person(JANE).invite(scene.channel, MUSTER)
    await scene.deliver()
    assert "Rollback is running" in "".join(direct(scene, JANE))


async def test_an_answer_to_one_person_that_would_wait_is_refused_with_the_way_out(scene: Scene) -> None:
    await private_one(scene)
    await removed(scene)
    said = await scene.run(JANE, "/incident timeline export", scene.channel.name)
    assert "`/invite @Muster`" in said


async def test_an_answer_to_one_person_about_a_public_incident_does_not_wait(scene: Scene) -> None:
    await scene.declare()
    await scene.person(BOB).join(scene.channel)
    scene.box.faults.fail("conversations.join", "restricted_action")
    await removed(scene)
    assert "Saved" not in await scene.run(JANE, "/incident timeline export", scene.channel.name)
    await scene.deliver()
    assert any(each.files for each in scene.person(JANE).sees(scene.person(JANE).direct(MUSTER)))


async def test_what_only_looks_says_nothing_of_it(scene: Scene) -> None:
    await private_one(scene)
    await removed(scene)
    for typed in ("show 1", "list", "help"):
        assert "Saved" not in await scene.run(JANE, f"/incident {typed}", scene.channel.name)


async def test_a_form_that_is_submitted_meanwhile_says_so_in_its_place(scene: Scene) -> None:
    await private_one(scene)
    jane = scene.person(JANE)
    await scene.run(JANE, "/incident update", scene.channel.name)
    await removed(scene)
    assert await jane.submit({"What changed": "Rollback is running"}) == {}
    await scene.calm()
    assert jane.modal is not None
    assert "Saved, but not posted yet" in str(jane.modal.json)
    assert [update.text for update in scene.bot.services.incidents.details(1).updates] == ["Rollback is running"]


async def test_a_button_that_is_pressed_meanwhile_is_answered(scene: Scene) -> None:
    await private_one(scene)
    card = scene.card
    await removed(scene)
    jane = scene.person(JANE)
    await jane.press(card, "Take command")
    await scene.calm()
    private = [message.text for message in jane.sees(scene.channel) if message.to == jane.id]
    assert private[-1].startswith("Saved, but not posted yet")


async def test_what_waited_is_posted_in_order_once_muster_is_invited(scene: Scene) -> None:
    await private_one(scene)
    await removed(scene)
    for typed in ("update one", "status identified", "update two"):
        await scene.run(JANE, f"/incident {typed}", scene.channel.name)
    await scene.deliver()
    before = len(scene.posts())
    await scene.person(JANE).invite(scene.channel, MUSTER)
    await scene.deliver()
    assert [kind(each) for each in scene.posts()[before:] if "away" not in kind(each)] == [
        "1/update/1",
        "1/line/5",
        "1/update/2",
    ]
    assert "*Status*\nIdentified" in text_of(scene.card)
    assert scene.newest.channel_state is ChannelState.READY
    assert scene.bot.services.outbox.failed_rows(1) == []


async def test_the_channel_is_read_back_once_muster_is_in_it_again(scene: Scene) -> None:
    await private_one(scene)
    said = await posted(scene, JANE, "The pool is exhausted")
    await removed(scene)
    await scene.person(BOB).react(said, "wrench")
    await scene.deliver()
    assert not stands(scene, said)
    await scene.person(JANE).invite(scene.channel, MUSTER)
    await scene.deliver()
    assert stands(scene, said)


async def quietly(scene: Scene) -> None:
    """Muster is removed and hears nothing of it."""
    listen, scene.box.space.listen = scene.box.space.listen, lambda _happening: None
    await scene.person(BOB).kick(scene.channel, MUSTER)
    scene.box.space.listen = listen
    await scene.calm()


async def test_a_removal_that_nobody_heard_of_is_learned_from_the_refusal_and_nothing_fails(scene: Scene) -> None:
    await scene.declare()
    await scene.person(BOB).join(scene.channel)
    await quietly(scene)
    for text in ("one", "two"):
        await scene.run(JANE, f"/incident update {text}", scene.channel.name)
    await scene.deliver()
    assert [kind(each) for each in scene.posts()] == ["1/card", "1/update/1", "1/update/2"]
    assert scene.bot.services.outbox.failed_rows(1) == []


async def test_one_invited_again_during_an_absence_is_back_after_it(scene: Scene) -> None:
    await private_one(scene)
    await removed(scene)
    await scene.run(JANE, "/incident update one", scene.channel.name)
    await scene.deliver()
    async with away(scene):
        await scene.person(JANE).invite(scene.channel, MUSTER)
    assert scene.newest.channel_state is ChannelState.READY
    assert any("one" in each.text for each in scene.posts())


async def test_one_removed_during_an_absence_is_back_after_it(scene: Scene) -> None:
    await scene.declare()
    await scene.person(BOB).join(scene.channel)
    async with away(scene):
        await scene.person(BOB).kick(scene.channel, MUSTER)
    await scene.deliver()
    assert scene.newest.channel_state is ChannelState.READY
    assert scene.box.space.bot.id in scene.channel.members


async def test_a_message_that_slack_refuses_although_muster_is_there_fails_in_the_end(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.fail("chat.postMessage", "not_in_channel", times=100)
    await scene.run(JANE, "/incident update one", scene.channel.name)
    await scene.after(minutes=2)
    assert "1/update/1" in [row.key for row in scene.bot.services.outbox.failed_rows(1)]


async def test_a_rename_that_muster_did_not_see_is_known_all_the_same(scene: Scene) -> None:
    await private_one(scene)
    await removed(scene)
    about = {"id": scene.newest.channel, "name": "inc-vault", "created": 0}
    scene.box.space.tell({"type": "channel_rename", "channel": about})
    await scene.calm()
    assert scene.newest.channel_name == "inc-vault"
    scene.channel.name = "inc-vault-keys"
    await scene.person(JANE).invite(scene.channel, MUSTER)
    await scene.deliver()
    assert scene.newest.channel_name == "inc-vault-keys"


# Elsewhere


async def test_the_announcements_go_on_where_muster_was_removed_from_their_channel(scene: Scene) -> None:
    await scene.declare()
    for typed in ("update one", "status identified"):
        await scene.person(BOB).kick("incidents", MUSTER)
        await scene.run(JANE, f"/incident {typed}", scene.channel.name)
        await scene.deliver()
    announced, update = scene.posts("incidents")
    assert "Identified" in announced.text
    assert "one" in text_of(update)
    assert scene.bot.services.outbox.failed_rows(1) == []


async def test_the_public_channel_is_withdrawn_although_muster_was_removed_from_it(scene: Scene) -> None:
    await scene.declare()
    old = scene.newest.channel
    await scene.person(BOB).join(old)
    await scene.run(JANE, "/incident private", scene.channel.name)
    await quietly(scene)
    await scene.person(JANE).submit({})
    await scene.deliver()
    assert scene.posts(old)[0].text == "This incident was made private."
    assert scene.bot.services.outbox.failed_rows(1) == []


async def test_a_new_channel_for_announcements_is_found_where_the_old_one_was_archived(scene: Scene) -> None:
    await scene.declare()
    old = scene.box.channel("incidents")
    old.name, old.is_archived = "incidents-old", True
    await scene.person(JANE).create("incidents")
    await scene.declare("sev2 Login page blank")
    assert "Login page blank" in scene.posts("incidents")[-1].text


# Archived


async def test_what_is_asked_for_while_the_channel_is_archived_waits_and_people_read_how_to_go_on(scene: Scene) -> None:
    await scene.declare()
    await scene.person(JANE).archive(scene.channel)
    await scene.calm()
    said = await scene.run(JANE, "/incident update 1 Rollback is running")
    assert said.endswith(
        f"Saved, but not posted: <#{scene.newest.channel}> is archived. To continue in a new channel, type "
        "`/incident reopen #1`."
    )
    await scene.deliver()
    await scene.person(JANE).unarchive(scene.channel)
    await scene.deliver()
    assert any("Rollback is running" in each.text for each in scene.posts())
    assert scene.newest.status is Status.INVESTIGATING


async def test_a_public_channel_that_slack_does_not_let_muster_rejoin_is_not_called_private(scene: Scene) -> None:
    await scene.declare()
    await scene.person(BOB).join(scene.channel)
    scene.box.faults.fail("conversations.join", "restricted_action", times=99)
    await removed(scene)
    [asked] = [each for each in direct(scene, JANE) if "removed" in each]
    assert "and can't rejoin it: a workspace setting blocks this. Ask " in asked


async def test_what_is_done_elsewhere_meanwhile_is_answered_with_one_sentence(scene: Scene) -> None:
    await private_one(scene)
    await removed(scene)
    said = await scene.run(JANE, "/incident update 1 Rollback is running")
    assert said.startswith("Saved, but not posted yet")
    assert said.count("Saved") == 1
    assert "Done" not in said


async def test_an_export_of_a_private_incident_is_refused_meanwhile(scene: Scene) -> None:
    await private_one(scene)
    await removed(scene)
    said = await scene.run(JANE, "/incident timeline export", scene.channel.name)
    assert "Muster was removed from the incident's channel. To bring it back, type `/invite @Muster` there." in said
    assert scene.bot.delivery.next_due is None
