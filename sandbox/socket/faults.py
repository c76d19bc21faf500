"""Fault injection: rate limits, errors, dropped and delayed responses, redelivery, cut connections."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import TracebackType

from sandbox.clock import Clock
from sandbox.errors import SandboxError
from sandbox.socket.socket_mode import SocketMode
from sandbox.workspace.state import Json


@dataclass(frozen=True)
class Fault:
    """What a call gets instead of its response; `lost` does the work, then closes the connection."""

    status: int = 200
    answer: Json | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    lost: bool = False


class Hold:
    """Delays the responses of a method after its work is done; `waiting` counts them."""

    def __init__(self) -> None:
        self.waiting = 0
        self._released = asyncio.Event()

    def release(self) -> None:
        self._released.set()

    async def wait(self) -> None:
        self.waiting += 1
        await self._released.wait()
        self.waiting -= 1

    def __enter__(self) -> Hold:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


class Faults:
    def __init__(self, clock: Clock, link: SocketMode) -> None:
        self._clock = clock
        self._link = link
        self._next: dict[str, deque[Fault]] = defaultdict(deque)
        self._unknown: set[str] = set()
        self._holds: dict[str, Hold] = {}
        self._cut_until = 0.0
        self._token_error = ""
        self._decide: Callable[[str], Fault | None] | None = None
        self._read_only: dict[str, str] = {}

    def rate_limit(self, method: str, retry_after: int, times: int = 1) -> None:
        """The next calls get 429 with Retry-After, in seconds."""
        answer = {"ok": False, "error": "ratelimited"}
        self._add(method, Fault(429, answer, {"Retry-After": str(retry_after)}), times)

    def fail(self, method: str, error: str, times: int = 1) -> None:
        """The next calls get this error and do nothing."""
        self._add(method, Fault(answer={"ok": False, "error": error}), times)

    def http_error(self, method: str, status: int, times: int = 1) -> None:
        """The next calls get this HTTP status and do nothing."""
        self._add(method, Fault(status), times)

    def lose_answer(self, method: str, times: int = 1) -> None:
        """The next calls do their work, then the connection is closed without a response."""
        self._add(method, Fault(lost=True), times)

    def decide_by(self, decide: Callable[[str], Fault | None] | None) -> None:
        """From now on each call gets what `decide` says of its method, None for nothing special.

        The call is the last one in the wire log. None as `decide` ends this.
        """
        self._decide = decide

    def refuse_token(self, error: str = "token_revoked") -> None:
        """Every call with the bot token gets this error from now on; Socket Mode has a token of its own."""
        self._token_error = error

    def accept_token(self) -> None:
        self._token_error = ""

    def refuse_posts(self, channel: str, error: str = "restricted_action") -> None:
        """Slack refuses every new post in this channel (an id), as where its posting permissions leave the app out.

        "" allows them again.
        """
        self._read_only[channel] = error

    def unknown(self, method: str) -> None:
        """Makes the method unknown from now on."""
        self._unknown.add(method)

    def hold(self, method: str) -> Hold:
        """Delays responses until the hold is released (or its `with` block ends)."""
        self._holds[method] = Hold()
        return self._holds[method]

    def deliver_again(self, event_id: str = "last", times: int = 1) -> None:
        """Redelivers an event with the retry fields; raises SandboxError if it was never delivered."""
        known = event_id if event_id != "last" else next(reversed(self._link.sent), "")
        if known not in self._link.sent:
            raise SandboxError(
                "No event has been delivered yet." if event_id == "last" else f"Event {event_id} was never delivered."
            )
        for attempt in range(1, times + 1):
            self._link.again(known, attempt)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Sends "warning" (closes 10 s later), "refresh_requested" or "link_disabled" to all connections."""
        await self._link.disconnect(reason)

    def cut(self, seconds: float) -> None:
        """Drops all connections and rejects new ones for that many seconds on the clock."""
        self._cut_until = self._clock.time() + seconds
        self._link.abort()

    # --- listing and clearing

    def armed(self) -> list[Json]:
        """The active faults: `method`, `effect` and `times`; a cut connection has no method."""
        waiting = [each for method, faults in self._next.items() for each in _counted(method, faults)]
        waiting += [{"method": each, "effect": "unknown_method", "times": 0} for each in sorted(self._unknown)]
        if self._token_error:
            waiting.append({"method": "", "effect": self._token_error, "times": 0})
        closed = [error for error in self._read_only.values() if error]
        waiting += [{"method": "chat.postMessage", "effect": error, "times": 0} for error in closed]
        return waiting + ([{"method": "", "effect": "cut", "times": 0}] if self.is_cut else [])

    def disarm(self) -> None:
        """Clears all faults; a cut connection may come back at once."""
        self._next.clear()
        self._unknown.clear()
        self._read_only.clear()
        self._cut_until = 0.0
        self.accept_token()

    # --- asked by the server

    @property
    def is_cut(self) -> bool:
        return self._clock.time() < self._cut_until

    @property
    def token_error(self) -> str:
        """Slack's error for the bot token, "" while it is valid."""
        return self._token_error

    def posting_error(self, method: str, channel: str) -> str:
        """Slack's error for a post in this channel, "" if it is allowed."""
        return self._read_only.get(channel, "") if method == "chat.postMessage" else ""

    def take(self, method: str) -> Fault | None:
        """The fault for the current call, if any."""
        if method in self._unknown:
            return Fault(answer={"ok": False, "error": "unknown_method", "req_method": method})
        if self._decide and (decided := self._decide(method)):
            return decided
        waiting = self._next[method]
        return waiting.popleft() if waiting else None

    async def held(self, method: str) -> None:
        if method in self._holds:
            await self._holds[method].wait()

    def release_all(self) -> None:
        for hold in self._holds.values():
            hold.release()

    def _add(self, method: str, fault: Fault, times: int) -> None:
        self._next[method].extend([fault] * times)


def _counted(method: str, faults: Iterable[Fault]) -> list[Json]:
    counts = Counter(_effect(each) for each in faults)
    return [{"method": method, "effect": effect, "times": times} for effect, times in counts.items()]


def _effect(fault: Fault) -> str:
    if fault.lost:
        return "dropped response"
    if fault.status == 200:
        return str((fault.answer or {}).get("error"))
    wait = f", Retry-After {fault.headers['Retry-After']} s" if fault.headers else ""
    return f"HTTP {fault.status}{wait}"
