"""Slack's ids of channels, wherever they are stored."""

from typing import Protocol


class ChannelIdStore(Protocol):
    def change(self, before: str, now: str) -> None:
        """Replace an id in everything that is read again: incidents, entries, reactions, and messages to deliver."""
