"""The announcement of an incident in the policy's `incidents_channel`, and the messages below it.

Private incidents and drills are not announced. Subscribers are in subscriptions.py, the texts for stakeholders in
stakeholder_updates.py.
"""

from bot.incidents.model import Incident
from bot.outbox.channels import Announcement
from bot.outbox.keys import after_channel, key


def is_announced(incident: Incident) -> bool:
    return not (incident.private or incident.drill)


def announcement(incident: Incident, by: str = "") -> tuple[Announcement, ...]:
    """The announcement, to be posted or redrawn; empty if the incident is not announced.

    `by` is the id of the person who withdraws it.
    """
    address = after_channel(incident, key(incident, "announcement"))
    return (Announcement(*address, by=by),) if is_announced(incident) else ()


def below_announcement(incident: Incident) -> tuple[str, tuple[str, ...]]:
    """The ordering key of messages in the announcement's thread, and what they depend on."""
    return key(incident, "thread"), (key(incident, "announcement"),)
