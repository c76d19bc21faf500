"""The delivery loop: makes Slack show what the outbox says, once, in order, for as long as it takes.

It decides only when a row goes out and what its outcome means; what a row does in Slack is its sender's. Nothing here
sleeps: a row that has to wait says until when, and whoever keeps the alarm calls `wake` again at `next_due`.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.json_types import Json
from bot.outbox.model import OutboxMessage, OutboxRow
from bot.outbox.service import DeliveryQueue
from handlers.slack.api_errors import is_rate_limit, is_transient, method_of, reason_of, retry_after

logger = logging.getLogger(__name__)

PACE = timedelta(seconds=1)  # Slack: about one message a second in a channel
LONGEST_WAIT = timedelta(seconds=60)
REST = timedelta(seconds=1)  # after trouble with the record
GRACE = 2.0  # seconds that rows under way get to end when the bot stops
MAX_AT_ONCE = 8  # of one method, so that one that hangs keeps no other waiting
UNEXPECTED_TRIES = 4  # an error nobody foresaw may pass; after these it is shown on the card

Result = Mapping[str, Json]
Note = Callable[[], None]
"""What an attempt leaves to be written down."""


class PermanentFailure(Exception):
    """It can't be done as things are; `str()` is Slack's reason, shown on the card."""


class _NotSeen(Exception):
    """Slack refuses for good to show whether an earlier attempt did it."""


@dataclass(frozen=True)
class Sender:
    """How a message is shown.

    `look` finds what an earlier attempt of unknown outcome may have left in Slack (None: nothing there, do it).
    The Web API methods are named because a rate limit holds one method only: the one that shows it for the
    first time, the one that looks, and the one that redraws where that is another.
    """

    do: Callable[[OutboxRow], Awaitable[Result]]
    look: Callable[[OutboxRow], Awaitable[Result | None]]
    method: str
    looks_by: str = ""
    redraws_by: str = ""

    def methods(self, row: OutboxRow) -> frozenset[str]:
        does = self.redraws_by if row.done and self.redraws_by else self.method
        return frozenset({does, self.looks_by}) if row.tried and self.looks_by else frozenset({does})


class DeliveryWorker:
    """`alarm` is called whenever `next_due` may have changed."""

    def __init__(
        self,
        queue: DeliveryQueue,
        senders: Mapping[type[OutboxMessage], Sender],
        alarm: Callable[[], None] = lambda: None,
    ) -> None:
        self._queue = queue
        self._senders = senders
        self._now = queue.now
        self._alarm = alarm
        self._flying: dict[str, asyncio.Task[None]] = {}
        self._methods: Counter[str] = Counter()
        self._busy_keys: set[tuple[int, str]] = set()
        self._paced: dict[tuple[int, str], datetime] = {}
        self._held: dict[str, datetime] = {}
        self._rests_until = datetime.min.replace(tzinfo=UTC)
        self._due: datetime | None = None
        self._closed = False

    def wake(self) -> None:
        """Starts every row that can go out now, and notes when the next one can.

        Never raises: it is called where a request was just stored, and its trouble is not that person's.
        """
        if self._closed:
            return
        self._due = None
        if self._rests_until > self._now():
            self._due = self._rests_until
        else:
            with self._undeterred("The outbox could not be read"):
                self._start_ready()
        with self._undeterred("The alarm could not be set"):
            self._alarm()

    @property
    def next_due(self) -> datetime | None:
        """When a row that waits for pace, rate limit or backoff can go; None where nothing waits for time."""
        return self._due

    @property
    def sends(self) -> Collection[type[OutboxMessage]]:
        """The kinds of messages that it can deliver."""
        return self._senders.keys()

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
        flying = set(self._flying.values())
        if not flying:
            return
        _, late = await asyncio.wait(flying, timeout=GRACE)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    @contextmanager
    def _undeterred(self, trouble: str) -> Iterator[None]:
        """Trouble with the record ends nothing: it is logged, and after a rest the outbox is taken up again."""
        try:
            yield
        except Exception:
            logger.exception("%s; the delivery goes on after a rest", trouble)
            self._rests_until = self._now() + REST
            self._due = self._rests_until

    # When a row goes out

    def _start_ready(self) -> None:
        """Most important first; equally important ones by turns, so that no incident waits for all of another's."""
        now = self._now()
        self._paced = {ordered: until for ordered, until in self._paced.items() if until > now}
        for _, _, row in sorted(self._candidates(), key=lambda each: each[:2]):
            if self._may_go(row):
                self._start(row)

    def _candidates(self) -> Iterator[tuple[int, int, OutboxRow]]:
        """(priority, turn, row) for the head of each ordering key and every row without one."""
        for number in self._queue.waiting_incidents():
            heads: list[OutboxRow] = []
            with self._undeterred(f"What waits for incident {number} could not be read"):
                heads = _heads(self._queue.deliverable(number))
            yield from ((row.message.priority, turn, row) for turn, row in enumerate(heads))

    def _may_go(self, row: OutboxRow) -> bool:
        if row.key in self._flying or self._methods[self._sender(row).method] >= MAX_AT_ONCE:
            return False
        if (row.incident, _ordering_key(row)) in self._busy_keys or not self._needs_met(row):
            return False
        waits = self._waits_until(row)
        if waits > self._now():
            self._due = min(waits, self._due or waits)
            return False
        return True

    def _needs_met(self, row: OutboxRow) -> bool:
        return all(self._queue.result(key) is not None for key in row.message.depends_on)

    def _sender(self, row: OutboxRow) -> Sender:
        return self._senders[type(row.message)]

    def _waits_until(self, row: OutboxRow) -> datetime:
        methods = self._sender(row).methods(row)
        held = [until for method, until in self._held.items() if method in methods]
        paced = self._paced.get((row.incident, _ordering_key(row)), row.not_before)
        return max(row.not_before, paced, *held)

    def _start(self, row: OutboxRow) -> None:
        ordered = (row.incident, _ordering_key(row))
        if ordered[1]:
            self._busy_keys.add(ordered)
            self._paced[ordered] = self._now() + PACE
        task = asyncio.get_running_loop().create_task(self._deliver(row), name=f"deliver {row.key}")
        self._flying[row.key] = task
        self._methods[self._sender(row).method] += 1

        def landed(_task: asyncio.Task[None]) -> None:
            self._flying.pop(row.key, None)
            self._methods[self._sender(row).method] -= 1
            self._busy_keys.discard(ordered)
            self.wake()

        task.add_done_callback(landed)

    # What becomes of it

    async def _deliver(self, row: OutboxRow) -> None:
        """Where the outcome can't be written down, the row stays tried: the next attempt looks before it repeats."""
        with self._undeterred(f"What became of {row.key} could not be stored"):
            self._queue.trying(row)
            note = await self._attempt(row)
            note()

    async def _attempt(self, row: OutboxRow) -> Note:
        try:
            found = await self._look(row) if row.tried else None
            result = found if found is not None else await self._sender(row).do(row)
        except SlackApiError as error:
            return self._refused(row, error)
        except PermanentFailure as error:
            return partial(self._queue.failed, row, str(error))
        except _NotSeen as error:
            return partial(self._failed_unseen, row, str(error))
        except aiohttp.ClientConnectorError:
            logger.info("%s: Slack can't be reached", row.key)
            return self._later(row, outcome_unknown=row.tried)  # the request never left
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            logger.info("%s: no answer (%s), will look before repeating", row.key, type(error).__name__)
            return self._later(row, outcome_unknown=True)
        except Exception:
            return self._unexpected(row)
        return partial(self._queue.delivered, row, result)

    async def _look(self, row: OutboxRow) -> Result | None:
        try:
            return await self._sender(row).look(row)
        except SlackApiError as error:
            if is_rate_limit(error) or is_transient(error):
                raise
            raise _NotSeen(reason_of(error)) from error

    def _refused(self, row: OutboxRow, error: SlackApiError) -> Note:
        if is_rate_limit(error):
            return self._hold(row, error)
        if is_transient(error):
            logger.info("%s: %s, will look before repeating", row.key, reason_of(error))
            return self._later(row, outcome_unknown=True)
        logger.warning("%s failed for good: %s", row.key, reason_of(error))
        return partial(self._queue.failed, row, reason_of(error))

    def _hold(self, row: OutboxRow, error: SlackApiError) -> Note:
        """Waits exactly as long as Slack says, for that method only. A refused call has done nothing."""
        until = self._now() + timedelta(seconds=retry_after(error))
        self._held[method_of(error)] = until
        return partial(self._queue.postponed, row, until, outcome_unknown=row.tried)

    def _later(self, row: OutboxRow, *, outcome_unknown: bool) -> Note:
        wait = min(LONGEST_WAIT, timedelta(seconds=2.0 ** min(row.attempts, 10)))
        return partial(self._queue.postponed, row, self._now() + wait, outcome_unknown=outcome_unknown)

    def _failed_unseen(self, row: OutboxRow, reason: str) -> None:
        """Shown on the card like any failure, but Retry looks again: it may have been done."""
        logger.warning("%s can't be looked for: %s", row.key, reason)
        self._queue.failed(row, reason)
        self._queue.trying(row)

    def _unexpected(self, row: OutboxRow) -> Note:
        logger.exception("%s could not be delivered", row.key)
        if row.attempts + 1 < UNEXPECTED_TRIES:
            return self._later(row, outcome_unknown=True)
        return partial(self._failed_unseen, row, "internal error, see the log")


def _heads(rows: Sequence[OutboxRow]) -> list[OutboxRow]:
    """The first row of each ordering key, and every row that has none."""
    first: dict[str, OutboxRow] = {}
    for row in rows:
        first.setdefault(_ordering_key(row) or row.key, row)
    return list(first.values())


def _ordering_key(row: OutboxRow) -> str:
    """What Slack does not show yet keeps its order; a redraw waits for nothing but the same message's last one."""
    return row.message.ordering_key if row.done == 0 else row.key
