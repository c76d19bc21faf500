"""Taking command and handing it over, over the wire: the confirm, the offer with its brief, and what becomes of it."""

from dataclasses import replace

import pytest

from bot.timeline.model import EntryKind
from sandbox import Message
from tests.handlers.conftest import Scene, buttons, text_of
from tests.handlers.slack.timeline.timeline_scenarios import ALICE, BOB, JANE


def commander(scene: Scene) -> str:
    return scene.newest.commander.name if scene.newest.commander else ""


def told(scene: Scene) -> list[str]:
    return [entry.text for entry in scene.entries if entry.kind is EntryKind.ROLE]


def private(scene: Scene, name: str) -> list[str]:
    person = scene.person(name)
    return [message.text for message in person.sees(scene.channel) if message.to == person.id]


async def incident(scene: Scene, text: str, by: str = JANE) -> str:
    answered = await scene.run(by, f"/incident {text}", scene.channel.name)
    await scene.deliver()
    return answered


async def commanded(scene: Scene) -> None:
    await scene.declare()
    await incident(scene, "commander")


def offer_of(scene: Scene) -> Message:
    return next(post for post in scene.posts() if "Withdraw" in buttons(post) or "Take over" in buttons(post))


# Taking command


async def test_command_of_another_is_taken_after_a_confirm(scene: Scene) -> None:
    await commanded(scene)
    await scene.after(minutes=3)
    assert await incident(scene, "commander", BOB) == ""
    assert commander(scene) == JANE
    modal = scene.person(BOB).modal
    assert modal is not None
    said = modal.blocks[0]["text"]["text"]
    assert said.startswith("Commander of #1 Payment service degradation since <!date^")
    assert "You become incident commander, and update nudges go to you." in said
    assert await scene.person(BOB).submit() == {}
    await scene.deliver()
    assert commander(scene) == BOB
    assert told(scene)[-1] == "Bob Kim took over as incident commander from Jane Smith"
    assert "Bob Kim took over as incident commander from Jane Smith." in scene.posts()[-1].text
    assert "*Commander*\nBob Kim" in text_of(scene.card)


async def test_the_confirm_says_since_when_the_present_commander_commands(scene: Scene) -> None:
    await commanded(scene)
    await scene.after(minutes=3)
    await incident(scene, "commander @bob", JANE)
    taken = scene.newest
    assert taken.commander_at is not None
    assert taken.commander_since is not None
    assert taken.commander_since > taken.commander_at
    await incident(scene, "commander", ALICE)
    modal = scene.person(ALICE).modal
    assert modal is not None
    assert f"since <!date^{int(taken.commander_since.timestamp())}^" in modal.blocks[0]["text"]["text"]


async def test_closing_the_confirm_leaves_command_where_it_is(scene: Scene) -> None:
    await commanded(scene)
    await incident(scene, "commander", BOB)
    await scene.person(BOB).close_modal()
    await scene.deliver()
    assert commander(scene) == JANE


async def test_somebody_elses_command_is_given_to_a_third_after_a_confirm(scene: Scene) -> None:
    await commanded(scene)
    await incident(scene, "commander @alice", BOB)
    modal = scene.person(BOB).modal
    assert modal is not None
    assert "Alice Chen becomes incident commander, and update nudges go to them." in modal.blocks[0]["text"]["text"]
    await scene.person(BOB).submit()
    await scene.deliver()
    assert commander(scene) == ALICE


async def test_who_commands_names_the_next_one_at_once(scene: Scene) -> None:
    await commanded(scene)
    await incident(scene, "commander @bob")
    assert scene.person(JANE).modal is None
    assert commander(scene) == BOB


async def test_a_confirm_that_was_overtaken_takes_command_from_nobody_else(scene: Scene) -> None:
    await commanded(scene)
    await incident(scene, "commander", BOB)
    await incident(scene, "commander @alice")
    await scene.person(BOB).submit()
    await scene.deliver()
    assert commander(scene) == ALICE
    modal = scene.person(BOB).modal
    assert modal is not None
    assert modal.blocks[0]["text"]["text"].startswith(
        "Alice Chen is incident commander of #1. To take over, type `/incident commander #1`"
    )


async def test_an_old_take_command_button_asks_to_confirm(scene: Scene) -> None:
    await scene.declare()
    card = scene.card
    stale = replace(card)
    await scene.person(ALICE).press(card, "Take command")
    await scene.deliver()
    await scene.person(BOB).press(stale, "Take command")
    await scene.calm()
    assert commander(scene) == ALICE
    await scene.person(BOB).submit()
    await scene.deliver()
    assert commander(scene) == BOB


# Handing it over


async def test_an_offer_carries_the_brief_and_the_old_commander_stays_until_it_is_taken(scene: Scene) -> None:
    await commanded(scene)
    for text in (
        "log mitigation: Rolled back user-api",
        "log The cache is not the cause",
        "log investigation: Who deployed at noon?",
        "update Pool exhausted",
    ):
        await incident(scene, text)
    await incident(scene, "task Watch the error rate @alice")
    assert await incident(scene, "handover @bob Rollback is half done") == ""
    assert commander(scene) == JANE
    offer = offer_of(scene)
    said = text_of(offer)
    assert (
        f"<@{scene.person(BOB).id}>, Jane Smith wants to hand over command of #1 to you: Rollback is half done" in said
    )
    assert "Jane Smith stays incident commander until you take over." in said
    assert "*SEV1, Investigating.* Next update due by" in said
    assert "*Latest update:* Pool exhausted" in said
    assert "*Tried so far:*\n• <!date" in said
    assert "Rolled back user-api" in said
    assert "The cache is not the cause" in said.partition("*Ruled out:*")[2]
    assert "• Watch the error rate (Alice Chen)" in said
    assert "Who deployed at noon?" in said.partition("*Open questions on the timeline:*")[2]
    assert (
        offer.text
        == "Handover of SEV1 Payment service degradation: Jane Smith asks Bob Kim to take over as incident commander."
    )
    assert buttons(offer) == ["Take over", "Decline", "Withdraw"]
    assert "*Commander*\nJane Smith (handover to Bob Kim offered <!date^" in text_of(scene.card)
    assert scene.person(BOB).id in scene.channel.members


async def test_a_brief_has_the_latest_impact_and_work(scene: Scene) -> None:
    await commanded(scene)
    jane = scene.person(JANE)
    for values in (
        {"text": "Pool is full", "impact": "45 % can't pay", "doing": "Rolling back"},
        {"text": "Half done"},
    ):
        await incident(scene, "update")
        assert await jane.submit(values) == {}
    await incident(scene, "handover @bob")
    said = text_of(offer_of(scene))
    assert "*Latest update:* Half done" in said
    assert "*Impact:* 45 % can't pay" in said
    assert "*What we're doing:* Rolling back" in said


async def test_a_brief_of_an_empty_record_says_so(scene: Scene) -> None:
    await scene.declare("sev4 Typo")
    await incident(scene, "commander")
    await incident(scene, "handover @bob")
    said = text_of(offer_of(scene))
    assert "No update scheduled." in said
    assert "*Latest update:* none posted yet" in said
    assert "*Tried so far:* nothing logged yet" in said
    assert "*Ruled out:* nothing logged yet" in said
    assert "Tasks 0 of 2 done" in text_of(scene.card)
    assert "Find an owner (unassigned)" in said
    assert "Add it to the backlog (unassigned)" in said
    assert "Open questions" not in said


async def test_who_was_asked_takes_command_with_the_button(scene: Scene) -> None:
    await commanded(scene)
    await incident(scene, "handover @bob")
    offer = offer_of(scene)
    await scene.person(BOB).press(offer, "Take over")
    await scene.deliver()
    assert commander(scene) == BOB
    assert scene.newest.handover is None
    ended = next(post for post in scene.posts() if post.ts == offer.ts)
    assert ended.text.startswith("Handover from Jane Smith to Bob Kim: accepted at")
    assert buttons(ended) == []
    assert "*Tried so far:*" in text_of(ended)
    assert told(scene)[-2:] == [
        "Handover of command offered to Bob Kim",
        "Bob Kim took over as incident commander from Jane Smith",
    ]
    assert "Bob Kim took over as incident commander from Jane Smith." in scene.posts()[-1].text
    await scene.after(minutes=10)
    assert not [post for post in scene.posts() if "hasn't answered" in post.text]


async def test_nobody_else_can_take_what_was_offered(scene: Scene) -> None:
    await commanded(scene)
    await incident(scene, "handover @bob")
    await scene.person(ALICE).press(offer_of(scene), "Take over")
    await scene.deliver()
    assert commander(scene) == JANE
    assert private(scene, ALICE) == ["This handover is for Bob Kim. To take over anyway, type `/incident commander`."]


async def test_the_offer_is_withdrawn_by_who_made_it_alone(scene: Scene) -> None:
    await commanded(scene)
    await incident(scene, "handover @bob")
    offer = offer_of(scene)
    stale = replace(offer)
    await scene.person(ALICE).press(offer, "Withdraw")
    await scene.calm()
    assert private(scene, ALICE) == ["Only Jane Smith can withdraw this handover."]
    await scene.person(JANE).press(offer, "Withdraw")
    await scene.deliver()
    assert (commander(scene), scene.newest.handover) == (JANE, None)
    assert "Jane Smith withdrew the handover to Bob Kim and stays incident commander." in scene.posts()[-1].text
    assert told(scene)[-1] == "Handover to Bob Kim withdrawn"
    await scene.person(BOB).press(stale, "Take over")
    await scene.calm()
    assert private(scene, BOB) == ["That handover was already answered, withdrawn or replaced."]
    assert commander(scene) == JANE


async def test_the_offer_is_declined_by_who_was_asked_alone(scene: Scene) -> None:
    await commanded(scene)
    await incident(scene, "handover @bob")
    offer = offer_of(scene)
    await scene.person(JANE).press(offer, "Decline")
    await scene.calm()
    assert private(scene, JANE) == ["Only Bob Kim can decline this handover."]
    await scene.person(BOB).press(offer, "Decline")
    await scene.deliver()
    assert (commander(scene), scene.newest.handover) == (JANE, None)
    declined = next(post for post in scene.posts() if post.ts == offer.ts)
    assert declined.text.startswith("Handover from Jane Smith to Bob Kim: declined at")
    assert buttons(declined) == []
    line = f"Bob Kim declined the handover. <@{scene.person(JANE).id}> is still incident commander."
    assert line in scene.posts()[-1].text
    assert told(scene)[-1] == "Handover to Bob Kim declined"
    await scene.after(minutes=6)
    assert not [post for post in scene.posts() if "hasn't answered" in post.text]


async def test_an_offer_that_nobody_answers_is_announced_once_to_both(scene: Scene) -> None:
    await commanded(scene)
    await incident(scene, "handover @bob")
    await scene.after(minutes=4)
    assert not [post for post in scene.posts() if "hasn't answered" in post.text]
    await scene.after(minutes=2)
    asked = [post for post in scene.posts() if "hasn't answered the handover" in post.text]
    assert len(asked) == 1
    bob, jane = scene.person(BOB).id, scene.person(JANE).id
    assert text_of(asked[0]).startswith(f"<@{bob}> hasn't answered the handover offered at")
    assert f"<@{jane}> is still incident commander." in text_of(asked[0])
    assert told(scene)[-1] == "Handover to Bob Kim unanswered for 5 min"
    await scene.after(minutes=7)
    assert len([post for post in scene.posts() if "hasn't answered" in post.text]) == 1
    await scene.person(BOB).press(asked[0], "Take over")
    await scene.deliver()
    assert commander(scene) == BOB
    assert not [post for post in scene.posts() if "Withdraw" in buttons(post)]


async def test_a_second_offer_takes_the_place_of_the_first(scene: Scene) -> None:
    await commanded(scene)
    await incident(scene, "handover @bob")
    first = offer_of(scene)
    await scene.after(minutes=1)
    await incident(scene, "handover @alice")
    replaced = next(post for post in scene.posts() if post.ts == first.ts)
    assert replaced.text.startswith("Handover from Jane Smith to Bob Kim: replaced by a new offer at")
    await scene.person(ALICE).press(offer_of(scene), "Take over")
    await scene.deliver()
    assert commander(scene) == ALICE


async def test_command_that_is_taken_otherwise_ends_the_offer(scene: Scene) -> None:
    await commanded(scene)
    await incident(scene, "handover @bob")
    offer = offer_of(scene)
    await incident(scene, "commander", ALICE)
    await scene.person(ALICE).submit()
    await scene.deliver()
    assert (commander(scene), scene.newest.handover) == (ALICE, None)
    ended = next(post for post in scene.posts() if post.ts == offer.ts)
    assert "because Alice Chen changed the incident commander." in ended.text
    await scene.after(minutes=6)
    assert not [post for post in scene.posts() if "hasn't answered" in post.text]


async def test_what_cannot_be_handed_over_gets_one_sentence(scene: Scene) -> None:
    await scene.declare()
    assert await incident(scene, "handover @bob") == (
        "#1 has no incident commander yet. To assign one, type `/incident commander @person`."
    )
    await incident(scene, "commander")
    assert (await incident(scene, "handover")).startswith(
        "Name the new incident commander. For example: `/incident handover"
    )
    assert (await incident(scene, "handover someone")).startswith("I can't find someone.")
    assert (await incident(scene, "handover @jane")).startswith("You're already incident commander.")
    assert await incident(scene, "handover @alice", BOB) == (
        "Only Jane Smith, the incident commander of #1, can hand over command. "
        "To take over, type `/incident commander`."
    )
    await incident(scene, "resolve Rolled back")
    assert "is resolved" in await incident(scene, "handover @bob")
    assert told(scene) == ["Jane Smith is now incident commander"]


async def test_somebody_named_by_mention_takes_command_and_is_brought_in(scene: Scene) -> None:
    await scene.declare()
    await scene.run("Jane Smith", "/incident commander @bob", scene.channel.name)
    await scene.deliver()
    assert scene.newest.commander is not None
    assert scene.newest.commander.name == "Bob Kim"
    assert scene.person("Bob Kim").id in scene.channel.members
    assert "Jane Smith made Bob Kim incident commander." in scene.posts()[-1].text
    assert "*Commander*\nBob Kim" in text_of(scene.card)
    assert "Take command" not in buttons(scene.card)


async def test_command_is_taken_by_the_cards_button(scene: Scene) -> None:
    await scene.declare()
    await scene.person("Alice Chen").press(scene.card, "Take command")
    await scene.deliver()
    assert "*Commander*\nAlice Chen" in text_of(scene.card)


@pytest.mark.parametrize("typed", ["commander", "handover"])
@pytest.mark.parametrize("trouble", ["429", "503", "internal_error"])
async def test_someone_whom_slack_does_not_show_in_time_is_not_called_a_guest(
    scene: Scene, typed: str, trouble: str
) -> None:
    await scene.declare()
    await incident(scene, "commander")
    state = scene.box.space.state
    state.users.append(replace(scene.person(ALICE).user, id="U0NEW", name="nn", real_name="Nina New", email="n@x.y"))
    if trouble == "429":
        scene.box.faults.rate_limit("users.info", 30)
    elif trouble == "503":
        scene.box.faults.http_error("users.info", 503)
    else:
        scene.box.faults.fail("users.info", trouble)
    answered = await incident(scene, f"{typed} @nn")
    assert "look up nn in Slack to check who may be incident commander. Try again in a moment." in answered
    scene.box.faults.disarm()
    assert "couldn't look up" not in await incident(scene, f"{typed} @nn")
