"""Plain sentences about the timeline."""

from typing import Final

ONLY_LOG: Final = "Mentioning Muster only logs to the timeline: @Muster log 14:05 Rolled back."

MEMBERS_ONLY: Final = "Only members of this workspace put things on the timeline here. Ask one of them to log it."
TO_ADD: Final = "To add something"
FOR_FILES: Final = "To get it as files"
REMOVED_ALREADY: Final = "That entry is off the timeline already."
RESTORED_ALREADY: Final = "That entry is on the timeline already."
IN_THE_FUTURE: Final = "That time is still to come. Choose the time at which it happened."
OWN_ENTRY: Final = "Muster wrote that entry itself, so it can't be changed."
UNKNOWN_QUESTION: Final = "I can't find that question."


def no_entry(number: int) -> str:
    return f"There is no such entry on the timeline of #{number}."


def changed_since(who: str) -> str:
    return f"{who} changed this entry after you opened the form. Copy your text, close the form and open it again."


def too_long_to_post(entries: int) -> str:
    return f"The timeline has {entries} entries, too many for the channel."
