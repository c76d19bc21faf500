"""How long a request waits for Slack before it is acknowledged: as a whole, whatever it asks for and in whatever order.

Slack gives up on a request, and on the trigger_id of a form, after three seconds. Looking people up has the first
second, then a form has until two and a half. Without this, each call would have its own limit, and their sum none.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

LOOK_UPS: Final = 1.0  # seconds from the start of the request
OPENING: Final = 2.5

_began: ContextVar[float | None] = ContextVar("began", default=None)


@contextmanager
def request() -> Iterator[None]:
    """The request that is handled inside began now."""
    token = _began.set(asyncio.get_running_loop().time())
    try:
        yield
    finally:
        _began.reset(token)


def until(seconds: float) -> asyncio.Timeout:
    """A limit of so many seconds from the start of the request, or from now outside of one."""
    now = asyncio.get_running_loop().time()
    return asyncio.timeout_at((_began.get() or now) + seconds)


def is_over(seconds: float) -> bool:
    """Whether so many seconds of the request have passed, so that a call need not even begin."""
    return (until(seconds).when() or 0.0) <= asyncio.get_running_loop().time()
