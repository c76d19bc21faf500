"""Which events the app receives: its subscriptions, in the conversations it is in."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Actor, Sandbox, SettableClock
from tests.sandbox.sandbox_examples import MANIFEST, PEOPLE, SCOPES, ListeningApp, manifest


async def kinds(box: Sandbox, listener: ListeningApp) -> list[str]:
    """The types of all events so far, messages with their subtype."""
    await box.settled()
    events = [each.payload["event"] for each in listener.received if each.type == "events_api"]
    return [f"{each['type']}:{each['subtype']}" if "subtype" in each else each["type"] for each in events]


async def test_the_app_hears_nothing_from_channels_it_is_not_in(
    box: Sandbox, listener: ListeningApp, jane: Actor
) -> None:
    message = await jane.post("general", "hello <@muster>")
    await jane.react(message, "eyes")
    await jane.pin(message)
    assert await kinds(box, listener) == []


async def test_the_whole_life_of_a_message(box: Sandbox, listener: ListeningApp, jane: Actor, bob: Actor) -> None:
    await listener.web.conversations_join(channel=box.channel("general").id)
    message = await jane.post("general", "found it")
    await bob.react(message, "eyes")
    await bob.unreact(message, "eyes")
    await jane.pin(message)
    await jane.unpin(message)
    await jane.edit(message, "found them")
    await bob.post("general", "really", thread=message)
    reply = box.channel("general").messages[-1]
    await bob.delete(reply)
    await jane.delete(message)
    assert (await kinds(box, listener))[2:] == [
        "message",
        "reaction_added",
        "reaction_removed",
        "pin_added",
        "pin_removed",
        "message:message_changed",
        "message",
        "message:message_deleted",
        "message:message_deleted",
    ]


async def test_a_message_event_has_slacks_fields(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    general = box.channel("general").id
    await listener.web.conversations_join(channel=general)
    message = await jane.post("general", "a & b")
    await jane.post("general", "reply", thread=message)
    await box.settled()
    first, reply = listener.events("message")[-2:]
    assert (first["user"], first["text"]) == (jane.id, "a &amp; b")
    assert (first["channel"], first["channel_type"], first["event_ts"]) == (general, "channel", message.ts)
    assert (reply["thread_ts"], reply["parent_user_id"]) == (message.ts, jane.id)


async def test_an_edit_tells_before_and_after(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    await listener.web.conversations_join(channel=box.channel("general").id)
    message = await jane.post("general", "frist")
    await jane.edit(message, "first")
    await jane.delete(message)
    await box.settled()
    changed, deleted = listener.events("message")[-2:]
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("frist", "first")
    assert changed["message"]["edited"]["user"] == jane.id
    assert changed["ts"] != message.ts
    assert (deleted["deleted_ts"], deleted["previous_message"]["text"]) == (message.ts, "first")


async def test_a_reaction_names_the_message_and_its_author(
    box: Sandbox, listener: ListeningApp, jane: Actor, bob: Actor
) -> None:
    await listener.web.conversations_join(channel=box.channel("general").id)
    message = await jane.post("general", "found it")
    await bob.react(message, "eyes")
    event = (await listener.next("reaction_added")).payload["event"]
    assert event["item"] == {"type": "message", "channel": message.channel, "ts": message.ts}
    assert (event["user"], event["item_user"], event["reaction"]) == (bob.id, jane.id, "eyes")


async def test_a_private_channel_speaks_under_its_own_subscription(
    box: Sandbox, listener: ListeningApp, jane: Actor
) -> None:
    secret = await jane.create("secret", is_private=True)
    await jane.post(secret, "nobody hears")
    await jane.invite(secret, "Muster")
    await jane.post(secret, "the bot hears")
    await box.settled()
    heard = listener.events("message")
    assert [each["text"] for each in heard][-1] == "the bot hears"
    assert "nobody hears" not in [each["text"] for each in heard]
    assert {each["channel_type"] for each in heard} == {"group"}


async def test_a_mention_comes_as_a_message_and_as_a_mention(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    await listener.web.conversations_join(channel=box.channel("general").id)
    await jane.post("general", "@Muster log it")
    await box.settled()
    [mention] = listener.events("app_mention")
    assert mention["text"] == f"<@{box.space.bot.id}> log it"
    assert listener.events("message")[-1]["ts"] == mention["ts"]


async def test_a_mention_comes_again_when_its_message_is_edited(
    box: Sandbox, listener: ListeningApp, jane: Actor
) -> None:
    await listener.web.conversations_join(channel=box.channel("general").id)
    said = await jane.post("general", "@Muster log it")
    await jane.edit(said, "@Muster log that")
    await jane.edit(said, "Never mind")
    await box.settled()
    first, again = listener.events("app_mention")
    assert (first["ts"], again["ts"]) == (said.ts, said.ts)
    assert "edited" not in first
    assert (again["text"], again["edited"]["user"]) == (f"<@{box.space.bot.id}> log that", jane.id)


async def test_a_direct_message_reaches_the_app(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    await jane.post(jane.direct("Muster"), "help")
    event = (await listener.next("message")).payload["event"]
    assert (event["channel_type"], event["text"]) == ("im", "help")


async def test_members_come_and_go(box: Sandbox, listener: ListeningApp, jane: Actor, bob: Actor) -> None:
    channel = await jane.create("inc-1")
    await jane.invite(channel, "Muster")
    await bob.join(channel)
    await bob.leave(channel)
    await jane.kick(channel, "Muster")
    await box.settled()
    joined, left = listener.events("member_joined_channel"), listener.events("member_left_channel")
    bot = box.space.bot.id
    assert [(each["user"], each.get("inviter")) for each in joined] == [(bot, jane.id), (bob.id, None)]
    assert [each["user"] for each in left] == [bob.id, bot]
    assert [each["channel"] for each in listener.events("channel_left")] == [channel.id]


async def test_channels_are_made_renamed_and_archived(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    channel = await jane.create("inc-1")
    await jane.rename(channel, "inc-2")
    await jane.archive(channel)
    assert await kinds(box, listener) == ["channel_created", "channel_rename", "channel_archive"]
    secret = await jane.create("secret", is_private=True)
    await jane.rename(secret, "secret-2")
    assert (await kinds(box, listener))[3:] == []
    await jane.invite(secret, "Muster")
    await jane.rename(secret, "secret-3")
    assert (await kinds(box, listener))[-1] == "group_rename"


async def test_a_shared_file_is_told_with_its_message(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    await listener.web.conversations_join(channel=box.channel("general").id)
    await jane.post("general", "the log", files=[("a.log", "text/plain", b"x")])
    assert (await kinds(box, listener))[-2:] == ["message:file_share", "file_shared"]
    assert listener.events("message")[-1]["files"][0]["name"] == "a.log"


async def test_another_apps_alert_comes_as_a_bot_message(box: Sandbox, listener: ListeningApp) -> None:
    await listener.web.conversations_join(channel=box.channel("incidents").id)
    attachments = [{"text": "p99 over 2 s", "fallback": "p99"}]
    box.post_as_app("incidents", "Grafana", attachments=attachments)
    await box.settled()
    alert = listener.events("message")[-1]
    assert (alert["subtype"], alert["username"], alert["text"]) == ("bot_message", "Grafana", "")
    assert alert["attachments"] == attachments
    assert alert["bot_id"] != box.space.bot.bot_id


async def test_the_bots_own_posts_come_back_to_it(box: Sandbox, listener: ListeningApp) -> None:
    channel = (await listener.web.conversations_create(name="inc-1"))["channel"]["id"]
    await listener.web.chat_postMessage(channel=channel, text="mine")
    await box.settled()
    assert listener.events("message")[-1]["bot_id"] == box.space.bot.bot_id


async def test_a_changed_profile_is_told(box: Sandbox, listener: ListeningApp, bob: Actor) -> None:
    await bob.change_profile(tz="Asia/Tokyo", title="Commander")
    event = (await listener.next("user_change")).payload["event"]
    assert (event["user"]["id"], event["user"]["tz"]) == (bob.id, "Asia/Tokyo")
    assert event["user"]["profile"]["title"] == "Commander"


async def test_nothing_comes_without_a_subscription(clock: SettableClock) -> None:
    async with (
        Sandbox(manifest(SCOPES, ["reaction_added"]), PEOPLE, clock=clock) as box,
        ListeningApp(box) as app,
    ):
        web = AsyncWebClient(token=box.bot_token, base_url=box.api_url)
        await web.conversations_join(channel=box.channel("general").id)
        jane = box.person("Jane Smith")
        await jane.react(await jane.post("general", "x"), "eyes")
        assert await kinds(box, app) == ["reaction_added"]
    assert "message.channels" in MANIFEST["settings"]["event_subscriptions"]["bot_events"]


async def test_a_user_group_that_is_made_or_changes_is_told_with_who_is_in_it(
    box: Sandbox, listener: ListeningApp, jane: Actor, bob: Actor
) -> None:
    group = box.group("leads", "Jane Smith")
    assert box.group("leads", "Bob Kim") == group
    await box.settled()
    (made,), (updated,) = listener.events("subteam_created"), listener.events("subteam_updated")
    (changed,) = listener.events("subteam_members_changed")
    assert [each["subteam"]["users"] for each in (made, updated)] == [[jane.id], [bob.id]]
    assert made["subteam"]["handle"] == "leads"
    assert (changed["subteam_id"], changed["added_users"], changed["removed_users"]) == (group, [bob.id], [jane.id])


async def test_an_app_that_is_uninstalled_is_told_so_and_its_token_refused(clock: SettableClock) -> None:
    subscribed = manifest(SCOPES, ["app_uninstalled", "tokens_revoked"])
    async with Sandbox(subscribed, PEOPLE, clock=clock) as box, ListeningApp(box) as app:
        box.uninstall()
        assert await kinds(box, app) == ["tokens_revoked", "app_uninstalled"]
        assert box.faults.token_error == "account_inactive"
