"""Messages that are posted once and then redrawn in their place, found again by the outbox key in their metadata."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.model import Row
from bot.service import Service
from handlers.calls import answered
from handlers.delivery import Performer, Result
from handlers.scenes import Message, Scene

METADATA = "muster_outbox"
HISTORY_PAGE = 200
SKEW = timedelta(minutes=10)  # how far Slack's clock may be behind this machine's

Page = Callable[[Row, Scene], Message]
Where = Callable[[Row], Awaitable[str]]


class Poster:
    def __init__(self, client: AsyncWebClient, service: Service) -> None:
        self._client = client
        self._service = service

    async def incident_channel(self, row: Row) -> str:
        return self._service.incident(row.incident).channel

    def performer(self, page: Page, where: Where | None = None) -> Performer:
        """Draws `page` in the incident's channel, or in the one that `where` names."""
        place = where or self.incident_channel

        async def do(row: Row) -> Result:
            message = page(row, self.scene(row))
            redrawn = await self._redraw(row.result, message) if row.result.get("ts") else None
            return redrawn or await self._post(await place(row), row.key, message)

        async def look(row: Row) -> Result | None:
            if row.done and (redrawn := await self._redraw(row.result, page(row, self.scene(row)))):
                return redrawn
            found = await self._find(await place(row), row)
            return await self._redraw(found, page(row, self.scene(row))) if found else None

        return Performer(do, look, "chat.postMessage", looks_by="conversations.history", redraws_by="chat.update")

    def scene(self, row: Row) -> Scene:
        failures = [(_named(failed), failed.error) for failed in self._service.failed_rows(row.incident)]
        number, service = row.incident, self._service
        return Scene(
            service.incident(number),
            service.practice,
            service.now(),
            failures,
            known=service.last_update(number),
            tasks=service.tasks_of(number),
            load=partial(service.dossier, number),
        )

    async def _post(self, channel: str, key: str, message: Message) -> Result:
        posted = await self._client.chat_postMessage(
            channel=channel,
            text=message.text,
            blocks=message.blocks,
            metadata={"event_type": METADATA, "event_payload": {"key": key}},
            unfurl_links=False,
            unfurl_media=False,
        )
        return {"channel": str(posted["channel"]), "ts": str(posted["ts"])}

    async def _redraw(self, place: Result, message: Message) -> Result | None:
        """None where somebody deleted the message: then it is posted anew."""
        channel, ts = str(place["channel"]), str(place["ts"])
        update = self._client.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks)
        return place if await answered(update, but=("message_not_found", "cant_update_message")) else None

    async def _find(self, channel: str, row: Row) -> Result | None:
        since = str((self._service.incident(row.incident).declared_at - SKEW).timestamp())
        answers = await self._client.conversations_history(
            channel=channel, include_all_metadata=True, oldest=since, limit=HISTORY_PAGE
        )
        async for answer in answers:
            for message in answer["messages"]:
                if _key(message) == row.key:
                    return {"channel": channel, "ts": str(message["ts"])}
        return None


def _named(row: Row) -> str:
    """A row in a few words: `update 3`, `announcement`, `nudge`."""
    _incident, what, *rest = row.key.split("/")
    counted = f" {rest[0]}" if rest and rest[0].isdecimal() and what in ("update", "review") else ""
    return f"{what}{counted}"


def _key(message: dict[str, Any]) -> str:
    return str((message.get("metadata") or {}).get("event_payload", {}).get("key", ""))
