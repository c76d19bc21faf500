"""How each kind of message is sent to Slack, and how one with an unknown outcome is recognized as done.

message                 recognized by
a channel               own channels (users.conversations) of that name, claimed by no other incident
posts                   the row's key in the message metadata, read back from the channel's history, or the text
replies in threads      the same key, read back from the thread
pin, tick, invite …     "already" errors mean success
archiving               "already_archived" means success
topic, purpose, Home    repeated: the last one counts
lookups, scans          repeated: they only read
private answers         never repeated: they may have been seen
files of a review       files in the channel whose names bear the fingerprint of what they show
canvas                  repeated: the last one counts; one whose making got no answer, by its first line
timeline files          a file of that name in the direct message
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace

from aiohttp import ClientConnectorError, ClientError, ClientSession, InvalidURL
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.outbox.channels import (
    Announcement,
    CallPeople,
    Card,
    ChannelTrouble,
    DeliveryFailed,
    Invite,
    NotInvited,
    NotPostedYet,
    PersonCalled,
    PinCard,
    ReadMembers,
    RemoveMember,
    RetryAnswer,
    WhereToGo,
)
from bot.outbox.home import PublishHome, RedrawHomes
from bot.outbox.incidents import ChannelLine, FullText
from bot.outbox.model import OutboxMessage, OutboxRow
from bot.outbox.nudges import Nudge, RemindersFailing
from bot.outbox.review import IndexReview
from bot.outbox.roles import HolderGoneDirectly
from bot.outbox.tasks import ActionLink, DeclarationLink, SourceLink, TaskLink
from bot.outbox.timeline import FetchMessage, LogConfirmation, ScanChannel, TickMessage, TimelineFiles
from bot.outbox.updates import PERMALINK, UpdatePosted
from bot.services import Services
from handlers.delivery.sender import Result, Sender, done_already, message_of, repeated
from handlers.slack.announcements.sender import AnnouncementSenders
from handlers.slack.api_errors import ErrorKind, answered, kind_of, reason_of, says_nothing
from handlers.slack.home.home import HomeSender
from handlers.slack.incidents import card
from handlers.slack.incidents.channel_senders import ChannelSenders
from handlers.slack.nudges import messages as nudge_messages
from handlers.slack.outbox import messages
from handlers.slack.outbox.failures import reporting
from handlers.slack.outbox.posting import Draw, Poster
from handlers.slack.outbox.recipients import offered, to_those_who_see
from handlers.slack.outbox.render_context import RenderedMessage, marked, sentence
from handlers.slack.people.directory import Directory
from handlers.slack.people.invitations import Inviting
from handlers.slack.people.membership import MembersReader
from handlers.slack.requests.decoding import words_of
from handlers.slack.requests.payloads import MESSAGE
from handlers.slack.requests.private_answers import parts
from handlers.slack.requests.shapes import Payload
from handlers.slack.review.canvas_sender import CanvasSender
from handlers.slack.review.file_sender import FileSender
from handlers.slack.review.follow_up_sender import FollowUpSender
from handlers.slack.review.sender import ReviewSender
from handlers.slack.roles import absence
from handlers.slack.timeline import files
from handlers.slack.timeline.catch_up import CatchUp

logger = logging.getLogger(__name__)

PAGE = 200


class SlackSenders:
    def __init__(
        self, client: AsyncWebClient, session: ClientSession, services: Services, directory: Directory
    ) -> None:
        self._client = client
        self._session = session
        self._services = services
        self._directory = directory
        self._poster = Poster(client, services, directory.bot_user)
        self._inviting = Inviting(client, services, directory)
        self._members = MembersReader(client, services, directory)
        self._catch_up = CatchUp(client, services, directory)
        self._announcement_senders = AnnouncementSenders(client, services, self._poster)
        self._homes = HomeSender(client, services)
        self._follow_up = FollowUpSender(services, self._poster)
        self._exports = files.Exports(client, session, services, directory)

    def senders(self) -> Mapping[type[OutboxMessage], Sender]:
        return {kind: reporting(to_those_who_see(sender, self._services)) for kind, sender in self._by_kind().items()}

    def _by_kind(self) -> Mapping[type[OutboxMessage], Sender]:
        post, drawing = self._poster.sender, asyncio.Lock()
        return {
            **ChannelSenders(self._client, self._services, self._directory).senders(),
            Invite: repeated(self._inviting.invite, "conversations.invite"),
            RemoveMember: repeated(self._inviting.kick, "conversations.kick"),
            ReadMembers: repeated(self._members.read, "conversations.members"),
            CallPeople: repeated(self._inviting.call, ""),
            PersonCalled: post(messages.called, self._directly),
            HolderGoneDirectly: post(absence.gone_directly, self._directly),
            NotInvited: Sender(self._uninvited, done_already, "chat.postMessage"),
            Card: self._pinned_anew(post(card.card)),
            PinCard: repeated(self._pin, "pins.add"),
            Announcement: post(messages.announcement, self._incidents_channel),
            WhereToGo: Sender(self._tell, done_already, "chat.postMessage"),
            ChannelTrouble: Sender(self._warn, done_already, "chat.postMessage"),
            DeliveryFailed: Sender(self._report, done_already, "chat.postMessage"),
            NotPostedYet: Sender(self._say_not_posted, done_already, "chat.postMessage"),
            RetryAnswer: Sender(self._answer_retry, done_already, "chat.postMessage"),
            RemindersFailing: Sender(self._warn_of_reminders, done_already, "chat.postMessage"),
            **{kind: self._or_privately(post(draw), draw) for kind, draw in messages.POSTS.items()},
            UpdatePosted: self._linked(post(messages.update)),
            FullText: post(messages.full_text, below=self._shortened),
            Nudge: self._follow_up.asked(nudge_messages.nudge),
            FetchMessage: repeated(self._look_up, "reactions.get"),
            TickMessage: repeated(self._tick, "reactions.add"),
            LogConfirmation: Sender(self._answer, done_already, "chat.postEphemeral"),
            TimelineFiles: Sender(self._exports.send, self._exports.look, "files.completeUploadExternal", "files.list"),
            **self._announcement_senders.senders(),
            **ReviewSender(self._client, self._services, self._poster, drawing).senders(),
            **CanvasSender(self._client, self._services, drawing).senders(),
            **FileSender(self._client, self._session, self._services, self._directory, drawing).senders(),
            IndexReview: repeated(self._follow_up.publish, ""),
            RedrawHomes: repeated(self._homes.spread, ""),
            PublishHome: repeated(self._homes.publish, "views.publish"),
            TaskLink: repeated(self._link, "chat.getPermalink"),
            ActionLink: repeated(self._link, "chat.getPermalink"),
            DeclarationLink: repeated(self._link_reason, "chat.getPermalink"),
            ScanChannel: repeated(self._catch_up.read_back, "conversations.history"),
        }

    def _shortened(self, row: OutboxRow) -> str:
        """The ts of the message that shows only the beginning of a text, "" if the incident has left its channel."""
        shown = self._services.outbox.result(message_of(FullText, row).shown_by) or {}
        is_here = shown.get("channel") == self._services.incidents.get(row.incident).channel
        return str(shown.get("ts", "")) if is_here else ""

    # The card

    async def _pin(self, row: OutboxRow) -> Result:
        card = self._services.outbox.result(row.message.depends_on[0])
        assert card is not None  # the delivery starts no row before the rows that it depends on are done
        pinned = self._client.pins_add(channel=str(card["channel"]), timestamp=str(card["ts"]))
        await answered(pinned, but=("already_pinned",))
        return {}

    def _pinned_anew(self, card: Sender) -> Sender:
        """A deleted card lost its pin too, so the card that replaces it is pinned again."""

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
            return  # the first card is pinned by a row of its own
        try:
            await self._client.pins_add(channel=str(card["channel"]), timestamp=str(card["ts"]))
        except SlackApiError as error:
            logger.warning("%s is shown but not pinned: %s", row.key, reason_of(error))

    def _linked(self, update: Sender) -> Sender:
        """An update of which the card shows only a part, with its permalink for the card."""

        async def do(row: OutboxRow) -> Result:
            return await self._with_permalink(row, await update.do(row))

        async def look(row: OutboxRow) -> Result | None:
            found = await update.look(row)
            return found and await self._with_permalink(row, found)

        return replace(update, do=do, look=look)

    async def _with_permalink(self, row: OutboxRow, posted: Result) -> Result:
        """The post is made, so that an error here must not fail or repeat it: the card has no link then."""
        update = message_of(UpdatePosted, row).update
        if not posted.get("ts") or not any(map(card.is_shortened, (update.text, update.impact, update.doing))):
            return posted
        try:
            found = await self._client.chat_getPermalink(channel=str(posted["channel"]), message_ts=str(posted["ts"]))
        except (SlackApiError, ClientError, TimeoutError, OSError) as error:
            logger.warning("%s is posted, but its permalink is unknown: %s", row.key, type(error).__name__)
            return posted
        return {**posted, PERMALINK: str(found["permalink"])}

    # Elsewhere

    async def _directly(self, row: OutboxRow) -> str:
        return await self._poster.direct_channel(row.message.recipient)

    async def _incidents_channel(self, _row: OutboxRow) -> str:
        return await self._directory.joined_channel(self._services.policy.incidents_channel)

    async def _tell(self, row: OutboxRow) -> Result:
        """Answers where the command was typed, or by direct message if that is no longer possible."""
        text = messages.told(self._poster.context(row))
        told = message_of(WhereToGo, row)
        if not (told.reply_to and await self._answered_at(told.reply_to, text)):
            await self._client.chat_postMessage(channel=told.person, text=text)
        return {}

    async def _answered_at(self, response_url: str, text: str) -> bool:
        """Slack takes a response_url for 30 minutes and five answers, so one that fails is never tried again."""
        webhook = AsyncWebhookClient(response_url, session=self._session, retry_handlers=[])
        try:
            answer = await webhook.send(text=text, response_type="ephemeral", replace_original=False)
        except (ClientConnectorError, InvalidURL) as error:
            logger.info("A private answer goes by direct message: %s", type(error).__name__)
            return False
        return answer.status_code == 200

    async def _answer(self, row: OutboxRow) -> Result:
        """Answers privately next to the message in which someone logged something."""
        asked, channel = message_of(LogConfirmation, row), self._services.incidents.get(row.incident).channel
        by = self._services.people.person(asked.by.id)
        entry = self._services.timeline.entry_of(channel, asked.ts)
        assert entry is not None  # stored in the same transaction as the row
        for said in parts(messages.logged(entry, by, self._services.now())):
            await self._privately(row, channel, by.id, said, asked.thread_ts)
        return {}

    async def _privately(self, row: OutboxRow, channel: str, who: str, said: RenderedMessage, thread: str = "") -> None:
        """In the channel, else by direct message to someone who may see the incident."""
        told = self._client.chat_postEphemeral(
            channel=channel, user=who, text=said.text, blocks=said.blocks or None, thread_ts=thread or None
        )
        try:
            await told
        except SlackApiError as error:
            if kind_of(error) is not ErrorKind.PERMANENT:
                raise
            if self._services.membership.sees(row.incident, who):
                await self._client.chat_postMessage(channel=who, text=said.text, blocks=said.blocks or None)

    def _or_privately(self, posting: Sender, draw: Draw) -> Sender:
        """A line that only one person sees goes to them alone, once: nobody can look whether they saw it."""

        async def do(row: OutboxRow) -> Result:
            return await self._whisper(row, draw) if _only_to(row) else await posting.do(row)

        async def look(row: OutboxRow) -> Result | None:
            return {} if _only_to(row) else await posting.look(row)

        return replace(posting, do=do, look=look)

    async def _whisper(self, row: OutboxRow, draw: Draw) -> Result:
        context = self._poster.context(row)
        said, channel = marked(draw(row.message, context), context.incident), context.incident.channel
        await self._privately(row, channel, _only_to(row), said)
        return {}

    async def _warn(self, row: OutboxRow) -> Result:
        context = self._poster.context(row)
        trouble = message_of(ChannelTrouble, row)
        said = marked(messages.trouble(context, trouble.reason), context.incident)
        return await self._say_directly(trouble.person, said)

    async def _uninvited(self, row: OutboxRow) -> Result:
        told, context = message_of(NotInvited, row), self._poster.context(row)
        alone = not (told.others and context.incident.private)
        sees = alone and self._services.membership.sees(row.incident, told.person)
        said = marked(messages.uninvited(told, context, sees=sees), context.incident)
        return await self._say_directly(told.person, said)

    async def _report(self, row: OutboxRow) -> Result:
        """Tells a person what failed, unless it was shown meanwhile."""
        told, context = message_of(DeliveryFailed, row), self._poster.context(row)
        failed = self._services.outbox.row(told.failed)
        if failed and failed.done < failed.wanted:
            said = marked(messages.undelivered(context, replace(failed, error=told.reason)), context.incident)
            await self._say_directly(told.to, said)
        return {}

    async def _say_not_posted(self, row: OutboxRow) -> Result:
        told, incident = message_of(NotPostedYet, row), self._services.incidents.get(row.incident)
        if incident.archived or incident.channel_error:
            said = messages.not_posted(incident, self._services.now())
            await self._client.chat_postMessage(channel=told.to, text=said.text, blocks=said.blocks)
        return {}

    async def _answer_retry(self, row: OutboxRow) -> Result:
        """Tells the first of what failed again; all of it is on the card."""
        failed, context = self._services.outbox.failed_again(row), self._poster.context(row)
        for each in failed[:1]:
            said = marked(messages.failed_again(context, each), context.incident)
            to = message_of(RetryAnswer, row).to
            await self._client.chat_postMessage(channel=to, text=said.text, blocks=said.blocks)
        return {}

    async def _warn_of_reminders(self, row: OutboxRow) -> Result:
        failing = message_of(RemindersFailing, row)
        return await self._say_directly(failing.to, sentence(failing, self._services.now()))

    async def _say_directly(self, to: str, said: RenderedMessage) -> Result:
        left = offered(self._services, to, said)
        await self._client.chat_postMessage(channel=to, text=left.text, blocks=left.blocks)
        return {}

    # Reactions

    async def _look_up(self, row: OutboxRow) -> Result:
        asked = message_of(FetchMessage, row)
        channel, ts = asked.channel, asked.ts
        try:
            answer = await self._client.reactions_get(channel=channel, timestamp=ts)
        except SlackApiError as error:
            await self._unread(asked, error)
            return {}
        message = MESSAGE(answer["message"]) or Payload()
        author = await self._directory.author_of(message)
        words = words_of(message, self._directory.name_of)
        link = message.get("permalink") or await self._permalink_if_any(asked)
        self._services.timeline.fill(channel, ts, words, author, str(link))
        return {}

    async def _unread(self, message: FetchMessage, error: SlackApiError) -> None:
        """The message is gone, or Slack doesn't show it. Raises what somebody can mend: the channel, a scope."""
        if reason_of(error) == "message_not_found":
            self._services.timeline.vanished(message.channel, message.ts)
        elif kind_of(error) is ErrorKind.PERMANENT and not reason_of(error).startswith("missing_scope"):
            logger.warning("Slack doesn't show the message %s (%s)", message.ts, reason_of(error))
            self._services.timeline.unread(message.channel, message.ts, await self._permalink_if_any(message))
        else:
            raise error

    async def _permalink_if_any(self, message: FetchMessage) -> str:
        """The text of an entry doesn't depend on its link."""
        try:
            return await self._permalink(message)
        except SlackApiError as error:
            if says_nothing(error):
                raise
            logger.warning("Slack gives no link to %s (%s)", message.ts, reason_of(error))
            return ""

    async def _link(self, row: OutboxRow) -> Result:
        """Stores the permalink of the message that a task or an action item was made from."""
        made = row.message
        assert isinstance(made, TaskLink | ActionLink)
        linked = self._services.tasks if isinstance(made, TaskLink) else self._services.action_items
        linked.link(row.incident, made.number, await self._permalink(made))
        return {}

    async def _link_reason(self, row: OutboxRow) -> Result:
        """Stores the permalink of the message behind a declaration, often in a channel that the bot is not in."""
        try:
            permalink = await self._permalink(message_of(DeclarationLink, row))
        except SlackApiError as error:
            if says_nothing(error):
                raise
            return {"refused": reason_of(error)}  # the entry has its text and author; only the link is missing
        self._services.declaring.link_reason(row.incident, permalink)
        return {}

    async def _permalink(self, message: SourceLink | FetchMessage) -> str:
        found = await self._client.chat_getPermalink(channel=message.channel, message_ts=message.ts)
        return str(found["permalink"])

    async def _tick(self, row: OutboxRow) -> Result:
        """Adds the reaction while the entry exists, else removes it."""
        tick = message_of(TickMessage, row)
        entry = self._services.timeline.entry_of(tick.channel, tick.ts)
        where = {"channel": tick.channel, "timestamp": tick.ts, "name": tick.emoji}
        if entry and not entry.removed:
            ticked = self._client.reactions_add(**where)
            await answered(ticked, but=("already_reacted", "message_not_found"))
        else:
            taken_off = self._client.reactions_remove(**where)
            await answered(taken_off, but=("no_reaction", "message_not_found"))
        return {}


def _only_to(row: OutboxRow) -> str:
    return row.message.only_to if isinstance(row.message, ChannelLine) else ""
