"""Whether the service accepts what this installation sends now.

A revoked token fails every message alike. None of them is at fault, so all wait, and one at a time tries whether the
access is back. Whatever calls the service says how it was answered, so the loss is known from the first refused call
on. The log says once that the access is lost, and once that it is back.

Short of that, the service may limit the rate for an hour or be down: people who ask for something then are told that it
waits. What it says of one request holds for all of that method until it answers one.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from handlers.delivery.retry import LONGEST_WAIT, wait_after

logger = logging.getLogger(__name__)

NEVER = datetime.min.replace(tzinfo=UTC)
NOTICED: Final = timedelta(seconds=5)  # shorter waits are over before anybody could wonder


class ServiceAccess:
    """`acceptances` counts the accepted calls."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._tries = 0
        self._until = NEVER
        self._busy: dict[str, datetime] = {}
        self._on_loss: list[Callable[[], None]] = []
        self._on_return: list[Callable[[], None]] = []
        self.acceptances = 0
        self.why = ""  # a sentence

    def on_change(
        self, *, lost: Callable[[], None] = lambda: None, returned: Callable[[], None] = lambda: None
    ) -> None:
        """Calls `lost` when the access is lost, and `returned` when it is back."""
        self._on_loss.append(lost)
        self._on_return.append(returned)

    @property
    def is_lost(self) -> bool:
        return self._tries > 0

    @property
    def waits_until(self) -> datetime:
        """When the next message may try."""
        return self._until

    def is_busy(self, method: str) -> bool:
        """Whether requests of this method have to wait for long; an attempt that is late counts as still waiting."""
        return method in self._busy and self._now() < self._busy[method] + LONGEST_WAIT

    def postponed(self, method: str, until: datetime) -> None:
        """The service didn't take a request of this method, which is tried again at that time."""
        if until - self._now() > NOTICED:
            self._busy[method] = until

    def answered(self, method: str) -> None:
        self._busy.pop(method, None)

    def refused(self, why: str) -> datetime:
        """Returns when to try again. Calls that are refused in between count as one try."""
        is_news = not self.is_lost
        if self._now() >= self._until:
            self._tries += 1
            self._until = self._now() + wait_after(self._tries)
        self.why = why
        if is_news:
            logger.error("Nothing can be delivered: %s Everything waits and goes out once it works again.", why)
            _call(self._on_loss)
        return self._until

    def accepted(self) -> None:
        self.acceptances += 1
        if self.is_lost:
            logger.warning("Messages can be delivered again. What waited goes out now.")
            self._tries, self._until = 0, NEVER
            _call(self._on_return)


def _call(listeners: list[Callable[[], None]]) -> None:
    for listener in listeners:
        listener()
