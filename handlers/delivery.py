"""The delivery loop: makes Slack show what the outbox says, once, in order, for as long as it takes.

It decides only when a row goes out and what its outcome means; what a row does in Slack is in `steps`. Nothing here
sleeps: a row that has to wait says until when, and whoever keeps the alarm calls `wake` again at `next_due`.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.model import Json, Row, Step
from bot.service import Service
from handlers.calls import UNREADABLE, is_rate_limit, reason_of, status_of

logger = logging.getLogger(__name__)

PACE = timedelta(seconds=1)  # Slack: about one message a second in a channel
LONGEST_WAIT = timedelta(seconds=60)
DEFAULT_RETRY_AFTER = 30  # seconds, where a 429 names none
MAX_AT_ONCE = 16
TRANSIENT = frozenset(
    {
        "fatal_error",
        "internal_error",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "accesslimited",
    }
)

Result = Mapping[str, Json]


class PermanentFailure(Exception):
    """The step can't be done as things are; `str()` is Slack's reason, shown on the card."""


@dataclass(frozen=True)
class Performer:
    """How a step is done.

    `look` finds what an earlier attempt of unknown outcome may have left in Slack (None: nothing there, do it);
    `methods` are the Web API methods it calls, for a rate limit holds one method only.
    """

    do: Callable[[Row], Awaitable[Result]]
    look: Callable[[Row], Awaitable[Result | None]]
    methods: frozenset[str]


class Delivery:
    """`alarm` is called whenever `next_due` may have changed."""

    def __init__(
        self, service: Service, performers: Mapping[Step, Performer], alarm: Callable[[], None] = lambda: None
    ) -> None:
        self._service = service
        self._performers = performers
        self._now = service.now
        self._alarm = alarm
        self._flying: dict[str, asyncio.Task[None]] = {}
        self._lanes: set[tuple[int, str]] = set()
        self._paced: dict[tuple[int, str], datetime] = {}
        self._held: dict[str, datetime] = {}
        self._due: datetime | None = None
        self._closed = False

    def wake(self) -> None:
        """Starts every row that can go out now, and notes when the next one can."""
        if self._closed:
            return
        self._due = None
        for number in self._service.waiting_incidents():
            for row in self._ready(number):
                self._start(row)
        self._alarm()

    @property
    def next_due(self) -> datetime | None:
        """When a row that waits for pace, rate limit or backoff can go; None where nothing waits for time."""
        return self._due

    @property
    def busy(self) -> bool:
        return bool(self._flying)

    async def idle(self) -> None:
        """Returns when nothing is under way; rows may still wait for their time."""
        while self._flying:
            await asyncio.wait(set(self._flying.values()))

    async def close(self) -> None:
        """Stops taking up rows and lets those under way end; what is left stays in the outbox."""
        self._closed = True
        for task in list(self._flying.values()):
            task.cancel()
        await asyncio.gather(*self._flying.values(), return_exceptions=True)

    def _ready(self, number: int) -> Iterator[Row]:
        """Rows that may go now: most important first, lanes in order, one at a time in each."""
        heads: set[str] = set()
        candidates = []
        for row in self._service.deliverable(number):
            lane = _lane(row)
            if lane and lane in heads:
                continue
            heads.add(lane)
            candidates.append(row)
        for row in sorted(candidates, key=lambda row: row.importance):
            if self._may_go(row):
                yield row

    def _may_go(self, row: Row) -> bool:
        if row.key in self._flying or len(self._flying) >= MAX_AT_ONCE:
            return False
        if (row.incident, _lane(row)) in self._lanes or not self._needs_met(row):
            return False
        waits = self._waits_until(row)
        if waits > self._now():
            self._due = min(waits, self._due or waits)
            return False
        return True

    def _needs_met(self, row: Row) -> bool:
        needed = (self._service.row(key) for key in row.needs)
        return all(other is not None and other.done > 0 for other in needed)

    def _waits_until(self, row: Row) -> datetime:
        methods = self._performers[row.step].methods
        held = [until for method, until in self._held.items() if method in methods]
        paced = self._paced.get((row.incident, _lane(row)), row.not_before)
        return max(row.not_before, paced, *held)

    def _start(self, row: Row) -> None:
        self._service.trying(row)
        lane = (row.incident, _lane(row))
        if lane[1]:
            self._lanes.add(lane)
            self._paced[lane] = self._now() + PACE
        task = asyncio.get_running_loop().create_task(self._deliver(row), name=f"deliver {row.key}")
        self._flying[row.key] = task

        def landed(_task: asyncio.Task[None]) -> None:
            self._flying.pop(row.key, None)
            self._lanes.discard(lane)
            self.wake()

        task.add_done_callback(landed)

    async def _deliver(self, row: Row) -> None:
        performer = self._performers[row.step]
        try:
            found = await performer.look(row) if row.tried else None
            result = found if found is not None else await performer.do(row)
        except SlackApiError as error:
            self._refused(row, error)
        except PermanentFailure as error:
            self._service.failed(row, str(error))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            logger.info("%s: no answer (%s), will look before repeating", row.key, type(error).__name__)
            self._later(row, outcome_unknown=True)
        except asyncio.CancelledError:
            raise
        except Exception:
            logger.exception("%s could not be delivered", row.key)
            self._service.failed(row, "internal error, see the log")
        else:
            self._service.delivered(row, result)

    def _refused(self, row: Row, error: SlackApiError) -> None:
        reason = reason_of(error)
        if is_rate_limit(error):
            self._hold(row, error)
        elif status_of(error) >= 500 or reason in TRANSIENT or reason == UNREADABLE:
            self._later(row, outcome_unknown=True)
        else:
            logger.warning("%s failed for good: %s", row.key, reason)
            self._service.failed(row, reason)

    def _hold(self, row: Row, error: SlackApiError) -> None:
        """Waits exactly as long as Slack says, for that method only. A refused call has done nothing."""
        seconds = int(error.response.headers.get("Retry-After", DEFAULT_RETRY_AFTER))
        until = self._now() + timedelta(seconds=seconds)
        self._held[str(error.response.api_url).rsplit("/", maxsplit=1)[-1]] = until
        self._service.postponed(row, until, outcome_unknown=row.tried)

    def _later(self, row: Row, *, outcome_unknown: bool) -> None:
        wait = min(LONGEST_WAIT, timedelta(seconds=2.0 ** min(row.attempts, 10)))
        self._service.postponed(row, self._now() + wait, outcome_unknown=outcome_unknown)


def _lane(row: Row) -> str:
    """Redraws have no place in a queue: only what Slack does not show yet keeps its order."""
    return row.lane if row.done == 0 else ""
