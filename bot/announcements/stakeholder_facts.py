"""Stakeholder updates: their audiences, the public status, and the facts that drafts are made from.

templates/announcements has the text for each audience. Drafts contain only facts that people gave. A person reads,
edits and sends them; Muster never does.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Audience(StrEnum):
    INTERNAL = "internal"
    EXECUTIVE = "executive"
    STATUS_PAGE = "status_page"
    CUSTOMER = "customer"


class PublicStatus(StrEnum):
    """The four statuses of a status page."""

    INVESTIGATING = "Investigating"
    IDENTIFIED = "Identified"
    MONITORING = "Monitoring"
    RESOLVED = "Resolved"


class Beginning(StrEnum):
    """What is known of an incident's beginning: its start, or only when it was declared or detected."""

    STARTED = "started"
    DECLARED = "declared"
    DETECTED = "detected"


@dataclass(frozen=True)
class StakeholderFacts:
    """What the drafts are made from; "" or None for what nobody gave.

    `severity` is its name (SEV1). `impact` is what users notice, `extent` its figures where nobody put it in words,
    `known` what responders know, `doing` what they are
    doing; people outside read only `impact` and `services`. `since` is the time of its `beginning`, `at` that of the
    draft, None where no duration is wanted. Drafts of a `drill` say not to send them.
    """

    title: str
    severity: str
    status: PublicStatus
    since: datetime | None = None
    at: datetime | None = None
    services: tuple[str, ...] = ()
    impact: str = ""
    extent: str = ""
    known: str = ""
    doing: str = ""
    commander: str = ""
    next_by: datetime | None = None
    ended: datetime | None = None
    drill: bool = False
    beginning: Beginning = Beginning.DECLARED
