"""What each sentence in messages.j2 is told: what goes to people outside the response."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.outbox.updates import ToldUpdate


@dataclass(frozen=True)
class AnnouncementPost:
    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class UpdateElsewhere:
    """An update for those who are not in the incident's channel. `headed`: it says of which incident it is."""

    incident: Incident
    severity: Severity
    update: ToldUpdate
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
class Subscribers:
    """`people` by name, `channels` by id."""

    incident: Incident
    people: Sequence[str]
    channels: Sequence[str]
