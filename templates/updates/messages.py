"""The values of each sentence in messages.j2: updates."""

from dataclasses import dataclass

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.outbox.updates import ToldUpdate


@dataclass(frozen=True)
class UpdateSentence:
    """The notification of an update."""

    incident: Incident
    severity: Severity
    update: ToldUpdate
