"""The settable clock is paused, moves forward only, and wakes sleepers that are due."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from sandbox import SettableClock, SystemClock


async def test_time_stands_still_until_it_is_moved() -> None:
    clock = SettableClock(datetime(2024, 1, 15, 14, 23, tzinfo=UTC))
    assert clock.time() == 1705328580
    clock.set(1705328640)
    assert clock.now() == datetime(2024, 1, 15, 14, 24, tzinfo=UTC)


async def test_time_never_goes_back() -> None:
    clock = SettableClock(100)
    with pytest.raises(ValueError, match="back"):
        clock.set(99)


async def test_sleepers_wake_in_the_order_of_their_moments() -> None:
    clock, woken = SettableClock(0), []

    async def sleep(until: float) -> None:
        await clock.sleep_until(until)
        woken.append(until)

    sleepers = [asyncio.create_task(sleep(until)) for until in (30, 10, 20, 50)]
    await asyncio.sleep(0)
    assert clock.next_wake() == 10
    clock.set(30)
    await asyncio.gather(*sleepers[:3])
    assert woken == [10, 20, 30]
    assert clock.next_wake() == 50
    clock.set(50)
    await sleepers[3]


async def test_who_gives_up_waiting_is_forgotten() -> None:
    clock = SettableClock(0)
    sleeper = asyncio.create_task(clock.sleep_until(10))
    await asyncio.sleep(0)
    sleeper.cancel()
    await asyncio.gather(sleeper, return_exceptions=True)
    assert clock.next_wake() is None


async def test_a_moment_that_is_past_is_not_waited_for() -> None:
    clock = SettableClock(10)
    await clock.sleep_until(10)
    assert clock.next_wake() is None


async def test_the_system_clock_does_not_wait_for_the_past() -> None:
    clock = SystemClock()
    before = clock.time()
    await clock.sleep_until(before - 10)
    assert clock.now().timestamp() >= before
