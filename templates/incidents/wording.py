"""Plain sentences about incidents: why something can't be done to one, and what to do instead."""

from typing import Final

TO_REOPEN: Final = "To work on it again"
TO_RESOLVE: Final = "To resolve it"


def nothing_to_reopen(name: str, status: str) -> str:
    return f"{name} is open ({status}), so there is nothing to reopen."


def already(name: str, status: str) -> str:
    return f"{name} is already {status}."


def not_resolved_yet(name: str, status: str) -> str:
    return f"{name} is still {status}. Only a resolved incident can be closed."


def merged_into(name: str, into: int) -> str:
    return f"{name} was merged into #{into}. Continue there."


def not_open(name: str, status: str) -> str:
    return f"{name} is {status}."


TO_CHANGE_AGAIN: Final = "To change it again"
TO_MERGE: Final = "To reopen it and then merge"
TO_CANCEL: Final = "To cancel it instead"
UNKNOWN_CHANGE: Final = "I can't find that change."
CHANGED_SINCE: Final = "It has changed again since, so this can't be undone."
DRILL_AND_REAL: Final = "A drill and a real incident can't be merged."


def not_found(number: int) -> str:
    return f"There is no incident #{number} here."


def no_page(page: int) -> str:
    return f"There is no page {page} of that list."


def private_already(name: str) -> str:
    return f"{name} is private already. Who is to see it, invite into its channel."


def no_channel_yet(name: str) -> str:
    return f"The channel of {name} is not ready yet."


def merge_with_itself(name: str) -> str:
    return f"{name} can't repeat itself."


def merge_into_merged(name: str, into: int) -> str:
    return f"{name} was merged into #{into} itself."


def merge_private(name: str, other: str) -> str:
    return (
        f"{name} and {other} don't have the same members, and one of them is private: merging would show it to others."
    )


def severity_already(name: str, severity: str) -> str:
    return f"{name} is already {severity}."


def named_already(name: str) -> str:
    return f"{name} is called that already."


def unknown_severity(word: str, first: str, last: str) -> str:
    return f"{word} is not a severity here. Use {first} to {last}."
