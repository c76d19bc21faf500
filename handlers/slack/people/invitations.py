"""Invites people to an incident's channel, one by one, and removes them.

One failed invitation doesn't stop the others. The card shows who couldn't be invited and why.
"""

from collections.abc import AsyncIterator

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox.channels import CallPeople, Invite, RemoveMember
from bot.outbox.model import OutboxRow
from bot.services import Services
from handlers.delivery.sender import PermanentFailure, Result
from handlers.slack.api_errors import ErrorKind, answered, is_rate_limit, kind_of, reason_of, says_nothing
from handlers.slack.people.directory import Directory
from handlers.slack.people.refused_invitations import DEACTIVATED, EMPTY_GROUP, RefusedInvitation, stored


class Inviting:
    def __init__(self, client: AsyncWebClient, services: Services, directory: Directory) -> None:
        self._client = client
        self._services = services
        self._directory = directory

    async def invite(self, row: OutboxRow) -> Result:
        """Invites each person once, whether by id, by email or through a group.

        Raises PermanentFailure with everyone who couldn't be invited, once all others are.
        """
        channel = self._services.incidents.get(row.incident).channel
        refused: list[RefusedInvitation] = []
        passing: SlackApiError | None = None
        met = {self._directory.bot_user}
        assert isinstance(row.message, Invite)
        for who in row.message.people:
            try:
                refused.extend([each async for each in self._come(channel, who, met)])
            except SlackApiError as error:
                if is_rate_limit(error):
                    raise
                passing = error
        if passing:
            raise passing
        if refused:
            others = bool(met - {self._directory.bot_user} - {each.id for each in refused})
            why = {each.id: each.code for each in refused if each.has_account}
            self._services.channels.not_invited(row.incident, why, others=others)
            raise PermanentFailure(stored(refused))
        return {}

    async def _come(self, channel: str, who: str, met: set[str]) -> AsyncIterator[RefusedInvitation]:
        """Yield who couldn't be invited and why. `met` are the people who were. Raises errors that may pass."""
        try:
            people = await self._directory.members(who)
        except SlackApiError as error:
            yield self._refused(who, error)
            return
        if not people:
            yield RefusedInvitation(self._directory.named(who), EMPTY_GROUP)
        for person in (each for each in dict.fromkeys(people) if each not in met):
            met.add(person)
            try:
                invited = self._client.conversations_invite(channel=channel, users=person)
                await answered(invited, but=("already_in_channel", "cant_invite_self"))
            except SlackApiError as error:
                yield await self._why(person, error)

    def _refused(self, who: str, error: SlackApiError) -> RefusedInvitation:
        if says_nothing(error) or kind_of(error) is ErrorKind.CHANNEL:
            raise error
        return RefusedInvitation(self._directory.named(who), reason_of(error), who)

    async def _why(self, person: str, error: SlackApiError) -> RefusedInvitation:
        said = self._refused(person, error)
        if reason_of(error) != "user_not_found" or not await self._directory.is_deactivated(person):
            return said
        return RefusedInvitation(said.who, DEACTIVATED, person)

    async def call(self, row: OutboxRow) -> Result:
        """Tells people directly. Raises PermanentFailure with everyone who couldn't be found, once all others are."""
        assert isinstance(row.message, CallPeople)
        found: list[str] = []
        refused: list[RefusedInvitation] = []
        for who in row.message.people:
            try:
                people = await self._directory.members(who)
            except SlackApiError as error:
                refused.append(self._refused(who, error))
            else:
                found.extend(people)
        self._services.channels.call(row.incident, found)
        if refused:
            raise PermanentFailure(stored(refused))
        return {}

    async def kick(self, row: OutboxRow) -> Result:
        """Remove someone; it is fine if they left already."""
        assert isinstance(row.message, RemoveMember)
        channel = self._services.incidents.get(row.incident).channel
        kicked = self._client.conversations_kick(channel=channel, user=row.message.person)
        await answered(kicked, but=("not_in_channel", "user_not_found"))
        return {}
