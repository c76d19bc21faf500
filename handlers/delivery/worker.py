"""The delivery loop: shows each message of the outbox exactly once, in order, and retries for as long as it takes.

It decides when a row is sent and what its outcome means; senders know how a message is shown. It never sleeps: a row
that has to wait sets `next_due`, and the owner of the alarm calls `wake` again at that time.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.outbox.model import OutboxMessage, OutboxRow, UnreadableMessage
from bot.outbox.service import DeliveryQueue
from handlers.delivery.access import ServiceAccess
from handlers.delivery.retry import UNEXPECTED_TRIES, wait_after
from handlers.delivery.sender import (
    NeverSent,
    NoAccess,
    PermanentFailure,
    PlaceClosed,
    RateLimited,
    Result,
    Sender,
    Transient,
)
from templates.outbox import wording

logger = logging.getLogger(__name__)

PACE = timedelta(seconds=1)  # Slack takes about one post a second in a channel
REST = timedelta(seconds=1)  # after an error of the database
GRACE = 2.0  # seconds for rows in flight to finish when the bot stops
MAX_AT_ONCE = 8  # of one method, so that a hanging method doesn't block the others

Note = Callable[[], None]
"""Stores the outcome of an attempt."""


class _NotSeen(Exception):
    """The service permanently refuses to say whether an earlier attempt succeeded."""


class DeliveryWorker:
    """`alarm` is called whenever `next_due` may have changed."""

    def __init__(
        self,
        queue: DeliveryQueue,
        senders: Mapping[type[OutboxMessage], Sender],
        alarm: Callable[[], None] = lambda: None,
        access: ServiceAccess | None = None,
    ) -> None:
        self._queue = queue
        self._senders = senders
        self._now = queue.now
        self._alarm = alarm
        self._access = access or ServiceAccess(queue.now)
        self._flying: dict[str, asyncio.Task[None]] = {}
        self._methods: Counter[str] = Counter()
        self._busy_keys: set[tuple[int, str]] = set()
        self._paced: dict[tuple[int, str], datetime] = {}
        self._held: dict[str, datetime] = {}
        self._unreadable: dict[int, tuple[int, datetime]] = {}
        self._rests_until = datetime.min.replace(tzinfo=UTC)
        self._due: datetime | None = None
        self._closed = False

    def wake(self) -> None:
        """Starts every row that can be sent now, and sets when the next one can.

        Never raises: it is called right after a request was stored, and that person should not see its errors.
        """
        if self._closed:
            return
        self._due = None
        if (until := max(self._rests_until, self._access.waits_until)) > self._now():
            self._due = until
        else:
            with self._undeterred("The outbox could not be read"):
                self._start_ready()
        with self._undeterred("The alarm could not be set"):
            self._alarm()

    @property
    def next_due(self) -> datetime | None:
        """When a row that waits for pace, rate limit or backoff can be sent; None if none waits."""
        return self._due

    @property
    def sends(self) -> Collection[type[OutboxMessage]]:
        """The kinds of messages that can be delivered."""
        return self._senders.keys()

    @property
    def busy(self) -> bool:
        return bool(self._flying)

    async def idle(self) -> None:
        """Returns when no row is in flight; rows may still wait for their time."""
        while self._flying:
            await asyncio.wait(set(self._flying.values()))

    async def close(self) -> None:
        """Starts no more rows and lets those in flight finish; the rest stays in the outbox."""
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
        """Logs an error of the database instead of raising it, and continues after a rest."""
        try:
            yield
        except Exception:
            logger.exception("%s; the delivery goes on after a rest", trouble)
            self._rests_until = self._now() + REST
            self._due = self._rests_until

    # When a row is sent

    def _start_ready(self) -> None:
        """The highest priority first; incidents take turns, so that none waits for all rows of another."""
        now = self._now()
        self._paced = {ordered: until for ordered, until in self._paced.items() if until > now}
        for _, _, row in sorted(self._candidates(), key=lambda each: each[:2]):
            if self._access.is_lost and self._flying:
                return  # one tries for all
            if self._may_go(row):
                self._start(row)

    def _candidates(self) -> Iterator[tuple[int, int, OutboxRow]]:
        """(priority, turn, row) for the head of each ordering key and every row without one."""
        for number in self._queue.waiting_incidents():
            yield from ((row.message.priority, turn, row) for turn, row in enumerate(self._heads_of(number)))

    def _heads_of(self, number: int) -> Sequence[OutboxRow]:
        """The rows of one incident that come next; none while its rows rest because they could not be read."""
        failures, until = self._unreadable.get(number, (0, self._now()))
        if until <= self._now():
            try:
                heads = _heads(self._deliverable(number))
            except Exception:
                logger.exception("What waits for incident %s can't be read; the delivery goes on after a rest", number)
                until = self._now() + wait_after(failures)
                self._unreadable[number] = failures + 1, until
            else:
                self._unreadable.pop(number, None)
                return heads
        self._due = min(until, self._due or until)
        return ()

    def _deliverable(self, number: int) -> Sequence[OutboxRow]:
        """Marks unreadable rows as failed, so that the card shows it and the other rows are sent."""
        rows = self._queue.deliverable(number)
        unreadable = [row for row in rows if isinstance(row.message, UnreadableMessage)]
        for row in unreadable:
            logger.error("%s of incident %d can't be read: %s", row.key, number, row.message)
            self._queue.failed(row, wording.UNREADABLE)
        return self._queue.deliverable(number) if unreadable else rows

    def _may_go(self, row: OutboxRow) -> bool:
        if row.key in self._flying or self._methods[self._sender(row).method] >= MAX_AT_ONCE:
            return False
        if (row.incident, _ordering_key(row)) in self._busy_keys or not self._queue.needs_met(row):
            return False
        waits = self._waits_until(row)
        if waits > self._now():
            self._due = min(waits, self._due or waits)
            return False
        return True

    def _sender(self, row: OutboxRow) -> Sender:
        return self._senders[type(row.message)]

    def _waits_until(self, row: OutboxRow) -> datetime:
        methods = self._sender(row).methods(row)
        held = [until for method, until in self._held.items() if method in methods]
        paced = self._paced.get(_pace_key(row), row.not_before)
        return max(row.not_before, paced, *held)

    def _start(self, row: OutboxRow) -> None:
        ordered, paced = (row.incident, _ordering_key(row)), _pace_key(row)
        if ordered[1]:
            self._busy_keys.add(ordered)
        if paced[1]:
            self._paced[paced] = self._now() + PACE
        task = asyncio.get_running_loop().create_task(self._deliver(row), name=f"deliver {row.key}")
        self._flying[row.key] = task
        self._methods[self._sender(row).method] += 1

        def landed(_task: asyncio.Task[None]) -> None:
            self._flying.pop(row.key, None)
            self._methods[self._sender(row).method] -= 1
            self._busy_keys.discard(ordered)
            self.wake()

        task.add_done_callback(landed)

    # Outcomes

    async def _deliver(self, row: OutboxRow) -> None:
        """If the outcome can't be stored, the row stays marked as tried: the next attempt looks before it repeats."""
        with self._undeterred(f"What became of {row.key} could not be stored"):
            self._queue.trying(row)
            note = await self._attempt(row)
            note()

    async def _attempt(self, row: OutboxRow) -> Note:
        try:
            found = await self._look(row) if row.tried else None
            result = found if found is not None else await self._sender(row).do(row)
        except NoAccess as error:
            until = self._access.refused(str(error))
            return partial(self._queue.postponed, row, until, outcome_unknown=row.tried)
        except RateLimited as limit:
            return self._hold(row, limit)
        except PlaceClosed as error:
            logger.warning("%s can't be delivered: %s", row.key, error)
            return partial(self._queue.place_closed, row, str(error))
        except PermanentFailure as error:
            logger.warning("%s failed for good: %s", row.key, error)
            return partial(self._queue.failed, row, str(error))
        except _NotSeen as error:
            return partial(self._failed_unseen, row, str(error))
        except NeverSent as error:
            logger.info("%s: %s", row.key, error)
            return self._later(row, outcome_unknown=row.tried)
        except Transient as error:
            logger.info("%s: %s, will look before repeating", row.key, error)
            return self._later(row, outcome_unknown=True)
        except Exception:
            return self._unexpected(row)
        self._access.answered(self._sender(row).shows_by(row))
        return partial(self._queue.delivered, row, result)

    async def _look(self, row: OutboxRow) -> Result | None:
        try:
            return await self._sender(row).look(row)
        except PermanentFailure as error:
            raise _NotSeen(str(error)) from error

    def _hold(self, row: OutboxRow, limit: RateLimited) -> Note:
        """Waits as long as the service says, for that method only. A refused call had no effect."""
        until = self._now() + timedelta(seconds=limit.retry_after)
        self._held[limit.limit] = until
        self._access.postponed(limit.limit, until)
        return partial(self._queue.postponed, row, until, outcome_unknown=row.tried)

    def _later(self, row: OutboxRow, *, outcome_unknown: bool) -> Note:
        until = self._now() + wait_after(row.attempts)
        self._access.postponed(self._sender(row).shows_by(row), until)
        return partial(self._queue.postponed, row, until, outcome_unknown=outcome_unknown)

    def _failed_unseen(self, row: OutboxRow, reason: str) -> None:
        """Shown on the card like any failure, but Retry looks first, because the attempt may have succeeded."""
        logger.warning("%s can't be looked for: %s", row.key, reason)
        self._queue.failed(row, reason)
        self._queue.trying(row)

    def _unexpected(self, row: OutboxRow) -> Note:
        logger.exception("%s could not be delivered", row.key)
        if row.attempts + 1 < UNEXPECTED_TRIES:
            return self._later(row, outcome_unknown=True)
        return partial(self._failed_unseen, row, wording.INTERNAL_ERROR)


def _heads(rows: Sequence[OutboxRow]) -> list[OutboxRow]:
    """The next row of each ordering key, and every row without one."""
    first: dict[str, OutboxRow] = {}
    for row in sorted(rows, key=lambda each: each.message.rank):
        first.setdefault(_ordering_key(row) or row.key, row)
    return list(first.values())


def _ordering_key(row: OutboxRow) -> str:
    """Messages not shown yet keep their order; a redraw waits only for earlier redraws of the same message."""
    return row.message.ordering_key if row.done == 0 else row.key


def _pace_key(row: OutboxRow) -> tuple[int, str]:
    """What a row shares its pace with; incident 0 stands for all of them."""
    if row.done:
        return row.incident, row.key
    shared = row.message.shared_place
    return (0, shared) if shared else (row.incident, row.message.pace_key)
