"""Plain text about tasks and action items: refusals, timeline entries, labels of forms and buttons."""

from typing import Final

FOR_THE_LIST: Final = "To see the list"
EXAMPLE_TITLE: Final = "Alert at 70% of the pool"


def no_task(incident: str, number: int) -> str:
    return f"{incident} has no task {number}."


def no_action_item(incident: str, number: int) -> str:
    return f"{incident} has no action item {number}."


# Timeline entries, in front of the task's title


def task_added(number: int) -> str:
    return f"Task {number} added"


def task_assigned(number: int, name: str) -> str:
    """`name` is "" where the task is unassigned."""
    return f"Task {number} assigned to {name}" if name else f"Task {number} unassigned"


def task_ticked(number: int, done: bool) -> str:
    return f"Task {number} {'completed' if done else 'reopened'}"


def not_a_task_number(word: str) -> str:
    return f'"{word}" is not a task number.' if word else "Enter the number of the task."


def not_an_item_number(word: str) -> str:
    return f'"{word}" is not the number of an action item.'


def not_a_tick(word: str) -> str:
    return f'"{word}" is not a command here.'


TO_MARK_DONE: Final = "To mark it done"


def not_a_priority(word: str) -> str:
    return f'"{word}" is not a priority. Use P0 to P3.'


def not_a_kind(word: str, meant: str) -> str:
    return f'"{word}" is not a type. Did you mean {meant}?'


def like_a_date(words: str) -> str:
    return f'"{words}" could be a due date.'


def due_past(day: str) -> str:
    return f"{day} is in the past. Enter a due date in the future."


def like_a_person(name: str) -> str:
    return f'"{name}" could be the owner.'


def several_called(name: str) -> str:
    return f"Several people are called {name}. Type @ and choose one."


def for_team(name: str) -> str:
    return f"For a team named {name}"


def one_person(first: str, second: str) -> str:
    return f"Name one person, not both {first} and {second}."


def one_argument(word: str, other: str) -> str:
    return f'Use "{word}" or "{other}", not both.'


def no_assignee(number: str) -> str:
    return f"Add an assignee for task {number}."


# The forms and lists of tasks

A_TASK: Final = "a task"
TASK: Final = "Task"
NEW_TASK: Final = "New task"
ASSIGNEE: Final = "Assignee"
SUGGESTED: Final = "suggested"
ADD_TASK: Final = "Add task"
BLANK_TASK: Final = "Enter a task."


def tasks_of(incident: str) -> str:
    return f"Tasks for {incident}"


def task_for(incident: str) -> str:
    return f"Add task to {incident}"


# The forms and lists of action items

AN_ACTION_ITEM: Final = "an action item"
ADD_ACTION_ITEM: Final = "Add action item"
TITLE: Final = "Title"
OWNER: Final = "Owner"
TEAM: Final = "Team or other owner"
TEAM_HINT: Final = "For example: Database team"
PRIORITY: Final = "Priority"
DUE: Final = "Due date"
KIND: Final = "Type"
MARK_DONE: Final = "Mark done"
REOPEN: Final = "Reopen"
EDIT: Final = "Edit"
CHANGE_DUE_DATE: Final = "Change due date"
CHANGE_OWNER: Final = "Change owner"
NEW_DUE_DATE: Final = "New due date"
NEW_OWNER: Final = "New owner"
SAVE: Final = "Save"
CLOSE: Final = "Close"
BLANK_ACTION_ITEM: Final = "Enter a title."
DAY_PAST: Final = "Choose a date in the future."


def action_items_of(incident: str) -> str:
    return f"Action items for {incident}"


def action_item(number: int) -> str:
    return f"Edit action item {number}"


ITEM_NUMBER_MISSING: Final = "Add the number of the action item."


def already_assigned(name: str) -> str:
    """`name` is "" where the task is unassigned."""
    return f"Nothing changed: already assigned to {name}." if name else "Nothing changed: already unassigned."


def already_ticked(done: bool) -> str:
    return f"Nothing changed: already {'done' if done else 'open'}."
