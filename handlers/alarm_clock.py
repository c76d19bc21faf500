"""The alarm clock of a bot in real time: one APScheduler job, moved to whatever is due first.

The database is the schedule; this only wakes the bot. With a settable clock, the code that moves it calls `tick`.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

AT_LEAST_EVERY = timedelta(seconds=60)
LOOKS_EVERY = timedelta(seconds=1)


class AlarmClock:
    """`look` is called every second, because another process may have written to the database."""

    def __init__(
        self, tick: Callable[[], None], next_due: Callable[[], datetime | None], look: Callable[[], None]
    ) -> None:
        self._tick = tick
        self._next_due = next_due
        self._look = look
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._job = self._scheduler.add_job(
            self._ring,
            IntervalTrigger(seconds=int(AT_LEAST_EVERY.total_seconds()), timezone=UTC),
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        self._scheduler.add_job(
            self._glance,
            IntervalTrigger(seconds=int(LOOKS_EVERY.total_seconds()), timezone=UTC),
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )

    def start(self) -> None:
        self._scheduler.start()
        self.arm()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

    def arm(self) -> None:
        """Moves the job to the earliest due time, at most one minute from now."""
        now = datetime.now(UTC)
        latest = now + AT_LEAST_EVERY
        self._job.modify(next_run_time=max(now, min(self._next_due() or latest, latest)))

    async def _glance(self) -> None:
        self._look()

    async def _ring(self) -> None:
        self._tick()
        self.arm()
