"""What Slack refuses reaches the person who asked for it, over the wire."""

import pytest

from sandbox import Message
from sandbox.socket.faults import Fault
from tests.handlers.conftest import Scene, buttons, text_of
from tests.handlers.delivery.delivery_scenarios import kind

JANE, BOB, ALICE, MUSTER = "Jane Smith", "Bob Kim", "Alice Chen", "Muster"
REFUSED = ("restricted_action", "msg_too_long", "no_permission", "blocked_by_dlp")
TYPED = (
    "commander",
    "role communications @alice",
    "handover @alice",
    "status identified",
    "severity sev2",
    "task Write to the customers",
    "rename Search is down",
    "resolve Rolled back",
)


def told(scene: Scene, name: str) -> list[Message]:
    person = scene.person(name)
    return [message for message in person.sees(person.direct(MUSTER)) if message.bot_id]


def private(scene: Scene, name: str) -> list[str]:
    person = scene.person(name)
    return [message.text for message in person.sees(scene.channel) if message.to == person.id]


async def refused(scene: Scene, typed: str, error: str = "restricted_action", by: str = BOB) -> list[str]:
    """What somebody is told directly whose command can't be shown."""
    before = len(told(scene, by))
    scene.box.faults.refuse_posts(scene.channel.id, error)
    await scene.run(by, f"/incident {typed}", scene.channel.name)
    await scene.deliver()
    scene.box.faults.refuse_posts(scene.channel.id, "")
    return [text_of(each) for each in told(scene, by)[before:]]


@pytest.mark.parametrize("typed", TYPED)
async def test_whoever_typed_a_line_that_slack_refuses_is_told_directly(scene: Scene, typed: str) -> None:
    await scene.declare()
    if typed.startswith("handover"):
        await scene.run(BOB, "/incident commander", scene.channel.name)
    [said] = await refused(scene, typed)
    assert f"(#1) in <#{scene.channel.id}>: a workspace setting blocks this." in said
    assert "It is saved. Press Retry once that is fixed." in said
    assert buttons(told(scene, BOB)[-1]) == ["Retry"]
    assert "a workspace setting blocks this." in text_of(scene.card)
    await scene.person(BOB).press(told(scene, BOB)[-1], "Retry")
    await scene.deliver()
    assert "a workspace setting" not in text_of(scene.card)


@pytest.mark.parametrize("error", REFUSED)
async def test_any_refusal_is_told(scene: Scene, error: str) -> None:
    await scene.declare()
    [said] = await refused(scene, "status identified", error)
    assert said.startswith("Couldn't post what changed for SEV1 Payment service degradation (#1)")


async def test_a_review_that_slack_refuses_is_told_to_whoever_asked_for_it(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.deliver()
    scene.box.faults.fail("chat.postMessage", "restricted_action")
    await scene.run(BOB, "/pir", scene.channel.name)
    await scene.deliver()
    [said] = [text_of(each) for each in told(scene, BOB)]
    assert said.startswith("Couldn't post the review for SEV1 Payment service degradation (#1)")


async def test_it_is_told_once_in_an_outage_to_each_person_and_again_in_the_next(scene: Scene) -> None:
    await scene.declare()
    assert len(await refused(scene, "status identified")) == 1
    assert await refused(scene, "severity sev2") == []
    assert len(await refused(scene, "status mitigating", by=ALICE)) == 1
    await scene.run(BOB, "/incident commander", scene.channel.name)
    await scene.deliver()
    assert len(await refused(scene, "severity sev3")) == 1


async def test_a_copy_below_the_announcement_that_slack_refuses_is_told_to_the_author(scene: Scene) -> None:
    await scene.declare()
    scene.box.channel("incidents").members.remove(scene.box.space.bot.id)
    scene.box.faults.fail("conversations.join", "restricted_action")
    await scene.run(BOB, "/incident update Rollback is running", scene.channel.name)
    await scene.deliver()
    assert [kind(each) for each in scene.posts()][-1] == "1/update/1"
    assert "Update 1 in the announcement's thread failed" in text_of(told(scene, BOB)[-1])


# The channel itself, unheard of


@pytest.mark.parametrize("typed", ["status identified", "update Rollback is running", "task Write to the customers"])
async def test_whoever_is_the_first_to_type_after_a_removal_that_nobody_told_of_learns_that_it_waits(
    scene: Scene, typed: str
) -> None:
    await scene.declare()
    await scene.person(BOB).join(scene.channel)
    scene.box.faults.fail("conversations.join", "restricted_action")
    scene.channel.members.remove(scene.box.space.bot.id)
    await scene.run(BOB, f"/incident {typed}", scene.channel.name)
    await scene.deliver()
    said = (
        f"Saved, but not posted yet: Muster was removed from <#{scene.channel.id}>. To bring it back, type "
        "`/invite @Muster` there. Pending messages are posted then."
    )
    assert [each.text for each in told(scene, BOB)] == [said]
    assert any("can't rejoin it" in each.text for each in told(scene, JANE))


async def test_whoever_types_first_in_a_channel_that_was_archived_unheard_learns_that_it_waits(scene: Scene) -> None:
    await scene.declare()
    await scene.person(BOB).join(scene.channel)
    scene.channel.is_archived = True
    await scene.run(BOB, "/incident status identified", scene.channel.name)
    await scene.deliver()
    assert [each.text for each in told(scene, BOB)] == [
        f"Saved, but not posted: <#{scene.channel.id}> is archived. To continue in a new channel, type "
        "`/incident reopen #1`."
    ]


# Retry


async def test_whoever_presses_retry_learns_that_it_failed_again_at_each_press(scene: Scene) -> None:
    await scene.declare()
    await refused(scene, "status identified")
    for presses in (1, 2):
        scene.box.faults.fail("chat.postMessage", "restricted_action")
        await scene.person(ALICE).press(scene.card, "Retry")
        await scene.deliver()
        assert len(told(scene, ALICE)) == presses
        assert text_of(told(scene, ALICE)[-1]).startswith("Couldn't post what changed for SEV1")
        assert buttons(told(scene, ALICE)[-1]) == ["Retry"]
    assert len(told(scene, BOB)) == 1
    await scene.person(ALICE).press(scene.card, "Retry")
    await scene.deliver()
    assert len(told(scene, ALICE)) == 2
    assert kind(scene.posts()[-1]).startswith("1/line/")


async def test_whoever_pressed_retry_and_typed_it_is_told_once(scene: Scene) -> None:
    await scene.declare()
    for typed in ("status identified", "update Rollback is running"):
        await refused(scene, typed)
    before = len(told(scene, BOB))
    scene.box.faults.fail("chat.postMessage", "restricted_action", times=2)
    await scene.person(BOB).press(scene.card, "Retry")
    await scene.deliver()
    assert len(told(scene, BOB)) == before + 1


async def test_two_people_who_press_retry_at_once_are_both_told(scene: Scene) -> None:
    await scene.declare()
    await refused(scene, "status identified")
    card = scene.card
    with scene.box.faults.hold("chat.postMessage"):
        scene.box.faults.fail("chat.postMessage", "restricted_action")
        await scene.person(ALICE).press(card, "Retry")
        await scene.person(JANE).press(card, "Retry")
    await scene.deliver()
    assert private(scene, JANE)[-1] == "Retrying."
    for name in (ALICE, JANE):
        assert "Couldn't post what changed" in text_of(told(scene, name)[-1])


async def test_whoever_retries_a_channel_that_slack_refuses_is_told_why_and_not_only_who_leads(scene: Scene) -> None:
    scene.box.faults.fail("conversations.create", "restricted_action")
    await scene.declare()
    await scene.run(BOB, "/incident show 1")
    bob = scene.person(BOB)
    shown = [each for each in bob.sees("general") if each.to == bob.id][-1]
    for presses in (1, 2):
        scene.box.faults.fail("conversations.create", "restricted_action")
        await bob.press(shown, "Retry")
        await scene.deliver()
        assert len(told(scene, BOB)) == presses
        assert "channel couldn't be created: a workspace setting blocks this." in text_of(told(scene, BOB)[-1])
    warnings = [each for each in told(scene, JANE) if "couldn't be created" in each.text]
    assert len(warnings) == 3


async def stale_card(scene: Scene, *unreached: str) -> None:
    """Bob commands an incident whose card can't be drawn, and these people get no direct messages."""
    await scene.declare()
    await scene.run(BOB, "/incident commander", scene.channel.name)
    await scene.deliver()
    for name in unreached:
        scene.box.faults.refuse_posts(scene.person(name).id, "cannot_dm_bot")
    scene.box.faults.fail("chat.update", "invalid_blocks", times=3)
    await scene.run(ALICE, "/incident rename Search is slow", scene.channel.name)
    await scene.deliver()


async def test_a_failure_that_its_addressee_cannot_be_told_goes_to_the_next_in_line(scene: Scene) -> None:
    await stale_card(scene, BOB)
    assert any("Couldn't update the card for SEV1" in text_of(each) for each in told(scene, JANE))


async def test_a_failure_that_nobody_can_be_told_directly_is_said_in_the_channel(scene: Scene) -> None:
    await stale_card(scene, BOB, JANE)
    [said] = [text_of(each) for each in scene.posts() if "couldn't tell anyone by direct message" in text_of(each)]
    assert "Couldn't update the card: Slack refused its layout." in said


async def test_a_refused_export_is_told_to_whoever_asked_for_it(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.fail("files.getUploadURLExternal", "missing_scope", times=3)
    await scene.run(BOB, "/incident timeline export", scene.channel.name)
    await scene.deliver()
    [said] = [text_of(each) for each in told(scene, BOB)]
    assert said.startswith("Timeline export failed for SEV1 Payment service degradation (#1)")


async def test_someone_whom_slack_does_not_remove_is_told(scene: Scene) -> None:
    await scene.declare()
    await scene.person(BOB).join(scene.channel.name)
    scene.box.faults.fail("conversations.kick", "restricted_action")
    await scene.run(BOB, "/incident leave", scene.channel.name)
    await scene.deliver()
    assert any("a workspace setting blocks this." in text_of(each) for each in told(scene, BOB))


async def test_a_refused_announcement_is_told_to_the_person_leading(scene: Scene) -> None:
    scene.box.faults.refuse_posts(scene.box.channel("incidents").id, "restricted_action")
    await scene.declare()
    assert any(text_of(each).startswith("Announcement failed for SEV1") for each in told(scene, JANE))


async def test_a_review_that_reaches_nobody_is_told_to_whoever_shared_it(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.run(JANE, "/pir", scene.channel.name)
    await scene.deliver()
    alice = scene.person(ALICE)
    for place in (alice.id, alice.direct(MUSTER).id):
        scene.box.faults.refuse_posts(place, "cannot_dm_bot")
    await scene.run(JANE, "/pir share", scene.channel.name)
    await scene.person(JANE).submit({"Share with": [ALICE]})
    await scene.deliver()
    assert any(text_of(each).startswith("Couldn't share the review") for each in told(scene, JANE))


def only(scene: Scene, **answers: str) -> None:
    """From now on Slack answers these methods, with a dot for each underscore, with an error."""
    methods = {method.replace("_", "."): error for method, error in answers.items()}

    def decided(method: str) -> Fault | None:
        return Fault(answer={"ok": False, "error": methods[method]}) if method in methods else None

    scene.box.faults.decide_by(decided)


@pytest.mark.parametrize("error", ["edit_window_closed", "restricted_action", "cant_update_message"])
async def test_an_announcement_that_must_not_be_read_and_cant_be_edited_is_deleted(scene: Scene, error: str) -> None:
    await scene.declare()
    only(scene, chat_update=error)
    await scene.run(JANE, "/incident private", scene.channel.name)
    await scene.person(JANE).submit({})
    await scene.deliver()
    assert scene.posts("incidents") == []


@pytest.mark.parametrize("error", ["edit_window_closed", "cant_update_message"])
async def test_an_announcement_that_stays_readable_is_told_to_the_commander_and_who_made_it_private(
    scene: Scene, error: str
) -> None:
    await scene.declare()
    for name in (BOB, ALICE):
        await scene.person(name).join(scene.channel.name)
    await scene.run(BOB, "/incident commander", scene.channel.name)
    await scene.deliver()
    only(scene, chat_update=error, chat_delete="cant_delete_message")
    await scene.run(ALICE, "/incident private", scene.channel.name)
    await scene.person(ALICE).submit({})
    await scene.deliver()
    for name in (BOB, ALICE):
        assert any("It still shows the title and severity in public." in text_of(each) for each in told(scene, name))


@pytest.mark.parametrize("error", ["edit_window_closed", "is_inactive", "cant_update_message"])
async def test_a_line_that_is_posted_is_not_said_to_be_missing(scene: Scene, error: str) -> None:
    await scene.declare()
    cards = len(scene.posts())
    only(scene, chat_update=error)
    for status in ("identified", "mitigating", "monitoring"):
        await scene.run(BOB, f"/incident status {status}", scene.channel.name)
        await scene.deliver()
    assert len(scene.posts()) == cards + 3
    assert [text_of(each) for each in told(scene, BOB)] == []
    [said] = [text_of(each) for each in told(scene, JANE)]
    assert said.startswith("Couldn't update the card for SEV1")


async def test_a_post_that_slack_answers_without_its_time_is_looked_for_and_not_repeated(scene: Scene) -> None:
    await scene.declare()
    left = [Fault(answer={"ok": True})]
    scene.box.faults.decide_by(lambda method: left.pop() if left and method == "chat.postMessage" else None)
    await scene.run(BOB, "/incident update The pool is full", scene.channel.name)
    await scene.deliver()
    await scene.after(minutes=2)
    assert sum("The pool is full" in text_of(each) for each in scene.posts() if each.ts != scene.card.ts) == 1
