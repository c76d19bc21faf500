"""Plain sentences about people: who may do what."""

from collections.abc import Sequence
from typing import Final

REVIEW: Final = "the review"
NUMBER_MISSING: Final = "Which incident is missing."
TO_FIND_NUMBER: Final = "To find its number"


def no_public_channel(name: str) -> str:
    return f"there is no public channel #{name}"


def command(verb: str) -> str:
    return f"the command {verb}"


def holder_of(role: str) -> str:
    return f"the {role}"


def unknown_person(what: str) -> str:
    return f"Slack did not say in time who you are, so you may log here, but not use {what}. Try again in a minute."


def members_only(person: str, what: str) -> str:
    return f"{person} may read and log here; {what} is for members of this workspace. Ask one of them."


def only_for(what: str, people: Sequence[str]) -> str:
    listed = " and ".join(filter(None, (", ".join(people[:-1]), people[-1])))
    return f"{what[:1].upper()}{what[1:]} is for {listed} here. Ask one of them."
