"""Plain sentences about the timeline."""

from collections.abc import Sequence
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


# The timeline as a modal

TIMELINE: Final = "Timeline"
MILESTONES: Final = "Status, severity and roles"
CHANNEL: Final = "Members, channel and nudges"
REMOVED: Final = "Removed entries"
ALL_TYPES: Final = "All types"
TYPE_OF_ENTRY: Final = "Type of entry"
EARLIER: Final = "Earlier"
LATER: Final = "Later"
EDIT: Final = "Edit"
ASK_AGAIN: Final = "Please ask for the timeline again."


def timeline_of(incident: str) -> str:
    return f"Timeline of {incident}"


def file_title(incident: str, ending: str) -> str:
    return f"Timeline of {incident} ({ending})"


def edit_entry_of(kind: str, author: str) -> str:
    """What a screen reader says of the button."""
    return f"Edit {kind} of {author}"


# The forms in which an entry is written and changed

ADD_TO_TIMELINE: Final = "Add to timeline"
ADD: Final = "Add"
EDIT_ENTRY: Final = "Edit entry"
SAVE: Final = "Save"
TYPE: Final = "Type"
WHEN: Final = "When"
WHAT_HAPPENED: Final = "What happened"
BLANK: Final = "A text of blanks tells nobody what happened. Say it in a few words."
REMOVE: Final = "Remove"
RESTORE: Final = "Restore"
CONFIRM_REMOVAL: Final = "It leaves the timeline and the review. Its history stays, and it can be restored."
OPEN_AGAIN: Final = "Close the timeline and open it again."
REACT_INSTEAD: Final = "React to the message instead."
TO_LOG_IT: Final = "To log it in your own words"


def earlier_changes(count: int) -> str:
    return f"{count} earlier changes are on the record."


# Entries about the channel


def member_moved(name: str, joined: bool) -> str:
    return f"{name} {'joined' if joined else 'left'} the channel"


def channel_renamed(before: str, name: str) -> str:
    return f"Channel #{before} renamed to #{name}"


# After an outage


def not_reached(what: str, reasons: Sequence[str]) -> str:
    """`pins (missing_scope pins:read)`, `3 threads (internal error)`."""
    counted = what if what in ("pins", "members") or len(reasons) == 1 else f"{len(reasons)} {what}s"
    return f"{counted} ({', '.join(dict.fromkeys(reasons))})"


# Why something can't be done to an entry


def no_entry(number: int) -> str:
    return f"There is no such entry on the timeline of #{number}."


def changed_since(who: str) -> str:
    return f"{who} changed this entry after you opened the form. Copy your text, close the form and open it again."


def too_long_to_post(entries: int) -> str:
    return f"The timeline has {entries} entries, too many for the channel."


# What is typed and can't be read

SINCE_MISSING: Final = "The time to start from is missing."


def unknown_filter(words: str) -> str:
    return f'Unknown filter "{words}".'


def not_a_start(word: str) -> str:
    return f"{word} is not a time to start from."
