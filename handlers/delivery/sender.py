"""The interface of senders, which show messages, and the errors that they may raise.

SendingError            the message is not shown, or that is unknown
├─ Transient            may work later; part of it may have happened, so the delivery looks before it repeats
│  └─ NeverSent         the request never left this machine, so it is sent again without looking
├─ RateLimited          the service asks to wait; nothing has happened
├─ NoAccess             the service refuses every request of this installation; nothing has happened
├─ PlaceClosed          this installation can't act in the place of the message now; nothing has happened
└─ PermanentFailure     not possible until something changes; the reason is reported to people

Any other exception is treated as a bug.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.json_types import Json
from bot.outbox.model import OutboxMessage, OutboxRow

Result = Mapping[str, Json]
"""Where the service shows the message, as needed to find and redraw it."""


class SendingError(Exception):
    """`str()` is the service's own reason."""


class Transient(SendingError):
    pass


class NeverSent(Transient):
    pass


class RateLimited(SendingError):
    """`limit` is the name of what is limited, such as a Web API method; `retry_after` is in seconds."""

    def __init__(self, reason: str, limit: str, retry_after: float) -> None:
        super().__init__(reason)
        self.limit = limit
        self.retry_after = retry_after


class NoAccess(SendingError):
    """`str()` is a sentence that says who can give the access back."""


class PlaceClosed(SendingError):
    pass


class PermanentFailure(SendingError):
    pass


@dataclass(frozen=True)
class Sender:
    """How a kind of message is shown.

    `look` finds what an earlier attempt with an unknown outcome may have left, None if there is nothing. The methods
    of the service are named because a rate limit applies to one method: `method` shows the message for the first time,
    `looks_by` looks for it, and `redraws_by` redraws it if that is another method.
    """

    do: Callable[[OutboxRow], Awaitable[Result]]
    look: Callable[[OutboxRow], Awaitable[Result | None]]
    method: str
    looks_by: str = ""
    redraws_by: str = ""

    def shows_by(self, row: OutboxRow) -> str:
        return self.redraws_by if row.done and self.redraws_by else self.method

    def methods(self, row: OutboxRow) -> frozenset[str]:
        does = self.shows_by(row)
        return frozenset({does, self.looks_by}) if row.tried and self.looks_by else frozenset({does})


def repeated(do: Callable[[OutboxRow], Awaitable[Result]], method: str) -> Sender:
    """A sender whose call can safely be repeated."""

    async def nothing(_row: OutboxRow) -> Result | None:
        return None

    return Sender(do, nothing, method)


async def done_already(_row: OutboxRow) -> Result | None:
    """How messages look that must not be seen twice: an attempt counts as done."""
    return {}


M = TypeVar("M", bound=OutboxMessage)


def message_of(kind: type[M], row: OutboxRow) -> M:
    """The row's message; the table of senders gives each sender only its own kinds."""
    assert isinstance(row.message, kind)
    return row.message
