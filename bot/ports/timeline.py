"""Timeline entries in all their versions, and the reactions that they stand on."""

from collections.abc import Sequence
from typing import Protocol

from bot.timeline.model import Entry, Reaction


class TimelineStore(Protocol):
    def save(self, number: int, entry: Entry) -> None:
        """A new entry, or the next version of the one with its id."""

    def entries(self, number: int, removed: bool = False) -> Sequence[Entry]:
        """The newest version of each entry, by when it happened; with `removed`, of those off the timeline too."""

    def entry(self, entry_id: int) -> Entry | None:
        """Its newest version."""

    def incident_of(self, entry_id: int) -> int | None:
        """The number of the incident that it hangs on."""

    def history(self, entry_id: int) -> Sequence[Entry]:
        """All versions, the first one first."""

    def entry_of(self, channel: str, message_ts: str) -> Entry | None:
        """The newest version of the entry that stands for this message."""

    def fill(self, entry: Entry) -> None:
        """Writes what the look-up of a message found into the version of the entry that waited for it."""

    def link(self, entry_id: int, permalink: str) -> None:
        """Where Slack shows the message that an entry was made from, in all its versions."""

    def set_reaction(self, reaction: Reaction) -> bool:
        """False where a newer event of the same person, message and emoji (of the same message, for pins) is known."""

    def reactions(self, channel: str, message_ts: str = "") -> Sequence[Reaction]:
        """The newest of each: on and off, of one message or of the whole channel."""
