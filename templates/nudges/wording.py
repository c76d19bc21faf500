"""The plain text of nudges and reminders: buttons, refusals, the snooze form and timeline entries."""

from collections.abc import Sequence
from typing import Final

NO_CHANGE: Final = "No change"
POST_UPDATE: Final = "Post update"
TAKE_COMMAND: Final = "Take command"
RESOLVE: Final = "Resolve"
ANSWER_QUESTIONS: Final = "Answer questions"
DECIDE_FACTORS: Final = "Review factors"
ACTION_ITEMS: Final = "Action items"
SNOOZE: Final = "Snooze"
ADD_ENTRY: Final = "Add entry"
NOTHING_TO_ADD: Final = "Nothing to add"

# Refusals
UNKNOWN_NUDGE: Final = "I can't find that nudge. You can snooze the next one."
UNKNOWN_QUESTION: Final = "I can't find that question."
TO_UPDATE: Final = "To post an update"
TO_ADD: Final = "To add an entry"
TO_CHANGE_SEVERITY: Final = "To change the severity"


def nudge_answered(by: str) -> str:
    """`by` is "" where it isn't known."""
    return f"That nudge was already answered by {by}." if by else "That nudge was already answered."


def question_answered(by: str) -> str:
    """`by` is "" where it isn't known."""
    return f"That question was already answered by {by}." if by else "That question was already answered."


_ENDED: Final = {"cancelled": "The incident was a false alarm.", "merged": "The incident was closed as a duplicate."}


def ended(status: str) -> str:
    """What became of an incident that needs no more updates."""
    return _ENDED.get(status, f"The incident is {status}.")


# The snooze form
REASON: Final = "Reason"
REASON_HINT: Final = "Added to the timeline."
REASON_EXAMPLE: Final = "Waiting for the vendor, reply expected by 15:00"
REASON_MISSING: Final = "Enter a reason."


def set_severity(level: str) -> str:
    return f"Raise to {level}"


def keep_severity(level: str) -> str:
    return f"Keep {level}"


def snooze_length(minutes: int) -> str:
    return f"{minutes} min"


def snooze_title(minutes: int) -> str:
    return f"Snooze for {minutes} min"


NO_CHANGE_UPDATE: Final = "No change, still working on it."


def snoozed_already(remaining: str) -> str:
    return f"Update nudges are already snoozed for another {remaining}."


def snoozed_too_long(level: str, most: int, left: int) -> str:
    """`left` is how many more minutes the severity allows, 0 for none."""
    limit = f"You can snooze a {level} for up to {most} min between updates."
    return f"{limit} Snooze for {left} min or less, or post an update." if left else limit


def choose_minutes(offered: Sequence[int]) -> str:
    """`Choose 10, 20 or 60 minutes.`"""
    *first, last = map(str, offered)
    return f"Choose {' or '.join(filter(None, (', '.join(first), last)))} minutes."


def waiting(updates: int, reviews: int, items: int) -> str:
    """`1 overdue update, 2 overdue reviews and 1 action item due`; "" if there are action items only."""
    if not updates and not reviews:
        return ""
    counts = (_counted(updates, "overdue update"), _counted(reviews, "overdue review"), _counted(items, "action item"))
    *first, last = filter(None, counts)
    return " and ".join(filter(None, (", ".join(first), last))) + (" due" if items else "")


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count > 1 else ''}" if count else ""


# Timeline entries about what Muster asked

TO_FALLBACK: Final = "to the fallback responders"
TO_CHANNEL: Final = "to the channel"


def to_directly(names: str) -> str:
    return f"to {names} by direct message"


def to_in_channel(names: str) -> str:
    return f"to {names} in the channel"


def both(ways: Sequence[str]) -> str:
    return " and ".join(ways)


def update_asked(to: str) -> str:
    return f"Update nudge sent {to}"


def update_asked_again(ignored_for: str, to: str) -> str:
    return f"Update nudge unanswered for {ignored_for}, sent again {to}"


def snoozed(minutes: int, reason: str) -> str:
    return f"Update nudges snoozed for {minutes} min: {reason}"


def no_commander(after: str) -> str:
    return f"No incident commander for {after}, asked who can take it"


def idle(after: str) -> str:
    return f"No activity for {after}, asked whether the incident is still open"


def severity_questioned(level: str) -> str:
    return f"Timeline entries sound like {level}, asked whether to raise the severity"


def severity_kept(level: str) -> str:
    return f"Severity kept at {level}"


def nothing_to_add(start: str, end: str) -> str:
    return f"Nothing to add for {start} to {end} UTC"


def snoozed_before_nudge(minutes: int) -> str:
    return f"Update nudges are snoozed for {minutes} minutes."
