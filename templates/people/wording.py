"""The plain text about people: who may do what, and why someone can't be assigned or invited."""

from collections.abc import Sequence
from typing import Final

UNKNOWN_USER: Final = "unknown user"  # the name of someone whom Slack doesn't show

NUMBER_MISSING: Final = "Add the incident's number."
TO_FIND_NUMBER: Final = "To find it"


def no_public_channel(name: str) -> str:
    return f"there is no public channel #{name}"


# Permissions: what someone can't do, who may, and what to do instead

WORK_ON_REVIEW: Final = "work on the review"


def use_command(verb: str) -> str:
    return f"use the {verb} command"


def holder_of(role: str) -> str:
    return f"the {role}"


def unknown_person(what: str) -> str:
    return f"Muster couldn't check your account with Slack, so you can't {what} yet. Try again in a minute."


def members_only(what: str) -> str:
    return f"Guests can't {what}. Ask a member of this workspace."


def unnamed_group(group: str) -> str:
    """Of a group that Slack has not named."""
    return f"members of the user group {group}"


def only_for(what: str, people: Sequence[str]) -> str:
    listed = " and ".join(filter(None, (", ".join(people[:-1]), people[-1])))
    return f"Only {listed} can {what}. Ask one of them."


# Why an account can't get a role, a task or an action item


def app_not_assignable(name: str) -> str:
    return f"{name} is an app. Choose a person."


def deactivated_not_assignable(name: str) -> str:
    return f"{name}'s account is deactivated. Choose someone else."


# Why someone can't be invited

NO_SUCH_ADDRESS: Final = "no account with this email address"
NO_SUCH_PERSON: Final = "no such account"
NO_SUCH_GROUP: Final = "no such user group"
EMPTY_GROUP: Final = "the user group is empty"
GUEST: Final = "a guest, can't be invited to this channel"
GUEST_IN_TOO_MANY: Final = "a guest, already in as many channels as allowed"
CANT_BE_INVITED: Final = "can't be invited"
DEACTIVATED: Final = "the account is deactivated"


def not_invited(who: str, why: str) -> str:
    return f"{who}: {why}"
