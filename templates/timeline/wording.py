"""Plain text of the timeline: refusals, labels of its forms, and the entries that Muster writes about the channel."""

from collections.abc import Sequence
from typing import Final

ONLY_LOG: Final = "In a message, the only command is log. For example: @Muster log 14:05 Rolled back."

OTHERS_ENTRY: Final = "Guests can only change entries that they added themselves. Ask a member of this workspace."
MEMBERS_ONLY: Final = "Guests can't add or edit timeline entries here. Ask a member of this workspace."
TO_ADD: Final = "To add an entry"
FOR_FILES: Final = "To get it as files"
REMOVED_ALREADY: Final = "This entry is already removed."
RESTORED_ALREADY: Final = "This entry is already on the timeline."
IN_THE_FUTURE: Final = "That time is in the future. Enter the time when it happened."
OWN_ENTRY: Final = "Muster wrote this entry, so it can't be edited."
UNKNOWN_QUESTION: Final = "I can't find that question."


# The timeline modal

TIMELINE: Final = "Timeline"
MILESTONES: Final = "Status, severity and role changes"
CHANNEL: Final = "Channel activity and nudges"
REMOVED: Final = "Removed entries"
ALL_TYPES: Final = "All types"
TYPE_OF_ENTRY: Final = "Entry type"
EARLIER: Final = "Show earlier"
LATER: Final = "Show later"
EDIT: Final = "Edit"
ASK_AGAIN: Final = "Open the timeline again."


def timeline_of(incident: str) -> str:
    return f"Timeline of {incident}"


def file_title(incident: str, ending: str) -> str:
    return f"Timeline of {incident} ({ending})"


def edit_entry_of(kind: str, author: str) -> str:
    """The button's label for screen readers."""
    return f"Edit {kind} by {author}"


# The forms that add and edit an entry

ADD_TO_TIMELINE: Final = "Add to timeline"
ADD: Final = "Add"
EDIT_ENTRY: Final = "Edit entry"
SAVE: Final = "Save"
TYPE: Final = "Type"
WHEN: Final = "When"
WHAT_HAPPENED: Final = "What happened"
BLANK: Final = "Enter what happened."
REMOVE: Final = "Remove"
RESTORE: Final = "Restore"
CONFIRM_REMOVAL: Final = "The entry disappears from the timeline and the review. You can restore it at any time."
OPEN_AGAIN: Final = "Close the timeline and open it again."
REACT_OR_LOG: Final = "React to the message instead. To log it yourself"


def earlier_changes(count: int) -> str:
    return f"{count} earlier changes"


# Entries about the channel


JOINED: Final = "Joined the channel"
LEFT: Final = "Left the channel"


# After an outage


def not_reached(what: str, reasons: Sequence[str]) -> str:
    """`pins (missing_scope pins:read)`, `3 threads (internal error)`."""
    plural = "s" if len(reasons) > 1 else ""
    counted = what if what in ("pins", "channel") else f"{len(reasons)} {what}{plural}"
    return f"{counted} ({', '.join(dict.fromkeys(reasons))})"


# Refusals about one entry


def no_entry(number: int) -> str:
    return f"I can't find that entry on the timeline of #{number}."


def changed_since(who: str) -> str:
    return f"{who} changed this entry after you opened the form. Copy your text, then close and reopen the form."


def too_long_to_post(entries: int) -> str:
    return f"The timeline has {entries} entries, too many to post in the channel."


# Refusals of typed arguments

SINCE_MISSING: Final = "Enter a start time after since."


def unknown_type(word: str) -> str:
    return f'"{word}" is not a type of entry.'


def as_type(kind: str) -> str:
    return f"If you mean {kind}"


TO_SHOW_PART: Final = "To see that part"


def no_part(file: str) -> str:
    return f"You can only {file} the whole timeline."


def for_whole(file: str) -> str:
    return f"To {file} it"


def unknown_filter(words: str) -> str:
    return f'Unknown filter "{words}".'


def not_a_start(word: str) -> str:
    return f'"{word}" is not a start time.'
