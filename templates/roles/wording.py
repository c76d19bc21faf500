"""The plain text of roles: refusals, timeline entries, and the labels of forms and buttons."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

TO_TAKE_IT: Final = "To take the role"
TO_HAND_OVER: Final = "To hand over command"
TO_TAKE_OVER: Final = "To take over"
HAND_OVER_COMMAND: Final = "Command can't be released, only handed over."


def held_already(person: str, role: str, incident: str) -> str:
    return f"{person} is already {role} of {incident}."


def held_by_nobody(role: str, incident: str) -> str:
    return f"{incident} has no {role}."


def not_held_by(person: str, role: str, incident: str) -> str:
    return f"{person} isn't {role} of {incident}."


def leaves_no_commander(incident: str) -> str:
    return f"You're incident commander of {incident}, so you can't leave yet."


def commanded_by(person: str, incident: str) -> str:
    return f"{person} is incident commander of {incident}."


def unchecked_commander(person: str) -> str:
    return f"Muster couldn't look up {person} in Slack to check who may be incident commander. Try again in a moment."


def guest_commander(person: str) -> str:
    return f"{person} is a guest and can't be incident commander. Choose a member of this workspace."


def joined_already(incident: str) -> str:
    return f"You're already in the channel of {incident}."


def commander_already(person: str, name: str) -> str:
    return f"{person} is already incident commander of {name}."


# Timeline entries


def commander_changed(by: str, before: str, commander: str) -> str:
    """`before` is "" if there was no commander."""
    return role_changed(by, "incident commander", (commander,), (before,) if before else ())


def role_changed(by: str, role: str, added: Sequence[str], removed: Sequence[str]) -> str:
    """Say who got a role and who lost it; one of the two may be empty. `by` changed it, for themselves or others."""
    if not added:
        return _given_up(by, role, removed)
    new, old = " and ".join(added), " and ".join(removed)
    named = role if len(added) == 1 else f"{role}s"
    if tuple(added) != (by,):
        return f"{by} made {new} {named}{f', replacing {old}' if old and old != by else ''}"
    return f"{new} took over as {role} from {old}" if old else f"{new} is now {role}"


def _given_up(by: str, role: str, removed: Sequence[str]) -> str:
    if tuple(removed) == (by,):
        return f"{by} is no longer {role}"
    return f"{by} removed {' and '.join(removed)} as {role if len(removed) == 1 else f'{role}s'}"


def handover_offered(to: str, note: str) -> str:
    return f"Handover of command offered to {to}{f': {note}' if note else ''}"


def handover_withdrawn(to: str) -> str:
    return f"Handover to {to} withdrawn"


def handover_declined(to: str) -> str:
    return f"Handover to {to} declined"


def handover_unanswered(to: str, minutes: int) -> str:
    return f"Handover to {to} unanswered for {minutes} min"


# Handing over command

HAND_OVER_TO_SOMEBODY: Final = "You're already incident commander."
HANDOVER_OVER: Final = "That handover was already answered, withdrawn or replaced."
TO_NAME_ONE: Final = "To assign one"
TO_TAKE_IT_ANYWAY: Final = "To take over anyway"


def nothing_to_hand_over(incident: str) -> str:
    return f"{incident} has no incident commander yet."


def only_commander_hands_over(commander: str, incident: str) -> str:
    return f"Only {commander}, the incident commander of {incident}, can hand over command."


def offered_to_another(to: str) -> str:
    return f"This handover is for {to}."


def only_offerer_withdraws(by: str) -> str:
    return f"Only {by} can withdraw this handover."


def only_asked_declines(to: str) -> str:
    return f"Only {to} can decline this handover."


def open_task(title: str, assignee: str) -> str:
    return f"{title} ({assignee or 'unassigned'})"


# Arguments of commands

NAME_COMMANDER: Final = "Name the new incident commander."


def unknown_person(name: str) -> str:
    return f"I can't find {name}."


def role_missing(roles: Iterable[str]) -> str:
    return f"Name a role: {_listed(roles)}."


def person_or_role_unknown(name: str) -> str:
    return f"I can't find a person or a role named {name}."


def unknown_role(word: str, close: str, roles: Iterable[str]) -> str:
    return f'"{word}" is not a role. ' + (f"Did you mean {close}?" if close else f"Use {_listed(roles)}.")


def _listed(roles: Iterable[str]) -> str:
    *first, last = roles
    return f"{', '.join(first)} or {last}" if first else last


# Forms and buttons

SAVE: Final = "Save"
TAKE_COMMAND: Final = "Take command"
TAKE_OVER: Final = "Take over"
ASSIGN_COMMANDER: Final = "Assign commander"
DECLINE: Final = "Decline"
WITHDRAW: Final = "Withdraw"
CANCEL: Final = "Cancel"
AGAIN: Final = "To try again"

HINTS: Final[Mapping[str, str]] = {
    "commander": "Leads the response and makes the decisions.",
    "communications": "Posts status updates and keeps stakeholders informed.",
    "operations": "Leads the technical work on the fix.",
    "scribe": "Keeps the timeline.",
    "sme": "Knows the affected systems. Several people can have this role.",
}


def roles_of(incident: str) -> str:
    return f"Roles for {incident}"


# People who aren't there


def deactivated(name: str) -> str:
    return f"Account of {name} deactivated"
