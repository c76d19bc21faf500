"""What was not delivered, and why where Slack gives no reason of its own."""

from typing import Final

INTERNAL_ERROR: Final = "internal error, see the log"
NOT_REACHED: Final = "Slack can't be reached"
UNREADABLE: Final = "can't be read by this version, see the log"
RETRY: Final = "Retry"

# Each kind of message in a few words, as the card names one that failed

CHANNEL: Final = "channel"
INVITE: Final = "invite"
LEAVE: Final = "leave"
CARD: Final = "card"
PIN: Final = "pin"
TOPIC: Final = "topic"
PURPOSE: Final = "purpose"
ARCHIVE: Final = "archiving"
ANNOUNCEMENT: Final = "announcement"
WHERE_TO_GO: Final = "answer to the declaration"
TROUBLE: Final = "warning to the declarer"
STAKEHOLDER_UPDATES_COPY: Final = "copy of the stakeholder updates"
LINE: Final = "line"
MOVED: Final = "where the incident moved"
HINTS: Final = "similar incidents"
HANDOVER: Final = "handover"
NUDGE: Final = "nudge"
DIRECT_NUDGE: Final = "nudge to a person"
REMINDERS: Final = "warning about reminders"
ACTIONS_DUE: Final = "action items due"
LINK: Final = "link to a message"
MARKED: Final = "marked message"
TICK: Final = "tick"
ANSWER: Final = "answer"
SCAN: Final = "reading the channel back"
SCANNED: Final = "what was read back"
TIMELINE: Final = "timeline"
EXPORT: Final = "export"
REVIEW: Final = "review"
REVIEW_SHARED: Final = "review to a person"
CANVAS: Final = "canvas"
DOCUMENT: Final = "document"
PICTURE: Final = "picture"
INDEX: Final = "review in the search"
REVIEW_PUBLISHED: Final = "review below the announcement"
QUESTION: Final = "question of the review"
HOMES: Final = "Homes"
HOME: Final = "Home"
UNREADABLE_MESSAGE: Final = "unreadable message"


def update(number: int) -> str:
    return f"update {number}"


def update_below_announcement(number: int) -> str:
    return f"update {number} below the announcement"


def update_to_subscriber(number: int) -> str:
    return f"update {number} to a subscriber"


def no_answer(why: str) -> str:
    return f"no answer ({why})"
