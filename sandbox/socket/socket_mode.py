"""Socket Mode: connections with single-use tickets, envelopes and their acks, and the redelivery of events.

Slack's figures: 3 s to acknowledge; an event comes again at once, after a minute and after five minutes.
Commands and interactions never come again.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.socket.wire_log import WireEntry, WireLog
from sandbox.workspace.ids import envelope_id
from sandbox.workspace.state import Json
from sandbox.workspace.workspace import Workspace

ACK_SECONDS = 3.0
RETRY_AFTER = (0, 60, 300)
MOST_CONNECTIONS = 10
WARNING_SECONDS = 10
CLOSE_SECONDS = 1.0
ANSWERED = frozenset({"slash_commands", "interactive"})


@dataclass(frozen=True)
class Outcome:
    """What became of an envelope: "acked", "timeout", "lost" or "unconnected"."""

    status: str
    payload: Json | None = None

    @property
    def acked(self) -> bool:
        return self.status == "acked"


@dataclass
class Pending:
    entry: WireEntry
    answer: asyncio.Future[Outcome]
    deadline: float


@dataclass(eq=False)
class SocketConnection:
    socket: web.WebSocketResponse
    request: web.Request
    frames: asyncio.Queue[Json | None] = field(default_factory=asyncio.Queue)
    pending: dict[str, Pending] = field(default_factory=dict)
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    async def write(self) -> None:
        """Sends frames in order until told to close, by None."""
        try:
            while (frame := await self.frames.get()) is not None:
                await self.socket.send_str(json.dumps(frame))
            await self.socket.close()
        except ConnectionError:
            self.abort()
        finally:
            self.closed.set()

    def abort(self) -> None:
        if self.request.transport is not None:
            self.request.transport.abort()


class SocketMode:
    def __init__(self, space: Workspace, wire: WireLog) -> None:
        self.connections: list[SocketConnection] = []
        self.sent: dict[str, Json] = {}  # event_id: payload, in order of sending
        self._space = space
        self._wire = wire
        self._tickets: set[str] = set()
        self._turn = itertools.count()
        self._tasks: set[asyncio.Task[None]] = set()

    # --- connections

    def new_ticket(self) -> str:
        ticket = self._space.new_secret("ticket")
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """A websocket for the app, for as long as it stays."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=404, text="Unknown or used ticket.")
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(timeout=CLOSE_SECONDS)
        await socket.prepare(request)
        connection = SocketConnection(socket, request)
        await self._live(connection)
        return socket

    async def _live(self, connection: SocketConnection) -> None:
        writer = asyncio.create_task(connection.write())
        try:
            self._greet(connection)
            async for message in connection.socket:
                if message.type == WSMsgType.TEXT:
                    self._receive(json.loads(message.data))
        finally:
            self._drop(connection)
            connection.frames.put_nowait(None)
            await asyncio.gather(writer, return_exceptions=True)

    def _greet(self, connection: SocketConnection) -> None:
        if len(self.connections) >= MOST_CONNECTIONS:
            connection.frames.put_nowait(self._farewell("too_many_websockets"))
            connection.frames.put_nowait(None)
            return
        self.connections.append(connection)
        info = {"app_id": self._space.state.app.app_id}
        debug = {"host": "applink-sandbox", "build_number": 1, "approximate_connection_time": 18060}
        hello: Json = {"type": "hello", "num_connections": len(self.connections)}
        self._push(connection, {**hello, "debug_info": debug, "connection_info": info})

    def _push(self, connection: SocketConnection, frame: Json) -> None:
        self._wire.note("socket", frame["type"], frame, "sent")
        connection.frames.put_nowait(frame)

    def _farewell(self, reason: str) -> Json:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}}

    def _drop(self, connection: SocketConnection) -> None:
        if connection not in self.connections:
            return
        self.connections.remove(connection)
        self._wire.note("socket", "closed", {"num_connections": len(self.connections)}, "closed")
        for pending in connection.pending.values():
            _settle(pending, Outcome("lost"))

    def _receive(self, frame: Json) -> None:
        """An ack; it counts on whichever connection it comes back, as long as it comes in time."""
        key = frame.get("envelope_id", "")
        for connection in self.connections:
            if key in connection.pending:
                payload = frame.get("payload") or None
                answer = {"text": payload} if isinstance(payload, str) else payload
                _settle(connection.pending[key], Outcome("acked", answer))
                return
        self._wire.note("socket", "late_ack", frame, "ignored")

    # --- envelopes

    def send(self, kind: str, payload: Json, attempt: int = 0, reason: str = "") -> Pending:
        """Puts an envelope onto one of the connections; it is lost at once if there is none."""
        key = envelope_id(self._space.number("envelope"))
        frame: Json = {"envelope_id": key, "type": kind, "payload": payload}
        frame["accepts_response_payload"] = kind in ANSWERED
        if kind == "events_api":
            frame |= {"retry_attempt": attempt, "retry_reason": reason}
        entry = self._wire.start("envelope", kind, frame)
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        pending = Pending(entry, answer, self._space.clock.time() + ACK_SECONDS)
        if not self.connections:
            _settle(pending, Outcome("unconnected"))
            return pending
        connection = self.connections[next(self._turn) % len(self.connections)]
        connection.pending[key] = pending
        connection.frames.put_nowait(frame)
        return pending

    async def outcome(self, pending: Pending) -> Outcome:
        """Waits for the ack, for 3 s on the clock."""
        timer = asyncio.create_task(self._time_out(pending))
        try:
            await asyncio.shield(pending.answer)
        finally:
            timer.cancel()
            _settle(pending, Outcome("timeout"))
            self._forget(pending)
            outcome = pending.answer.result()
            self._wire.end(pending.entry, outcome.status, outcome.payload)
        return outcome

    async def _time_out(self, pending: Pending) -> None:
        await self._space.clock.sleep_until(pending.deadline)
        _settle(pending, Outcome("timeout"))

    def _forget(self, pending: Pending) -> None:
        for connection in self.connections:
            connection.pending.pop(pending.entry.sent["envelope_id"], None)

    async def ask(self, kind: str, payload: Json, patience: float) -> Outcome:
        """Sends a command or interaction, once. Raises TimeoutError after `patience` seconds of real time."""
        pending = self.send(kind, payload)
        try:
            async with asyncio.timeout(patience):
                return await self.outcome(pending)
        except TimeoutError:
            message = f"The app did not ack {kind} within {patience} s while the clock was paused."
            raise TimeoutError(message) from None

    def event(self, payload: Json) -> None:
        """Delivers an event, and again while it is not acknowledged."""
        self.sent[payload["event_id"]] = payload
        self.spawn(self._deliver(payload, self.send("events_api", payload)))

    async def _deliver(self, payload: Json, first: Pending) -> None:
        outcome = await self.outcome(first)
        for attempt, seconds in enumerate(RETRY_AFTER, 1):
            if outcome.acked:
                return
            if seconds:
                await self._space.clock.sleep_until(self._space.clock.time() + seconds)
            reason = "timeout" if outcome.status == "timeout" else "connection_failed"
            outcome = await self.outcome(self.send("events_api", payload, attempt, reason))

    def again(self, event_id: str, attempt: int) -> None:
        """Delivers an event that was delivered already, as Slack does when an ack got lost."""
        pending = self.send("events_api", self.sent[event_id], attempt, "timeout")
        self.spawn(self._once(pending))

    async def _once(self, pending: Pending) -> None:
        await self.outcome(pending)

    # --- ends

    async def disconnect(self, reason: str) -> None:
        """Tells every connection to go; "warning" closes them 10 s later, any other reason before this returns."""
        leaving = list(self.connections)
        for connection in leaving:
            self._push(connection, self._farewell(reason))
        if reason == "warning":
            self.spawn(self._close_later(leaving))
        else:
            await _close(leaving)

    async def _close_later(self, leaving: list[SocketConnection]) -> None:
        await self._space.clock.sleep_until(self._space.clock.time() + WARNING_SECONDS)
        await _close(leaving)

    def abort(self) -> None:
        for connection in list(self.connections):
            connection.abort()

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await _close(list(self.connections))


async def _close(connections: list[SocketConnection]) -> None:
    for connection in connections:
        connection.frames.put_nowait(None)
        await connection.closed.wait()


def _settle(pending: Pending, outcome: Outcome) -> None:
    if not pending.answer.done():
        pending.answer.set_result(outcome)
