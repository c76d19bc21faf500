"""Requests that were handled: Slack resends an event until it is acknowledged."""

from datetime import datetime
from typing import Protocol


class RequestStore(Protocol):
    def remember(self, request_id: str, at: datetime) -> bool:
        """Store an event_id or view id; return False if it was known."""
