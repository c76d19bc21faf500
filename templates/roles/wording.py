"""Plain sentences about roles: why somebody can't take or leave one."""

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
    return f"{person} is in command of {incident}."


def guest_commander(person: str) -> str:
    return f"{person} may read and log here, but not command. Name a member of this workspace."


def joined_already(incident: str) -> str:
    return f"You are in the channel of {incident} already."


def commander_already(person: str, name: str) -> str:
    return f"{person} is already incident commander of {name}."
