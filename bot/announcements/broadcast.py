"""Where an incident is announced to everybody, and what is posted below that.

A private incident and a drill appear in no broadcast. Which channel it is, is the policy's `incidents_channel`; who is
told beside that is in subscriptions.py, and in which words in stakeholder_updates.py.
"""

from bot.incidents.model import Incident
from bot.outbox.channels import Announcement
from bot.outbox.keys import after_channel, key


def is_announced(incident: Incident) -> bool:
    return not (incident.private or incident.drill)


def announcement(incident: Incident) -> tuple[Announcement, ...]:
    """The announcement as it is to be shown now, or none."""
    return (Announcement(*after_channel(incident, key(incident, "announcement"))),) if is_announced(incident) else ()


def below_announcement(incident: Incident) -> tuple[str, tuple[str, ...]]:
    """The ordering key of what is posted below the announcement, and what it depends on."""
    return key(incident, "thread"), (key(incident, "announcement"),)
