"""users.*, usergroups.*, team.info, bots.info and the tests, as the real client sees them."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Actor, Profile, Sandbox, SettableClock
from tests.sandbox.sandbox_examples import JANE, PEOPLE, manifest, refusal, refused


async def test_a_person_has_a_name_and_a_zone(web: AsyncWebClient, bob: Actor) -> None:
    user = (await web.users_info(user=bob.id))["user"]
    assert (user["name"], user["real_name"], user["is_bot"]) == ("bob", "Bob Kim", False)
    assert (user["tz"], user["tz_label"], user["tz_offset"]) == ("America/New_York", "EST", -5 * 3600)
    assert user["profile"]["email"] == "bob@example.com"


async def test_the_offset_follows_the_clock(web: AsyncWebClient, bob: Actor, clock: SettableClock) -> None:
    clock.set(clock.time() + 180 * 24 * 3600)
    assert (await web.users_info(user=bob.id))["user"]["tz_offset"] == -4 * 3600


async def test_an_address_is_told_only_to_who_may_know_it(clock: SettableClock) -> None:
    async with Sandbox(manifest(["commands", "users:read"]), PEOPLE, clock=clock) as box:
        web = AsyncWebClient(token=box.bot_token, base_url=box.api_url)
        user = (await web.users_info(user=box.person(JANE).id))["user"]
        assert "email" not in user["profile"]
        assert await refusal(web.users_lookupByEmail(email="jane@example.com")) == "missing_scope"


async def test_people_are_found_by_address(web: AsyncWebClient, jane: Actor) -> None:
    assert (await web.users_lookupByEmail(email="Jane@example.com"))["user"]["id"] == jane.id
    assert await refusal(web.users_lookupByEmail(email="x@example.com")) == "users_not_found"


async def test_guests_and_strangers_can_be_told(clock: SettableClock) -> None:
    people = [
        Profile("Guest One", "one", is_restricted=True),
        Profile("Guest Two", "two", is_ultra_restricted=True),
        Profile("Far Away", team_id="T0ELSEWHERE"),
    ]
    async with Sandbox(manifest(["commands", "users:read"]), people, clock=clock) as box:
        web = AsyncWebClient(token=box.bot_token, base_url=box.api_url)
        guest = (await web.users_info(user=box.person("Guest One").id))["user"]
        single = (await web.users_info(user=box.person("Guest Two").id))["user"]
        stranger = (await web.users_info(user=box.person("Far Away").id))["user"]
    assert (guest["is_restricted"], guest["is_ultra_restricted"]) == (True, False)
    assert (single["is_restricted"], single["is_ultra_restricted"]) == (True, True)
    assert (stranger["is_stranger"], stranger["team_id"]) == (True, "T0ELSEWHERE")


async def test_an_account_is_deactivated_and_activated_again(box: Sandbox, web: AsyncWebClient, bob: Actor) -> None:
    await bob.deactivate()
    assert (await web.users_info(user=bob.id))["user"]["deleted"]
    await bob.deactivate(again_active=True)
    assert not (await web.users_info(user=bob.id))["user"]["deleted"]


async def test_everybody_is_listed_the_bot_too(web: AsyncWebClient) -> None:
    members = (await web.users_list())["members"]
    assert [each["name"] for each in members] == ["muster", "jane", "bob", "carol"]
    assert [each["is_bot"] for each in members] == [True, False, False, False]
    first = await web.users_list(limit=3)
    rest = await web.users_list(limit=3, cursor=first["response_metadata"]["next_cursor"])
    assert [each["name"] for each in rest["members"]] == ["carol"]


async def test_nobody_is_found_by_an_unknown_id(web: AsyncWebClient) -> None:
    assert await refusal(web.users_info(user="U0NOBODY000")) == "user_not_found"


async def test_usergroups_list_their_people(box: Sandbox, web: AsyncWebClient, jane: Actor, bob: Actor) -> None:
    [group] = (await web.usergroups_list(include_users=True))["usergroups"]
    assert (group["handle"], group["users"]) == ("sre", [jane.id, bob.id])
    assert (await web.usergroups_users_list(usergroup=group["id"]))["users"] == [jane.id, bob.id]
    assert await refusal(web.usergroups_users_list(usergroup="S0NOWHERE00")) == "no_such_subteam"


async def test_the_bot_learns_who_and_where_it_is(box: Sandbox, web: AsyncWebClient) -> None:
    who = await web.auth_test()
    assert (who["user_id"], who["bot_id"]) == (box.space.bot.id, box.space.bot.bot_id)
    assert (who["team"], who["url"]) == ("Sandbox", "https://sandbox.slack.com/")
    assert "chat:write" in who.headers["x-oauth-scopes"]
    team = (await web.team_info())["team"]
    assert (team["id"], team["domain"]) == (who["team_id"], "sandbox")
    assert (await web.bots_info(bot=who["bot_id"]))["bot"]["user_id"] == who["user_id"]
    assert await refusal(web.bots_info(bot="B0NOBODY000")) == "bot_not_found"


async def test_api_test_gives_back_what_it_gets(web: AsyncWebClient) -> None:
    assert (await web.api_test(foo="bar"))["args"]["foo"] == "bar"
    assert (await refused(web.api_test(error="my_error")))["error"] == "my_error"
