"""Reads who is in an incident's channel, after an absence."""

import logging
from collections.abc import Awaitable, Collection

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.outbox.model import OutboxRow
from bot.services import Services
from handlers.delivery.sender import NeverSent, Result, Transient
from handlers.slack.api_errors import ErrorKind, kind_of, reason_of
from handlers.slack.people.directory import PAGE, Directory
from handlers.slack.requests.answers import pages
from templates.outbox import wording

logger = logging.getLogger(__name__)

MOST_READINGS = 5  # in a row, while people come and go


class MembersReader:
    def __init__(self, client: AsyncWebClient, services: Services, directory: Directory) -> None:
        self._client = client
        self._services = services
        self._directory = directory

    async def read(self, row: OutboxRow) -> Result:
        membership = self._services.membership
        for _ in range(MOST_READINGS):
            reading = membership.reading(row.incident)
            present = await self._members_or_later(self._services.incidents.get(row.incident).channel)
            if membership.read(row.incident, reading, frozenset(present)):
                return {}
        raise Transient(wording.MEMBERS_UNREAD)

    async def _members_or_later(self, channel: str) -> Collection[str]:
        """Nobody sees a private incident until they are read, so whatever Slack refuses here is tried again."""
        try:
            return await self._members(channel)
        except SlackApiError as error:
            if kind_of(error) is not ErrorKind.PERMANENT:
                raise
            logger.warning("The members of %s can't be read: %s", channel, reason_of(error))
            raise NeverSent(reason_of(error)) from error

    async def _members(self, channel: str) -> Collection[str]:
        """The ids of the people in the channel, without the bot."""
        found: set[str] = set()

        def ask(cursor: str | None) -> Awaitable[AsyncSlackResponse]:
            return self._client.conversations_members(channel=channel, limit=PAGE, cursor=cursor)

        async for page in pages(ask):
            if "members" not in page:
                raise NeverSent(wording.MEMBERS_UNREAD)
            found.update(page["members"])
        return found - {self._directory.bot_user}
