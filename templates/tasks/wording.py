"""Plain sentences about tasks and action items."""

from typing import Final

FOR_THE_LIST: Final = "For the list"


def no_task(incident: str, number: int) -> str:
    return f"{incident} has no task {number}."


def no_action_item(incident: str, number: int) -> str:
    return f"{incident} has no action item {number}."


# The timeline's entries about a task, before its title


def task_added(number: int) -> str:
    return f"Task {number} added"


def task_assigned(number: int, name: str) -> str:
    """`name` is "" where it is taken from who had it."""
    return f"Task {number} is for {name}" if name else f"Task {number} is nobody's again"


def task_ticked(number: int, done: bool) -> str:
    return f"Task {number} {'done' if done else 'open again'}"


# What is typed and can't be read

WHAT_TO_DO: Final = "What is to be done"
THE_ACTION_ITEM: Final = "The action item"


def nothing_said_of_task(number: str) -> str:
    return f"What is to become of task {number} is missing."


# The forms and lists of tasks

A_TASK: Final = "a task"
ANOTHER_TASK: Final = "Another task"
ASSIGNEE: Final = "Assignee"
SUGGESTED: Final = "suggested for this severity"
ADD_TASK: Final = "Add task"
BLANK_TASK: Final = "A task of blanks tells nobody what to do. Say it in a few words."


def tasks_of(incident: str) -> str:
    return f"Tasks of {incident}"


def task_for(incident: str) -> str:
    return f"Task for {incident}"


# The forms and lists of action items

AN_ACTION_ITEM: Final = "an action item"
ADD_ACTION_ITEM: Final = "Add action item"
NEW_ACTION_ITEM: Final = "New action item"
OWNER: Final = "Owner"
TEAM: Final = "Or a team, in words"
PRIORITY: Final = "Priority"
DUE: Final = "Due"
KIND: Final = "Kind"
DONE: Final = "Done"
NOT_DONE: Final = "Not done"
EDIT: Final = "Edit"
LATER: Final = "Later"
HAND_OVER: Final = "Hand over"
DUE_ON: Final = "Due on"
NEW_OWNER: Final = "New owner"
SAVE: Final = "Save"
CLOSE: Final = "Close"
BLANK_ACTION_ITEM: Final = "An action item of blanks tells nobody what to do. Say it in a few words."
DAY_PAST: Final = "Choose a day that is still to come."


def action_items_of(incident: str) -> str:
    return f"Action items of {incident}"


def action_item(number: int) -> str:
    return f"Action item {number}"


def in_channel_of(incident: str) -> str:
    return f"In the channel of {incident}"
