"""What happens to a channel as a whole: private, deleted, shared, and another id, each with what the app hears."""

from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from sandbox.workspace import conversations
from sandbox.workspace.state import Channel, Json
from sandbox.workspace.workspace import WorkspaceEvent
from tests.sandbox.sandbox_examples import refusal


def hears(box: Sandbox) -> list[Json]:
    events: list[Json] = []
    box.space.listen = lambda happening: events.append(_essence(happening))
    return events


def _essence(happening: WorkspaceEvent) -> Json:
    return {key: value for key, value in happening.event.items() if key in WORDS}


WORDS = (
    "type",
    "subtype",
    "channel",
    "actor_id",
    "connected_team_id",
    "previously_connected_team_id",
    "is_ext_shared",
    "old_channel_id",
    "new_channel_id",
)


def incidents(box: Sandbox) -> Channel:
    return box.channel("incidents")


async def test_a_channel_made_private_says_so_in_a_message(box: Sandbox) -> None:
    events, channel = hears(box), incidents(box)
    await box.person("Jane Smith").convert(channel)
    assert channel.is_private
    assert events == [{"type": "message", "subtype": "channel_convert_to_private", "channel": channel.id}]
    await box.person("Jane Smith").convert(channel, private=False)
    assert not channel.is_private
    assert events[1]["subtype"] == "channel_convert_to_public"


async def test_an_app_that_is_removed_hears_it_and_can_join_a_public_channel_alone(
    box: Sandbox, web: AsyncWebClient
) -> None:
    jane, channel = box.person("Jane Smith"), incidents(box)
    await jane.invite(channel, "Muster")
    events = hears(box)
    await jane.kick(channel, "Muster")
    assert [each["type"] for each in events] == ["message", "member_left_channel", "channel_left"]
    assert await refusal(web.chat_postMessage(channel=channel.id, text="x")) == "not_in_channel"
    await web.conversations_join(channel=channel.id)
    await jane.kick(channel, "Muster")
    await jane.convert(channel)
    assert await refusal(web.conversations_join(channel=channel.id)) == "channel_not_found"


async def test_a_deleted_channel_is_gone(box: Sandbox) -> None:
    events, channel, jane = hears(box), incidents(box), box.person("Jane Smith")
    await jane.delete_channel(channel)
    assert events == [{"type": "channel_deleted", "channel": channel.id, "actor_id": jane.id}]
    assert channel not in box.channels()


async def test_a_channel_is_shared_until_the_last_organization_is_gone(box: Sandbox) -> None:
    events, channel, jane = hears(box), incidents(box), box.person("Jane Smith")
    await jane.share(channel, "T8")
    await jane.share(channel, "T9")
    await jane.unshare(channel, "T8")
    await jane.unshare(channel, "T9")
    assert [each["type"] for each in events] == ["channel_shared"] * 2 + ["channel_unshared"] * 2
    assert [each.get("connected_team_id") for each in events[:2]] == ["T8", "T9"]
    assert [each.get("is_ext_shared") for each in events[2:]] == [True, False]


async def test_a_channel_with_another_id_is_known_by_that_alone(box: Sandbox) -> None:
    channel = incidents(box)
    said = await box.person("Jane Smith").post(channel, "Hello")
    events, before = hears(box), channel.id
    now = conversations.change_id(box.space, channel)
    assert events == [{"type": "channel_id_changed", "old_channel_id": before, "new_channel_id": now}]
    assert (box.space.channel(before), box.space.channel(now), said.channel) == (None, channel, now)
