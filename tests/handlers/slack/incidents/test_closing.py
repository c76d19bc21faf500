"""The ends of an incident over the wire: resolved, closed, cancelled as a false alarm, merged, and opened again."""

from dataclasses import replace

import pytest

from bot.incidents.model import Incident, Status
from sandbox import Message
from tests.handlers.conftest import Scene, buttons, text_of

JANE, ALICE, BOB = "Jane Smith", "Alice Chen", "Bob Kim"


async def two(scene: Scene, first: str = "sev1 Payments fail", second: str = "sev2 Checkout broken") -> Incident:
    """Two incidents; the second is the newest."""
    await scene.declare(first)
    await scene.declare(second, by=BOB)
    return scene.newest


def card_of(scene: Scene, number: int) -> Message:
    return scene.posts(scene.bot.services.incidents.get(number).channel)[0]


def nudges(scene: Scene) -> list[Message]:
    return [message for message in scene.posts() if "update overdue" in message.text.casefold()]


async def test_a_resolved_incident_is_closed_and_opened_again(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.run(JANE, "/incident close Nothing left", scene.channel.name)
    await scene.deliver()
    assert scene.newest.status is Status.CLOSED
    assert scene.newest.ended_at is not None
    assert scene.posts()[-1].text.endswith("Jane Smith closed the incident: Nothing left.")
    assert "*Closed at*" in text_of(scene.card)
    await scene.run(JANE, "/incident reopen Errors are back", scene.channel.name)
    await scene.deliver()
    incident = scene.newest
    assert (incident.status, incident.ended_at, incident.resolved_at) == (Status.INVESTIGATING, None, None)
    assert "Reason: Errors are back." in scene.posts()[-1].text


async def test_a_false_alarm_ends_with_its_reason_and_is_asked_nothing_more(scene: Scene) -> None:
    await scene.declare()
    assert await scene.run(JANE, "/incident cancel The probe was broken", scene.channel.name) == ""
    await scene.after(minutes=60)
    assert scene.newest.status is Status.CANCELLED
    assert nudges(scene) == []
    assert "marked the incident as a false alarm: The probe was broken." in scene.posts()[-1].text
    assert buttons(scene.card) == ["Timeline", "Reopen"]
    assert "False alarm" in scene.posts("incidents")[0].text
    refused = await scene.run(JANE, "/incident update News", scene.channel.name)
    assert refused == "#1 was marked as a false alarm. To reopen it, type `/incident reopen`."


async def test_a_false_alarm_without_a_reason_is_asked_for_it(scene: Scene) -> None:
    await scene.declare()
    jane = scene.person(JANE)
    await scene.run(JANE, "/incident cancel", scene.channel.name)
    assert list((await jane.submit({"Reason": "  "})).values()) == ["Enter a reason."]
    await jane.submit({"Reason": "The probe was broken"})
    assert scene.newest.status is Status.CANCELLED
    assert scene.entries[-1].text == "Marked as a false alarm: The probe was broken"


async def test_a_duplicate_sends_its_people_to_the_one_it_repeats(scene: Scene) -> None:
    await two(scene)
    first, second = (scene.bot.services.incidents.get(number) for number in (1, 2))
    assert scene.person(BOB).id not in scene.box.channel(first.channel).members
    assert await scene.run(BOB, "/incident duplicate of #1", second.channel_name) == ""
    assert await scene.person(BOB).submit({}) == {}
    await scene.deliver()
    merged = scene.newest
    assert (merged.status, merged.merged_into) == (Status.MERGED, 1)
    line = scene.posts(second.channel)[-1].text
    assert f'closed this incident as a duplicate of #1 "Payments fail". Continue in <#{first.channel}>' in line
    assert 'closed #2 "Checkout broken" as a duplicate of this incident' in scene.posts(first.channel)[-1].text
    assert scene.person(BOB).id in scene.box.channel(first.channel).members
    assert "*Status*\nMerged into #1" in text_of(card_of(scene, 2))
    assert '#2 "Checkout broken" was closed as a duplicate of this incident.' in text_of(card_of(scene, 1))
    assert "Merged into #1" in scene.posts("incidents")[1].text
    await scene.after(minutes=60)
    assert nudges(scene) == []


async def test_both_timelines_tell_of_a_merge_and_the_duplicates_stays(scene: Scene) -> None:
    await two(scene)
    channel = scene.newest.channel_name
    await scene.run(BOB, "/incident log Cards are refused", channel)
    await scene.run(BOB, "/incident duplicate of 1", channel)
    await scene.person(BOB).submit({})
    of_second = [entry.text for entry in scene.entries]
    assert of_second == [
        "SEV2 declared: Checkout broken",
        "Cards are refused",
        "Closed as a duplicate of #1: Payments fail",
    ]
    of_first = [entry.text for entry in scene.bot.services.timeline.entries(1)]
    assert "#2 was closed as a duplicate of this incident: Checkout broken" in of_first


async def test_a_duplicate_is_chosen_from_the_open_ones(scene: Scene) -> None:
    await two(scene)
    bob = scene.person(BOB)
    await bob.choose(card_of(scene, 2), "more", "Close as duplicate…")
    assert await bob.submit({"Duplicate of": "#1 Payments fail"}) == {}
    assert scene.newest.merged_into == 1


async def test_a_merge_is_asked_first_and_loses_neither_severity_nor_commander_nor_people(scene: Scene) -> None:
    second = await two(scene, "sev2 Checkout slow", "sev1 Payments fail")
    bob = scene.person(BOB)
    await scene.run(BOB, "/incident commander", second.channel_name)
    await scene.run(BOB, "/incident duplicate of 1", second.channel_name)
    assert scene.newest.status is Status.INVESTIGATING
    assert bob.modal is not None
    asked = str(bob.modal.blocks)
    for said in (
        "#2 Payments fail is closed and keeps its timeline.",
        "The severity of #1 is raised from SEV2 to SEV1.",
        "Bob Kim becomes incident commander of #1.",
    ):
        assert said in asked
    assert await bob.submit({}) == {}
    await scene.deliver()
    first = scene.bot.services.incidents.get(1)
    assert (first.severity, first.commander and first.commander.name) == ("sev1", BOB)
    assert bob.id in scene.box.channel(first.channel).members
    said = " ".join(message.text for message in scene.posts(first.channel))
    assert "that of its duplicate #2" in said
    await scene.after(minutes=20)
    assert any("overdue for SEV1" in message.text for message in scene.posts(first.channel))


async def test_a_merge_carries_the_commander_over_where_the_other_one_is_deactivated(scene: Scene) -> None:
    second = await two(scene)
    first = scene.bot.services.incidents.get(1)
    await scene.run("Alice Chen", "/incident commander", first.channel_name)
    await scene.run(BOB, "/incident commander", second.channel_name)
    await scene.person("Alice Chen").deactivate()
    await scene.deliver()
    await scene.run(BOB, "/incident duplicate of 1", second.channel_name)
    await scene.person(BOB).submit({})
    await scene.deliver()
    commander = scene.bot.services.incidents.get(1).commander
    assert commander
    assert commander.name == BOB


async def test_choosing_another_incident_says_what_merging_into_that_one_means(scene: Scene) -> None:
    await scene.declare("sev2 Search slow")
    await two(scene, "sev4 Wiki slow", "sev1 Payments fail")
    bob = scene.person(BOB)
    await scene.run(BOB, "/incident duplicate of 1", scene.newest.channel_name)
    await bob.choose(bob.modal, "choice", "#2 Wiki slow")
    await scene.calm()
    assert bob.modal is not None
    assert "The severity of #2 is raised from SEV4 to SEV1." in str(bob.modal.blocks)
    assert await bob.submit({}) == {}
    assert scene.newest.merged_into == 2


async def test_without_another_open_incident_the_form_says_so(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident duplicate", scene.channel.name)
    modal = scene.person(JANE).modal
    assert modal is not None
    assert "There is no other open incident to merge this one into." in str(modal.blocks)


async def test_a_reopened_duplicate_stands_for_itself_again(scene: Scene) -> None:
    second = await two(scene)
    await scene.run(BOB, "/incident duplicate of 1", second.channel_name)
    await scene.person(BOB).submit({})
    await scene.deliver()
    await scene.person(BOB).press(card_of(scene, 2), "Reopen")
    await scene.deliver()
    assert (scene.newest.status, scene.newest.merged_into) == (Status.INVESTIGATING, 0)
    assert "was merged into this" not in text_of(card_of(scene, 1))


@pytest.mark.parametrize(
    ("ending", "sentence"),
    [
        (
            ("resolve Rolled back",),
            "#2 can't be merged into #1, which is resolved. To reopen that one first, type `/incident reopen #1`.",
        ),
        (
            ("resolve Rolled back", "close"),
            "#2 can't be merged into #1, which is closed. To reopen that one first, type `/incident reopen #1`.",
        ),
        (
            ("cancel Not real",),
            "#2 can't be merged into #1, which was marked as a false alarm. "
            "To reopen that one first, type `/incident reopen #1`.",
        ),
        (("duplicate of 2",), "#1 was already merged into #2."),
    ],
)
async def test_nothing_is_merged_into_what_has_ended(scene: Scene, ending: tuple[str, ...], sentence: str) -> None:
    await two(scene)
    first, second = (scene.bot.services.incidents.get(number) for number in (1, 2))
    for typed in ending:
        await scene.run(JANE, f"/incident {typed}", first.channel_name)
    if "duplicate" in ending[0]:
        await scene.person(JANE).submit({})
    assert await scene.run(BOB, "/incident duplicate of 1", second.channel_name) == sentence
    assert scene.newest.merged_into == 0


async def test_a_private_incident_is_not_merged_with_one_of_other_members(scene: Scene) -> None:
    await scene.declare("sev1 Payments fail")
    await scene.run(BOB, "/incident declare")
    await scene.person(BOB).submit({"Title": "Key leaked", "Severity": "sev1", "Private": ["private"]})
    await scene.deliver()
    first, second = (scene.bot.services.incidents.get(number) for number in (1, 2))
    refused = await scene.run(BOB, "/incident duplicate of 1", second.channel_name)
    assert "#2 and #1 can't be merged: one of them is private" in refused
    assert await scene.run(JANE, "/incident duplicate of 2", first.channel_name) == "I can't find incident #2."
    assert "Key leaked" not in str(scene.posts(first.channel))


async def test_a_drill_and_a_real_incident_are_not_merged(scene: Scene) -> None:
    await scene.declare("sev1 Payments fail")
    await scene.run(BOB, "/incident drill sev1 Payments fail again")
    await scene.deliver()
    refused = await scene.run(BOB, "/incident duplicate of 1", scene.channel.name)
    assert refused.startswith("A drill and a real incident can't be merged.")


async def test_resolve_stops_the_nudges_and_offers_the_review(scene: Scene) -> None:
    await scene.declare()
    await scene.run("Jane Smith", "/incident resolve Rolled back & stable", scene.channel.name)
    await scene.after(minutes=120)
    assert nudges(scene) == []
    assert scene.newest.status is Status.RESOLVED
    assert buttons(scene.card) == ["Post review", "Timeline", "Reopen", "Close"]
    assert "resolved the incident: Rolled back &amp; stable" in scene.posts()[-1].text


async def test_resolve_and_reopen_by_button_and_what_each_forbids(scene: Scene) -> None:
    await scene.declare()
    jane = scene.person("Jane Smith")
    await jane.press(scene.card, "Resolve")
    await jane.submit({})
    await scene.deliver()
    refused = await scene.run("Jane Smith", "/incident status monitoring", scene.channel.name)
    assert refused == "#1 is resolved. To reopen it, type `/incident reopen`."
    await jane.press(scene.card, "Reopen")
    await scene.deliver()
    assert scene.newest.status is Status.INVESTIGATING
    assert scene.newest.resolved_at is None
    await scene.after(minutes=15)
    assert len(nudges(scene)) == 1


async def test_a_press_on_a_card_that_has_moved_on_is_refused_privately(scene: Scene) -> None:
    await scene.declare()
    stale = replace(scene.card)
    alice = scene.person("Alice Chen")
    await alice.press(scene.card, "Take command")
    await scene.deliver()
    await alice.press(stale, "Take command")
    await scene.calm()
    private = [message for message in alice.sees(scene.channel) if message.to == alice.id]
    assert [message.text for message in private] == ["Alice Chen is already incident commander of #1."]


# Into one without a channel that works, or from one


async def test_nothing_is_merged_into_what_has_an_archived_channel(scene: Scene) -> None:
    first = await scene.declare("sev2 Checkout slow")
    second = await scene.declare("sev1 Payments fail")
    await scene.person(JANE).archive(scene.box.channel(first.channel))
    await scene.calm()
    said = await scene.run(BOB, "/incident duplicate of 1", second.channel_name)
    assert said == (
        "#2 can't be merged into #1, whose channel is archived. To continue that one in a new channel first, type "
        "`/incident reopen #1`."
    )
    await scene.run(BOB, "/incident reopen 1", second.channel_name)
    await scene.deliver()
    await scene.run(BOB, "/incident duplicate of 1", second.channel_name)
    assert await scene.person(BOB).submit({}) == {}
    await scene.deliver()
    assert scene.newest.merged_into == 1
    assert f"Continue in <#{scene.bot.services.incidents.get(1).channel}>" in scene.posts(second.channel)[-1].text


async def test_nothing_is_merged_into_what_muster_was_removed_from(scene: Scene) -> None:
    first = await scene.declare("sev2 Checkout slow")
    await scene.person(BOB).join(first.channel)
    second = await scene.declare("sev1 Payments fail")
    scene.box.faults.fail("conversations.join", "restricted_action", times=99)
    await scene.person(BOB).kick(first.channel, "Muster")
    await scene.deliver()
    assert await scene.run(BOB, "/incident duplicate of 1", second.channel_name) == (
        "#2 can't be merged into #1: Muster was removed from its channel. To bring it back, type `/invite @Muster` "
        "there, then merge again."
    )
    assert scene.newest.merged_into == 0


async def test_one_without_a_channel_brings_its_declarer_and_those_who_were_to_join_it(scene: Scene) -> None:
    first = await scene.declare("sev2 Checkout slow", by=BOB)
    scene.box.faults.fail("conversations.create", "restricted_action", times=99)
    await scene.declare("sev1 payments fail", by=JANE)
    await scene.run(BOB, "/incident duplicate 2 of 1")
    assert "people will be invited to" in str(getattr(scene.person(BOB).modal, "blocks", ""))
    assert await scene.person(BOB).submit({}) == {}
    await scene.deliver()
    members = scene.box.channel(first.channel).members
    assert {scene.person(JANE).id, scene.person(ALICE).id} <= set(members)
    said = "Muster is inviting its declarer and those who were to join it here."
    assert any(said in each.text for each in scene.posts(first.channel))


async def test_a_deactivated_commander_gives_way_to_that_of_the_duplicate(scene: Scene) -> None:
    first = await scene.declare("sev2 Checkout slow")
    await scene.run(BOB, "/incident commander", first.channel_name)
    await scene.person(BOB).deactivate()
    await scene.deliver()
    second = await scene.declare("sev1 Payments fail")
    await scene.run(ALICE, "/incident commander", second.channel_name)
    await scene.run(ALICE, "/incident duplicate of 1", second.channel_name)
    assert "Alice Chen becomes incident commander of #1." in str(getattr(scene.person(ALICE).modal, "blocks", ""))
    await scene.person(ALICE).submit({})
    await scene.deliver()
    commander = scene.bot.services.incidents.get(1).commander
    assert commander
    assert commander.name == ALICE
