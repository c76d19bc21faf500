"""What each sentence in messages.j2 is told: archiving."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ArchivingLine:
    """`days` have gone since the incident was `ended`: closed, cancelled or merged."""

    number: int
    days: int
    ended: str
