"""Slack's ids of channels, wherever they are stored."""

from typing import Protocol


class ChannelIdStore(Protocol):
    def change(self, before: str, now: str) -> str:
        """Replace an id in everything that is read again: incidents, entries, reactions, and messages to deliver.

        Returns the id that the channel has now: another one if a later change was told of first.
        """
