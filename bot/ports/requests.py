"""Requests that were already handled: Slack sends an event again until it is acknowledged."""

from datetime import datetime
from typing import Protocol


class RequestStore(Protocol):
    def remember(self, request_id: str, at: datetime) -> bool:
        """Notes an event_id or view id; False when it was known already."""
