"""A headless client of the page: opens its websocket and collects what is pushed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from sandbox import Sandbox


class Refused(Exception):
    """The page rejected a request."""


class Browser:
    """`async with Browser(box, "Jane Smith") as page`. `parts` is everything around the messages, by name."""

    def __init__(self, box: Sandbox, person: str) -> None:
        self.parts: dict[str, Any] = {}
        self.messages: dict[str, dict[str, dict[str, Any]]] = {"": {}}  # by thread, then by ts
        self.lines: dict[int, dict[str, Any]] = {}
        self._box = box
        self._person = person
        self._number = 0
        self._answers: dict[int | None, asyncio.Future[Any]] = {}
        self._news = asyncio.Event()

    async def ask(self, do: str, /, **details: Any) -> Any:
        """The answer's value; raises Refused."""
        self._number += 1
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._number, "do": do, **details})
        async with asyncio.timeout(10):
            return await answer

    async def send(self, frame: str) -> str:
        """Sends a malformed frame and returns the error."""
        answer = self._answers[None] = asyncio.get_running_loop().create_future()
        await self._socket.send_str(frame)
        with pytest.raises(Refused) as caught:
            await answer
        return str(caught.value)

    async def open(self, channel: str, **details: Any) -> Any:
        page = await self.ask("open", channel=self._box.channel(channel).id, **details)
        self.messages[""] = {each["ts"]: each for each in page["messages"]}
        return page

    def texts(self, thread: str = "") -> list[str]:
        shown = self.messages.get(thread, {})
        return [shown[ts]["text"] for ts in sorted(shown)]

    async def until(self, predicate: Callable[[], Any]) -> Any:
        """Returns the predicate's first true value; it is called again at each push."""
        async with asyncio.timeout(10):
            while not (value := predicate()):
                self._news.clear()
                await self._news.wait()
        return value

    def conversation(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = next(each for each in self.parts["channels"] if each["name"] == name)
        return found

    async def __aenter__(self) -> Browser:
        self._session = ClientSession()
        address = f"{self._box.page_url}page/ws?as={self._box.person(self._person).id}"
        self._socket: ClientWebSocketResponse = await self._session.ws_connect(address)
        self._reading = asyncio.create_task(self._read())
        await self.until(lambda: "progress" in self.parts)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._socket.close()
        await self._reading
        await self._session.close()

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type == WSMsgType.TEXT:
                self._take(message.json())
                self._news.set()

    def _take(self, frame: dict[str, Any]) -> None:
        kind = frame.get("push")
        if kind == "part":
            self.parts[frame["name"]] = frame["value"]
        elif kind == "messages":
            shown = self.messages.setdefault(frame["thread"], {})
            shown.update({each["ts"]: each for each in frame["put"]})
            for ts in frame["gone"]:
                shown.pop(ts, None)
        elif kind == "wire":
            self.lines.update({each["number"]: each for each in frame["lines"]})
        else:
            self._answer(frame)

    def _answer(self, frame: dict[str, Any]) -> None:
        answer = self._answers.pop(frame["re"])
        if "error" in frame:
            answer.set_exception(Refused(frame["error"]))
        else:
            answer.set_result(frame["value"])
