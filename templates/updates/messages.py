"""What each sentence in messages.j2 is told: updates."""

from dataclasses import dataclass
from datetime import datetime

from bot.config.policy import Severity
from bot.incidents.model import Incident


@dataclass(frozen=True)
class UpdatePost:
    number: int
    text: str
    impact: str
    doing: str
    by: str
    at: datetime
    next_update: datetime | None


@dataclass(frozen=True)
class UpdateSentence:
    incident: Incident
    severity: Severity
    text: str
    by: str
