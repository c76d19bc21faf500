"""The values of each sentence in messages.j2: announcements, subscriptions and stakeholder updates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.announcements.saved_updates import DraftBasis, SavedUpdate
from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.outbox.updates import UpdateSnapshot


@dataclass(frozen=True)
class AnnouncementPost:
    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class UpdateElsewhere:
    """An update outside the incident's channel, with the incident's `status` then.

    `headed`: it starts with the incident's title.
    """

    incident: Incident
    severity: Severity
    update: UpdateSnapshot
    status: str
    headed: bool


@dataclass(frozen=True)
class UpdateConfirmed:
    """Shown to the person who posted an update, above a button for the stakeholder updates."""

    number: int
    channel: str


@dataclass(frozen=True)
class StakeholderUpdatesNote:
    """The first lines of the form."""

    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class StakeholderTextNote:
    """The line below a field. `shown` is the value of Shown in handlers/slack/announcements/stakeholder_form.py.

    `saved` is the saved update that the line is about, None for a draft. `basis` is what the text was made from,
    `latest` what a draft would be made from now. `shortened` is the limit that the text was cut to, "" for none.
    `left_out` says what of the recorded impact a draft for people outside leaves out, "" for nothing.
    """

    shown: str
    saved: SavedUpdate | None
    basis: DraftBasis
    latest: DraftBasis
    shortened: str
    left_out: str


@dataclass(frozen=True)
class StakeholderUpdatesSaved:
    """Shown after saving; `audiences` are the labels of the fields that were stored, `due` when the next update is."""

    audiences: Sequence[str]
    due: datetime | None


@dataclass(frozen=True)
class StakeholderUpdatesSent:
    """Shown once a copy is on its way."""


@dataclass(frozen=True)
class StakeholderUpdatesCopyNote:
    """The first lines of a copy."""

    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class StakeholderUpdatesCopySentence:
    """The notification of a copy."""

    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class StakeholderCopyHead:
    """Above each text of a copy; `saved` is None for a draft."""

    audience: str
    saved: SavedUpdate | None


@dataclass(frozen=True)
class Subscribed:
    """The answer to `subscribe`. `channel` is an id, "" for the person who asked. `changed`: it was not so before."""

    incident: Incident
    channel: str
    channel_name: str
    off: bool
    changed: bool


@dataclass(frozen=True)
class Subscribers:
    """`people` are names, `channels` ids."""

    incident: Incident
    people: Sequence[str]
    channels: Sequence[str]
