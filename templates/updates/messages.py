"""The values of each sentence in messages.j2: updates."""

from dataclasses import dataclass

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.outbox.updates import UpdateSnapshot


@dataclass(frozen=True)
class UpdateSentence:
    """The notification of an update."""

    incident: Incident
    severity: Severity
    update: UpdateSnapshot


@dataclass(frozen=True)
class UpdateFormNote:
    """The line above the form. `announced`: the update is posted below an announcement; `subscribers` is a number."""

    announced: bool
    subscribers: int
