"""What the delivery asks of whoever shows its messages to the world, and what a sender may report back.

SendingError            the message is not shown, or nobody knows
├─ Transient            it may work later; part of it may have happened, so it is looked for before it is repeated
│  └─ NeverSent         the request never left this machine: it is simply sent again
├─ RateLimited          the service asks to wait; nothing has happened
└─ PermanentFailure     it can't be done as things are; a person hears why

A sender reports nothing else of its service. Anything else that it raises is taken for a fault of ours.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.json_types import Json
from bot.outbox.model import OutboxRow

Result = Mapping[str, Json]
"""Where the service shows it: what is needed to find and to redraw it."""


class SendingError(Exception):
    """`str()` is the service's own reason."""


class Transient(SendingError):
    pass


class NeverSent(Transient):
    pass


class RateLimited(SendingError):
    """`limit` names what is limited, such as one Web API method; `retry_after` is in seconds."""

    def __init__(self, reason: str, limit: str, retry_after: float) -> None:
        super().__init__(reason)
        self.limit = limit
        self.retry_after = retry_after


class PermanentFailure(SendingError):
    pass


@dataclass(frozen=True)
class Sender:
    """How a message is shown.

    `look` finds what an earlier attempt of unknown outcome may have left (None: nothing there, do it). The methods of
    the service are named because a rate limit holds one method only: the one that shows it for the first time, the one
    that looks, and the one that redraws where that is another.
    """

    do: Callable[[OutboxRow], Awaitable[Result]]
    look: Callable[[OutboxRow], Awaitable[Result | None]]
    method: str
    looks_by: str = ""
    redraws_by: str = ""

    def methods(self, row: OutboxRow) -> frozenset[str]:
        does = self.redraws_by if row.done and self.redraws_by else self.method
        return frozenset({does, self.looks_by}) if row.tried and self.looks_by else frozenset({does})
