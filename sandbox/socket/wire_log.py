"""The log of everything between the workspace and the app: requests with answers, envelopes with acks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from sandbox.clock import Clock
from sandbox.workspace.state import Json

OPEN = "open"


@dataclass
class WireEntry:
    """`kind`: "api", "response_url", "upload", "envelope" or "socket". `name`: the method or envelope type.

    `status` is "open" until it ends: an HTTP status, "lost" (answer or connection cut), or for an envelope
    "acked", "timeout" or "unconnected". `at` and `ended` are clock times in seconds.
    """

    number: int
    at: float
    kind: str
    name: str
    sent: Json
    status: str = OPEN
    answer: Json | None = None
    ended: float | None = None


class WireLog(Sequence[WireEntry]):
    def __init__(self, clock: Clock, changed: Callable[[], None]) -> None:
        self._clock = clock
        self._changed = changed
        self._entries: list[WireEntry] = []
        self._open: set[int] = set()
        self._listeners: list[Callable[[WireEntry], None]] = []

    @overload
    def __getitem__(self, index: int) -> WireEntry: ...
    @overload
    def __getitem__(self, index: slice) -> list[WireEntry]: ...
    def __getitem__(self, index: int | slice) -> WireEntry | list[WireEntry]:
        return self._entries[index]

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[WireEntry]:
        return iter(self._entries)

    @property
    def in_flight(self) -> int:
        """Requests not answered yet and envelopes neither acknowledged nor given up."""
        return len(self._open)

    def open(self) -> list[WireEntry]:
        return [self._entries[each] for each in sorted(self._open)]

    def start(self, kind: str, name: str, sent: Json) -> WireEntry:
        entry = WireEntry(len(self._entries), self._clock.time(), kind, name, sent)
        self._entries.append(entry)
        self._open.add(entry.number)
        self._tell(entry)
        return entry

    def end(self, entry: WireEntry, status: str, answer: Json | None = None) -> None:
        entry.status, entry.answer, entry.ended = status, answer, self._clock.time()
        self._open.discard(entry.number)
        self._tell(entry)

    def note(self, kind: str, name: str, sent: Json, status: str) -> None:
        """Something that expects no answer."""
        self.end(self.start(kind, name, sent), status)

    def calls(self, method: str) -> list[WireEntry]:
        """The requests to a Web API method, oldest first."""
        return [each for each in self._entries if each.kind == "api" and each.name == method]

    def envelopes(self, event_type: str) -> list[WireEntry]:
        """The deliveries of an event type, redeliveries too, oldest first."""
        deliveries = (each for each in self._entries if each.kind == "envelope")
        return [each for each in deliveries if each.sent["payload"].get("event", {}).get("type") == event_type]

    def subscribe(self, callback: Callable[[WireEntry], None]) -> Callable[[], None]:
        """Calls back when an entry starts and when it ends; returns what ends the subscription."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def _tell(self, entry: WireEntry) -> None:
        for listener in list(self._listeners):
            listener(entry)
        self._changed()
