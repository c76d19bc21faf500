"""The plain text of nudges: buttons, and the entries that the bot writes about its own asking."""

from typing import Final

NO_CHANGE: Final = "No change"
ADD_ENTRY: Final = "Add entry"
NOTHING_TO_ADD: Final = "Nothing to add"

NO_CHANGE_UPDATE: Final = "No change, still working on it."


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
