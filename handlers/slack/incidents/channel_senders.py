"""How an incident's channel is created, rejoined, described and archived in Slack."""

from collections.abc import Mapping

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.incidents.channels.names import channel_name, is_named, number_name
from bot.incidents.model import Incident
from bot.outbox.channels import ArchiveChannel, CreateChannel, InvitationWanted, Purpose, RejoinChannel, Topic
from bot.outbox.model import OutboxMessage, OutboxRow
from bot.services import Services
from handlers.delivery.sender import PermanentFailure, Result, Sender, done_already, message_of, repeated
from handlers.slack.api_errors import answered, reason_of
from handlers.slack.outbox import messages
from handlers.slack.outbox.render_context import sentence
from handlers.slack.people.directory import PAGE, Directory
from templates.incidents import messages as incident_messages

NOT_JOINABLE = "method_not_supported_for_channel_type"
MOST_NAMES = 50  # channel names to try for one day and title


class ChannelSenders:
    def __init__(self, client: AsyncWebClient, services: Services, directory: Directory) -> None:
        self._client = client
        self._services = services
        self._directory = directory

    def senders(self) -> Mapping[type[OutboxMessage], Sender]:
        return {
            CreateChannel: Sender(self._create, self._find_channel, "conversations.create", "users.conversations"),
            RejoinChannel: repeated(self._rejoin, "conversations.join"),
            ArchiveChannel: repeated(self._archive, "conversations.archive"),
            Topic: repeated(self._topic, "conversations.setTopic"),
            Purpose: repeated(self._purpose, "conversations.setPurpose"),
            InvitationWanted: Sender(self._ask_for_invitation, done_already, "chat.postMessage"),
        }

    async def _create(self, row: OutboxRow) -> Result:
        incident = self._services.incidents.get(row.incident)
        for attempt in range(MOST_NAMES):
            name = channel_name(incident, self._services.policy, attempt)
            try:
                made = await self._client.conversations_create(name=name, is_private=incident.private)
            except SlackApiError as error:
                if reason_of(error).startswith("invalid_name"):
                    break
                if reason_of(error) != "name_taken":
                    raise
            else:
                return {"channel": made["channel"]["id"], "name": made["channel"]["name"]}
        return await self._create_by_number(incident)

    async def _create_by_number(self, incident: Incident) -> Result:
        """The name that is left where every one made of the title is taken or not allowed."""
        name = number_name(incident)
        made = await self._client.conversations_create(name=name, is_private=incident.private)
        return {"channel": made["channel"]["id"], "name": made["channel"]["name"]}

    async def _find_channel(self, row: OutboxRow) -> Result | None:
        incident = self._services.incidents.get(row.incident)
        kind = "private_channel" if incident.private else "public_channel"
        async for page in await self._client.users_conversations(types=kind, exclude_archived=True, limit=PAGE):
            for channel in page["channels"]:
                ours = channel.get("creator") == self._directory.bot_user
                named = is_named(channel["name"], incident, self._services.policy)
                if ours and named and self._services.incidents.once_in_channel(channel["id"]) is None:
                    return {"channel": channel["id"], "name": channel["name"]}
        return None

    async def _rejoin(self, row: OutboxRow) -> Result:
        """A private channel can't be joined, but somebody may have invited Muster already."""
        channel = self._services.incidents.get(row.incident).channel
        joining = self._client.conversations_join(channel=channel)
        if not await answered(joining, but=(NOT_JOINABLE,)):
            found = (await self._client.conversations_info(channel=channel))["channel"]
            if not found.get("is_member"):
                raise PermanentFailure(NOT_JOINABLE)
        return {"at": self._services.now().isoformat()}

    async def _topic(self, row: OutboxRow) -> Result:
        incident = self._services.incidents.get(row.incident)
        topic = messages.topic(incident, self._services.policy)
        await self._client.conversations_setTopic(channel=incident.channel, topic=topic)
        return {}

    async def _purpose(self, row: OutboxRow) -> Result:
        incident = self._services.incidents.get(row.incident)
        await self._client.conversations_setPurpose(channel=incident.channel, purpose=messages.purpose(incident))
        return {}

    async def _archive(self, row: OutboxRow) -> Result:
        """Archives the channel unless the incident was reopened in the meantime."""
        channel = message_of(ArchiveChannel, row).posted_in
        if not self._services.retention.is_to_archive(row.incident, channel):
            return {"archived": False}
        archiving = self._client.conversations_archive(channel=channel)
        await answered(archiving, but=("already_archived",))
        return {"archived": True}

    async def _ask_for_invitation(self, row: OutboxRow) -> Result:
        asked, incident = message_of(InvitationWanted, row), self._services.incidents.get(row.incident)
        said = sentence(incident_messages.InvitationWanted(incident, asked.reason), self._services.now())
        await self._client.chat_postMessage(channel=asked.person, text=said.text, blocks=said.blocks)
        return {}
