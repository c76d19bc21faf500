"""What each outbox row does in Slack, and how one whose outcome is unknown is recognised as done.

step                    recognised by
channel                 own channels (users.conversations) of that name, claimed by no other incident
card, announcement,     the row's key in the message metadata, read back from the channel's history
post, nudge, review, timeline,
thread, subscriber,     (of a thread: from its replies)
review_to
pin, tick, invite, kick "already" errors mean success
archive                 "already_archived" means success
topic, purpose          repeated: the last one counts
look_up, link, scan     repeated: they only read
homes, home, publish    repeated: the last one counts
tell, answer            never repeated: it may have been seen
document, picture       files in the channel whose names bear the fingerprint of what they show
canvas                  repeated: the last one counts; one whose making got no answer, by its first line
export                  a file of that name in the direct message
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.incidents.channel_names import channel_name, is_named
from bot.incidents.declaring import REASON
from bot.outbox.model import MessageKind, OutboxRow
from bot.services import Services
from handlers.delivery.worker import PermanentFailure, Result, Sender
from handlers.slack import messages as pages
from handlers.slack.announcements.sender import Telling
from handlers.slack.api_errors import answered, is_rate_limit, is_transient, reason_of
from handlers.slack.decoding import words_of
from handlers.slack.home.home import HomeSender
from handlers.slack.incidents import card
from handlers.slack.nudges import messages as nudge_page
from handlers.slack.people.directory import Directory
from handlers.slack.people.invitations import Inviting
from handlers.slack.posting import Poster
from handlers.slack.render_context import marked
from handlers.slack.review.canvas import ReviewCanvas
from handlers.slack.review.files import ReviewFiles
from handlers.slack.review.follow_up import ReviewCare
from handlers.slack.review.posting import ReviewSending
from handlers.slack.timeline import files
from handlers.slack.timeline.catch_up import CatchUp

logger = logging.getLogger(__name__)

MOST_NAMES = 50  # of one day and title: beyond it something else is wrong
PAGE = 200


class SlackSenders:
    def __init__(
        self, client: AsyncWebClient, session: ClientSession, services: Services, directory: Directory
    ) -> None:
        self._client = client
        self._session = session
        self._services = services
        self._directory = directory
        self._poster = Poster(client, services)
        self._inviting = Inviting(client, services, directory)
        self._catch_up = CatchUp(client, services, directory)
        self._telling = Telling(client, services, self._poster)
        self._homes = HomeSender(client, services)
        self._care = ReviewCare(services, self._poster)
        self._exports = files.Exports(client, session, services, directory)

    def performers(self) -> Mapping[MessageKind, Sender]:
        post, drawing = self._poster.performer, asyncio.Lock()
        return {
            MessageKind.CHANNEL: Sender(
                self._create, self._find_channel, "conversations.create", "users.conversations"
            ),
            MessageKind.INVITE: _repeated(self._inviting.invite, "conversations.invite"),
            MessageKind.KICK: _repeated(self._inviting.kick, "conversations.kick"),
            MessageKind.ARCHIVE: _repeated(self._archive, "conversations.archive"),
            MessageKind.CARD: self._pinned_anew(post(card.card)),
            MessageKind.PIN: _repeated(self._pin, "pins.add"),
            MessageKind.TOPIC: _repeated(self._topic, "conversations.setTopic"),
            MessageKind.PURPOSE: _repeated(self._purpose, "conversations.setPurpose"),
            MessageKind.ANNOUNCEMENT: post(pages.announcement, self._incidents_channel),
            MessageKind.TELL: Sender(self._tell, _done_already, "chat.postMessage"),
            MessageKind.TROUBLE: Sender(self._warn, _done_already, "chat.postMessage"),
            MessageKind.POST: post(pages.post),
            MessageKind.NUDGE: self._care.asked(nudge_page.nudge),
            MessageKind.LOOK_UP: _repeated(self._look_up, "reactions.get"),
            MessageKind.TICK: _repeated(self._tick, "reactions.add"),
            MessageKind.ANSWER: Sender(self._answer, _done_already, "chat.postEphemeral"),
            MessageKind.TIMELINE: post(files.piece),
            MessageKind.EXPORT: Sender(
                self._exports.send, self._exports.look, "files.completeUploadExternal", "files.list"
            ),
            **self._telling.performers(),
            **ReviewSending(self._services, self._poster, drawing).performers(),
            **ReviewCanvas(self._client, self._services, drawing).performers(),
            **ReviewFiles(self._client, self._session, self._services, self._directory, drawing).performers(),
            MessageKind.PUBLISH: _repeated(self._care.publish, ""),
            MessageKind.HOMES: _repeated(self._homes.spread, ""),
            MessageKind.HOME: _repeated(self._homes.publish, "views.publish"),
            MessageKind.LINK: _repeated(self._link, "chat.getPermalink"),
            MessageKind.SCAN: _repeated(self._catch_up.read_back, "conversations.history"),
        }

    # The channel and who is in it

    async def _create(self, row: OutboxRow) -> Result:
        incident = self._services.incidents.get(row.incident)
        for attempt in range(MOST_NAMES):
            name = channel_name(incident, self._services.policy, attempt)
            try:
                made = await self._client.conversations_create(name=name, is_private=incident.private)
            except SlackApiError as error:
                if reason_of(error) != "name_taken":
                    raise
            else:
                return {"channel": made["channel"]["id"], "name": made["channel"]["name"]}
        raise PermanentFailure("name_taken")

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

    async def _topic(self, row: OutboxRow) -> Result:
        incident = self._services.incidents.get(row.incident)
        topic = pages.topic(incident, self._services.policy)
        await self._client.conversations_setTopic(channel=incident.channel, topic=topic)
        return {}

    async def _purpose(self, row: OutboxRow) -> Result:
        incident = self._services.incidents.get(row.incident)
        await self._client.conversations_setPurpose(channel=incident.channel, purpose=pages.purpose(incident))
        return {}

    async def _pin(self, row: OutboxRow) -> Result:
        card = self._services.outbox.row(row.needs[0])
        assert card is not None  # the delivery starts no row before what it needs is done
        pinned = self._client.pins_add(channel=str(card.result["channel"]), timestamp=str(card.result["ts"]))
        await answered(pinned, but=("already_pinned",))
        return {}

    async def _archive(self, row: OutboxRow) -> Result:
        """Unless somebody reopened the incident in the meantime."""
        if not self._services.retention.is_to_archive(row):
            return {"archived": False}
        archiving = self._client.conversations_archive(channel=str(row.payload["posted_in"]))
        await answered(archiving, but=("already_archived",))
        return {"archived": True}

    def _pinned_anew(self, card: Sender) -> Sender:
        """A card that somebody deleted took its pin along: the one posted in its place is pinned too."""

        async def do(row: OutboxRow) -> Result:
            result = await card.do(row)
            await self._move_pin(row, result)
            return result

        async def look(row: OutboxRow) -> Result | None:
            result = await card.look(row)
            if result:
                await self._move_pin(row, result)
            return result

        return replace(card, do=do, look=look)

    async def _move_pin(self, row: OutboxRow, card: Result) -> None:
        if not row.done or row.result == card:
            return  # the first card has a row of its own for this
        try:
            await self._client.pins_add(channel=str(card["channel"]), timestamp=str(card["ts"]))
        except SlackApiError as error:
            logger.warning("%s is shown but not pinned: %s", row.key, reason_of(error))

    # Elsewhere

    async def _incidents_channel(self, _row: OutboxRow) -> str:
        return await self._directory.joined_channel(self._services.policy.incidents_channel)

    async def _tell(self, row: OutboxRow) -> Result:
        """Where the command was typed; by direct message where Slack gave no response_url."""
        text = pages.told(self._poster.context(row))
        if url := str(row.payload["response_url"]):
            webhook = AsyncWebhookClient(url, session=self._session, retry_handlers=[])
            answer = await webhook.send(text=text, response_type="ephemeral", replace_original=False)
            if answer.status_code == 200:
                return {}
        await self._client.chat_postMessage(channel=str(row.payload["person"]), text=text)
        return {}

    async def _answer(self, row: OutboxRow) -> Result:
        """Beside the message in which somebody asked to log something."""
        by, channel = (
            self._services.people.person(_id(row.payload["by"])),
            self._services.incidents.get(row.incident).channel,
        )
        entry = self._services.timeline.entry_of(channel, str(row.payload["ts"]))
        assert entry is not None  # stored in one transaction with the row
        text = pages.logged(entry, by, self._services.now())
        thread = str(row.payload["thread_ts"]) or None
        said = self._client.chat_postEphemeral(channel=channel, user=by.id, text=text, thread_ts=thread)
        await answered(said, but=("user_not_in_channel",))
        return {}

    async def _warn(self, row: OutboxRow) -> Result:
        context = self._poster.context(row)
        said = marked(pages.trouble(context, str(row.payload["reason"])), context.incident)
        await self._client.chat_postMessage(channel=str(row.payload["person"]), text=said.text, blocks=said.blocks)
        return {}

    # Marks

    async def _look_up(self, row: OutboxRow) -> Result:
        channel, ts = str(row.payload["channel"]), str(row.payload["ts"])
        try:
            answer = await self._client.reactions_get(channel=channel, timestamp=ts)
        except SlackApiError as error:
            if reason_of(error) != "message_not_found":
                raise
            self._services.timeline.vanished(channel, ts)
            return {}
        message = answer["message"]
        author = await self._directory.author_of(message)
        words = words_of(message, self._directory.name_of)
        link = message.get("permalink") or await self._permalink(channel, ts)
        self._services.timeline.fill(channel, ts, words, author, str(link))
        return {}

    async def _link(self, row: OutboxRow) -> Result:
        """Where the message is shown that a task or an action item was made from."""
        facts = row.payload
        if facts["what"] == REASON:
            return await self._link_reason(row)
        permalink = await self._permalink(str(facts["channel"]), str(facts["ts"]))
        linked = self._services.tasks if facts["what"] == "task" else self._services.action_items
        linked.link(row.incident, int(str(facts["number"])), permalink)
        return {}

    async def _link_reason(self, row: OutboxRow) -> Result:
        """Where the message is shown that made somebody declare: often in a channel in which the bot is not."""
        try:
            permalink = await self._permalink(str(row.payload["channel"]), str(row.payload["ts"]))
        except SlackApiError as error:
            if is_rate_limit(error) or is_transient(error):
                raise
            return {"refused": reason_of(error)}  # the entry has its text and author: only the link is missing
        self._services.declaring.link_reason(row.incident, permalink)
        return {}

    async def _permalink(self, channel: str, ts: str) -> str:
        return str((await self._client.chat_getPermalink(channel=channel, message_ts=ts))["permalink"])

    async def _tick(self, row: OutboxRow) -> Result:
        """There as long as the entry stands; a message that is gone needs none."""
        channel, ts, emoji = (str(row.payload[each]) for each in ("channel", "ts", "emoji"))
        entry = self._services.timeline.entry_of(channel, ts)
        where = {"channel": channel, "timestamp": ts, "name": emoji}
        if entry and not entry.removed:
            ticked = self._client.reactions_add(**where)
            await answered(ticked, but=("already_reacted", "message_not_found"))
        else:
            taken_off = self._client.reactions_remove(**where)
            await answered(taken_off, but=("no_reaction", "message_not_found"))
        return {}


def _repeated(do: Callable[[OutboxRow], Awaitable[Result]], method: str) -> Sender:
    """A step that may safely be done again."""

    async def nothing(_row: OutboxRow) -> Result | None:
        return None

    return Sender(do, nothing, method)


async def _done_already(_row: OutboxRow) -> Result | None:
    """What must not be seen twice counts as done once it was tried."""
    return {}


def _id(person: Any) -> str:
    return str(person["id"])
