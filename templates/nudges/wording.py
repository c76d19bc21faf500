"""The plain text of nudges: buttons, and the entries that the bot writes about its own asking."""

from collections.abc import Sequence
from typing import Final

NO_CHANGE: Final = "No change"
POST_UPDATE: Final = "Post update"
TAKE_COMMAND: Final = "Take command"
RESOLVE: Final = "Resolve"
ANSWER_QUESTIONS: Final = "Answer questions"
DECIDE_FACTORS: Final = "Decide factors"
ACTION_ITEMS: Final = "Action items"
SNOOZE: Final = "Snooze"
ADD_ENTRY: Final = "Add entry"
NOTHING_TO_ADD: Final = "Nothing to add"

# Why an answer is refused, and what is to be done instead.
NUDGE_ANSWERED: Final = "That nudge was answered already."
QUESTION_ANSWERED: Final = "That question is answered already."
UNKNOWN_NUDGE: Final = "I can't find that nudge. The next one can be snoozed."
UNKNOWN_QUESTION: Final = "I can't find that question."
TO_UPDATE: Final = "To post an update"
TO_ADD: Final = "To add something"
TO_CHANGE_SEVERITY: Final = "To change the severity"

# The form of a snooze
REASON: Final = "Why it can wait"
REASON_EXAMPLE: Final = "Waiting for the vendor, who answers by 15:00"
REASON_MISSING: Final = "Say in a few words why it can wait."


def set_severity(level: str) -> str:
    return f"Set {level}"


def keep_severity(level: str) -> str:
    return f"Keep {level}"


def snooze_length(minutes: int) -> str:
    return f"{minutes} min"


def snooze_title(minutes: int) -> str:
    return f"Snooze {minutes} min"


NO_CHANGE_UPDATE: Final = "No change, still working on it."


def snoozed_already(remaining: str) -> str:
    return f"Nudges are snoozed for another {remaining} already."


def snoozed_too_long(level: str, most: int, left: int) -> str:
    """`left` is how long they can still be snoozed, 0 for no more."""
    limit = f"{level} can't be snoozed for more than {most} min between two updates."
    return f"{limit} Snooze for {left} min at most, or post an update." if left else limit


# Where it was asked

OF_FALLBACK_GROUP: Final = "of the fallback group"


def asked_directly(names: str) -> str:
    return f"by direct message to {names}"


def asked_in_channel(names: str) -> str:
    return f"in the channel of {names}"


def update_asked(where: str) -> str:
    return f"Update asked for {where}"


def update_asked_again(ignored_for: str, where: str) -> str:
    return f"Update nudge ignored for {ignored_for}: asked again {where}"


def snoozed(minutes: int, reason: str) -> str:
    return f"Update nudge snoozed for {minutes} min: {reason}"


def no_commander(after: str) -> str:
    return f"No incident commander for {after}: asked who can take it"


def idle(after: str) -> str:
    return f"No activity for {after}: asked whether the incident goes on"


def severity_questioned(level: str) -> str:
    return f"Severity to be looked at again: the timeline sounds like {level}"


def severity_kept(level: str) -> str:
    return f"Severity kept at {level}"


def nothing_to_add(start: str, end: str) -> str:
    return f"Nothing to add between {start} and {end} UTC"


def choose_minutes(offered: Sequence[int]) -> str:
    """`Choose 10, 20 or 60 minutes.`"""
    *first, last = map(str, offered)
    return f"Choose {' or '.join(filter(None, (', '.join(first), last)))} minutes."
