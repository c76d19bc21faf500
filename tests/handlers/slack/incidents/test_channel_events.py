"""What people do to an incident's channel in Slack itself, over the wire, and a channel that gets another id."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.incidents.model import ChannelState
from bot.timeline.model import EntryKind
from sandbox.workspace import conversations
from tests.handlers.conftest import Scene, text_of
from tests.handlers.slack.timeline.timeline_scenarios import ALICE, BOB, JANE, away, marked, noted, posted, stands


def direct(scene: Scene, name: str) -> list[str]:
    person = scene.person(name)
    return [message.text for message in person.sees(person.direct("Muster")) if message.bot_id]


async def happens(scene: Scene, event: Mapping[str, Any]) -> None:
    """Slack tells of something in the incident's channel, in the words of this event."""
    scene.box.space.tell({"channel": scene.newest.channel, **event}, scene.channel)
    await scene.deliver()
    assert all(each.status == "acked" for each in scene.box.wire.envelopes(str(event["type"])))


ACTORS: Mapping[str, Mapping[str, str]] = {
    "user": {"user": "U2"},
    "actor_id": {"actor_id": "U2"},
    "neither": {},
}


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("kind", ["group", "channel"])
async def test_an_archived_channel_that_comes_back_is_nudged_in_again_whoever_did_it(
    scene: Scene, kind: str, actor: str
) -> None:
    await scene.declare()
    await happens(scene, {"type": f"{kind}_archive", **ACTORS[actor]})
    assert scene.newest.archived
    await happens(scene, {"type": f"{kind}_unarchive", **ACTORS[actor]})
    assert not scene.newest.archived
    await scene.after(minutes=16)
    assert "Update overdue" in scene.posts()[-1].text


async def test_after_a_deletion_the_incident_goes_on_in_a_new_channel(scene: Scene) -> None:
    await scene.declare()
    old = scene.newest.channel
    await scene.person(JANE).delete_channel(old)
    await scene.deliver()
    assert direct(scene, JANE)[-1] == (
        "SEV1 Payment service degradation (#1) is still open, but its channel was deleted, so Muster can't post there. "
        "To continue in a new channel, type `/incident reopen #1` in any channel."
    )
    assert await scene.run(JANE, "/incident update 1 Rolled back") == (
        "Saved, but not posted: the channel of #1 was deleted. To continue in a new channel, type "
        "`/incident reopen #1`."
    )
    assert scene.posts("incidents")[-1].text.endswith("Its channel was deleted.")
    assert "The channel of #1 was deleted." in await scene.run(BOB, "/incident join 1")
    await scene.declare("sev1 The same again")
    assert "whose channel was deleted." in await scene.run(JANE, "/incident duplicate of 1", scene.channel.name)
    answered = await scene.run(JANE, "/incident reopen 1")
    assert answered.startswith("#1 is open again. Its old channel was deleted, so a new one is being created")
    await scene.deliver()
    incident = scene.bot.services.incidents.get(1)
    assert incident.channel not in ("", old)
    posted = [each.text for each in scene.posts(scene.box.channel(incident.channel).name)]
    assert any("because the previous one was deleted" in each for each in posted)
    assert any("Rolled back" in each for each in posted)


async def test_a_public_channel_that_slack_no_longer_finds_was_deleted(scene: Scene) -> None:
    await scene.declare()
    async with away(scene):
        await scene.person(JANE).delete_channel(scene.newest.channel)
    await scene.run(JANE, "/incident update 1 Rolled back")
    await scene.deliver()
    assert scene.newest.channel_state is ChannelState.DELETED
    assert "its channel was deleted, so Muster can't post there." in direct(scene, JANE)[-1]


# Private


async def made_private(scene: Scene) -> None:
    await scene.declare()
    await scene.person(BOB).join(scene.channel)
    await scene.run(ALICE, "/incident subscribe", scene.channel.name)
    await scene.person(ALICE).leave(scene.channel)
    await scene.deliver()
    await scene.person(BOB).convert(scene.channel)
    await scene.deliver()


async def shown(scene: Scene, name: str, typed: str) -> str:
    """The answer to a command, with its blocks."""
    await scene.run(name, f"/incident {typed}")
    return text_of(scene.person(name).sees("general")[-1])


async def home(scene: Scene, name: str) -> str:
    person = scene.person(name)
    await person.open_home()
    await scene.deliver()
    assert person.home is not None
    return str(person.home.json)


async def test_an_incident_is_private_once_its_channel_is(scene: Scene) -> None:
    await made_private(scene)
    assert scene.newest.private
    assert scene.posts()[-1].text == (
        "SEV1 #1: Bob Kim made this channel private, so the incident is private, too: "
        "only members of this channel can see it."
    )
    assert scene.card.blocks[0]["text"]["text"].startswith("🔴 SEV1 · 🔒 ")
    assert noted(scene, EntryKind.CHANNEL)[-1] == "Channel made private in Slack"


async def test_what_is_public_says_no_more_of_it_and_outsiders_get_and_find_nothing(scene: Scene) -> None:
    await made_private(scene)
    await scene.run(JANE, "/incident update The key is revoked", scene.channel.name)
    await scene.deliver()
    assert [each.text for each in scene.posts("incidents")] == ["This incident was made private."]
    assert not any("revoked" in each for each in direct(scene, ALICE))
    for typed in ("show 1", "join 1"):
        assert await scene.run(ALICE, f"/incident {typed}") == "I can't find incident #1."
    for typed in ("find Payment", "list"):
        assert "Payment service" not in await shown(scene, ALICE, typed)
        assert "Payment service" in await shown(scene, BOB, typed)
    assert "Payment service" not in await home(scene, ALICE)
    assert "Payment service" in await home(scene, BOB)
    assert scene.person(ALICE).id not in scene.channel.members


async def test_a_channel_made_private_meanwhile_is_seen_when_it_is_read_back(scene: Scene) -> None:
    await scene.declare()
    async with away(scene):
        await scene.person(JANE).convert(scene.channel)
    assert scene.newest.private
    assert [each.text for each in scene.posts("incidents")] == ["This incident was made private."]


async def test_an_incident_is_public_again_once_its_channel_is(scene: Scene) -> None:
    await made_private(scene)
    await scene.person(BOB).convert(scene.channel, private=False)
    await scene.deliver()
    assert not scene.newest.private
    assert "Payment service" in scene.posts("incidents")[0].text
    assert "Payment service" in await shown(scene, ALICE, "show 1")


async def test_an_earlier_channel_made_private_changes_nothing(scene: Scene) -> None:
    await scene.declare()
    old = scene.newest.channel
    await scene.person(JANE).archive(old)
    await scene.calm()
    await scene.run(JANE, "/incident reopen 1")
    await scene.deliver()
    scene.box.channel(old).is_archived = False
    await scene.person(JANE).convert(old)
    await scene.deliver()
    assert not scene.newest.private


# Other organizations


async def test_people_hear_once_that_another_organization_can_read_along(scene: Scene) -> None:
    await scene.declare()
    await scene.run(BOB, "/incident commander", scene.channel.name)
    await scene.deliver()
    await scene.person(JANE).share(scene.channel, "T9ELSEWHERE")
    scene.box.faults.deliver_again()
    await scene.deliver()
    told = [each.text for each in scene.posts() if "another organization" in each.text]
    assert told == [
        "SEV1 #1: This channel is now shared with another organization. People from there can read everything here, "
        "and count as guests in Muster."
    ]
    assert [each for each in direct(scene, BOB) if "another organization" in each] == [
        "The channel of SEV1 Payment service degradation (#1) was shared with another organization. People from there "
        f"can read everything in <#{scene.newest.channel}>, and count as guests in Muster."
    ]
    await scene.person(JANE).unshare(scene.channel, "T9ELSEWHERE")
    await scene.deliver()
    assert scene.posts()[-1].text == "SEV1 #1: This channel is no longer shared with another organization."


async def test_a_channel_that_is_still_shared_with_somebody_is_not_said_to_be_unshared(scene: Scene) -> None:
    await scene.declare()
    for team in ("T8ONE", "T9TWO"):
        await scene.person(JANE).share(scene.channel, team)
    await scene.person(JANE).unshare(scene.channel, "T8ONE")
    await scene.deliver()
    assert not any("no longer" in each.text for each in scene.posts())


# Another id


async def test_everything_that_names_the_channel_follows_its_new_id(scene: Scene) -> None:
    await scene.declare()
    kept = await posted(scene, ALICE, "The pool is exhausted")
    await marked(scene, kept, BOB)
    await scene.run(JANE, "/incident update one", scene.channel.name)
    await scene.deliver()
    before = scene.newest.channel
    conversations.change_id(scene.box.space, scene.box.channel(before))
    await scene.calm()
    assert scene.newest.channel not in ("", before)
    await scene.run(JANE, "/incident update two", scene.channel.name)
    await scene.run(JANE, "/incident status identified", scene.channel.name)
    await scene.person(BOB).unreact(kept, "wrench")
    await scene.deliver()
    assert [each.text.rpartition(" (")[0][-3:] for each in scene.posts()[1:3]] == ["one", "two"]
    assert "*Status*\nIdentified" in text_of(scene.card)
    assert f"Channel: <#{scene.newest.channel}>" in scene.posts("incidents")[0].text
    assert not stands(scene, kept)
    assert scene.bot.services.outbox.failed_rows(1) == []


async def test_two_new_ids_that_are_told_in_reverse_order_end_at_the_second(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.declare()
    space, channels = scene.box.space, (scene.channel, scene.box.channel("incidents"))
    told: list[tuple[Any, ...]] = []
    with monkeypatch.context() as held:
        held.setattr(space, "tell", lambda *event: told.append(event))
        for channel in channels * 2:
            conversations.change_id(space, channel)
    for event in reversed(told):
        space.tell(*event)
    await scene.calm()
    assert scene.newest.channel == channels[0].id
    await scene.run(JANE, "/incident status identified", scene.channel.name)
    await scene.deliver()
    assert "*Status*\nIdentified" in text_of(scene.card)
    assert "Identified" in scene.posts("incidents")[0].text
    assert scene.bot.services.outbox.failed_rows(1) == []


async def test_the_announcements_follow_a_new_id_of_the_incidents_channel(scene: Scene) -> None:
    await scene.declare()
    conversations.change_id(scene.box.space, scene.box.channel("incidents"))
    await scene.calm()
    await scene.run(JANE, "/incident status identified", scene.channel.name)
    await scene.run(JANE, "/incident declare sev2 Login page blank")
    await scene.deliver()
    first, second = scene.posts("incidents")
    assert "Identified" in first.text
    assert "Login page blank" in second.text
