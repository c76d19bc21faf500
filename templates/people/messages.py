"""The context of each sentence in messages.j2: joining and leaving."""

from dataclasses import dataclass

from bot.incidents.model import Incident


@dataclass(frozen=True)
class Joined:
    """Shown to the person who asked to join. The channel may not exist yet."""

    incident: Incident


@dataclass(frozen=True)
class Left:
    """`incident` is its name. Without `may_join`, only others can bring the person back."""

    incident: str
    number: int
    may_join: bool = True
