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


# Why an account can't get a role, a task or an action item


def app_not_assignable(name: str) -> str:
    return f"{name} is an app. Choose a person."


def deactivated_not_assignable(name: str) -> str:
    return f"{name}'s account is deactivated. Choose somebody else."


# Why somebody can't be invited

NO_SUCH_ADDRESS: Final = "nobody here has this address"
NO_SUCH_PERSON: Final = "nobody here any more, or never was"
NO_SUCH_GROUP: Final = "no such user group"
EMPTY_GROUP: Final = "nobody is in this user group"
GUEST: Final = "a guest, who can't be invited into this channel"
GUEST_IN_TOO_MANY: Final = "a guest, who is in as many channels as they may be"
CANT_BE_INVITED: Final = "can't be invited"
DEACTIVATED: Final = "deactivated"


def not_invited(who: str, why: str) -> str:
    return f"{who}: {why}"
