"""Plain sentences about tasks and action items."""

from typing import Final

FOR_THE_LIST: Final = "For the list"


def no_task(incident: str, number: int) -> str:
    return f"{incident} has no task {number}."


def no_action_item(incident: str, number: int) -> str:
    return f"{incident} has no action item {number}."
