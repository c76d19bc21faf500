"""The contexts of what is said about keeping: the line before a channel is archived."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ArchivingLine:
    """`days` have gone since the incident was `ended`: closed, cancelled or merged."""

    template: ClassVar[str] = "messages/archiving_line.j2"
    number: int
    days: int
    ended: str


CONTEXTS = (ArchivingLine,)
