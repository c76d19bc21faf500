"""What one request asks the outbox for, noted as it is enqueued.

So nobody has to compare what waits before and after a request, which takes longer the more waits, and would count what
other requests asked for in the meantime.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from bot.outbox.model import OutboxMessage


@dataclass
class Requested:
    """`in_channels` are the numbers of the incidents in whose channel something is to be shown, in order.

    `to_people` are those of which somebody is to be told directly.
    """

    anything: bool = False
    in_channels: dict[int, None] = field(default_factory=dict)
    to_people: dict[int, None] = field(default_factory=dict)


_requested: ContextVar[Requested | None] = ContextVar("requested", default=None)


@contextmanager
def noted() -> Iterator[Requested]:
    """Notes what is enqueued inside, by this request alone."""
    requested = Requested()
    token = _requested.set(requested)
    try:
        yield requested
    finally:
        _requested.reset(token)


def note(number: int, message: OutboxMessage) -> None:
    requested = _requested.get()
    if requested is not None:
        requested.anything = True
        if message.in_channel:
            requested.in_channels[number] = None
        if message.recipient:
            requested.to_people[number] = None
