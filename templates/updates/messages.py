"""What each sentence in messages.j2 is told: updates."""

from dataclasses import dataclass

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.outbox.updates import ToldUpdate


@dataclass(frozen=True)
class UpdateSentence:
    incident: Incident
    severity: Severity
    update: ToldUpdate
