"""A beat at every change, for code that waits for a condition."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Pulse:
    def __init__(self) -> None:
        self.beats = 0  # so far
        self._waiting: list[asyncio.Future[None]] = []

    def beat(self) -> None:
        self.beats += 1
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            if not each.done():
                each.set_result(None)

    async def until(self, predicate: Callable[[], T], timeout: float, what: str) -> T:
        """Returns the predicate's first true value; it is called again at each beat.

        Raises TimeoutError with `what` after that many seconds of real time: a guard, not a timer.
        """
        try:
            async with asyncio.timeout(timeout):
                while not (value := predicate()):
                    await self._next()
        except TimeoutError:
            raise TimeoutError(f"Timed out after {timeout} s waiting for {what}.") from None
        return value

    async def _next(self) -> None:
        beat: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(beat)
        await beat
