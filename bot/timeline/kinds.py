"""What an entry of the timeline can be, how it came to be, and which emoji add a message as which type.

The analysis, the policy and the key moments need no more of the timeline than this.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class EntryKind(StrEnum):
    """The type of a timeline entry. The first eleven follow the phases of an incident.

    The last three are about the channel, not the incident: see HOUSEKEEPING.
    """

    TRIGGER = "trigger"
    DETECTION = "detection"
    DECLARATION = "declaration"
    TRIAGE = "triage"
    INVESTIGATION = "investigation"
    ESCALATION = "escalation"
    MITIGATION = "mitigation"
    COMMUNICATION = "communication"
    MONITORING = "monitoring"
    RESOLUTION = "resolution"
    REVIEW = "review"
    NOTE = "note"
    STATUS = "status"
    SEVERITY = "severity"
    ROLE = "role"
    MEMBER = "member"
    CHANNEL = "channel"
    NUDGE = "nudge"


# What the bot logs about the channel: shown on request, never in a review.
HOUSEKEEPING: Final = frozenset({EntryKind.MEMBER, EntryKind.CHANNEL, EntryKind.NUDGE})


# The types that people can choose; the others are for the bot's own entries.
BY_PEOPLE: Final = tuple(
    kind
    for kind in EntryKind
    if kind not in HOUSEKEEPING and kind not in (EntryKind.STATUS, EntryKind.SEVERITY, EntryKind.ROLE)
)


class EntrySource(StrEnum):
    """How an entry was added: a reaction, the message shortcut, a command, or the bot itself."""

    REACTION = "reaction"
    SHORTCUT = "shortcut"
    COMMAND = "command"
    SYSTEM = "system"


class EntryChange(StrEnum):
    """Why a version was made; NONE for the first. The values are stored and must not change."""

    NONE = ""
    REACTED = "marked"
    REACTION_REMOVED = "unmarked"
    REACTED_AGAIN = "marked again"
    TYPE = "type"
    MESSAGE_EDITED = "message edited"
    MESSAGE_DELETED = "message deleted"
    EDITED = "edited"
    REMOVED = "removed"
    RESTORED = "restored"


# Which emoji add a message to the timeline, and as which type, unless the policy sets others.
DEFAULT_REACTIONS: Final[Mapping[str, EntryKind]] = MappingProxyType(
    {
        "pushpin": EntryKind.NOTE,
        "mag": EntryKind.INVESTIGATION,
        "wrench": EntryKind.MITIGATION,
        "rotating_light": EntryKind.DETECTION,
        "loudspeaker": EntryKind.COMMUNICATION,
        "arrow_up": EntryKind.ESCALATION,
        "white_check_mark": EntryKind.RESOLUTION,
    }
)

PIN: Final = ":pin:"  # a pin, treated as an emoji; the name of a real emoji never ends with a colon


def kind_of(emoji: str, kinds: Mapping[str, EntryKind]) -> EntryKind | None:
    """The type that an emoji means, in any skin tone; None for other emoji."""
    return kinds.get(emoji.partition("::")[0])
