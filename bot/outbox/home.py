"""App Home: one message for all Homes that somebody looks at, and one for each of them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from bot.outbox.model import OutboxMessage, Priority


@dataclass(frozen=True, kw_only=True)
class RedrawHomes(OutboxMessage):
    """The workspace's, as each of them is."""

    priority: ClassVar[Priority] = Priority.LAST


@dataclass(frozen=True, kw_only=True)
class PublishHome(OutboxMessage):
    """`opened` is when they opened it: then it is drawn even where nothing is new."""

    priority: ClassVar[Priority] = Priority.LAST

    person: str
    opened: datetime | None = None

    def merged_over(self, known: OutboxMessage) -> OutboxMessage:
        return replace(self, opened=self.opened or known.opened) if isinstance(known, PublishHome) else self
