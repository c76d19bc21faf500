"""Keys that name messages, and ordering keys that keep their order.

A key begins with the incident's number: `42/update/3`. Messages with one ordering key are sent one after another.
"""

from typing import Final

from bot.incidents.model import Incident

POSTS: Final = "posts"  # the ordering key of posts in an incident's channel
ANNOUNCEMENTS: Final = "announcements"  # the place that all incidents are announced in
HOMES: Final = "homes"

Address = tuple[str, str, tuple[str, ...]]
"""A message's key, its ordering key, and the keys that it depends on: the first arguments of every message."""


def key(incident: Incident, *parts: object) -> str:
    return "/".join(str(part) for part in (incident.number, *parts))


def number_of(name: str) -> int:
    """The number of the incident that a key belongs to."""
    return int(name.split("/")[0])


def question_of(name: str) -> str:
    """The key of the question that a nudge belongs to (`42/nudge/…`), also for a direct message."""
    return "/".join(name.split("/")[:3])


def of_channel(incident: Incident, what: str) -> str:
    """The key of something that each channel of an incident has once: `42/card`, `42/card/2` in its second channel."""
    return key(incident, what, incident.channel_generation) if incident.channel_generation > 1 else key(incident, what)


def members(incident: Incident) -> str:
    """The key of the reading of who is in the channel."""
    return key(incident, "members")


def after_channel(incident: Incident, name: str, ordering_key: str = "") -> Address:
    """The address of a message that is sent once the incident has its channel."""
    return name, ordering_key, (of_channel(incident, "channel"),)


def posted(incident: Incident, name: str) -> Address:
    """The address of a message that is posted in the incident's channel in order."""
    return after_channel(incident, name, POSTS)


def line(incident: Incident) -> Address:
    """The address of the line about the incident's latest decision."""
    return posted(incident, key(incident, "line", incident.version))
