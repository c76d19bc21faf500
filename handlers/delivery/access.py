"""Whether the service accepts this installation at all.

A revoked token fails every message alike. None of them is at fault, so all wait, and one at a time tries whether the
access is back. The log says once that it is lost, and once that it is back.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from handlers.delivery.retry import wait_after

logger = logging.getLogger(__name__)

NEVER = datetime.min.replace(tzinfo=UTC)


class ServiceAccess:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._tries = 0
        self._until = NEVER
        self.why = ""  # a sentence

    @property
    def is_lost(self) -> bool:
        return self._tries > 0

    @property
    def waits_until(self) -> datetime:
        """When the next message may try."""
        return self._until

    def refused(self, why: str) -> datetime:
        """Returns when to try again."""
        if not self.is_lost:
            logger.error("Nothing can be delivered: %s Everything waits and goes out once it works again.", why)
        self._tries, self.why = self._tries + 1, why
        self._until = self._now() + wait_after(self._tries)
        return self._until

    def accepted(self) -> None:
        if self.is_lost:
            logger.warning("Messages can be delivered again. What waited goes out now.")
        self._tries, self._until = 0, NEVER
