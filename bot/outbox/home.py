"""Home tabs: one message that redraws all of them, and one for each person's."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from bot.outbox.model import OutboxMessage, Priority


@dataclass(frozen=True, kw_only=True)
class RedrawHomes(OutboxMessage):
    """Redraws the Home tabs of the workspace."""

    priority: ClassVar[Priority] = Priority.LAST


@dataclass(frozen=True, kw_only=True)
class PublishHome(OutboxMessage):
    """`opened` is when the person opened it: then it is published even if nothing changed."""

    priority: ClassVar[Priority] = Priority.LAST

    person: str
    opened: datetime | None = None

    @property
    def recipient(self) -> str:
        return self.person

    def merged_over(self, known: OutboxMessage) -> OutboxMessage:
        return replace(self, opened=self.opened or known.opened) if isinstance(known, PublishHome) else self
