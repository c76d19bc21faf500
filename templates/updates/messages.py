"""What each sentence in messages.j2 is told: updates."""

from dataclasses import dataclass

from bot.config.policy import Severity
from bot.incidents.model import Incident


@dataclass(frozen=True)
class UpdateSentence:
    incident: Incident
    severity: Severity
    text: str
    by: str
