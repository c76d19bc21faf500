"""The plain text about people: who may do what, and why someone can't be assigned or invited."""

from collections.abc import Mapping, Sequence
from typing import Final

UNKNOWN_USER: Final = "unknown user"  # the name of someone whom Slack doesn't show

NUMBER_MISSING: Final = "Enter the incident number."
TO_FIND_NUMBER: Final = "To find it"


def no_public_channel(name: str) -> str:
    return f"there is no public channel #{name}"


# While Muster doesn't know the members of a private incident's channel. Only for people who were in it.

MEMBERS_UNREAD_HERE: Final = "Muster is still reading who is in this channel. Try again in a moment."
MEMBERS_UNREAD: Final = "Muster is still reading who is in the incident's channel. Try again in a moment."
MEMBERS_UNREADABLE_HERE: Final = "Muster couldn't read who is in this channel. It retries every minute."
MEMBERS_UNREADABLE: Final = "Muster couldn't read who is in the incident's channel. It retries every minute."
REMOVED_HERE: Final = "Muster was removed from this channel. To bring it back, type `/invite @Muster`."
REMOVED: Final = "Muster was removed from the incident's channel. To bring it back, type `/invite @Muster` there."

# Permissions: what someone can't do, who may, and what to do instead

WORK_ON_REVIEW: Final = "work on the review"


# What each command does, to follow "can't" and "can"
_ACTS: Final = {
    "action": "change action items",
    "cancel": "mark incidents as false alarms",
    "close": "close incidents",
    "commander": "change the incident commander",
    "declare": "declare incidents",
    "drill": "start drills",
    "duplicate": "close duplicates",
    "handover": "hand over command",
    "join": "join incidents",
    "log": "add to the timeline",
    "private": "make incidents private",
    "record": "record facts",
    "rename": "rename incidents",
    "reopen": "reopen incidents",
    "resolve": "resolve incidents",
    "role": "change roles",
    "roles": "change roles",
    "severity": "change the severity",
    "snooze": "snooze nudges",
    "stats": "see metrics",
    "status": "change the status",
    "subscribe": "subscribe to updates",
    "task": "change tasks",
    "update": "post updates",
}


def use_command(verb: str) -> str:
    return _ACTS.get(verb, f"use the {verb} command")


def holder_of(role: str) -> str:
    return f"the {role}"


def unknown_person(what: str) -> str:
    return f"Muster couldn't check your account with Slack, so you can't {what} yet. Try again in a minute."


DEACTIVATED_CANT_ACT: Final = "Your account is deactivated. Ask a member of this workspace."


def members_only(what: str) -> str:
    return f"Guests can't {what}. Ask a member of this workspace."


def unnamed_group(group: str) -> str:
    """Of a group that Slack has not named."""
    return f"members of the user group {group}"


def only_for(what: str, people: Sequence[str]) -> str:
    listed = " and ".join(filter(None, (", ".join(people[:-1]), people[-1])))
    return f"Only {listed} can {what}. Ask {'one of them' if len(people) > 1 else 'them'}."


# Why an account can't get a role, a task or an action item


def app_not_assignable(name: str) -> str:
    return f"{name} is an app. Choose a person."


def noted_name(name: str, is_deactivated: bool, is_limited: bool, is_outside: bool) -> str:
    """Someone's name, with why a question can't reach them."""
    notes = {"deactivated": is_deactivated, "guest": is_limited, "not in the channel": is_outside}
    note = next((note for note, applies in notes.items() if applies), "")
    return f"{name} ({note})" if note else name


def deactivated_not_assignable(name: str) -> str:
    return f"{name}'s account is deactivated. Choose someone else."


# Why someone can't be invited

NO_SUCH_ADDRESS: Final = "no Slack account with that email. Check the address in Muster's configuration."
NO_SUCH_PERSON: Final = "no such Slack account. Check the ID in Muster's configuration."
NO_SUCH_GROUP: Final = "no such user group. Check the ID in Muster's configuration."
EMPTY_GROUP: Final = "the user group is empty. Add someone to it, then retry."
GUEST: Final = "guests can't be invited to this channel. Ask a Slack admin to add them."
GUEST_IN_TOO_MANY: Final = "that guest is in as many channels as allowed. Ask a Slack admin, then retry."
CANT_BE_INVITED: Final = "Slack doesn't let Muster invite them. Invite them yourself."
DEACTIVATED: Final = "the account is deactivated. Invite someone else."


WHY_NOT_YOU: Final[Mapping[str, str]] = {
    "user_is_restricted": "guests can't be invited to it.",
    "user_is_ultra_restricted": "guests can't be invited to it.",
    "ura_max_channels": "your account is in as many channels as allowed.",
    "cant_invite": "Slack doesn't let Muster invite you.",
    "restricted_action": "a workspace setting blocks it.",
    "no_permission": "a workspace setting blocks it.",
}


def couldnt_invite(people: Sequence[str]) -> str:
    return f"Couldn't invite {' and '.join(filter(None, (', '.join(people[:-1]), people[-1])))}"
