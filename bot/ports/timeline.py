"""Timeline entries with all their versions, and the reactions they are based on."""

from collections.abc import Sequence
from typing import Protocol

from bot.timeline.model import Entry, Reaction


class TimelineStore(Protocol):
    def save(self, number: int, entry: Entry) -> None:
        """Insert an entry, or the next version of the one with its id."""

    def entries(self, number: int, removed: bool = False) -> Sequence[Entry]:
        """The latest version of each entry, by when it happened; with `removed`, removed entries, too."""

    def entry(self, entry_id: int) -> Entry | None:
        """Its latest version."""

    def incident_of(self, entry_id: int) -> int | None:
        """The number of its incident."""

    def history(self, entry_id: int) -> Sequence[Entry]:
        """All versions, oldest first."""

    def next_id(self) -> int:
        """The id of the next new entry; valid until the end of the transaction."""

    def entry_of(self, channel: str, message_ts: str) -> Entry | None:
        """The latest version of the entry for this message."""

    def fill(self, entry: Entry) -> None:
        """Save what the lookup of a message found in the version of the entry that waited for it."""

    def link(self, entry_id: int, permalink: str) -> None:
        """Save the permalink of the message that an entry was created from, in all its versions."""

    def set_reaction(self, reaction: Reaction) -> bool:
        """Store a reaction; return False if a newer one of the same person, message and emoji is known.

        For pins, any person and emoji count as the same.
        """

    def reactions(self, channel: str, message_ts: str = "") -> Sequence[Reaction]:
        """The latest state of each reaction, on or off, of one message or of the whole channel."""
