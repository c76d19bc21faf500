"""What each sentence in messages.j2 is told: joining and leaving."""

from dataclasses import dataclass

from bot.incidents.model import Incident


@dataclass(frozen=True)
class Joined:
    """To who asked to come in; the channel may not exist yet."""

    incident: Incident


@dataclass(frozen=True)
class Left:
    """`incident` is its name."""

    incident: str
    number: int
