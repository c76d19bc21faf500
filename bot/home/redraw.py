"""Queues the redraw of all Homes that were opened recently, at most every few seconds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from bot.outbox import messages
from bot.outbox.keys import HOMES
from bot.ports.store import Store

LOOKED_AT: Final = timedelta(days=30)  # a Home opened longer ago is redrawn when it is opened again
EVERY: Final = timedelta(seconds=10)


class HomeRedraw:
    """Call every method inside a transaction."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def all(self) -> None:
        """Queues the redraw, at most once per EVERY."""
        at = self._now()
        if self._store.home.has_viewers(at - LOOKED_AT):
            last = self._store.outbox.result(HOMES)
            spread = datetime.fromisoformat(str(last["at"])) if last else None
            self._store.outbox.enqueue(0, (messages.homes(),), max(at, spread + EVERY) if spread else at)
