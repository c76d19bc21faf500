"""What each sentence in messages.j2 is told: what goes to people outside the response."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.config.policy import Severity
from bot.incidents.model import Incident


@dataclass(frozen=True)
class Announcement:
    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class UpdateElsewhere:
    """An update for those who are not in the incident's channel. `headed`: it says of which incident it is."""

    incident: Incident
    severity: Severity
    status: str
    text: str
    impact: str
    doing: str
    by: str
    at: datetime
    next_update: datetime | None
    headed: bool


@dataclass(frozen=True)
class UpdateTold:
    """To who posted an update: what can be done with it next."""

    number: int


@dataclass(frozen=True)
class StakeholderUpdatesNote:
    """Above the drafts for stakeholders."""


@dataclass(frozen=True)
class Subscribed:
    """The answer to `subscribe`: `channel` is its id, "" for whoever asked. `changed`: it was not so before."""

    incident: Incident
    channel: str
    off: bool
    changed: bool


@dataclass(frozen=True)
class SubscribedLine:
    """In the incident's channel: its updates go to another one, too, or (`off`) no more."""

    at: datetime
    by: str
    channel: str
    off: bool


@dataclass(frozen=True)
class Subscribers:
    """`people` by name, `channels` by id."""

    incident: Incident
    people: Sequence[str]
    channels: Sequence[str]
