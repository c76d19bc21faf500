"""Plain text about announcements, subscriptions and stakeholder updates."""

from collections.abc import Sequence
from typing import Final


def posted_here_anyway(incident: str) -> str:
    return f"This channel already gets every update on {incident}."


def private(incident: str) -> str:
    return f"{incident} is private, so its updates can't go to another channel. Invite people to this channel instead."


def drill(incident: str) -> str:
    return f"{incident} is a drill, so its updates can't go to another channel. Invite people to this channel instead."


def no_channel(word: str) -> str:
    return f"I can't find the channel {word}. Check the name."


# Timeline entries


def channel_subscribed(channel: str, off: bool) -> str:
    return f"Unsubscribed #{channel} from updates" if off else f"Subscribed #{channel} to updates"


def person_subscribed(person: str, off: bool) -> str:
    return f"{person} unsubscribed from updates" if off else f"{person} subscribed to updates"


# Stakeholder updates

STAKEHOLDER_UPDATES: Final = "Stakeholder updates"
EDIT_STAKEHOLDER_UPDATES: Final = "Edit stakeholder updates"
STATUS_PAGE: Final = "Status page"
EXECUTIVES: Final = "Executives"
CUSTOMERS: Final = "Customers"
SAVE: Final = "Save"
SEND_TO_ME: Final = "Send me a copy"
USE_DRAFT: Final = "Use new draft"
USE_SAVED: Final = "Use saved text"
USE_DRAFT_WARNING: Final = "The field will show the new draft. The saved text is replaced only when you save."
USE_SAVED_WARNING: Final = "The field will show the saved text again. The draft is discarded."
BLANK: Final = "Enter the text for this audience."
AGAIN: Final = "To try again"


def too_long(over: int) -> str:
    return (
        f"Shorten the text by {over:,} character{'' if over == 1 else 's'}. Each & counts as 5 characters and each < "
        "or > as 4."
    )


# Drafts

DRILL_DRAFT: Final = "DRILL: DO NOT SEND. This is an exercise, not a real incident."


def public_sentence(status: str, services: Sequence[str], ended: str) -> str:
    """What people outside read first. `status` is a public status; `ended` is "" where the time is unknown."""
    issue = f"issue affecting {_listed(services)}" if services else "issue"
    match status:
        case "Investigating":
            return f"We are investigating an {issue}."
        case "Identified":
            return f"We have identified the {issue}, and we are working to resolve it."
        case "Monitoring":
            return f"We have applied a fix for the {issue}, and we are monitoring the results."
    return f"The {issue} has been resolved as of {ended}." if ended else f"The {issue} has been resolved."


def _listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b, and c`."""
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"
