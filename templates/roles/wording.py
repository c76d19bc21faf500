"""Plain sentences about roles: why somebody can't take or leave one."""

from collections.abc import Iterable
from typing import Final

TO_TAKE_IT: Final = "To take it"
TO_HAND_OVER: Final = "To hand over first"
TO_TAKE_OVER: Final = "To take over"
HAND_OVER_COMMAND: Final = "Command is handed over, not dropped."


def held_already(person: str, role: str, incident: str) -> str:
    return f"{person} is {role} of {incident} already."


def held_by_nobody(role: str, incident: str) -> str:
    return f"Nobody is {role} of {incident}."


def not_held_by(person: str, role: str, incident: str) -> str:
    return f"{person} is not {role} of {incident}."


def leaves_no_commander(incident: str) -> str:
    return f"You are incident commander of {incident}, so the incident would be without one."


def commanded_by(person: str, incident: str) -> str:
    return f"{person} is commander of {incident}."


def guest_commander(person: str) -> str:
    return f"{person} may read and log here, but not command. Name a member of this workspace."


def joined_already(incident: str) -> str:
    return f"You are in the channel of {incident} already."


def commander_changed(before: str, commander: str) -> str:
    """The entry on the timeline; `before` is "" where nobody commanded."""
    return f"Incident commander {before} → {commander}" if before else f"Incident commander {commander}"


def commander_already(person: str, name: str) -> str:
    return f"{person} is already incident commander of {name}."


def role_passed(role: str, before: str, now: str) -> str:
    """The timeline's entry; nobody is ""."""
    return f"{role[:1].upper()}{role[1:]} " + (f"{before} → {now or 'open'}" if before else now)


# Handing command over

HAND_OVER_TO_SOMEBODY: Final = "You are commander already. Name somebody else."
HANDOVER_OVER: Final = "That handover is over: it was answered, withdrawn or replaced. The card says who commands."
TO_NAME_ONE: Final = "To name one"
TO_TAKE_IT_ANYWAY: Final = "To take it anyway"


def nothing_to_hand_over(incident: str) -> str:
    return f"{incident} has no incident commander yet."


def only_commander_hands_over(commander: str, incident: str) -> str:
    return f"{commander} is commander of {incident}, so only {commander} can hand over."


def offered_to_another(to: str) -> str:
    return f"Command was offered to {to}, not to you."


def only_offerer_withdraws(by: str) -> str:
    return f"Only {by} can withdraw this. If it is for you, leave it unanswered."


def handover_offered(to: str, note: str) -> str:
    return f"Handover offered to {to}{f': {note}' if note else ''}"


def handover_withdrawn(to: str) -> str:
    return f"Handover to {to} withdrawn"


def handover_unanswered(to: str, minutes: int) -> str:
    return f"Handover to {to} unanswered for {minutes} min"


# What is typed and can't be read

WHO_TAKES_OVER: Final = "Who takes over"


def unknown_person(name: str) -> str:
    return f"I can't find {name}."


def role_missing(roles: Iterable[str]) -> str:
    return f"The role is missing. {_roles_here(roles)}"


def person_or_role_unknown(name: str) -> str:
    return f"I can't find {name}, and it is no role."


def unknown_role(word: str, close: str, roles: Iterable[str]) -> str:
    return f"{word} is not a role here. " + (f"Did you mean {close}?" if close else _roles_here(roles))


def _roles_here(roles: Iterable[str]) -> str:
    return f"Roles here: {', '.join(roles)}."


# The forms of roles and of the command

SAVE: Final = "Save"
TAKE_COMMAND: Final = "Take command"
NAME_COMMANDER: Final = "Name commander"
WITHDRAW: Final = "Withdraw"
CANCEL: Final = "Cancel"
AGAIN: Final = "To try again"


def roles_of(incident: str) -> str:
    return f"Roles of {incident}"


def command_of(incident: str) -> str:
    return f"Command of {incident}"
