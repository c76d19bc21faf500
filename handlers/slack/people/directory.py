"""Keeps the directory of people in step with Slack: loads everyone at start, and looks up new people.

Events keep it current (handlers/slack/app.py). The people themselves are stored through PeopleService.
"""

import asyncio
import logging
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.people.model import Group, Person
from bot.services import Services
from handlers.delivery.sender import PermanentFailure
from handlers.slack.api_errors import answered, is_rate_limit, reason_of, retry_after, says_nothing
from handlers.slack.requests import patience
from handlers.slack.requests.payloads import GROUP, USER
from handlers.slack.requests.shapes import many
from templates.people import wording

logger = logging.getLogger(__name__)

AGAIN = timedelta(minutes=1)  # until the members of a user group are asked for again
MOST_IN_EVENT = 500  # members of a user group that an event lists
PAGE = 200  # Slack recommends no more than 200 a page
SLACKBOT = "USLACKBOT"  # Slack says `is_bot: false` for it


class Directory:
    """`bot_user` is the bot's own user id in this workspace."""

    def __init__(self, client: AsyncWebClient, services: Services, bot_user: str) -> None:
        self._client = client
        self._services = services
        self.bot_user = bot_user
        self._channels: dict[str, str] = {}
        self._incomplete: dict[str, datetime] = {}  # user groups to load again, and when
        self._hidden: set[str] = set()  # people whom Slack refused to show since the start

    async def load(self) -> frozenset[str]:
        """Load everyone, page by page. Slack's rate limit (Tier 2) allows 20 pages a minute.

        Return the ids of the accounts that were deactivated or activated again meanwhile.
        """
        cursor, switched = "", frozenset[str]()
        while True:
            try:
                page = await self._client.users_list(limit=PAGE, cursor=cursor)
            except SlackApiError as error:
                if not is_rate_limit(error):
                    raise
                await asyncio.sleep(retry_after(error))
                continue
            users = (user for user in many(USER)(page["members"]) or () if user.get("id"))
            switched |= self._services.people.save(person_of(user, self._services.team) for user in users).switched
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return switched

    async def load_groups(self) -> None:
        """Load every user group with its members. On Slack plans without user groups there are none."""
        groups = (await self._client.usergroups_list(include_users=True))["usergroups"]
        for group in many(GROUP)(groups) or ():
            if group.get("id") and self.take_group(group):
                await self.complete_group(str(group["id"]))

    def take_group(self, group: Mapping[str, Any]) -> bool:
        """Save a user group, and return whether Slack cut the list of its members.

        Then the members who were known stay until the whole list is there: who left comes in an event of its own.
        """
        known, sent = self._services.people.group(str(group["id"])), group_of(group)
        if cut := is_cut(group):
            sent = replace(sent, people=sent.people | (known.people if known else frozenset()))
        self._services.people.save_groups([sent])
        return cut

    async def complete_group(self, group_id: str) -> None:
        """Load all members of a user group. Where Slack has trouble, they are loaded again after AGAIN."""
        try:
            answer = await self._client.usergroups_users_list(usergroup=group_id)
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            passing = not isinstance(error, SlackApiError) or says_nothing(error)
            if passing:
                self._incomplete[group_id] = self._services.now() + AGAIN
            why = reason_of(error) if isinstance(error, SlackApiError) else type(error).__name__
            logger.warning("The members of %s could not be loaded (%s)", group_id, why)
            return
        known = self._services.people.group(group_id)
        assert known is not None  # saved with the part of the list that Slack sent
        self._services.people.save_groups([replace(known, people=frozenset(map(str, answer["users"])))])

    @property
    def next_due(self) -> datetime | None:
        """When user groups are to be loaded again, None if all are complete."""
        return min(self._incomplete.values(), default=None)

    def due_groups(self) -> Sequence[str]:
        """Return the user groups to load again now. Each is named once."""
        due = [group for group, at in self._incomplete.items() if at <= self._services.now()]
        for group in due:
            del self._incomplete[group]
        return due

    async def meet(self, person_id: str) -> None:
        """Look up someone who isn't in the directory, for as long as the person who waits for an answer can wait."""
        if self._services.people.knows(person_id) or patience.is_over(patience.LOOK_UPS):
            return
        try:
            async with patience.until(patience.LOOK_UPS):
                await self._look_up(person_id)
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            logger.warning("%s could not be looked up (%s) and counts as a guest", person_id, type(error).__name__)

    async def meet_all(self, people: Iterable[str]) -> None:
        """Look up everyone whom the directory doesn't have, at the same time."""
        await asyncio.gather(*map(self.meet, filter(None, set(people))))

    def named(self, who: str) -> str:
        """Return a configured responder as people read it: a name, a group's handle, an email address."""
        group = self._services.people.group(who)
        return f"@{group.handle}" if group else self.name_of(who, who)

    async def is_deactivated(self, person_id: str) -> bool:
        try:
            return bool((await self._client.users_info(user=person_id))["user"].get("deleted"))
        except SlackApiError as error:
            if says_nothing(error):
                raise
            return False

    def name_of(self, person_id: str, label: str) -> str:
        return self._services.people.person(person_id, label).name

    async def author_of(self, message: Mapping[str, Any]) -> Person:
        """Return who wrote a message: a person, or an app under the name it posts with."""
        return app_of(message) or await self.person(str(message.get("user") or ""))

    async def person(self, person_id: str) -> Person:
        """Return someone, looked up if necessary. Someone whom Slack doesn't show is an unknown user.

        Raises SlackApiError if Slack may show them later.
        """
        if person_id and person_id not in self._hidden and not self._services.people.knows(person_id):
            await self._look_up(person_id)
        return self._services.people.person(person_id)

    async def _look_up(self, person_id: str) -> None:
        try:
            answer = await self._client.users_info(user=person_id)
        except SlackApiError as error:
            if says_nothing(error):
                raise
            if person_id not in self._hidden:
                logger.warning("Slack doesn't show %s (%s), who is an unknown user", person_id, reason_of(error))
            self._hidden.add(person_id)
        else:
            user = {"id": person_id, **(USER(answer["user"]) or {})}
            self._services.people.save([person_of(user, self._services.team)])

    async def with_email(self, email: str) -> Person | None:
        """Return the person with an email address, as far as Slack says so in time."""
        try:
            async with patience.until(patience.LOOK_UPS):
                found = (await self._client.users_lookupByEmail(email=email))["user"]
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError):
            return None
        await self.meet(str(found["id"]))
        return self._services.people.person(str(found["id"]))

    async def members(self, who: str) -> Sequence[str]:
        """Return the user ids of a configured responder: a user (U…), a user group (S…), or an email address."""
        if "@" in who:
            return [str((await self._client.users_lookupByEmail(email=who))["user"]["id"])]
        if who.startswith("S"):
            return list((await self._client.usergroups_users_list(usergroup=who))["users"])
        return [who]

    async def joined_channel(self, name: str) -> str:
        """Join a public channel and return its id. Raises PermanentFailure if there is none.

        It is joined each time, because Muster may have been removed. A known one may be gone, and another in its place.
        """
        if known := self._channels.pop(name, ""):
            joining = self._client.conversations_join(channel=known)
            if await answered(joining, but=("channel_not_found", "is_archived")):
                self._channels[name] = known
                return known
        found = str((await self._find_channel(name))["id"])
        await self._client.conversations_join(channel=found)
        self._channels[name] = found
        return found

    def channel_id_changed(self, before: str, now: str) -> None:
        self._channels = {name: now if known == before else known for name, known in self._channels.items()}

    async def _find_channel(self, name: str) -> Mapping[str, Any]:
        answers = await self._client.conversations_list(types="public_channel", exclude_archived=True, limit=PAGE)
        async for page in answers:
            for channel in page["channels"]:
                if channel["name"] == name:
                    return dict(channel)
        raise PermanentFailure(wording.no_public_channel(name))


def app_of(message: Mapping[str, Any]) -> Person | None:
    """Return the app that posted a message, under the name it posts with; None if a person did."""
    if not message.get("bot_id") and message.get("subtype") != "bot_message":
        return None
    profile = message.get("bot_profile") or {}
    name = message.get("username") or profile.get("name") or "app"
    return Person(str(message.get("bot_id") or ""), str(name))


def person_of(user: Mapping[str, Any], team: str) -> Person:
    """Read Slack's user object; people go by their real name. `team` is the bot's workspace."""
    profile = user.get("profile") or {}
    names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"), user.get("name"))
    name = next((str(name) for name in names if name), str(user["id"]))
    return Person(
        str(user["id"]),
        name,
        _zone(str(user.get("tz") or "")),
        guest=_is_guest(user, team),
        app=bool(user.get("is_bot")) or user["id"] == SLACKBOT,
        deactivated=bool(user.get("deleted")),
    )


def group_of(group: Mapping[str, Any]) -> Group:
    """Read Slack's user group object. A disabled group has no members."""
    people = () if group.get("date_delete") else group.get("users") or ()
    return Group(str(group["id"]), str(group.get("handle") or group["id"]), frozenset(map(str, people)))


def is_cut(group: Mapping[str, Any]) -> bool:
    """Return whether Slack left out members, or may have, as it does in events from the 501st on."""
    listed = len(group.get("users") or ())
    return not group.get("date_delete") and listed < _count(group.get("user_count"), listed >= MOST_IN_EVENT)


def _count(sent: Any, perhaps_more: bool) -> float:
    """Read a number of members, which is sometimes a text; infinite where it is missing and there may be more."""
    return int(sent) if str(sent or "").isdecimal() else (math.inf if perhaps_more else 0)


def _is_guest(user: Mapping[str, Any], team: str) -> bool:
    """Return whether it is a guest account, or someone from another workspace or organization (Slack Connect)."""
    if user.get("is_restricted") or user.get("is_ultra_restricted") or user.get("is_stranger"):
        return True
    teams = (user.get("enterprise_user") or {}).get("teams") or [user.get("team_id") or team]
    return team not in teams


def _zone(name: str) -> str:
    """Return the time zone, "" if this machine doesn't know it or Slack sent none."""
    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return ""
