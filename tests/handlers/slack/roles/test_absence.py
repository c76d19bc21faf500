"""People with duties who aren't there: deactivated accounts, and commanders who left the channel."""

from dataclasses import replace

from bot.review.approval import attendees
from demo.stage import on_stage
from sandbox import Message, Profile
from sandbox.workspace.ids import slack_id
from sandbox.workspace.workspace import add_person
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene, buttons, text_of
from tests.handlers.slack.timeline.timeline_scenarios import ALICE, BOB, JANE, away

DEACTIVATED = "Bob Kim's account is deactivated. Still assigned to them: "
LEFT = "Bob Kim left the channel and is still incident commander."


async def bob_commands(scene: Scene, *verbs: str) -> None:
    await scene.declare()
    for verb in ("commander @bob", *verbs):
        await scene.run(JANE, f"/incident {verb}", scene.channel.name)
    await scene.deliver()


def lines(scene: Scene, start: str) -> list[Message]:
    return [each for each in scene.posts() if text_of(each).startswith(start)]


def mention(scene: Scene, name: str) -> str:
    return f"<@{scene.person(name).id}>"


def direct_messages(scene: Scene, name: str) -> list[Message]:
    person = scene.person(name)
    return person.sees(person.direct("Muster"))


async def test_a_deactivated_commander_is_said_to_be_so_and_the_next_in_line_is_asked(scene: Scene) -> None:
    await bob_commands(scene, "role scribe @bob", "task Watch the graphs @bob", "action Write it up @bob")
    await scene.person(BOB).deactivate()
    await scene.deliver()
    assert "Bob Kim (deactivated)" in text_of(scene.card)
    assert "Take command" in buttons(scene.card)
    [line] = lines(scene, DEACTIVATED)
    assert text_of(line).startswith(
        f"{DEACTIVATED}incident commander, scribe, 1 open task, 1 open action item. {mention(scene, JANE)}, "
        "can you take over or choose someone?"
    )
    assert buttons(line) == ["Take over", "Roles", "Tasks", "Action items"]
    await scene.person(ALICE).press(line, "Take over")
    await scene.deliver()
    assert scene.newest.commander == scene.bot.services.people.person(scene.person(ALICE).id)


async def test_it_is_said_once(scene: Scene) -> None:
    await bob_commands(scene)
    for again_active in (False, True, False, False):
        await scene.person(BOB).deactivate(again_active=again_active)
        await scene.deliver()
        assert ("Bob Kim (deactivated)" in text_of(scene.card)) is not again_active
    async with away(scene):
        pass
    await scene.after(minutes=20)
    assert len(lines(scene, DEACTIVATED)) == 1
    assert len(lines(scene, "Bob Kim's account is active again.")) == 1


async def test_a_handover_to_someone_who_is_deactivated_is_withdrawn_at_once(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident commander", scene.channel.name)
    await scene.run(JANE, "/incident handover @bob", scene.channel.name)
    await scene.deliver()
    await scene.person(BOB).deactivate()
    await scene.deliver()
    assert scene.newest.handover is None
    said = [each for each in scene.posts() if "because the account of Bob Kim is deactivated" in text_of(each)]
    assert f"{mention(scene, JANE)} is still incident commander." in text_of(said[-1])
    assert not any("Decline" in buttons(each) for each in scene.posts())


async def test_a_commander_who_becomes_a_guest_is_asked_about(scene: Scene) -> None:
    await bob_commands(scene)
    bob = scene.person(BOB)
    bob.user.is_restricted = True
    await bob.change_profile(title="Contractor")
    await scene.deliver()
    [line] = lines(scene, "Bob Kim is now a guest, who can't lead the incident, and is still incident commander.")
    assert f"{mention(scene, JANE)}, can you take over or choose someone?" in text_of(line)


async def test_nudges_go_to_the_next_in_line(scene: Scene) -> None:
    await bob_commands(scene)
    await scene.person(BOB).deactivate()
    await scene.deliver()
    before = len(direct_messages(scene, BOB))
    told = len(scene.posts())
    await scene.after(minutes=16)
    [nudge] = [each for each in scene.posts()[told:] if "Update overdue" in text_of(each)]
    assert mention(scene, JANE) in text_of(nudge)
    await scene.after(minutes=60)
    assert all(mention(scene, BOB) not in text_of(each) for each in scene.posts()[told:])
    assert len(direct_messages(scene, BOB)) == before


async def test_where_everyone_responsible_is_deactivated_the_channel_is_asked(scene: Scene) -> None:
    await scene.declare("sev1 Payments fail", by=BOB)
    await scene.run(BOB, "/incident commander", scene.channel.name)
    await scene.person(BOB).deactivate()
    await scene.deliver()
    told = len(scene.posts())
    for _ in range(4):
        await scene.after(minutes=15)
        [nudge] = [each for each in scene.posts()[told:] if "Update overdue" in text_of(each)]
        assert "Who can take over?" in text_of(nudge)
        assert mention(scene, BOB) not in text_of(nudge)
        assert "Also sent to" not in text_of(nudge)


async def test_a_commander_removed_from_a_private_channel_is_asked_no_more(scene: Scene) -> None:
    await bob_commands(scene)
    await scene.person(JANE).convert(scene.channel)
    await scene.deliver()
    await scene.person(BOB).leave(scene.channel)
    await scene.deliver()
    told = len(scene.posts())
    await scene.after(minutes=16)
    [nudge] = [each for each in scene.posts()[told:] if "Update overdue" in text_of(each)]
    assert mention(scene, BOB) not in text_of(nudge)
    assert mention(scene, JANE) in text_of(nudge)


async def test_who_is_deactivated_while_muster_is_down_is_found_at_the_start(scene: Scene) -> None:
    await bob_commands(scene)
    async with away(scene):
        await scene.person(BOB).deactivate()
    assert len(lines(scene, f"{DEACTIVATED}incident commander. {mention(scene, JANE)}")) == 1
    assert "Bob Kim (deactivated)" in text_of(scene.card)


async def test_someone_without_duties_is_not_mentioned(scene: Scene) -> None:
    await bob_commands(scene)
    await scene.person(ALICE).deactivate()
    await scene.deliver()
    assert not [each for each in scene.posts() if "deactivated" in text_of(each)]


async def test_an_action_item_of_a_deactivated_owner_is_asked_for_in_the_channel(scene: Scene) -> None:
    await bob_commands(scene, "commander", "action Write it up @bob P1 tomorrow")
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.deliver()
    await scene.person(BOB).deactivate()
    await scene.deliver()
    await scene.after(minutes=4 * 24 * 60)
    asked = [each for each in scene.posts() if "Write it up, Bob Kim" in text_of(each)]
    assert asked
    assert all(mention(scene, JANE) in text_of(each) for each in asked)
    assert not [each for each in direct_messages(scene, BOB) if "Write it up" in text_of(each)]


async def test_a_deactivated_subscriber_gets_nothing_more(scene: Scene) -> None:
    await bob_commands(scene)
    await scene.run(ALICE, "/incident subscribe", scene.channel.name)
    await scene.person(ALICE).deactivate()
    await scene.run(JANE, "/incident update Rolled back", scene.channel.name)
    await scene.deliver()
    assert not [each for each in direct_messages(scene, ALICE) if "Rolled back" in text_of(each)]
    assert "failed" not in text_of(scene.card)


# A commander who leaves


async def test_a_commander_who_leaves_the_channel_is_asked_about(scene: Scene) -> None:
    await bob_commands(scene)
    await scene.person(BOB).leave(scene.channel)
    await scene.deliver()
    [line] = lines(scene, LEFT)
    assert f"{mention(scene, JANE)}, can you take over or choose someone?" in text_of(line)
    assert buttons(line) == ["Take over"]
    await scene.person(JANE).press(line, "Take over")
    await scene.calm()
    await scene.person(JANE).submit()
    await scene.deliver()
    assert scene.newest.commander == scene.newest.declared_by


async def test_so_is_one_who_left_while_muster_was_down(scene: Scene) -> None:
    await bob_commands(scene)
    async with away(scene):
        await scene.person(BOB).leave(scene.channel)
    await scene.deliver()
    assert len(lines(scene, LEFT)) == 1


async def test_nobody_is_asked_about_when_someone_else_leaves_or_it_is_over(scene: Scene) -> None:
    await bob_commands(scene)
    await scene.person(ALICE).leave(scene.channel)
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.person(BOB).leave(scene.channel)
    await scene.deliver()
    assert not [each for each in scene.posts() if "left the channel" in text_of(each)]


async def test_anyone_with_a_role_is_asked_about_who_leaves_or_becomes_a_guest(scene: Scene) -> None:
    await bob_commands(scene, "role scribe @alice", "role communications @alice")
    await scene.person(ALICE).leave(scene.channel)
    await scene.deliver()
    [line] = lines(scene, "Alice Chen left the channel and is still scribe, communications lead.")
    assert f"{mention(scene, BOB)}, can you take over or choose someone?" in text_of(line)
    assert buttons(line) == ["Roles"]
    await become_guest(scene, ALICE)
    [line] = lines(scene, "Alice Chen is now a guest, who can't lead the incident, and is still scribe")
    assert f"{mention(scene, BOB)}, can you take over or choose someone?" in text_of(line)
    assert text_of(scene.card).count("Alice Chen (guest)") == 2


async def test_a_guest_commander_is_asked_nothing_and_anyone_may_take_over(scene: Scene) -> None:
    await bob_commands(scene)
    await become_guest(scene, BOB)
    told, direct = len(scene.posts()), len(direct_messages(scene, BOB))
    for _ in range(5):
        await scene.after(minutes=15)
    nudges = [each for each in scene.posts()[told:] if "Update overdue" in text_of(each)]
    assert nudges
    assert all(mention(scene, BOB) not in text_of(each) for each in nudges)
    assert "Jane Smith" in text_of(nudges[-1])
    assert len(direct_messages(scene, BOB)) == direct
    assert "Bob Kim (guest)" in text_of(scene.card)
    await become_guest(scene, BOB, again_member=True)
    assert "(guest)" not in text_of(scene.card)
    await become_guest(scene, BOB)
    assert len(lines(scene, "Bob Kim is now a guest")) == 2
    await scene.person(ALICE).press(scene.card, "Take command")
    await scene.deliver()
    assert scene.newest.commander == scene.bot.services.people.person(scene.person(ALICE).id)


async def test_a_declarer_without_commander_is_said_to_be_deactivated(scene: Scene) -> None:
    await scene.declare("sev3 Search is slow", by=BOB)
    await scene.run(JANE, "/incident role communications", scene.channel.name)
    await scene.person(BOB).deactivate()
    await scene.deliver()
    [line] = lines(scene, "Bob Kim's account is deactivated. They declared")
    assert text_of(line).startswith(
        "Bob Kim's account is deactivated. They declared the incident, and there is no incident commander yet. "
        f"{mention(scene, JANE)}, can you take over or choose someone?"
    )
    assert buttons(line) == ["Take command"]
    await scene.person(JANE).press(line, "Take command")
    await scene.deliver()
    assert scene.newest.commander == scene.bot.services.people.person(scene.person(JANE).id)


# After the resolution


async def resolved(scene: Scene) -> None:
    await bob_commands(scene, "role scribe @bob", "action Write it up @bob")
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.deliver()


async def test_who_owes_the_review_and_action_items_is_said_to_be_deactivated_after_the_resolution(
    scene: Scene,
) -> None:
    await resolved(scene)
    await scene.person(BOB).deactivate()
    await scene.deliver()
    [line] = lines(scene, DEACTIVATED)
    assert text_of(line).startswith(
        f"{DEACTIVATED}the review, scribe, 1 open action item. {mention(scene, JANE)}, can you take over"
    )
    assert buttons(line) == ["Post review", "Action items"]
    await scene.after(minutes=3 * 24 * 60)
    asked = [each for each in scene.posts() if "/nudge/" in str(each.metadata)]
    assert asked
    assert all(mention(scene, BOB) not in text_of(each) for each in asked)
    assert any(mention(scene, JANE) in text_of(each) for each in asked)
    assert len(lines(scene, DEACTIVATED)) == 1


async def test_in_an_archived_channel_the_next_in_line_is_told_directly_once(scene: Scene) -> None:
    await resolved(scene)
    await scene.person(JANE).archive(scene.channel)
    await scene.deliver()
    before = len(direct_messages(scene, JANE))
    for again_active in (False, True, False):
        await scene.person(BOB).deactivate(again_active=again_active)
        await scene.deliver()
    first, second = [each for each in direct_messages(scene, JANE)[before:] if "Bob Kim's account" in text_of(each)]
    assert text_of(first).startswith("SEV1 Payment service degradation (#1): Bob Kim's account is active again.")
    assert f"{DEACTIVATED}the review, scribe, 1 open action item. {mention(scene, JANE)}, can" in text_of(second)
    assert buttons(second) == ["Post review"]


async def test_in_an_archived_channel_reminders_go_to_whoever_is_left_and_never_to_nobody() -> None:
    policy = replace(POLICY, fallback_responders={"sev1": (slack_id("U", 3),)})
    async with on_stage(list(PEOPLE), START, policy) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare("sev1 Payments fail", by=BOB)
        await scene.run(BOB, "/incident resolve Rolled back", scene.channel.name)
        await scene.deliver()
        await scene.person(JANE).archive(scene.channel)
        await scene.person(BOB).deactivate()
        await scene.deliver()
        before = [len(direct_messages(scene, name)) for name in (ALICE, BOB)]
        await scene.after(minutes=4 * 24 * 60)
        got = [direct_messages(scene, name)[known:] for name, known in zip((ALICE, BOB), before, strict=True)]
        assert [["overdue" in each.text for each in told] for told in got] == [[True], []]
        assert scene.bot.services.outbox.failed_rows(1) == []


async def test_a_deactivated_person_is_not_suggested_for_sharing_the_review(scene: Scene) -> None:
    await resolved(scene)
    await scene.person(BOB).deactivate()
    await scene.deliver()
    assert [each.name for each in attendees(scene.newest)] == [JANE]


async def test_nobody_is_asked_for_what_is_done(scene: Scene) -> None:
    await bob_commands(scene)
    await scene.run(JANE, "/incident cancel Planned work", scene.channel.name)
    await scene.person(BOB).deactivate()
    await scene.deliver()
    assert not lines(scene, DEACTIVATED)


# The same person again and again


async def test_each_deactivation_is_one_sentence_and_a_new_name_is_the_same_person(scene: Scene) -> None:
    await bob_commands(scene)
    for again_active in (False, True, False, True, False):
        await scene.person(BOB).deactivate(again_active=again_active)
        await scene.deliver()
    bob = scene.person(BOB)
    for name in ("Robert Kim", "Robert Kim-Chen"):
        await bob.change_profile(name=name)
        await scene.deliver()
    await scene.after(minutes=60)
    assert len([each for each in scene.posts() if "account is deactivated" in text_of(each)]) == 1
    assert len([each for each in scene.posts() if "account is active again" in text_of(each)]) == 2
    assert "Robert Kim-Chen (deactivated)" in text_of(scene.card)


async def test_the_same_person_under_a_new_account_is_somebody_else(scene: Scene) -> None:
    """Slack merges accounts by deactivating one; the email address then belongs to the other."""
    await bob_commands(scene)
    add_person(scene.box.state, Profile("Bob Kim II", "bob2", email="bob@example.com"))
    await scene.person("Bob Kim II").change_profile(title="SRE")
    await scene.person(BOB).deactivate()
    await scene.deliver()
    [line] = lines(scene, DEACTIVATED)
    await scene.person("Bob Kim II").press(line, "Take over")
    await scene.deliver()
    assert scene.newest.commander == scene.bot.services.people.person(scene.person("Bob Kim II").id)
    await scene.after(minutes=60)
    assert len(lines(scene, DEACTIVATED)) == 1


async def become_guest(scene: Scene, name: str, *, again_member: bool = False) -> None:
    person = scene.person(name)
    person.user.is_restricted = not again_member
    await person.change_profile(title="Contractor")
    await scene.deliver()
