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
