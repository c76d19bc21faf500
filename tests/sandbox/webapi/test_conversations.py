"""conversations.* as the real client sees it."""

from __future__ import annotations

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Actor, Profile, Sandbox, SandboxError, SettableClock
from tests.sandbox.sandbox_examples import BOB, CAROL, JANE, PEOPLE, SCOPES, manifest, refusal, refused


async def test_a_new_channel_has_its_maker_in_it(box: Sandbox, web: AsyncWebClient) -> None:
    channel = (await web.conversations_create(name="inc-20240115-payments"))["channel"]
    bot = (await web.auth_test())["user_id"]
    assert channel["id"].startswith("C")
    assert (channel["creator"], channel["is_member"], channel["is_private"]) == (bot, True, False)
    assert (await web.conversations_members(channel=channel["id"]))["members"] == [bot]
    assert box.channel("inc-20240115-payments").messages[0].subtype == "channel_join"


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("Payments", "invalid_name_specials"),
        ("pay ments", "invalid_name_specials"),
        ("pay.ments", "invalid_name_specials"),
        ("--_", "invalid_name_punctuation"),
        ("general", "name_taken"),
    ],
)
async def test_names_that_slack_refuses(web: AsyncWebClient, name: str, error: str) -> None:
    assert await refusal(web.conversations_create(name=name)) == error


async def test_names_of_private_and_archived_channels_are_taken(web: AsyncWebClient, jane: Actor) -> None:
    await jane.create("secret", is_private=True)
    gone = await jane.create("gone")
    await jane.archive(gone)
    assert await refusal(web.conversations_create(name="secret")) == "name_taken"
    assert await refusal(web.conversations_create(name="gone")) == "name_taken"


@pytest.mark.parametrize("name", ["x" * 80, "störung-7", "a_b-c"])
async def test_names_that_slack_takes(web: AsyncWebClient, name: str) -> None:
    assert (await web.conversations_create(name=name))["channel"]["name"] == name


async def test_a_private_channel_is_invisible_to_who_is_not_in_it(
    box: Sandbox, web: AsyncWebClient, jane: Actor, bob: Actor
) -> None:
    secret = await jane.create("secret", is_private=True)
    assert await refusal(web.conversations_info(channel=secret.id)) == "channel_not_found"
    assert await refusal(web.conversations_join(channel=secret.id)) == "channel_not_found"
    listed = await web.conversations_list(types="public_channel,private_channel")
    assert "secret" not in [each["name"] for each in listed["channels"]]
    with pytest.raises(SandboxError, match="can't see a channel"):
        bob.sees(secret)
    await jane.invite(secret, "Muster")
    assert (await web.conversations_info(channel=secret.id))["channel"]["is_private"]


async def test_topic_and_purpose_are_shown_and_written_into_the_channel(
    box: Sandbox, web: AsyncWebClient, channel: str
) -> None:
    await web.conversations_setTopic(channel=channel, topic="SEV1")
    await web.conversations_setPurpose(channel=channel, purpose="Payments down")
    info = (await web.conversations_info(channel=channel))["channel"]
    assert (info["topic"]["value"], info["purpose"]["value"]) == ("SEV1", "Payments down")
    subtypes = [each.subtype for each in box.channel(channel).messages]
    assert subtypes == ["channel_join", "channel_topic", "channel_purpose"]


async def test_the_same_topic_again_writes_no_line(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    for _ in range(2):
        await web.conversations_setTopic(channel=channel, topic="SEV1")
    assert [each.subtype for each in box.channel(channel).messages].count("channel_topic") == 1


async def test_a_topic_of_251_characters_is_too_long(web: AsyncWebClient, channel: str) -> None:
    assert await refusal(web.conversations_setTopic(channel=channel, topic="x" * 251)) == "too_long"
    assert (await web.conversations_setTopic(channel=channel, topic="x" * 250))["ok"]


async def test_who_made_a_channel_renames_it(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    renamed = (await web.conversations_rename(channel=channel, name="inc-2"))["channel"]
    assert (renamed["name"], renamed["previous_names"]) == ("inc-2", ["inc-1"])
    general = box.channel("general").id
    await web.conversations_join(channel=general)
    assert await refusal(web.conversations_rename(channel=general, name="x")) == "not_authorized"


async def test_invited_people_are_in(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    people = [box.person(JANE).id, box.person(BOB).id]
    await web.conversations_invite(channel=channel, users=people)
    assert (await web.conversations_members(channel=channel))["members"][1:] == people
    assert box.channel(channel).messages[-1].extra["inviter"] == box.space.bot.id


async def test_one_refusal_stops_an_invitation_unless_forced(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    jane, bot = box.person(JANE).id, box.space.bot.id
    answer = await refused(web.conversations_invite(channel=channel, users=["U0NOBODY000", bot, jane]))
    assert [each["error"] for each in answer["errors"]] == ["user_not_found", "cant_invite_self"]
    assert jane not in box.channel(channel).members
    await web.conversations_invite(channel=channel, users=["U0NOBODY000", bot, jane], force=True)
    assert jane in box.channel(channel).members
    again = web.conversations_invite(channel=channel, users=[jane])
    assert await refusal(again) == "already_in_channel"


async def test_an_invitation_names_somebody_and_at_most_a_hundred(web: AsyncWebClient, channel: str) -> None:
    assert await refusal(web.conversations_invite(channel=channel, users=[])) == "no_user"
    many = [f"U{n}" for n in range(101)]
    assert await refusal(web.conversations_invite(channel=channel, users=many)) == "invalid_arguments"


async def test_who_is_not_in_a_channel_cannot_change_it(box: Sandbox, web: AsyncWebClient) -> None:
    where = box.channel("incidents").id
    assert await refusal(web.conversations_setTopic(channel=where, topic="x")) == "not_in_channel"
    assert await refusal(web.conversations_archive(channel=where)) == "not_in_channel"
    assert await refusal(web.conversations_history(channel=where)) == "not_in_channel"


async def test_a_bot_archives_and_cannot_bring_back(web: AsyncWebClient, channel: str) -> None:
    await web.conversations_archive(channel=channel)
    assert await refusal(web.conversations_archive(channel=channel)) == "already_archived"
    assert await refusal(web.conversations_unarchive(channel=channel)) == "not_in_channel"
    assert await refusal(web.conversations_setTopic(channel=channel, topic="x")) == "is_archived"


async def test_general_stays(box: Sandbox, web: AsyncWebClient) -> None:
    general = box.channel("general").id
    await web.conversations_join(channel=general)
    assert await refusal(web.conversations_archive(channel=general)) == "cant_archive_general"
    assert await refusal(web.conversations_leave(channel=general)) == "cant_leave_general"


async def test_joining_twice_warns_and_leaving_twice_says_so(box: Sandbox, web: AsyncWebClient) -> None:
    where = box.channel("incidents").id
    assert "warning" not in (await web.conversations_join(channel=where)).data
    assert (await web.conversations_join(channel=where))["warning"] == "already_in_channel"
    assert "not_in_channel" not in (await web.conversations_leave(channel=where)).data
    assert (await web.conversations_leave(channel=where))["not_in_channel"]


async def test_kicked_people_are_out(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    jane, bot = box.person(JANE).id, box.space.bot.id
    await web.conversations_invite(channel=channel, users=[jane])
    await web.conversations_kick(channel=channel, user=jane)
    assert jane not in box.channel(channel).members
    assert await refusal(web.conversations_kick(channel=channel, user=jane)) == "not_in_channel"
    assert await refusal(web.conversations_kick(channel=channel, user=bot)) == "cant_kick_self"


async def test_lists_are_paged_by_cursor(web: AsyncWebClient) -> None:
    for number in range(5):
        await web.conversations_create(name=f"c-{number}")
    names, cursor = [], ""
    while True:
        listed = await web.conversations_list(limit=3, cursor=cursor)
        names += [each["name"] for each in listed["channels"]]
        cursor = listed["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert names == ["general", "incidents", "c-0", "c-1", "c-2", "c-3", "c-4"]


async def test_archived_channels_can_be_left_out(web: AsyncWebClient, channel: str) -> None:
    await web.conversations_archive(channel=channel)
    every = await web.conversations_list()
    open_ones = await web.conversations_list(exclude_archived=True)
    assert len(every["channels"]) == len(open_ones["channels"]) + 1


async def test_a_bot_lists_its_own_channels(web: AsyncWebClient, channel: str) -> None:
    mine = await web.users_conversations(types="public_channel,private_channel")
    assert [each["id"] for each in mine["channels"]] == [channel]


async def test_history_is_newest_first_without_replies(web: AsyncWebClient, channel: str) -> None:
    parent = await web.chat_postMessage(channel=channel, text="parent")
    await web.chat_postMessage(channel=channel, text="reply", thread_ts=parent["ts"])
    await web.chat_postMessage(channel=channel, text="loud", thread_ts=parent["ts"], reply_broadcast=True)
    await web.chat_postMessage(channel=channel, text="last")
    history = await web.conversations_history(channel=channel)
    assert [each["text"] for each in history["messages"]][:3] == ["last", "loud", "parent"]
    replies = await web.conversations_replies(channel=channel, ts=parent["ts"])
    assert [each["text"] for each in replies["messages"]] == ["parent", "reply", "loud"]
    assert await refusal(web.conversations_replies(channel=channel, ts="1.0")) == "thread_not_found"


async def test_history_is_paged_and_cut_by_time(web: AsyncWebClient, channel: str, clock: SettableClock) -> None:
    stamps = []
    for number in range(5):
        clock.set(clock.time() + 60)
        stamps.append((await web.chat_postMessage(channel=channel, text=str(number)))["ts"])
    page = await web.conversations_history(channel=channel, limit=2)
    assert page["has_more"]
    rest = await web.conversations_history(channel=channel, limit=2, cursor=page["response_metadata"]["next_cursor"])
    assert [each["text"] for each in [*page["messages"], *rest["messages"]]] == ["4", "3", "2", "1"]
    between = await web.conversations_history(channel=channel, oldest=stamps[1], latest=stamps[3])
    assert [each["text"] for each in between["messages"]] == ["2"]
    bounds = await web.conversations_history(channel=channel, oldest=stamps[1], latest=stamps[3], inclusive=True)
    assert [each["text"] for each in bounds["messages"]] == ["3", "2", "1"]


async def test_long_threads_are_paged_with_the_parent_at_the_head(web: AsyncWebClient, channel: str) -> None:
    parent = (await web.chat_postMessage(channel=channel, text="parent"))["ts"]
    for number in range(3):
        await web.chat_postMessage(channel=channel, text=str(number), thread_ts=parent)
    page = await web.conversations_replies(channel=channel, ts=parent, limit=2)
    assert [each["text"] for each in page["messages"]] == ["parent", "0", "1"]
    cursor = page["response_metadata"]["next_cursor"]
    rest = await web.conversations_replies(channel=channel, ts=parent, limit=2, cursor=cursor)
    assert [each["text"] for each in rest["messages"]] == ["parent", "2"]


async def test_arguments_that_cannot_be_read(web: AsyncWebClient, channel: str) -> None:
    assert await refusal(web.conversations_history(channel=channel, cursor="x")) == "invalid_cursor"
    assert await refusal(web.conversations_history(channel=channel, oldest="x")) == "invalid_ts_oldest"
    assert await refusal(web.conversations_list(limit=-1)) == "invalid_limit"
    assert await refusal(web.conversations_list(types="moon")) == "invalid_types"


async def test_direct_messages_are_opened_once(box: Sandbox, web: AsyncWebClient, jane: Actor) -> None:
    first = await web.conversations_open(users=[jane.id])
    again = await web.conversations_open(users=[jane.id], return_im=True)
    assert first["channel"]["id"] == again["channel"]["id"]
    assert again["channel"]["user"] == jane.id
    group = await web.conversations_open(users=[jane.id, box.person(BOB).id])
    assert group["channel"]["id"] != first["channel"]["id"]
    assert await refusal(web.conversations_open(users=["U0NOBODY000"])) == "user_not_found"
    assert await refusal(web.conversations_open(users=[])) == "users_list_not_supplied"
    assert await refusal(web.conversations_rename(channel=first["channel"]["id"], name="x")) == (
        "method_not_supported_for_channel_type"
    )


async def test_each_kind_of_channel_has_its_scope(clock: SettableClock) -> None:
    public_only = [each for each in SCOPES if not each.startswith(("groups:", "im:", "mpim:"))]
    async with Sandbox(manifest(public_only), PEOPLE, clock=clock) as box:
        web = AsyncWebClient(token=box.bot_token, base_url=box.api_url)
        answer = await refused(web.conversations_create(name="x", is_private=True))
        assert (answer["error"], answer["needed"]) == ("missing_scope", "groups:write")
        assert await refusal(web.conversations_list(types="private_channel")) == "missing_scope"
        secret = await box.person(JANE).create("secret", is_private=True)
        await box.person(JANE).invite(secret, "Muster")
        assert await refusal(web.conversations_history(channel=secret.id)) == "missing_scope"
        assert await refusal(web.conversations_setTopic(channel=secret.id, topic="x")) == "missing_scope"
        assert await refusal(web.conversations_open(users=[box.person(CAROL).id])) == "missing_scope"


async def test_what_cannot_be_done_in_an_archived_channel(
    box: Sandbox, web: AsyncWebClient, channel: str, jane: Actor
) -> None:
    await web.conversations_archive(channel=channel)
    assert await refusal(web.conversations_invite(channel=channel, users=[jane.id])) == "is_archived"
    assert await refusal(web.conversations_rename(channel=channel, name="x")) == "is_archived"
    assert await refusal(web.conversations_leave(channel=channel)) == "is_archived"
    gone = await jane.create("gone")
    await jane.archive(gone)
    assert await refusal(web.conversations_join(channel=gone.id)) == "is_archived"


async def test_nobody_is_kicked_from_general(box: Sandbox, web: AsyncWebClient, jane: Actor) -> None:
    general = box.channel("general").id
    await web.conversations_join(channel=general)
    assert await refusal(web.conversations_kick(channel=general, user=jane.id)) == "cant_kick_from_general"


async def test_a_channel_that_is_open_cannot_be_brought_back(jane: Actor) -> None:
    with pytest.raises(SandboxError, match="not_archived"):
        await jane.unarchive("general")


async def test_the_number_of_members_is_told_on_request(web: AsyncWebClient, channel: str) -> None:
    plain = (await web.conversations_info(channel=channel))["channel"]
    counted = (await web.conversations_info(channel=channel, include_num_members=True))["channel"]
    assert ("num_members" in plain, counted["num_members"]) == (False, 1)


async def test_a_history_page_holds_less_than_a_thousand(web: AsyncWebClient, channel: str) -> None:
    assert await refusal(web.conversations_history(channel=channel, limit=1000)) == "invalid_limit"
    body = {"channel": channel, "limit": "many"}
    assert await refusal(web.api_call("conversations.history", json=body)) == "invalid_limit"


async def test_a_thread_is_read_by_members_only(web: AsyncWebClient, jane: Actor) -> None:
    message = await jane.post("general", "x")
    call = web.conversations_replies(channel=message.channel, ts=message.ts)
    assert await refusal(call) == "not_in_channel"


async def test_an_open_conversation_is_found_by_its_id(web: AsyncWebClient, jane: Actor) -> None:
    direct = (await web.conversations_open(users=[jane.id]))["channel"]["id"]
    assert (await web.conversations_open(channel=direct))["channel"]["id"] == direct


async def test_a_group_has_at_most_eight(web: AsyncWebClient) -> None:
    users = [f"U{n}" for n in range(9)]
    assert await refusal(web.conversations_open(users=users)) == "too_many_users"


async def test_who_has_left_the_company_gets_no_message(clock: SettableClock) -> None:
    people = [*PEOPLE, Profile("Old Hand", "old", deleted=True)]
    async with Sandbox(manifest(SCOPES), people, clock=clock) as box:
        web = AsyncWebClient(token=box.bot_token, base_url=box.api_url)
        old = box.person("old").id
        assert await refusal(web.conversations_open(users=[old])) == "user_disabled"
        assert old not in box.channel("general").members
