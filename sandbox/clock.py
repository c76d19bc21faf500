"""Clocks: the only source of time in the sandbox. Every timer waits on one of these; nothing else sleeps."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Time in seconds since the epoch, and a way to wait for a moment."""

    def time(self) -> float: ...

    def now(self) -> datetime:
        """The same moment, aware, in UTC."""
        ...

    async def sleep_until(self, when: float) -> None: ...


class SystemClock:
    """Real time."""

    def time(self) -> float:
        return time.time()

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.time(), UTC)

    async def sleep_until(self, when: float) -> None:
        await asyncio.sleep(max(0.0, when - self.time()))


class SettableClock:
    """A clock that is paused until it is set."""

    def __init__(self, start: datetime | float) -> None:
        self._now = _epoch(start)
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def time(self) -> float:
        return self._now

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._now, UTC)

    def set(self, when: datetime | float) -> None:
        """Moves the clock forward and wakes the sleepers due by then, earliest first.

        Raises ValueError for a time in the past.
        """
        moment = _epoch(when)
        if moment < self._now:
            raise ValueError("A clock cannot be set back.")
        self._now = moment
        while self._sleepers and self._sleepers[0][0] <= moment:
            _wake(heapq.heappop(self._sleepers)[2])

    def next_wake(self) -> float | None:
        """The earliest time a sleeper waits for, or None."""
        return self._sleepers[0][0] if self._sleepers else None

    async def sleep_until(self, when: float) -> None:
        if when <= self._now:
            return
        sleeper = (when, next(self._order), asyncio.get_running_loop().create_future())
        heapq.heappush(self._sleepers, sleeper)
        try:
            await sleeper[2]
        finally:
            self._forget(sleeper)

    def _forget(self, sleeper: tuple[float, int, asyncio.Future[None]]) -> None:
        if sleeper in self._sleepers:
            self._sleepers.remove(sleeper)
            heapq.heapify(self._sleepers)


def _wake(sleeper: asyncio.Future[None]) -> None:
    if not sleeper.done():
        sleeper.set_result(None)


def _epoch(when: datetime | float) -> float:
    return when.timestamp() if isinstance(when, datetime) else float(when)
