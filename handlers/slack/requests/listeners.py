"""All listeners, each found by what it is registered for: one look-up for a request, however many there are.

Bolt asks its listeners one after another whether a request is theirs. With a hundred of them, that takes most of the
time before a request is acknowledged. So bolt has one listener for each kind of request, and it looks here.
"""

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.errors import Hint, Refused
from handlers.slack.requests.listener_context import Body, ListenerContext
from templates.commands import wording

logger = logging.getLogger(__name__)

OnEvent = Callable[[Body], Awaitable[None]]
OnRequest = Callable[[AsyncAck, Body], Awaitable[None]]
L = TypeVar("L")

ANYTHING: Final = re.compile(r".*", re.DOTALL)
MOST_NAMES: Final = 100  # of unknown events and subtypes, each of which is logged once


class Named(dict[str, L], Generic[L]):
    """The listeners for one kind of request, by name. Each name has one."""

    def __call__(self, name: str) -> Callable[[L], None]:
        def register(listener: L) -> None:
            assert name not in self, f"{name} has a listener already"
            self[name] = listener

        return register


class Listeners:
    def __init__(self) -> None:
        self.event: Named[OnEvent] = Named()
        self.action: Named[OnRequest] = Named()
        self.view: Named[OnRequest] = Named()
        self.shortcut: Named[OnRequest] = Named()
        self.command: Named[OnRequest] = Named()
        self._unused: set[str] = set()

    def answer(self, app: AsyncApp, listener: ListenerContext) -> None:
        """Hands every request to its listener. What has none is acknowledged: Slack redelivers what isn't, and
        eventually disables the subscription."""

        async def unknown(ack: AsyncAck, body: Body) -> None:
            await listener.refuse(ack, body, Refused(wording.UNKNOWN, Hint("help", purpose=wording.FOR_ALL_COMMANDS)))

        async def event(body: Body) -> None:
            kind = str(body["event"]["type"])
            if on_event := self.event.get(kind):
                await on_event(body)
            else:
                self.unused(kind)

        async def action(ack: AsyncAck, body: Body) -> None:
            await self.action.get(str(body["actions"][0]["action_id"]), unknown)(ack, body)

        async def view(ack: AsyncAck, body: Body) -> None:
            await self.view.get(str(body["view"]["callback_id"]), unknown)(ack, body)

        async def shortcut(ack: AsyncAck, body: Body) -> None:
            await self.shortcut.get(str(body["callback_id"]), unknown)(ack, body)

        async def command(ack: AsyncAck, body: Body) -> None:
            await self.command.get(str(body["command"]), unknown)(ack, body)

        app.event(ANYTHING)(event)
        app.action(ANYTHING)(action)
        app.view(ANYTHING)(view)
        app.shortcut(ANYTHING)(shortcut)
        app.command(ANYTHING)(command)
        app.view_closed(ANYTHING)(_acknowledge)
        app.options(ANYTHING)(_no_options)

    def unused(self, kind: str) -> None:
        """Says once that Slack sends something that nothing is done with."""
        if kind not in self._unused and len(self._unused) < MOST_NAMES:
            self._unused.add(kind)
            logger.info("Muster doesn't use what Slack sends: %s. This is logged once.", kind)


async def _acknowledge(ack: AsyncAck) -> None:
    await ack()


async def _no_options(ack: AsyncAck) -> None:
    await ack(options=[])
