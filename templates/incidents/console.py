"""The contexts of the output of the terminal commands, in plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.timeline.model import Entry
from bot.updates.model import LatestFacts


@dataclass(frozen=True)
class ConsoleOpened:
    """`word` is the bare word that was read as the severity; `taken`: the suggested severity was used.

    `wanted` is the severity that was typed for an incident that was declared already with another one.
    """

    template: ClassVar[str] = "incidents/console_opened.txt.j2"
    incident: Incident
    severity: Severity
    existed: bool
    word: str
    taken: bool
    reasons: Sequence[str]
    similar: Sequence[Incident]
    wanted: Severity | None


@dataclass(frozen=True)
class LoggedOn:
    """`local` is when it happened, in the time zone of the machine."""

    template: ClassVar[str] = "incidents/console_logged.txt.j2"
    number: int
    entry: Entry
    local: datetime


@dataclass(frozen=True)
class ConsoleShown:
    """The state of an incident; `latest` has the latest facts from its updates."""

    template: ClassVar[str] = "incidents/console_shown.txt.j2"
    incident: Incident
    severity: Severity
    latest: LatestFacts


@dataclass(frozen=True)
class Incidents:
    """A page of a list of incidents with their severities."""

    template: ClassVar[str] = "incidents/console_list.txt.j2"
    which: str
    page: int
    rows: Sequence[tuple[Incident, Severity]]
    more: bool
