"""Catching up after an outage: reads an incident's channel and threads back to the declaration, newest first.

A scan that Slack rate-limits continues where it stopped; after a restart or another outage it starts over. Repeating
a scan is harmless: it only reads, and applying it twice changes nothing.
"""

import logging
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import Refused
from bot.incidents.channels.service import ChannelFacts
from bot.incidents.model import Incident
from bot.outbox.model import OutboxRow
from bot.outbox.timeline import ScanChannel
from bot.people.model import Person
from bot.services import Services
from bot.timeline.catch_up import ChannelScan, ScannedMessage
from bot.timeline.kinds import PIN, EntrySource, kind_of
from bot.timeline.verbs import Log
from handlers.delivery.sender import Result
from handlers.slack.api_errors import UNREADABLE, reason_of, says_nothing
from handlers.slack.outbox.posting import SKEW
from handlers.slack.people.directory import Directory
from handlers.slack.requests.answers import next_cursor, pages, read
from handlers.slack.requests.decoding import words_of
from handlers.slack.requests.shapes import Payload
from handlers.slack.timeline import mentions
from templates.timeline import wording

logger = logging.getLogger(__name__)

PAGE = 200  # Slack recommends at most 200 per page
MARGIN = timedelta(seconds=5)  # how far this machine's clock may be ahead of Slack's clock
NOT_THERE = ("message_not_found", "thread_not_found")

Message = Mapping[str, Any]


@dataclass
class _Reading:
    """The progress of a scan for one version of the outbox row. It covers everything that happened before `at`."""

    wanted: int
    at: datetime
    cursor: str = ""
    history_read: bool = False
    messages: dict[str, Message] = field(default_factory=dict)
    threads: list[str] = field(default_factory=list)
    pinned: dict[str, str] = field(default_factory=dict)
    pins_read: bool = False
    unreachable: dict[str, list[str]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    logged: set[str] = field(default_factory=set)  # by `@Muster log`
    whole: bool = True  # no message is missing of which nobody knows which one

    def keep(self, page: Payload) -> None:
        if page["lost"]:
            self.whole = False
            self.missed("message", UNREADABLE)
        for message in page.get("messages", ()):
            if message.get("ts") and message.get("subtype") != "tombstone":
                self.messages[str(message["ts"])] = message

    def unread(self, ts: str, reason: str) -> None:
        """One message can't be read: it stays as it is known, and the others are read."""
        if ts not in self.unreadable:
            logger.warning("The message %s can't be read: %s", ts, reason)
            self.unreadable.add(ts)
            self.missed("message", reason)

    def missed(self, what: str, reason: str) -> None:
        self.unreachable.setdefault(what, []).append(reason)


class CatchUp:
    def __init__(self, client: AsyncWebClient, services: Services, directory: Directory) -> None:
        self._client = client
        self._services = services
        self._directory = directory
        self._readings: dict[int, _Reading] = {}

    async def read_back(self, row: OutboxRow) -> Result:
        """Scans the channel of the row's incident and applies the result."""
        asked = row.message
        assert isinstance(asked, ScanChannel)
        reading = self._readings.get(row.incident)
        if reading is None or reading.wanted != row.wanted:
            reading = self._readings[row.incident] = _Reading(row.wanted, self._services.now() - MARGIN)
        scan = await self._scan(self._services.incidents.get(row.incident), reading)
        self._services.catch_up.reconcile(row.incident, scan, asked)
        del self._readings[row.incident]
        return {}

    async def _scan(self, incident: Incident, reading: _Reading) -> ChannelScan:
        await self._read_history(incident, reading)
        await self._read_threads(incident, reading)
        await self._read_pins(incident, reading)
        await self._complete_reactions(incident, reading)
        channel = await self._read_channel(incident, reading)
        seen = [await self._read(message, reading) for message in self._relevant(incident, reading)]
        return ChannelScan(
            at=reading.at,
            messages=tuple(filter(None, seen)),
            unread=frozenset(reading.unreadable),
            present=frozenset(reading.messages),
            unreachable=tuple(wording.not_reached(what, reasons) for what, reasons in reading.unreachable.items()),
            whole=reading.whole and not reading.unreachable.keys() - {"pins", "channel", "message"},
            pins="pins" not in reading.unreachable,
            channel=channel,
        )

    async def _read_channel(self, incident: Incident, reading: _Reading) -> ChannelFacts | None:
        try:
            found = read(await self._client.conversations_info(channel=incident.channel)).get("channel", {})
        except SlackApiError as error:
            if says_nothing(error):
                raise
            reading.missed("channel", reason_of(error))
            return None
        if not found.keys() >= {"name", "is_private"}:
            reading.missed("channel", UNREADABLE)
            return None
        return ChannelFacts(found["name"], is_private=found["is_private"], is_archived=found.get("is_archived", False))

    async def _read_history(self, incident: Incident, reading: _Reading) -> None:
        oldest = str((incident.declared_at - SKEW).timestamp())

        async def ask(cursor: str | None) -> AsyncSlackResponse:
            reading.cursor = cursor or reading.cursor
            return await self._client.conversations_history(
                channel=incident.channel, oldest=oldest, limit=PAGE, cursor=reading.cursor or None
            )

        if reading.history_read:
            return
        async for page in pages(ask):
            reading.keep(page)
            reading.threads += [
                each["ts"] for each in page.get("messages", ()) if each.get("reply_count") and each.get("ts")
            ]
            reading.cursor = next_cursor(page)
        reading.history_read = True

    async def _read_threads(self, incident: Incident, reading: _Reading) -> None:
        while reading.threads:
            try:
                await self._read_thread(incident, reading.threads[0], reading)
            except SlackApiError as error:
                if says_nothing(error):
                    raise
                if reason_of(error) not in NOT_THERE:
                    reading.missed("thread", reason_of(error))
            del reading.threads[0]

    async def _read_thread(self, incident: Incident, parent: str, reading: _Reading) -> None:
        def ask(cursor: str | None) -> Awaitable[AsyncSlackResponse]:
            return self._client.conversations_replies(channel=incident.channel, ts=parent, limit=PAGE, cursor=cursor)

        async for page in pages(ask):
            reading.keep(page)

    async def _read_pins(self, incident: Incident, reading: _Reading) -> None:
        if reading.pins_read or not self._services.policy.log_pins:
            return
        try:
            answer = await self._client.pins_list(channel=incident.channel)
        except SlackApiError as error:
            if says_nothing(error):
                raise
            reading.missed("pins", reason_of(error))
        else:
            items = [item for item in read(answer).get("items", ()) if item.get("message", {}).get("ts")]
            reading.pinned = {str(item["message"]["ts"]): str(item.get("created_by", "")) for item in items}
        reading.pins_read = True

    async def _complete_reactions(self, incident: Incident, reading: _Reading) -> None:
        """Fetches all reactions of a message where the history lists only some of the people."""
        for ts, message in list(reading.messages.items()):
            if not any(len(each.get("users", ())) < each.get("count", 0) for each in _reactions(message)):
                continue
            try:
                answer = await self._client.reactions_get(channel=incident.channel, timestamp=ts, full=True)
            except SlackApiError as error:
                if says_nothing(error):
                    raise
                if reason_of(error) in NOT_THERE:
                    del reading.messages[ts]
                else:
                    reading.unread(ts, reason_of(error))
            else:
                if (found := read(answer).get("message")) is None:
                    reading.unread(ts, UNREADABLE)
                else:
                    reading.messages[ts] = {**message, "reactions": _reactions(found)}

    def _relevant(self, incident: Incident, reading: _Reading) -> list[Message]:
        """Messages with a reaction or pin that counts, or with an entry."""
        entries = self._services.timeline.entries(incident.number, removed=True)
        known = {entry.message_ts: entry for entry in entries if entry.channel == incident.channel}
        reading.logged = {ts for ts, entry in known.items() if entry.source is EntrySource.COMMAND}
        return [
            message
            for ts, message in reading.messages.items()
            if ts in known or ts in reading.pinned or any(map(self._counts, _emoji(message)))
        ]

    def _counts(self, emoji: str) -> bool:
        return kind_of(emoji, self._services.policy.kinds) is not None

    async def _read(self, message: Message, reading: _Reading) -> ScannedMessage | None:
        """None if the message can't be read, whatever is wrong with it."""
        if message["ts"] in reading.unreadable:
            return None
        try:
            return await self._seen(message, reading)
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError):
            raise
        except Exception as error:
            reading.unread(str(message["ts"]), type(error).__name__)
            return None

    async def _seen(self, message: Message, reading: _Reading) -> ScannedMessage:
        """A message with its reactions and pins, without the bot's own."""
        ts = str(message["ts"])
        put = [(each.get("name", ""), who) for each in _reactions(message) for who in each.get("users", ())]
        marks = [(str(emoji), str(who)) for emoji, who in put if self._counts(emoji)]
        if ts in reading.pinned:
            marks.append((PIN, reading.pinned[ts]))
        others = [(emoji, who) for emoji, who in marks if who != self._directory.bot_user]
        by_people = [(emoji, await self._directory.person(who)) for emoji, who in others]
        author = await self._directory.author_of(message)
        words = words_of(message, self._directory.name_of)
        if ts in reading.logged and words.edited_at:
            words = replace(words, logged=self._logged_again(message, author))
        return ScannedMessage(ts, author, words, tuple(by_people))

    def _logged_again(self, message: Message, author: Person) -> Log | None:
        try:
            return mentions.logged_again(message, author, self._directory, self._services.policy)
        except Refused:
            return None


def _reactions(message: Message) -> list[Mapping[str, Any]]:
    return list(message.get("reactions") or ())


def _emoji(message: Message) -> list[str]:
    return [str(each.get("name", "")) for each in _reactions(message)]
