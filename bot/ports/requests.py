"""Requests that were handled: Slack resends an event until it is acknowledged."""

from datetime import datetime
from typing import Protocol


class RequestStore(Protocol):
    def remember(self, request_id: str, at: datetime) -> bool:
        """Store an event_id or view id; return False if it was known."""

    def is_newest(self, about: str, at: datetime) -> bool:
        """Store when something was last said about a channel, a person or a group; return False if later news is known.

        Slack delivers events late and in another order than they happened.
        """
