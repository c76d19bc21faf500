"""The contexts of messages.j2 that an incident's card is drawn from, in the order of the card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.config.policy import Severity
from bot.incidents.model import Incident, Status
from bot.roles.model import Handover
from bot.updates.model import Update


@dataclass(frozen=True)
class CardStatus:
    """`merged_into` is the number of the incident that this one repeats, 0 for none."""

    status: Status
    merged_into: int


@dataclass(frozen=True)
class CardDeclared:
    """When and by whom. While the incident is open, Slack's {ago} token keeps the elapsed time current.

    A fixed duration would become false, because the card is redrawn only when something changes.
    """

    incident: Incident


@dataclass(frozen=True)
class CardDuration:
    """Of a resolved incident."""

    minutes: int


@dataclass(frozen=True)
class CardEnded:
    """When the incident reached a final status; `how` is the name of that status."""

    how: str
    at: datetime


@dataclass(frozen=True)
class CardCommander:
    """The name of the commander, noted if they aren't there, and a pending handover."""

    commander: str
    handover: Handover | None


@dataclass(frozen=True)
class CardNextUpdate:
    at: datetime
    overdue: bool


@dataclass(frozen=True)
class CardRole:
    """A role that someone holds."""

    label: str
    names: Sequence[str]


@dataclass(frozen=True)
class CardFact:
    """A text on the card, with the link to the whole if it is shortened. An empty one is false."""

    text: str
    link: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class CardText:
    """The lines below the fields. Empty texts have no line. `news` is the text of the `update`."""

    incident: Incident
    services: Sequence[str]
    more_services: int
    summary: str
    impact: CardFact
    update: Update | None
    news: CardFact
    doing: CardFact


@dataclass(frozen=True)
class CardSentence:
    """The notification text of a card."""

    incident: Incident
    severity: Severity
    next_update: datetime | None


@dataclass(frozen=True)
class CardFailures:
    """What could not be shown in Slack: what it is and why, for each."""

    failures: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class CardNote:
    """Duplicates merged into this incident, and the ids of its earlier channels."""

    merged: Sequence[Incident]
    earlier: Sequence[str]
