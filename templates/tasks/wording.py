"""Plain sentences about tasks and action items."""

from typing import Final

FOR_THE_LIST: Final = "For the list"


def no_task(incident: str, number: int) -> str:
    return f"{incident} has no task {number}."


def no_action_item(incident: str, number: int) -> str:
    return f"{incident} has no action item {number}."


# What is typed and can't be read

WHAT_TO_DO: Final = "What is to be done"
THE_ACTION_ITEM: Final = "The action item"


def nothing_said_of_task(number: str) -> str:
    return f"What is to become of task {number} is missing."
